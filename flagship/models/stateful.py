from django.db import models


class Stateful(models.Model):
    """A row with a `state` that only moves change.

    `save()` of an existing row never writes `state`, so a stale copy cannot restore an old state; see
    `flagship.actions.move.perform`.
    """

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if not self._state.adding:
            names = update_fields or [f.name for f in self._meta.concrete_fields if not f.primary_key]
            update_fields = [name for name in names if name != "state"]
        super().save(*args, update_fields=update_fields, **kwargs)
