"""Invented people: names by chance, identity numbers of a region that does not exist, phones of no
network.
"""

import random
from datetime import date, timedelta

from borrowers.domain.identity import credit_check, person_check

SURNAMES = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
# Plants and grains: believable in a village, and nobody who is known.
GIVEN = "禾穗苗麦棉桑麻荞芡菱蒲苇芦菖茯苓葵芹荠蔓藤萝柚橙栗榛楠樟桐梓槐榆椿桦杉"
TRADES = ("农业发展", "养殖", "粮油购销", "建材", "果蔬专业合作社", "运输", "茶业", "木业", "水产")
# No region of the country has a number that begins with 99; no network has numbers that begin with 1990.
REGION = "990101"
PHONE = "1990"


def person_name(rng: random.Random) -> str:
    """A surname with two given characters."""
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, 2))


def company_name(rng: random.Random, place: str) -> str:
    """An enterprise of the place."""
    word = "".join(rng.sample(GIVEN, 2))
    return f"{place[:2]}{word}{rng.choice(TRADES)}有限公司"


def identity_number(rng: random.Random, serial: int) -> str:
    """18 digits with the right check character; the serial keeps two people apart."""
    born = date(1955, 1, 1) + timedelta(days=rng.randrange(17_000))
    body = f"{REGION}{born:%Y%m%d}{serial % 1000:03d}"
    return body + person_check(body)


def credit_code(serial: int) -> str:
    """A unified social credit code with the right check character."""
    body = f"91{REGION}MA{serial % 10_000_000:07d}"
    return body + credit_check(body)


def phone(serial: int) -> str:
    """Eleven digits."""
    return f"{PHONE}{serial % 10_000_000:07d}"
