"""The decision map of a deal, for those who may see what people think."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import EditedForm, accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of, number_of, word_of
from dealdesk.web.screens import go, render_screen, wants_part
from stakeholders.actions.privacy import open_map
from stakeholders.actions.seats import (
    add_evidence,
    add_seat,
    change_seat,
    draw_line,
    place_seat,
    relate,
    remove_evidence,
    remove_line,
    remove_seat,
    unrelate,
)
from stakeholders.domain.seats.words import SeatKind
from stakeholders.forms.seats import EvidenceForm, LineForm, NewSeatForm, PlaceForm, RelationForm, SeatForm
from stakeholders.models import Deal, Seat, SeatEvidence, SeatLine, SeatRelation
from stakeholders.permissions import Act, deal_for, evidence_for, relation_for, seat_for, seat_line_for
from stakeholders.queries.privacy import kept
from stakeholders.queries.seats import (
    colleagues_for,
    colleagues_here,
    contacts_to_seat,
    map_picture,
    map_screen,
    others_on_the_map,
    relation_with,
    seat_screen,
)

VIEWS = ("map", "table", "matrix")


@guard(Act.SEE_SEATS, deal_for)
def seats(request: UserRequest, deal: Deal) -> HttpResponse:
    kind, view = word_of(request, "kind", SeatKind), request.GET.get("view", "")
    now = timezone.now()
    open_map(deal, by=request.user, at=now)
    context = {
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="seats"),
        "screen": map_screen(request.user, deal, kind=kind, today=timezone.localdate(now)),
        "kind": kind,
        "view": view if view in VIEWS else "map",
        "today": timezone.localdate(now),
        "kept": kept(deal, timezone.localdate(now)),
        "may_open": Act.EDIT_SEATS.permits(request.user),
        "may_edit": Act.EDIT_SEATS.permits(request.user) and deal.is_open,
    }
    return render_screen(request, "stakeholders/seats.html", context)


@guard(Act.EDIT_SEATS, deal_for, methods="GET POST")
def seat_new(request: UserRequest, deal: Deal) -> HttpResponse:
    today = timezone.localdate()
    form = NewSeatForm(posted(request), contacts=contacts_to_seat(deal), today=today)
    made = accepted(form, lambda: add_seat(deal, **form.cleaned_data, by=request.user, at=timezone.now()))
    if made:
        return go(request, "stakeholders:seats", deal.pk)
    context = {
        "form": form,
        "deal": deal,
        "header": deal_header(request.user, deal, timezone.now(), current="seats"),
        "may_add_contact": Act.EDIT_CUSTOMER.permits(request.user),
    }
    return render_screen(request, "stakeholders/seat_new.html", context, status=status_of(form))


@guard(Act.EDIT_SEATS, seat_for, methods="GET POST")
def seat_edit(request: UserRequest, seat: Seat) -> HttpResponse:
    form = SeatForm(posted(request), instance=seat, today=timezone.localdate())
    if accepted(form, lambda: change_seat(seat, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:seats", seat.deal_id)
    if form.came_second:
        form.put_beside(seat_for(request.user, seat.pk))
    return _person(request, seat, form=form)


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def seat_remove(request: UserRequest, seat: Seat) -> HttpResponse:
    deal = seat.deal_id
    remove_seat(seat, by=request.user, at=timezone.now())
    return go(request, "stakeholders:seats", deal)


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def seat_place(request: UserRequest, seat: Seat) -> HttpResponse:
    """Where somebody was put on the picture; the picture comes back with its lines drawn anew."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _person(request, seat, place_form=form)
    now = timezone.now()
    place_seat(seat, **form.cleaned_data, by=request.user, at=now)
    if not wants_part(request):
        return go(request, "stakeholders:seats", seat.deal_id)
    open_map(seat.deal, by=request.user, at=now)
    kind = word_of(request, "kind", SeatKind)
    return HttpResponse(map_picture(seat.deal, kind=kind, today=timezone.localdate(now)))


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def evidence_add(request: UserRequest, seat: Seat) -> HttpResponse:
    form = EvidenceForm(request.POST, today=timezone.localdate())
    return _added(request, seat, partial(add_evidence, seat), evidence_form=form)


@guard(Act.EDIT_SEATS, evidence_for, methods="POST")
def evidence_remove(request: UserRequest, evidence: SeatEvidence) -> HttpResponse:
    return _removed(request, evidence.seat_id, partial(remove_evidence, evidence))


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def line_draw(request: UserRequest, seat: Seat) -> HttpResponse:
    form = LineForm(request.POST, seat=seat, others=others_on_the_map(seat))
    return _added(request, seat, draw_line, line_form=form)


@guard(Act.EDIT_SEATS, seat_line_for, methods="POST")
def line_remove(request: UserRequest, line: SeatLine) -> HttpResponse:
    return _removed(request, line.start_id, partial(remove_line, line))


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def relation_set(request: UserRequest, seat: Seat) -> HttpResponse:
    stored = partial(relation_with, seat, number_of(request.POST.get("relation-user", "")))
    form = RelationForm(request.POST, instance=stored(), colleagues=colleagues_here())
    return _added(request, seat, partial(relate, seat), stored=stored, relation_form=form)


@guard(Act.EDIT_SEATS, relation_for, methods="POST")
def relation_remove(request: UserRequest, relation: SeatRelation) -> HttpResponse:
    return _removed(request, relation.seat_id, partial(unrelate, relation))


def _added(
    request: UserRequest,
    seat: Seat,
    act: Callable[..., Any],
    *,
    stored: Callable[[], Any] = lambda: None,
    **given: BaseForm,
) -> HttpResponse:
    """`given` is one form of a person's page: what it says is done, or the page comes back with what is wrong, beside
    what is `stored` by now where somebody was first."""
    (form,) = given.values()
    if accepted(form, lambda: act(**form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:seat_edit", seat.pk)
    if isinstance(form, EditedForm) and form.came_second:
        form.put_beside(stored())
    return _person(request, seat, **given)


def _removed(request: UserRequest, seat: int, act: Callable[..., None]) -> HttpResponse:
    act(by=request.user, at=timezone.now())
    return go(request, "stakeholders:seat_edit", seat)


def _relation_form(request: UserRequest, seat: Seat) -> RelationForm:
    """Of the colleague whose relation is to be changed, else of whoever has none yet."""
    chosen = relation_with(seat, id_of(request, "colleague"))
    return RelationForm(instance=chosen, colleagues=colleagues_for(seat, chosen))


def _person(request: UserRequest, seat: Seat, **given: BaseForm) -> HttpResponse:
    """One person's page; `given` is the form of it that was filled in, with what is wrong."""
    now = timezone.now()
    open_map(seat.deal, by=request.user, at=now)
    today = timezone.localdate(now)
    forms: dict[str, Any] = {
        "form": SeatForm(instance=seat, today=today),
        "evidence_form": EvidenceForm(initial={"on": today}, today=today),
        "line_form": LineForm(seat=seat, others=others_on_the_map(seat)),
        "relation_form": _relation_form(request, seat),
        "place_form": PlaceForm(initial={"x": seat.x, "y": seat.y}),
    }
    context = {
        **forms,
        **given,
        "screen": seat_screen(request.user, seat, today=today),
        "seat": seat,
        "deal": seat.deal,
        "header": deal_header(request.user, seat.deal, now, current="seats"),
    }
    status = max((status_of(form) for form in given.values()), default=200)
    return render_screen(request, "stakeholders/seat_edit.html", context, status=status)
