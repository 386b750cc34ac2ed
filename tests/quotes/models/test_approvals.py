"""What the database itself refuses of approvals, whoever writes."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from quotes.actions.quotes import void_version
from quotes.models import ApprovalRequest, ApprovalStep, Decision, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import asked


def make(request: ApprovalRequest, by: User, at: datetime, **changed: object) -> None:
    values: dict[str, object] = {
        "step": request.steps.first(),
        "verdict": "approve",
        "content_hash": request.content_hash,
        "requested_by": request.requested_by,
        "decided_at": at,
        "decided_by": by,
    }
    with transaction.atomic():
        Decision.objects.create(**values | changed)


def test_it_refuses_the_requester_whatever_the_row_says(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    request = asked(version, by=ada)
    with pytest.raises(IntegrityError, match="requester_never_decides"):
        make(request, ada, now, requested_by=bo)
    make(request, bo, now, requested_by=bo)
    assert Decision.objects.get().requested_by == ada


def test_it_refuses_another_hash_and_a_closed_request(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    request = asked(version, by=ada)
    with pytest.raises((InternalError, ProgrammingError), match="holds for one content hash"):
        make(request, bo, now, content_hash="f" * 64)
    void_version(version=request.version, reason="客户改了需求", by=ada, at=now + timedelta(hours=1))
    with pytest.raises((InternalError, ProgrammingError), match="this request is closed"):
        make(request, bo, now)


def test_it_keeps_one_decision_a_step_and_never_changes_it(
    version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
) -> None:
    request = asked(version, by=ada)
    ApprovalStep.objects.create(request=request, position=2, approver="upper_manager", person=cy)
    make(request, bo, now, step=request.steps.get(position=1))
    with pytest.raises(IntegrityError):
        make(request, cy, now, step=request.steps.get(position=1))
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Decision.objects.update(verdict="reject")
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Decision.objects.all().delete()
    assert Decision.objects.get().verdict == "approve"


def test_it_refuses_a_rejection_without_a_reason(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    request = asked(version, by=ada)
    with pytest.raises(IntegrityError, match="a_rejection_gives_its_reason"):
        make(request, bo, now, verdict="reject")
    make(request, bo, now, verdict="reject", reason="低于底价。")
    assert Decision.objects.get().reason == "低于底价。"


@pytest.mark.parametrize(
    "changed",
    [
        {"requested_by": "bo"},
        {"content_hash": "0" * 64},
        {"figures": {}},
        {"reason": "另一个理由"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_it_keeps_what_was_asked_as_it_was(
    version: QuoteVersion, ada: User, bo: User, now: datetime, changed: dict[str, object]
) -> None:
    """Else the one who asked could make somebody else of themselves, and decide."""
    asked(version, by=ada)
    values = {column: bo if value == "bo" else value for column, value in changed.items()}
    with pytest.raises(ProgrammingError, match="stays as it was"), transaction.atomic():
        ApprovalRequest.objects.update(**values)
    ApprovalRequest.objects.update(closed_at=now, closed_because="withdrawn")


def test_it_keeps_whom_a_step_asks_and_about_what(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    """A step less, or one beside which another is enough, would approve what nobody agreed to."""
    request = asked(version, by=ada)
    for changed in ({"one_suffices": True}, {"turn": 9}, {"why": []}, {"person": ada}):
        with pytest.raises(ProgrammingError, match="stays as it was"), transaction.atomic():
            request.steps.update(**changed)
    for rows in (request.steps.all(), ApprovalRequest.objects.filter(pk=request.pk)):
        with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
            rows._raw_delete("default")
    request.steps.update(handed_to=bo, handed_at=now, handed_by=bo, handed_because="休假")
