"""What this app offers to the navigation."""

from campaign.navigation import NavItem

ITEMS: tuple[NavItem, ...] = ()
