"""What the coach comes set to: each bound with where it comes from."""

from datetime import date
from decimal import Decimal
from typing import Any

# Before the first round that this desk remembers.
BEGUN = date(2026, 1, 1)
RULE, SETTING = "本台规则", "本台设定，研究未给出数值"

# fmt: off
# hint, from, to, where it comes from
ROWS = (
    ("below_reservation", None,            None,           "本单谈判计划"),
    ("first_step",        None,            Decimal("0.5"), "经验口径：首次让步不超过可让空间的一半"),
    ("not_shrinking",     None,            None,           "Tey、Schaerer、Madan、Swaab 2021"),
    ("ahead_of_plan",     None,            Decimal("0.1"), f"{SETTING}：允许快于计划曲线一成"),
    ("one_sided",         None,            None,           "Kwon、Weingart 2004（转引）"),
    ("untraded",          None,            None,           "Hüffmeier 等 2014"),
    ("two_at_once",       None,            None,           f"{RULE}：毛利与账期不在同一步里让"),
    ("price_only",        None,            Decimal("0.8"), f"{SETTING}：份额平方和上限"),
    ("pace",              Decimal("0.25"), Decimal("0.6"), "对 Tey 等 2021“适度递减”的解读"),
    ("our_limit",         None,            None,           "Aitken Δ² 外推"),
    ("their_limit",       None,            None,           "Aitken Δ² 外推"),
    ("round_number",      Decimal(4),      None,           f"{SETTING}：末尾零的个数；Mason 等 2013"),
    ("shrinking",         None,            None,           "Tey、Schaerer、Madan、Swaab 2021"),
)
# fmt: on


def come_set(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "CoachSetting")
    rows.objects.bulk_create(
        rows(hint=hint, low=low, high=high, valid_from=BEGUN, source=source) for hint, low, high, source in ROWS
    )
