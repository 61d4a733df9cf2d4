from members.models.api_token import ApiToken
from members.models.appointment import Appointment
from members.models.declaration import Declaration, Exemption
from members.models.member import Member
from members.models.membership import BranchMembership, StatusPeriod
from members.models.user import User

__all__ = [
    "ApiToken",
    "Appointment",
    "BranchMembership",
    "Declaration",
    "Exemption",
    "Member",
    "StatusPeriod",
    "User",
]
