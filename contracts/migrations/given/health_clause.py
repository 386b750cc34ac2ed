"""The clause on health data stands on the rule about servers abroad, and says that its article was not looked up."""

from datetime import date
from typing import Any

CLAUSE, FROM, RULE = "health_data", date(2026, 11, 1), "health_here"
SOURCE = "人口健康信息管理办法（试行）（条号未核）；个人信息保护法第二十八条；GB/T 39725-2020"
WHY = "列明所依据的法规，条号未核实的写明未核"


def come_worded(apps: Any, _: Any) -> None:
    """The next version of the clause as the desk came with it; one that legal has changed is legal's."""
    last = apps.get_model("contracts", "ClauseVersion").objects.filter(clause__key=CLAUSE).order_by("-number").first()
    if last is None or last.number > 1 or last.valid_from >= FROM:
        return
    last.valid_to = FROM
    last.save(update_fields=["valid_to"])
    last.pk, last.number, last.valid_from, last.valid_to = None, 2, FROM, None
    last.rules, last.source, last.why = [RULE, *last.rules], SOURCE, WHY
    last.save(force_insert=True)
