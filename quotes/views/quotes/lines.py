"""A draft's lines: typed into the grid, added one by one, or pasted."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.refusals import sentence
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions.quotes import add_lines, change_lines
from quotes.forms.quotes import Grid, NewLineForm, PasteForm
from quotes.models import QuoteVersion
from quotes.permissions import Act, version_for
from quotes.queries.quotes import items_of, lines_of
from quotes.views.quotes.screen import version_page


def edition_of(request: UserRequest) -> int:
    """The edition the reader saw; what is no number is no edition there ever was."""
    sent = request.POST.get("edition", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


@guard(Act.EDIT_QUOTE, version_for, methods="POST")
def lines(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """Saves the cells that were sent: all of them from the page, one row's from a cell that was just left."""
    grid = Grid(lines_of(version), request.POST, currency=version.currency)
    before = outcome(version)
    changes = grid.changes()
    if grid.errors:
        return _again(request, version)
    gone = {int(pk) for pk in request.POST.getlist("remove") if pk.isdecimal() and len(pk) < 19}
    try:
        if changes or gone:
            change_lines(
                version=version,
                edition=edition_of(request),
                changes=changes,
                gone=gone,
                by=request.user,
                at=timezone.now(),
            )
    except Refusal as refusal:
        return _again(request, version, refusal)
    if wants_part(request) and not gone:
        touched = {pk for pk, results in outcome(version).items() if results != before[pk]} | grid.mentioned()
        return version_page(request, version, grid=grid, touched=touched, part="changed")
    return go(request, "quotes:version", version=version.pk)


def outcome(version: QuoteVersion) -> dict[int, tuple[Decimal, ...]]:
    """What each line comes to and is counted from: where it is the same as before, its row on the screen is too."""
    return {line.pk: (line.discount, line.list_price, line.net_total, line.gross_total) for line in lines_of(version)}


def _again(request: UserRequest, version: QuoteVersion, refusal: Refusal | None = None) -> HttpResponse:
    """The page as it is stored now, with what was typed still in its cells and the reason beside them."""
    stored = version_for(request.user, version=version.pk)
    grid = Grid(lines_of(stored), request.POST, currency=stored.currency)
    grid.changes()
    stale = isinstance(refusal, StaleRefusal)
    problem = sentence(refusal) if stale and refusal else grid.refuse(refusal) if refusal else ""
    part = "grid" if stale else "wrong"
    response = version_page(
        request, stored, grid=grid, beside=stale, touched=grid.mentioned(), problem=problem, status=422, part=part
    )
    if stale and wants_part(request):
        response["HX-Retarget"], response["HX-Reswap"] = "#grid", "outerHTML"
    return response


@guard(Act.EDIT_QUOTE, version_for, methods="GET POST")
def line_add(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    items = items_of(version.price_book)
    form = NewLineForm(posted(request), items=items, currency=version.currency)
    if accepted(form, lambda: _add(request, version, form)):
        return go(request, "quotes:version", version=version.pk)
    return _tray(request, version, "quotes/line_add.html", form)


def _add(request: UserRequest, version: QuoteVersion, form: NewLineForm) -> QuoteVersion:
    return add_lines(
        version=version, edition=edition_of(request), lines=[form.line()], by=request.user, at=timezone.now()
    )


@guard(Act.EDIT_QUOTE, version_for, methods="GET POST")
def lines_paste(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    form = PasteForm(posted(request), items=items_of(version.price_book), currency=version.currency)
    made = accepted(
        form,
        lambda: add_lines(
            version=version, edition=edition_of(request), lines=form.lines, by=request.user, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, _("%(count)s lines added.") % {"count": len(form.lines)})
        return go(request, "quotes:version", version=version.pk)
    return _tray(request, version, "quotes/lines_paste.html", form)


def _tray(request: UserRequest, version: QuoteVersion, template: str, form: NewLineForm | PasteForm) -> HttpResponse:
    """A page of its own, or the tray under the grid. After a refusal the form carries the edition of now."""
    stored = version_for(request.user, version=version.pk) if form.is_bound else version
    deal = stored.quote.deal
    in_part = wants_part(request)
    context = {
        "form": form,
        "version": stored.pk,
        "number": stored.mark,
        "edition": stored.edition,
        "deal": deal,
        "header": None if in_part else deal_header(request.user, deal, timezone.now(), current="quotes"),
    }
    return render_screen(request, template, context, part="tray", status=status_of(form))
