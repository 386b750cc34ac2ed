"""A question before a decision, and its answer."""

from datetime import datetime

import pytest
from django.db import InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals.deciding import CLOSED, NOT_ASKED
from quotes.actions.questions import answer_question, ask_question
from quotes.actions.quotes import void_version
from quotes.models import ApprovalQuestion, ApprovalRequest, QuoteVersion
from stakeholders.models import Notice, User
from tests.factories.haggling import asked


def put(request: ApprovalRequest, *, by: User, at: datetime, text: str = "客户答应年付了吗？") -> ApprovalQuestion:
    return ask_question(request=request, text=text, by=by, at=at)


def test_the_approver_asks_and_the_requester_answers_and_both_are_told(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    question = put(asked(version, by=ada), by=bo, at=now)
    answered = answer_question(question=question, text="答应了，有邮件。", by=ada, at=now)
    assert (answered.answer, answered.answered_by) == ("答应了，有邮件。", ada)
    assert list(Notice.objects.filter(kind__startswith="question").order_by("pk").values_list("to", "kind")) == [
        (ada.pk, "question_asked"),
        (bo.pk, "question_answered"),
    ]
    assert list(ApprovalRequest.objects.open()) == [question.request]


def test_nobody_asks_whom_it_does_not_wait_for_and_nobody_else_answers(
    version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
) -> None:
    request = asked(version, by=ada)
    with pytest.raises(ForbiddenRefusal) as refused:
        put(request, by=cy, at=now)
    assert str(refused.value) == NOT_ASKED
    question = put(request, by=bo, at=now)
    with pytest.raises(ForbiddenRefusal):
        answer_question(question=question, text="是", by=bo, at=now)
    assert answer_question(question=question, text="是", by=ada, at=now).answer == "是"


def test_a_second_answer_an_empty_one_and_one_too_late_are_refused(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    request = asked(version, by=ada)
    first, second = put(request, by=bo, at=now), put(request, by=bo, at=now)
    with pytest.raises(Refusal) as empty:
        answer_question(question=first, text=" ", by=ada, at=now)
    assert empty.value.field == "reply"
    answer_question(question=first, text="是", by=ada, at=now)
    with pytest.raises(StaleRefusal, match="answered already"):
        answer_question(question=first, text="不是", by=ada, at=now)
    void_version(version=request.version, reason="客户改期", by=ada, at=now)
    with pytest.raises(StaleRefusal) as late:
        answer_question(question=second, text="是", by=ada, at=now)
    assert str(late.value) == CLOSED


def test_the_database_keeps_question_and_answer(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    question = put(asked(version, by=ada), by=bo, at=now)
    answer_question(question=question, text="是", by=ada, at=now)
    for change in ({"answer": "不是"}, {"text": "别的"}):
        with pytest.raises((InternalError, ProgrammingError), match="a question stays"), transaction.atomic():
            ApprovalQuestion.objects.update(**change)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        ApprovalQuestion.objects.all().delete()
