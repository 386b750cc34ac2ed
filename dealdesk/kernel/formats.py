"""How figures are written for a Chinese reader, on screen and on paper alike."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
NOTHING = "—"
WAN = Decimal(10_000)


def money(amount: Decimal | None, places: int = 2) -> str:
    """1092000 → 1,092,000.00, half up; a real minus sign; a dash for what is not known."""
    if amount is None or amount == "":
        return NOTHING
    rounded = Decimal(amount).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,f}".replace("-", MINUS)


def wan(amount: Decimal | None, places: int = 2) -> str:
    """Yuan as 万元: 1092000 → 109.20."""
    return NOTHING if amount is None or amount == "" else money(Decimal(amount) / WAN, places)


def percent(points: Decimal | None, places: int = 1) -> str:
    """Percent points: 9 → 9.0 %."""
    return NOTHING if points is None or points == "" else f"{money(points, places)} %"


def quantity(value: Decimal | None) -> str:
    """Without zeros that say nothing: 10000.000000 → 10,000; 0.500000 → 0.5."""
    if value is None or value == "":
        return NOTHING
    text = f"{Decimal(value):,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def discount_zhe(points: Decimal | None) -> str:
    """A discount as 折: 15 points off is 8.5; nothing off is a dash."""
    if points is None or points == "" or not Decimal(points):
        return NOTHING
    return quantity(((100 - Decimal(points)) / 10).quantize(Decimal("0.0001"), ROUND_HALF_UP))
