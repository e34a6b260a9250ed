"""When an export of borrowers' data needs a second person (导出审批).

Passing on 25 records of people's whereabouts or property that staff obtained in duty can be a serious crime
(Criminal Law art. 253-1 with its interpretation, art. 5; Personal Information Protection Law art. 51).
"""


def needs_approval(*, is_masked: bool, rows: int, taken_today: int, free: int) -> bool:
    """Whether another person must approve: unmasked rows above `free`, what was taken that day counted in."""
    return not is_masked and rows + taken_today > free
