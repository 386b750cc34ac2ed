"""One request as a page, with whichever of its forms was sent as it was filled in."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from quotes.forms.approvals import (
    CounterAnswerForm,
    CounterForm,
    DecideForm,
    HandOnForm,
    QuestionForm,
    ReplyForm,
    RevokeForm,
    SignOffForm,
)
from quotes.models import ApprovalRequest
from quotes.permissions import Act
from quotes.queries import approvals as queries
from quotes.queries.quotes.closed import closed_alike


def approval_page(
    request: UserRequest,
    asked: ApprovalRequest,
    *,
    look: queries.CounterLook | None = None,
    status: int = 200,
    **sent: BaseForm,
) -> HttpResponse:
    """`sent` is the form that was refused, under the name that the page has for it."""
    deal, now = asked.version.quote.deal, timezone.now()
    screen = queries.approval_screen(request.user, asked, now)
    shown = {"content_hash": asked.content_hash}
    forms: dict[str, BaseForm] = {
        "form": DecideForm(initial=shown),
        "counter_form": CounterForm(initial=shown, version=asked.version),
        "answer_form": CounterAnswerForm(),
        "question_form": QuestionForm(),
        "reply_form": ReplyForm(),
        "hand_on_form": HandOnForm(people=screen.beside.heirs),
        "sign_off_form": SignOffForm(signers=screen.beside.signers),
        "revoke_form": RevokeForm(),
    }
    context = {
        "screen": screen,
        "may_take_sheet": Act.SEE_COST.permits(request.user),
        "header": deal_header(request.user, deal, now, current="approvals"),
        "deal": deal,
        "look": look,
        "alike": closed_alike(request.user, screen.version, now),
    }
    return render_screen(request, "quotes/approval.html", context | forms | sent, status=status)
