"""The decision map of a deal, for those who may see what people think."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, word_of
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
    colleagues_here,
    contacts_to_seat,
    map_picture,
    map_screen,
    others_on_the_map,
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
        "may_edit": Act.EDIT_SEATS.permits(request.user),
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
    place_seat(seat, **form.cleaned_data, by=request.user, at=timezone.now())
    if not wants_part(request):
        return go(request, "stakeholders:seats", seat.deal_id)
    kind = word_of(request, "kind", SeatKind)
    return HttpResponse(map_picture(seat.deal, kind=kind, today=timezone.localdate()))


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def evidence_add(request: UserRequest, seat: Seat) -> HttpResponse:
    form = EvidenceForm(request.POST, today=timezone.localdate())
    if accepted(form, lambda: add_evidence(seat, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:seat_edit", seat.pk)
    return _person(request, seat, evidence_form=form)


@guard(Act.EDIT_SEATS, evidence_for, methods="POST")
def evidence_remove(request: UserRequest, evidence: SeatEvidence) -> HttpResponse:
    seat = evidence.seat_id
    remove_evidence(evidence, by=request.user, at=timezone.now())
    return go(request, "stakeholders:seat_edit", seat)


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def line_draw(request: UserRequest, seat: Seat) -> HttpResponse:
    form = LineForm(request.POST, seat=seat, others=others_on_the_map(seat))
    if accepted(form, lambda: draw_line(**form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:seat_edit", seat.pk)
    return _person(request, seat, line_form=form)


@guard(Act.EDIT_SEATS, seat_line_for, methods="POST")
def line_remove(request: UserRequest, line: SeatLine) -> HttpResponse:
    seat = line.start_id
    remove_line(line, by=request.user, at=timezone.now())
    return go(request, "stakeholders:seat_edit", seat)


@guard(Act.EDIT_SEATS, seat_for, methods="POST")
def relation_set(request: UserRequest, seat: Seat) -> HttpResponse:
    form = RelationForm(request.POST, colleagues=colleagues_here())
    if accepted(form, lambda: relate(seat, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:seat_edit", seat.pk)
    return _person(request, seat, relation_form=form)


@guard(Act.EDIT_SEATS, relation_for, methods="POST")
def relation_remove(request: UserRequest, relation: SeatRelation) -> HttpResponse:
    seat = relation.seat_id
    unrelate(relation, by=request.user, at=timezone.now())
    return go(request, "stakeholders:seat_edit", seat)


def _person(request: UserRequest, seat: Seat, **given: BaseForm) -> HttpResponse:
    """One person's page; `given` is the form of it that was filled in, with what is wrong."""
    now = timezone.now()
    open_map(seat.deal, by=request.user, at=now)
    today = timezone.localdate(now)
    forms: dict[str, Any] = {
        "form": SeatForm(instance=seat, today=today),
        "evidence_form": EvidenceForm(initial={"on": today}, today=today),
        "line_form": LineForm(seat=seat, others=others_on_the_map(seat)),
        "relation_form": RelationForm(colleagues=colleagues_here()),
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
