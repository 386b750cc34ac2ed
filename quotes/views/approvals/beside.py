"""What is done beside a verdict: a question and its answer, handing on, one more sign-off, a word taken back."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go
from quotes.actions import approvals as actions
from quotes.actions import questions
from quotes.forms.approvals import HandOnForm, QuestionForm, ReplyForm, RevokeForm, SignOffForm
from quotes.models import ApprovalQuestion, ApprovalRequest
from quotes.permissions import Act, question_for, request_for
from quotes.queries import approvals as queries
from quotes.views.approvals.screen import approval_page


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_ask(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    form = QuestionForm(request.POST)

    def ask(question: str) -> object:
        return questions.ask_question(request=asked, text=question, by=request.user, at=timezone.now())

    return _answer(request, asked, ask, _("Asked: the wait stands still until the answer."), question_form=form)


@guard(Act.SUBMIT_VERSION, question_for, methods="POST")
def question_answer(request: UserRequest, question: ApprovalQuestion) -> HttpResponse:
    form = ReplyForm(request.POST)

    def reply(reply: str) -> object:
        return questions.answer_question(question=question, text=reply, by=request.user, at=timezone.now())

    done = _("Answered: the request waits for its approver again.")
    return _answer(request, question.request, reply, done, reply_form=form)


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_hand_on(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    """The inbox is shown next: the request is not theirs any more."""
    form = HandOnForm(request.POST, people=queries.heirs(request.user, asked))

    def hand_on() -> object:
        to, reason = form.cleaned_data["to"], form.cleaned_data["handed_because"]
        return actions.hand_on(request=asked, to=to, reason=reason, by=request.user, at=timezone.now())

    if accepted(form, hand_on) is None:
        return approval_page(request, asked, hand_on_form=form, status=422)
    messages.success(request, _("Handed on to %(name)s.") % {"name": form.cleaned_data["to"].name})
    return go(request, "quotes:approvals")


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_sign_off(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    form = SignOffForm(request.POST, signers=queries.signers(asked))

    def add(who: str, added_because: str) -> object:
        told = {**form.whom(), "reason": added_because}
        return actions.add_sign_off(request=asked, **told, by=request.user, at=timezone.now())

    return _answer(request, asked, add, _("Added: they are asked beside the others."), sign_off_form=form)


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_revoke(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    form = RevokeForm(request.POST)

    def revoke(revoked_because: str) -> object:
        return actions.revoke_decision(request=asked, reason=revoked_because, by=request.user, at=timezone.now())

    return _answer(request, asked, revoke, _("Taken back: the request waits for you again."), revoke_form=form)


def _answer(
    request: UserRequest, asked: ApprovalRequest, change: Callable[..., object], done: str, **sent: BaseForm
) -> HttpResponse:
    """The one form that was `sent` goes into the change; the request's page comes back, with that form where it was
    refused."""
    (form,) = sent.values()
    if accepted(form, lambda: change(**form.cleaned_data)) is None:
        return approval_page(request, asked, look=None, status=422, **sent)
    messages.success(request, done)
    return go(request, "quotes:approval", asked=asked.pk)
