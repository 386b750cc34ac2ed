"""Who is told of a request for approval, and of a round."""

from datetime import datetime

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import next_version, void_version
from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest, Quote, QuoteVersion
from stakeholders.models import Contact, Notice, User
from tests.factories.haggling import asked, decided, discounted, logged


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("to__name", "kind"))


def test_whom_a_step_asks_is_told_by_numbers_alone(version: QuoteVersion, ada: User, bo: User) -> None:
    request = asked(version, by=ada)
    notice = Notice.objects.get()
    assert (notice.to, notice.by, notice.kind, notice.target) == (bo, ada, "approval_asked", request.pk)
    assert notice.facts == {"number": version.quote.number, "version": "1"}


def test_a_role_is_told_person_by_person(version: QuoteVersion, ada: User, bo: User, cy: User, fay: User) -> None:
    asked(version, by=ada, points="40")
    assert sorted(told()) == [(name, "approval_asked") for name in ("bo", "cy", "fay")]


def test_within_authority_nobody_is_told(version: QuoteVersion, ada: User) -> None:
    asked(version, by=ada, points="15", reason="")
    assert told() == []


def test_whoever_asked_is_told_of_each_verdict(version: QuoteVersion, ada: User, bo: User) -> None:
    decided(asked(version, by=ada), by=bo)
    again = next_version(version=version, by=ada, at=version.created_at)
    decided(asked(again, by=ada, points="19"), by=bo, verdict=Verdict.REJECT, reason="太深")
    assert told() == [
        ("bo", "approval_asked"),
        ("ada", "approved"),
        ("bo", "approval_asked"),
        ("ada", "rejected"),
    ]


def test_what_needs_no_answer_any_more_is_told_to_those_who_owed_one(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    asked(version, by=ada)
    void_version(version=version, reason="客户改了需求", by=ada, at=now)
    assert told() == [("bo", "approval_asked"), ("bo", "approval_withdrawn")]
    assert ApprovalRequest.objects.get().closed_because == "withdrawn"


def test_a_version_that_overtakes_a_request_says_so(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    asked(version, by=ada)
    later = discounted(next_version(version=version, by=ada, at=now), "10", by=ada)
    submit_version(version=later, reason="", by=ada, at=now)
    assert told() == [("bo", "approval_asked"), ("bo", "approval_withdrawn")]


def test_a_round_is_told_to_those_who_work_on_the_deal(
    version: QuoteVersion, quote: Quote, contact: Contact, ada: User, pre: User, now: datetime
) -> None:
    submit_version(version=version, reason="", by=ada, at=now)
    logged(quote, contact=contact, by=ada)
    assert told() == [("pre", "round_logged")]
    assert Notice.objects.get().target == quote.pk
