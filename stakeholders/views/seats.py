"""The decision chain of a deal, for those who may see what people think."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.seats import add_seat, change_seat, remove_seat
from stakeholders.forms.seats import NewSeatForm, SeatForm
from stakeholders.models import Deal, Seat
from stakeholders.permissions import Act, deal_for, seat_for
from stakeholders.queries.seats import contacts_to_seat, seat_rows


@guard(Act.EDIT_SEATS, deal_for, methods="GET POST")
def seats(request: UserRequest, deal: Deal) -> HttpResponse:
    today = timezone.localdate()
    form = NewSeatForm(posted(request), contacts=contacts_to_seat(deal), today=today)
    if accepted(form, lambda: add_seat(deal, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:seats", deal.pk)
    context = {
        "form": form,
        "deal": deal,
        "header": deal_header(request.user, deal, timezone.now(), current="seats"),
        "seats": seat_rows(request.user, deal, today),
        "may_add_contact": Act.EDIT_CUSTOMER.permits(request.user),
    }
    return render_screen(request, "stakeholders/seats.html", context, status=status_of(form))


@guard(Act.EDIT_SEATS, seat_for, methods="GET POST")
def seat_edit(request: UserRequest, seat: Seat) -> HttpResponse:
    form = SeatForm(posted(request), instance=seat, today=timezone.localdate())
    if accepted(form, lambda: change_seat(seat, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:seats", seat.deal_id)
    header = deal_header(request.user, seat.deal, timezone.now(), current="seats")
    context = {"form": form, "seat": seat, "deal": seat.deal, "header": header}
    return render_screen(request, "stakeholders/seat_edit.html", context, status=status_of(form))


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def seat_remove(request: UserRequest, seat: Seat) -> HttpResponse:
    deal = seat.deal_id
    remove_seat(seat, by=request.user, at=timezone.now())
    return go(request, "stakeholders:seats", deal)
