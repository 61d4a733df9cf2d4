from flagship.models.attachment import Attachment
from flagship.models.audit import AuditEvent
from flagship.models.calendar import CalendarDay
from flagship.models.indicator import Indicator
from flagship.models.programme import Programme
from flagship.models.star_scheme import StarScheme
from flagship.models.stateful import Stateful
from flagship.models.template import IndicatorTemplate
from flagship.models.tier_table import TierTable
from flagship.models.transition import Transition

__all__ = [
    "Attachment",
    "AuditEvent",
    "CalendarDay",
    "Indicator",
    "IndicatorTemplate",
    "Programme",
    "StarScheme",
    "Stateful",
    "TierTable",
    "Transition",
]
