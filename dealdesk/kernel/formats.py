"""How figures, dates and spans are written for a Chinese reader, on screen and on paper alike."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
NOTHING = "—"
WAN = Decimal(10_000)
SIGNS = {"CNY": "¥", "USD": "US$", "EUR": "€", "HKD": "HK$"}


def money(amount: Decimal | None, places: int = 2) -> str:
    """1092000 → 1,092,000.00, half up; a real minus sign, never before zero; a dash for what is not known."""
    if amount is None or amount == "":
        return NOTHING
    rounded = Decimal(amount).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded + 0 if rounded else abs(rounded):,f}".replace("-", MINUS)


def priced(amount: Decimal, currency: str) -> str:
    """An amount with its currency: ¥1,064,000.00."""
    sign = SIGNS.get(currency, f"{currency} ")
    text = money(amount)
    return f"{MINUS}{sign}{text.removeprefix(MINUS)}" if text.startswith(MINUS) else f"{sign}{text}"


def wan(amount: Decimal | None, places: int = 2) -> str:
    """Yuan as 万元: 1092000 → 109.20."""
    return NOTHING if amount is None or amount == "" else money(Decimal(amount) / WAN, places)


def large(amount: Decimal | None, currency: str) -> str:
    """A total as it is read: yuan as 万元, any other currency as it is; the unit stands beside it."""
    return wan(amount) if currency == "CNY" else money(amount)


def telling(amount: Decimal | None, currency: str) -> str:
    """The same where currencies stand in one column of 万元: what is not yuan brings its sign along."""
    return wan(amount) if currency == "CNY" or amount is None else priced(amount, currency)


def points(value: Decimal | None, places: int = 1) -> str:
    """Percent points in a column of figures, all with the same decimals: 9 → 9.0 %."""
    return NOTHING if value is None or value == "" else f"{money(value, places)} %"


def percent(value: Decimal) -> str:
    """Percent points in a sentence, with the decimals they need: 99.90000 → 99.9%."""
    return f"{quantity(value)}%"


def quantity(value: Decimal | None) -> str:
    """Without zeros that say nothing: 10000.000000 → 10,000; 0.500000 → 0.5."""
    if value is None or value == "":
        return NOTHING
    text = f"{Decimal(value):,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def unit_price(value: Decimal) -> str:
    """At least two decimals, and as many more as the price has: 62.00; 0.0325."""
    text = quantity(value)
    decimals = len(text.partition(".")[2])
    return money(value) if decimals < 2 else text


def discount_zhe(off: Decimal | None) -> str:
    """A discount as the tenths that are left: 15 points off is 8.5; nothing off is a dash."""
    if off is None or off == "" or not Decimal(off):
        return NOTHING
    return quantity(((100 - Decimal(off)) / 10).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def fold(off: Decimal) -> str:
    """The same in words: 8.5 折; all of it off is a present."""
    if off == 100:
        return "赠送"
    return f"{discount_zhe(off)} 折" if off else NOTHING


def chinese_date(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def span(minutes: int) -> str:
    """A length of time as people say it: 90 → 1 小时 30 分钟."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} 小时"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} 分钟")
    return " ".join(parts)
