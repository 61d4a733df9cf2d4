"""How often one address may ask the public verification page."""

import datetime as dt

from django.utils.crypto import salted_hmac

from flagship import clock
from reports.models import VerifyCount

TIMES_A_MINUTE = 30
KEPT = dt.timedelta(hours=1)


def may_verify(address: str, *, now: dt.datetime | None = None) -> bool:
    """Count the question and say whether it is still within `TIMES_A_MINUTE` of this address."""
    minute = (now or clock.now()).replace(second=0, microsecond=0)
    digest = salted_hmac("reports.verify", address, algorithm="sha256").hexdigest()
    count = VerifyCount.objects.one_more(digest, minute)
    if count == 1:
        VerifyCount.objects.filter(minute__lt=minute - KEPT).delete()
    return count <= TIMES_A_MINUTE
