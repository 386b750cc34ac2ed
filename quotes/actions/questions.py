"""A question before a decision, and its answer: the request stays open, and its wait stands still meanwhile."""

from datetime import datetime

from django.db import transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals.deciding import CLOSED, NOT_ASKED, hold_request, hold_to_act, undecided
from quotes.actions.approvals.telling import tell
from quotes.models import ApprovalQuestion, ApprovalRequest
from stakeholders.actions.journal import record
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import User


@transaction.atomic
def ask_question(*, request: ApprovalRequest, text: str, by: User, at: datetime) -> ApprovalQuestion:
    """Asked by whoever the request waits for; answered by whoever asked for the approval, or the deal's owner."""
    held = hold_to_act(request, at)
    if not any(step.asks(by) for step in undecided(held, by)):
        raise ForbiddenRefusal(NOT_ASKED)
    if not text.strip():
        raise Refusal("Write your question.", field="question")
    asked = ApprovalQuestion.objects.create(request=held, text=text.strip(), asked_at=at, asked_by=by)
    record("ask_question", **held.version.about(), by=by, at=at, request=held.number)
    tell(NoticeKind.QUESTION_ASKED, held, [held.requested_by], by, at)
    return asked


@transaction.atomic
def answer_question(*, question: ApprovalQuestion, text: str, by: User, at: datetime) -> ApprovalQuestion:
    held = hold_request(question.request)
    told = ApprovalQuestion.objects.select_related("asked_by").get(pk=question.pk)
    if by.pk not in {held.requested_by_id, held.version.quote.deal.owner_id}:
        raise ForbiddenRefusal("A question is answered by whoever asked for the approval, or by the deal's owner.")
    if held.closed_at is not None:
        raise StaleRefusal(CLOSED)
    if told.answer:
        raise StaleRefusal("This question was answered already. Reload to read the answer.")
    if not text.strip():
        raise Refusal("Write your answer: the approver decides by it.", field="reply")
    told.answer, told.answered_at, told.answered_by = text.strip(), at, by
    told.save(update_fields=["answer", "answered_at", "answered_by"])
    record("answer_question", **held.version.about(), by=by, at=at, request=held.number)
    tell(NoticeKind.QUESTION_ANSWERED, held, [told.asked_by], by, at)
    return told
