"""Writing down acts that change no state: sign-ins, exports, imports, refusals."""

from flagship import clock
from flagship.models import AuditEvent


def record(act: str, what: str, *, by=None, now=None, **detail) -> AuditEvent:
    """Append one act to the audit trail. `detail` must be JSON values; passwords and marks never belong there."""
    return AuditEvent.objects.create(act=act, what=what[:300], detail=detail, at=now or clock.now(), by=by)
