from django.db import models

from flagship.periods import Month
from flagship.policies import Policy


class Programme(models.Model):
    """活动年度: one year of the scheme with its policies."""

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120, default="党员闪光争旗创标")
    document_number = models.CharField(max_length=60, default="新升党发〔2020〕8号")
    policies = models.JSONField(default=dict, help_text="What departs from the defaults of Policy.")
    policy_version = models.PositiveIntegerField(default=1)
    past_policies = models.JSONField(
        default=list, blank=True, help_text="What was in force before: {until: month, version, policies}, oldest first."
    )
    non_party_confirmed = models.BooleanField(
        default=False, help_text="The Department has confirmed how non-Party people are counted."
    )
    reminders = models.BooleanField(default=True, help_text="Reminders go out by e-mail, where a mail server is set.")
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年度{self.title}"

    @property
    def policy(self) -> Policy:
        """The policies in force now. Months keep the copy they were submitted under."""
        return Policy.from_json(self.policies)

    def policy_in(self, month: Month) -> tuple[Policy, int]:
        """The policies in force on a month's last day, and their version; also for a sheet submitted late."""
        for past in self.past_policies:
            if month <= Month.parse(past["until"]):
                return Policy.from_json(past["policies"]), past["version"]
        return self.policy, self.policy_version
