"""Plans and notices with any number of rows, for the lists that show them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from quotes.actions.approvals import submit_version
from quotes.actions.readiness import note_value
from quotes.domain.rivals.words import Respect, Weighed
from stakeholders.actions.plans import add_milestone
from stakeholders.actions.workdays import import_workdays
from stakeholders.domain.workdays import ReadDay
from tests.factories import quotes as offered
from tests.factories import rivals as told
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def plan(cast: Any, rows: int) -> str:
    for number in range(rows):
        add_milestone(cast.deal, **whom.told(name=f"节点 {number}", lead_p50=2, lead_p80=3), by=cast.ada, at=NOW)
    return reverse("stakeholders:plan", args=[cast.deal.pk])


def readiness(cast: Any, rows: int) -> str:
    """Acknowledgements and overrides, as many of each."""
    contact = whom.contact(customer=cast.customer, name="林清越")
    for number in range(rows):
        said = f"少 {number} 千张工单"
        note_value(deal=cast.deal, contact=contact, on=NOW.date(), said=said, by=cast.ada, at=NOW)
        waits = submit_version(version=cast.draft(), reason="", by=cast.ada, at=NOW).version
        offered.passed_over(version=waits, by=cast.ada)
    return reverse("quotes:readiness", args=[cast.deal.pk])


def rivals(cast: Any, rows: int) -> str:
    """Beside an offer of ours, each told by somebody and weighed."""
    cast.draft()
    contact = whom.contact(customer=cast.customer, name="林清越")
    for number in range(rows):
        weighed = {Respect.SLA: Weighed(amount=Decimal(number), basis="估")}
        told.rival(deal=cast.deal, by=cast.ada, rival=f"对手 {number}", teller=contact, weighed=weighed)
    return reverse("quotes:rivals", args=[cast.deal.pk])


def workdays(cast: Any, rows: int) -> str:
    for number in range(rows):
        year = 2030 + number
        days = [ReadDay(day=date(year, 1, day), is_worked=False, name="元旦") for day in range(1, rows + 1)]
        import_workdays(year=year, title="通知", source="测试", days=days, by=cast.adm, at=NOW)
    return reverse("stakeholders:workdays")
