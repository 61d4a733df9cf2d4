from django.conf import settings
from django.db import models


class Attachment(models.Model):
    """附件: a file that somebody attached, checked before it was kept, and never changed since.

    `name` is what people called it, cleaned; on the disk it has a name of our own. `digest` is the SHA-256 of its
    bytes. It belongs to whoever points to it, and opens by that row's rule alone.
    """

    file = models.FileField(upload_to="attachments/")
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField(help_text="Bytes.")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name
