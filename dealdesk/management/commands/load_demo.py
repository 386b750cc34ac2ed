"""Loads the story to click through, once, and says who can log in."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.management.demo import (
    after,
    billing,
    budgets,
    checklists,
    clauses,
    costs,
    data,
    incidents,
    liability,
    papers,
    payments,
    people,
    prices,
    signoffs,
    story,
    texts,
    value,
)
from dealdesk.management.demo.times import day
from stakeholders.models import Deal, User

# Two loads at the same moment wait for each other here; the second finds the story told.
LOCK = 20_261_124


class Command(BaseCommand):
    help = "Loads the demo story once: invented customers, prices and people."

    def handle(self, *args: Any, **options: Any) -> None:
        if load(timezone.now()):
            self.stdout.write("演示数据已装载：公司、人名、价格均为虚构。")
        if not Deal.objects.filter(is_demo=True).exists():
            # Somebody's own desk: nobody of the demo can log in here.
            return
        self.stdout.write(f"可登录的演示账号（密码都是 {people.password()}）：")
        for login in people.logins():
            self.stdout.write(f"  {login.email:<28} {login.name}  {gettext(login.role.label)}")


@transaction.atomic
def load(at: datetime) -> bool:
    """False where there is anything already: a desk in use is never mixed with invented deals."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if User.objects.exists() or Deal.objects.exists():
        return False
    cast = people.open_accounts(day(at, -300))
    costs.publish(cast["jicaiwei"], at)
    book = prices.publish(cast["qinlang"], at)
    story.tell(cast, book, at)
    billing.tell(cast, at)
    budgets.tell(cast, book, at)
    value.tell(cast, at)
    texts.write(cast, at)
    incidents.upload(cast["zhuangmu"], at)
    clauses.change(cast["guyan"], at)
    checklists.check(cast, at)
    payments.tell(cast, at)
    signoffs.tell(cast, at)
    after.follow(cast, at)
    data.answer(cast, at)
    liability.note(cast, at)
    papers.order_together(cast["luwendi"], at)
    return True
