"""The worker's part of sign-offs: what the calendar changed is asked for anew, once, and by nobody's hand."""

from datetime import timedelta

import pytest

from contracts import tasks
from contracts.models import SignOff
from contracts.tasks import ask_by_the_clock
from dealdesk.kernel.refusals import Refusal
from quotes.models import QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import Deal, JournalEntry, Notice, User
from tests.factories import checklists, clauses, data, signoffs
from tests.factories.stakeholders import NOW

NEXT_YEAR = NOW + timedelta(days=60)


@pytest.fixture
def signed(version: QuoteVersion, ada: User, lin: User, fay: User, dov: User) -> Deal:
    """In a year in which two million people's data left, which asks for an assessment."""
    clauses.write_as_it_comes()
    deal = signoffs.judged(checklists.checklist(signoffs.sold(version, ada), ada), lin).deal
    data.answered(deal, ada)
    data.sent(deal, ada, people=2_000_000)
    lawyer = signoffs.whom_else(Role.LEGAL)
    for role, row in signoffs.asked(deal, ada).items():
        signoffs.signed(row, {"legal": lawyer, "finance": fay, "delivery": dov}[role])
    return deal


def asked() -> list[tuple[str, str]]:
    return list(SignOff.objects.waiting().values_list("role", "asked_by__name"))


def test_nobody_is_asked_while_the_route_is_as_it_was_signed(signed: Deal) -> None:
    ask_by_the_clock(int(NOW.timestamp()))
    assert (asked(), Notice.objects.filter(kind="sign_off_anew").count()) == ([], 0)


def test_a_new_year_has_legal_asked_once(signed: Deal) -> None:
    for _ in range(2):
        ask_by_the_clock(int(NEXT_YEAR.timestamp()))
    assert asked() == [("legal", "ada")]
    told = Notice.objects.filter(kind="sign_off_anew").values_list("to__role", "by")
    assert set(told) == {("legal", None)}
    entry = JournalEntry.objects.get(act="ask_for_the_day")
    assert (entry.by, entry.facts) == (None, {"then": "security_assessment", "now": "exempt"})


def test_a_closed_deal_is_left_alone(signed: Deal, ada: User) -> None:
    signoffs.closed(signed, ada)
    ask_by_the_clock(int(NEXT_YEAR.timestamp()))
    assert asked() == []


@pytest.mark.parametrize("wrong", [Refusal("This deal is closed."), KeyError("route")])
def test_one_deal_that_refuses_or_breaks_keeps_no_other_from_being_asked(
    signed: Deal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, wrong: Exception
) -> None:
    def refuse(**_: object) -> None:
        raise wrong

    monkeypatch.setattr(tasks, "ask_for_the_day", refuse)
    ask_by_the_clock(int(NEXT_YEAR.timestamp()))
    assert f"deal {signed.pk}" in caplog.text
