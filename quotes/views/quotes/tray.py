"""Lines that come new: one from the tray under the grid, or rows pasted from a spreadsheet."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions.quotes import add_lines
from quotes.forms.quotes import NewLineForm, PasteForm
from quotes.models import QuoteVersion
from quotes.permissions import Act, version_for
from quotes.queries.quotes import items_of
from quotes.views.quotes.lines import edition_of


@guard(Act.EDIT_QUOTE, version_for, methods="GET POST")
def line_add(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    items = items_of(version.price_book)
    form = NewLineForm(
        posted(request), items=items, currency=version.currency, initial={"after": id_of(request, "after")}
    )
    if accepted(form, lambda: _add(request, version, form)):
        return go(request, "quotes:version", version=version.pk)
    return _tray(request, version, "quotes/line_add.html", form)


def _add(request: UserRequest, version: QuoteVersion, form: NewLineForm) -> QuoteVersion:
    return add_lines(
        version=version,
        edition=edition_of(request),
        lines=[form.line()],
        after=form.cleaned_data["after"],
        by=request.user,
        at=timezone.now(),
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
