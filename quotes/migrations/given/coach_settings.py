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
    ("extreme",           Decimal("0.95"), Decimal("1.5"), f"{SETTING}：预算 P95，或同类成交上四分位的 1.5 倍"),
    ("losing",            None,            None,           f"{RULE}：换来的低于付出的，要写理由"),
    ("step",              Decimal("0.005"), None,
     "Hindriks、Jonker、Tykhonov 2007；阈值取可让空间的 0.5%，本台设定"),
    ("past_floor",        None,            None,           f"{RULE}：越过自己写下的议题底线，要写理由"),
    ("claimed",           None,            Decimal(30),    f"{RULE}：口头价先问范围，不还价；天数为本台设定"),
    ("early",             None,            None,           "报价闸门；Sinaceur 等 2013：先交换信息再报价"),
    ("late",              None,            Decimal(14),    f"{RULE}：闸门全绿 14 天未报价即提醒；天数为本台设定"),
    ("range",             None,            Decimal("0.2"), "Ames、Mason 2015；宽度为本台设定"),
)
# fmt: on


def come_set(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "CoachSetting")
    rows.objects.bulk_create(
        rows(hint=hint, low=low, high=high, valid_from=BEGUN, source=source) for hint, low, high, source in ROWS
    )
