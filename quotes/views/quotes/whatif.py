"""What if: a line is dropped, another column is chosen, or the customer names a total."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions.quotes import change_lines, save_terms
from quotes.actions.quotes.options import arrange_options, recommend_column
from quotes.domain.pricing.terms import OfferTerms
from quotes.forms.quotes.options import GoalForm, OptionsForm
from quotes.models import QuoteVersion
from quotes.permissions import Act, version_for
from quotes.queries.quotes.offer import lines_of
from quotes.queries.quotes.whatif import Goal, goal, goal_lines, whatif
from quotes.views.quotes.lines import edition_of
from quotes.views.quotes.screen import less_of


@guard(Act.SEE_QUOTE, version_for)
def version_whatif(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """The price without each of the largest lines, or with ?less= per cent of them, and the columns side by side."""
    context = _about(request, version) | {"screen": whatif(version, less_of(request))}
    return render_screen(request, "quotes/version_whatif.html", context, part="cards")


@guard(Act.EDIT_QUOTE, version_for, methods="POST")
def version_recommend(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    name = request.POST.get("column", "")
    recommend_column(version=version, edition=edition_of(request), name=name, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is the offer now.") % {"name": name})
    return go(request, "quotes:version", version=version.pk)


@guard(Act.EDIT_QUOTE, version_for, methods="GET POST")
def version_options(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """Options, alternatives, columns and discount steps, for all lines at once."""
    form = OptionsForm(posted(request), version=version, lines=lines_of(version))
    done = accepted(
        form,
        lambda: arrange_options(
            version=version,
            edition=edition_of(request),
            columns=form.columns(),
            recommended=form.recommended(),
            lines=form.of_lines(),
            by=request.user,
            at=timezone.now(),
        ),
    )
    if done:
        return go(request, "quotes:version", version=version.pk)
    stored = version_for(request.user, version=version.pk) if form.is_bound else version
    context = _about(request, stored, whole=True) | {"form": form}
    return render_screen(request, "quotes/version_options.html", context, status=status_of(form))


@guard(Act.EDIT_QUOTE, version_for, methods="GET POST")
def version_goal(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """GET seeks and shows; POST seeks again and writes what it found, to the lines or to the bundle price."""
    lines = goal_lines(version)
    asked = request.POST if request.method == "POST" else request.GET if "total" in request.GET else None
    form = GoalForm(
        asked,
        currency=version.currency,
        lines=[(line.position, line.description) for line in lines],
        initial={"lines": [line.position for line in lines]},
    )
    found = accepted(form, lambda: goal(version, form.cleaned_data["total"], form.positions()))
    if found and request.method == "POST" and _applied(request, version, found, form):
        messages.success(request, _("Prices now lead to %(total)s.") % {"total": found.gross})
        return go(request, "quotes:version", version=version.pk)
    stored = version_for(request.user, version=version.pk) if form.errors else version
    context = _about(request, stored) | {"form": form, "found": found, "asked": _asked(form, found)}
    return render_screen(request, "quotes/version_goal.html", context, part="found", status=status_of(form))


def _asked(form: GoalForm, found: Goal | None) -> list[tuple[str, str]]:
    """What the button asks for once more: the total that was found, and the lines that may move."""
    if found is None or found.gross is None:
        return []
    return [("total", str(found.gross)), *(("lines", str(position)) for position in form.positions() or ())]


def _applied(request: UserRequest, version: QuoteVersion, found: Goal, form: GoalForm) -> QuoteVersion | None:
    if found.found is None:
        return None
    values: dict[str, Any] = {"version": version, "edition": edition_of(request), "by": request.user}
    try:
        if found.found.bundle_price is not None:
            return save_terms(**values, at=timezone.now(), bundle_price=found.found.bundle_price)
        return change_lines(**values, at=timezone.now(), changes=_changes(version, found.found))
    except Refusal as refusal:
        put_into(form, refusal)
        return None


def _changes(version: QuoteVersion, found: OfferTerms) -> dict[int, dict[str, Decimal]]:
    """By line, the price or discount that differs."""
    after = {line.position: line for line in found.lines}
    changes = {
        line.pk: {
            name: getattr(after[line.position], name)
            for name in ("list_price", "discount")
            if getattr(after[line.position], name) != getattr(line, name)
        }
        for line in lines_of(version)
    }
    return {pk: values for pk, values in changes.items() if values}


def _about(request: UserRequest, version: QuoteVersion, *, whole: bool = False) -> dict[str, Any]:
    """A screen that has no parts is `whole` whoever asks for it."""
    deal = version.quote.deal
    in_part = not whole and wants_part(request)
    return {
        "version": version.pk,
        "mark": version.mark,
        "edition": version.edition,
        "is_draft": version.is_draft,
        "currency": version.currency,
        "tax_included": version.tax_included,
        "term_months": version.term_months,
        "deal": deal,
        "header": None if in_part else deal_header(request.user, deal, timezone.now(), current="quotes"),
    }
