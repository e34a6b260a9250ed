from teams.models.counter import MemberDay, MemberTotal
from teams.models.team import Membership, Team
from teams.models.user import Grant, User

__all__ = ["Grant", "MemberDay", "MemberTotal", "Membership", "Team", "User"]
