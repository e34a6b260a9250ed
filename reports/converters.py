"""Parts of addresses that only boards have."""

from reports.enums import Group


class GroupConverter:
    """Teams or people."""

    regex = "|".join(Group.values)

    def to_python(self, value: str) -> Group:
        """The group."""
        return Group(value)

    def to_url(self, value: Group | str) -> str:
        """The group's name in the address."""
        return str(value)
