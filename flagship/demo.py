"""Whether this database holds the demo company. Its loading says so in the audit trail, which nobody can change."""

from flagship.models import AuditEvent

DEMO_LOADED = "demo_loaded"


def is_demo() -> bool:
    """One query, by the index of acts."""
    return AuditEvent.objects.filter(act=DEMO_LOADED).exists()
