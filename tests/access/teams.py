"""Who may do what to people, branches and one's own account."""

from tests.access.table import ADMINISTRATOR, ANONYMOUS, COMPLIANCE, LOGIN, MEMBER, NOBODY, Row

OWN = {ANONYMOUS: LOGIN, NOBODY: 200, MEMBER: 200, ADMINISTRATOR: 200, COMPLIANCE: 200}

ROWS: list[Row] = [
    Row("teams:login", {}, {ANONYMOUS: 200, MEMBER: 302}, public=True),
    Row("teams:login", {}, {ANONYMOUS: 200}, method="post", public=True),
    Row("teams:logout", {}, {ANONYMOUS: LOGIN, MEMBER: 405}, for_everyone=True),
    Row("teams:logout", {}, {ANONYMOUS: LOGIN, NOBODY: 302, MEMBER: 302}, method="post", for_everyone=True),
    Row("teams:language_choose", {}, {ANONYMOUS: 302, MEMBER: 302}, method="post", public=True),
    Row("teams:account", {}, OWN, for_everyone=True),
    Row("teams:password_change", {}, OWN, for_everyone=True),
    Row("teams:password_change", {}, OWN, method="post", for_everyone=True),
    Row("teams:second_factor", {}, {ANONYMOUS: LOGIN, ADMINISTRATOR: 302}, for_everyone=True),
    Row("teams:second_factor_enrol", {}, OWN, for_everyone=True),
]
