"""What is done beside a verdict: a question and its answer, handing on, one more sign-off, a word taken back."""

from django.contrib import messages
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
    put = accepted(
        form,
        lambda: questions.ask_question(
            request=asked, text=form.cleaned_data["question"], by=request.user, at=timezone.now()
        ),
    )
    if put is None:
        return approval_page(request, asked, question_form=form, status=422)
    messages.success(request, _("Asked: the wait stands still until the answer."))
    return go(request, "quotes:approval", asked=asked.pk)


@guard(Act.SUBMIT_VERSION, question_for, methods="POST")
def question_answer(request: UserRequest, question: ApprovalQuestion) -> HttpResponse:
    form = ReplyForm(request.POST)
    told = accepted(
        form,
        lambda: questions.answer_question(
            question=question, text=form.cleaned_data["reply"], by=request.user, at=timezone.now()
        ),
    )
    if told is None:
        return approval_page(request, question.request, reply_form=form, status=422)
    messages.success(request, _("Answered: the request waits for its approver again."))
    return go(request, "quotes:approval", asked=question.request_id)


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_hand_on(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
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

    def add() -> object:
        whom, reason = form.whom(), form.cleaned_data["added_because"]
        return actions.add_sign_off(request=asked, **whom, reason=reason, by=request.user, at=timezone.now())

    if accepted(form, add) is None:
        return approval_page(request, asked, sign_off_form=form, status=422)
    messages.success(request, _("Added: they are asked beside the others."))
    return go(request, "quotes:approval", asked=asked.pk)


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_revoke(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    form = RevokeForm(request.POST)
    back = accepted(
        form,
        lambda: actions.revoke_decision(
            request=asked, reason=form.cleaned_data["revoked_because"], by=request.user, at=timezone.now()
        ),
    )
    if back is None:
        return approval_page(request, asked, revoke_form=form, status=422)
    messages.success(request, _("Taken back: the request waits for you again."))
    return go(request, "quotes:approval", asked=asked.pk)
