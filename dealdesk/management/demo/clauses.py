"""Legal's first change to the library, so that a history can be read."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from contracts.actions.clauses import change_clause
from contracts.models import Clause
from dealdesk.kernel.words import Told
from stakeholders.models import User

TRAP = Told(
    "没有申请期限，或者把申请期限写成“自甲方知道之日起”：两年后翻出旧故障来冲抵尾款。",
    "No window, or one that runs “from when the customer knew”: two years later old incidents are set off against the "
    "last instalment.",
)


def change(by: User, at: datetime) -> None:
    clause = Clause.objects.get(key="credit_cap")
    last = clause.versions.select_related("clause").get()
    change_clause(
        clause=clause,
        after=last.number,
        text=replace(last.value(), trap=TRAP),
        why="上季度一份合同的申请期限写成了“自知道之日起”",
        valid_from=timezone.localdate(at),
        by=by,
        at=at,
    )
