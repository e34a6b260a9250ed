"""A believable campaign on its day 4, made by the product's own actions; nobody in it exists."""

from reports.demo.people import logins
from reports.demo.seeding import seed

__all__ = ["logins", "seed"]
