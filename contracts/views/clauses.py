"""The library of clauses: everyone reads it, legal keeps it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.clauses import add_clause, change_clause, retire_clause
from contracts.domain.clauses.words import Kind, Region
from contracts.domain.payment import Buyer
from contracts.forms.clauses import ClauseForm, LibraryForm, RetirementForm, written
from contracts.models import Clause
from contracts.permissions import Act, clause_for
from contracts.queries.clauses import clause_screen, history_screen, library_screen, newest
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen
from stakeholders.domain.customers import Industry, Size

# What the library may be looked through for.
ASKED = {"kind": Kind, "industry": Industry, "region": Region, "buyer": Buyer, "size": Size}
WORDS = {name: tuple(words) for name, words in ASKED.items()}


@guard(Act.SEE_CLAUSES)
def clauses(request: UserRequest) -> HttpResponse:
    form = LibraryForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    asked = {name: value for name, value in asked.items() if value}
    context = {
        "screen": library_screen(asked, timezone.localdate()),
        "asked": asked,
        "words": WORDS,
        "may_edit": Act.EDIT_CLAUSES.permits(request.user),
    }
    return render_screen(request, "contracts/clauses.html", context)


@guard(Act.SEE_CLAUSES, clause_for)
def clause(request: UserRequest, clause: Clause) -> HttpResponse:
    context = {
        "clause": clause,
        "screen": clause_screen(clause, id_of(request, "v"), timezone.localdate()),
        "may_edit": Act.EDIT_CLAUSES.permits(request.user),
    }
    return render_screen(request, "contracts/clause.html", context)


@guard(Act.SEE_CLAUSES, clause_for)
def clause_history(request: UserRequest, clause: Clause) -> HttpResponse:
    title, steps = history_screen(clause, timezone.localdate())
    return render_screen(request, "contracts/clause_history.html", {"clause": clause, "title": title, "steps": steps})


@guard(Act.EDIT_CLAUSES, methods="GET POST")
def clause_new(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = ClauseForm(posted(request), today=today, initial={"valid_from": today})
    made = accepted(form, lambda: add_clause(**form.cleaned_data, by=request.user, at=now))
    if made:
        messages.success(request, _("The clause is in the library."))
        return go(request, "contracts:clause", clause=made.pk)
    return render_screen(request, "contracts/clause_edit.html", {"form": form}, status=status_of(form))


@guard(Act.EDIT_CLAUSES, clause_for, methods="GET POST")
def clause_edit(request: UserRequest, clause: Clause) -> HttpResponse:
    """The next version, written from the newest; who comes second keeps what they typed and is told."""
    now = timezone.now()
    today = timezone.localdate(now)
    last = newest(clause)
    initial = {**written(last.value()), "after": last.number, "valid_from": max(today, last.next_day)}
    form = ClauseForm(posted(request), today=today, kind=Kind(clause.kind), initial=initial)
    made = accepted(form, lambda: change_clause(clause=clause, **form.cleaned_data, by=request.user, at=now))
    if made:
        said = {"number": made.number, "day": made.valid_from.isoformat()}
        messages.success(request, _("V%(number)s is in force from %(day)s on.") % said)
        return go(request, "contracts:clause", clause=clause.pk)
    if form.has_error("after"):
        form.begin_from(last.number)
    context = {"form": form, "clause": clause, "last": last}
    return render_screen(request, "contracts/clause_edit.html", context, status=status_of(form))


@guard(Act.EDIT_CLAUSES, clause_for, methods="GET POST")
def clause_retire(request: UserRequest, clause: Clause) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    last = newest(clause)
    form = RetirementForm(posted(request), today=today, initial={"gone_on": max(today, last.next_day)})
    made = accepted(form, lambda: retire_clause(clause=clause, **form.cleaned_data, by=request.user, at=now))
    if made:
        told = _("No new checklist asks for it from %(day)s on.")
        messages.success(request, told % {"day": made.gone_on.isoformat()})
        return go(request, "contracts:clause", clause=clause.pk)
    context = {"form": form, "clause": clause, "last": last}
    return render_screen(request, "contracts/clause_retire.html", context, status=status_of(form))
