"""A contract's data: by which route they leave the country, and what is to be done first."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.data import answer_data, enter_transfer, withdraw_transfer
from contracts.forms.data import AnswersForm, TransferForm
from contracts.models import DataAnswers, DataTransfer
from contracts.permissions import Act, deal_for, transfer_for
from contracts.queries.data import data_screen, transfer_page
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen, wants_part
from stakeholders.models import Deal


@guard(Act.SEE_CHECKLIST, deal_for)
def data(request: UserRequest, deal: Deal) -> HttpResponse:
    now, after = timezone.now(), request.GET.get("after", "")
    may_edit = Act.EDIT_CHECKLIST.permits(request.user)
    context = {"deal": deal, "transfers": transfer_page(request.user, deal, after), "may_enter": may_edit}
    if after and wants_part(request):
        return render_screen(request, "contracts/data.html#transfers", context)
    context |= {
        "screen": data_screen(deal, id_of(request, "edition"), timezone.localdate(now)),
        "header": deal_header(request.user, deal, now, current="contract"),
        "may_edit": may_edit and deal.is_open,
    }
    return render_screen(request, "contracts/data.html", context)


@guard(Act.EDIT_CHECKLIST, deal_for, methods="GET POST")
def data_answers(request: UserRequest, deal: Deal) -> HttpResponse:
    """The next edition, written from the last; who comes second sees both."""
    now = timezone.now()
    last = deal.data_answers.first()
    form = AnswersForm(posted(request), instance=last or DataAnswers(deal=deal))
    made = accepted(form, lambda: answer_data(deal=deal, **form.told(), by=request.user, at=now))
    if made:
        messages.success(request, _("Edition %(edition)s is kept: see what it asks for.") % {"edition": made.edition})
        return go(request, "contracts:data", deal=deal.pk)
    if form.came_second and last:
        form.put_beside(last)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "last": last, "header": header}
    return render_screen(request, "contracts/data_answers.html", context, status=status_of(form))


@guard(Act.EDIT_CHECKLIST, deal_for, methods="GET POST")
def transfer_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = TransferForm(posted(request), today=today, initial={"on": today})
    made = accepted(form, lambda: enter_transfer(deal=deal, **form.cleaned_data, by=request.user, at=now))
    if made:
        messages.success(request, _("It is counted for %(year)s.") % {"year": made.on.year})
        return go(request, "contracts:data", deal=deal.pk)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "header": header}
    return render_screen(request, "contracts/transfer_new.html", context, status=status_of(form))


@guard(Act.EDIT_CHECKLIST, transfer_for, methods="POST")
def transfer_withdraw(request: UserRequest, transfer: DataTransfer) -> HttpResponse:
    withdraw_transfer(transfer=transfer, by=request.user, at=timezone.now())
    messages.success(request, _("It counts no more, and stays to be read."))
    return go(request, "contracts:data", deal=transfer.deal_id)
