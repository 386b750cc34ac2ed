"""English words for documents: of the house beside its price books, of one deal beside its offer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.english import write_english, write_house_english
from quotes.forms.english import EnglishForm
from quotes.models import PriceBookVersion, QuoteVersion
from quotes.permissions import Act, price_book_version_for, version_for
from quotes.queries.english import book_words, offer_words


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="GET POST")
def price_book_english(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    """Prices that are published never change; what their products are called in English does."""
    screen = book_words(version)
    form = EnglishForm(posted(request), rows=screen.rows)
    if _is_written(request, form, write_house_english, version=version, at=timezone.now()):
        return go(request, "quotes:price_book_english", price_book=version.pk)
    context = {"screen": screen, "form": form, "version": version}
    return render_screen(request, "quotes/english_book.html", context, status=status_of(form))


@guard(Act.EXPORT_PROPOSAL, version_for, methods="GET POST")
def english(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    screen = offer_words(version, timezone.localdate())
    form = EnglishForm(posted(request), rows=screen.own)
    at = timezone.now()
    if _is_written(request, form, write_english, version=version, at=at):
        return go(request, "quotes:english", version=version.pk)
    context = {
        "screen": screen,
        "form": form,
        "version": version,
        "quote": version.quote,
        "deal": version.quote.deal,
        "may_edit_book": Act.EDIT_PRICE_BOOK.permits(request.user),
        "header": deal_header(request.user, version.quote.deal, at, current="proposals"),
    }
    return render_screen(request, "quotes/english.html", context, status=status_of(form))


def _is_written(request: UserRequest, form: EnglishForm, write: Callable[..., int], **told: Any) -> bool:
    """What was typed is written and said, or laid beside what somebody else wrote meanwhile."""
    changed = accepted(form, lambda: write(words=form.words(), seen=form.seen(), by=request.user, **told))
    if changed is None:
        if form.errors:
            form.lay_beside()
        return False
    words = ngettext("%(n)s English word saved.", "%(n)s English words saved.", changed) % {"n": changed}
    messages.success(request, words)
    return True
