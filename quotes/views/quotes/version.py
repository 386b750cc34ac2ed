"""A version: looked at, copied, discarded, submitted, sent, compared."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions.approvals import submit_version
from quotes.actions.quotes import discard_draft, next_version, send_version
from quotes.forms.approvals import SubmitForm
from quotes.models import Quote, QuoteVersion
from quotes.permissions import Act, quote_for, version_for
from quotes.queries.approvals import retires
from quotes.queries.quotes import buttons, comparison, named, offer, ways_out
from quotes.views.quotes.screen import line_part, version_page

VERSION = re.compile(r"(?:(\d{1,18}):)?(\d{1,9})", re.ASCII)


@guard(Act.SEE_QUOTE, version_for)
def version(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """The whole version, or the one line that the rail looks at."""
    line = id_of(request, "line")
    if line and wants_part(request):
        return line_part(request, version, line)
    return version_page(request, version, line=line)


@guard(Act.EDIT_QUOTE, version_for, methods="POST")
def version_next(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    draft = next_version(version=version, by=request.user, at=timezone.now())
    return go(request, "quotes:version", version=draft.pk)


@guard(Act.EDIT_QUOTE, version_for, methods="POST")
def version_discard(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    left = discard_draft(version=version, by=request.user, at=timezone.now())
    messages.success(request, _("The draft V%(number)s is gone.") % {"number": version.mark})
    return (
        go(request, "quotes:quote", quote=left.pk) if left else go(request, "quotes:deal", deal=version.quote.deal_id)
    )


@guard(Act.SEND_VERSION, version_for, methods="POST")
def version_send(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    send_version(version=version, by=request.user, at=timezone.now())
    messages.success(request, _("V%(number)s is marked as sent.") % {"number": version.mark})
    return go(request, "quotes:version", version=version.pk)


@guard(Act.SUBMIT_VERSION, version_for, methods="GET POST")
def version_submit(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """Whom it will ask and why, before it asks."""
    form = SubmitForm(posted(request))
    asked = accepted(
        form, lambda: submit_version(version=version, by=request.user, at=timezone.now(), **form.cleaned_data)
    )
    if asked:
        return go(request, "quotes:version", version=version.pk)
    now = timezone.now()
    shown = offer(request.user, version, now)
    form.fields["reason"].required = bool(shown.authority.needed)
    context = {
        "form": form,
        "asks": named(shown.authority, version.quote.deal, request.user),
        "retires": retires(request.user, version),
        "ways": ways_out(request.user, version, timezone.localdate(now)),
        "offer": shown,
        "buttons": buttons(request.user, shown, timezone.localdate(now)),
        "deal": version.quote.deal,
        "header": deal_header(request.user, version.quote.deal, now, current="quotes"),
    }
    return render_screen(request, "quotes/submit.html", context, status=status_of(form))


@guard(Act.SEE_QUOTE, quote_for)
def compare(request: UserRequest, quote: Quote) -> HttpResponse:
    context = {
        "screen": comparison(request.user, quote, which(request, "from", quote), which(request, "to", quote)),
        "quote": quote.pk,
        "number": quote.number,
        "title": quote.title,
        "deal": quote.deal,
        "header": None
        if wants_part(request)
        else deal_header(request.user, quote.deal, timezone.now(), current="quotes"),
    }
    return render_screen(request, "quotes/compare.html", context, part="changes")


def which(request: UserRequest, name: str, quote: Quote) -> tuple[int, int] | None:
    """A version in the address bar: 5 is this quote's V5, 12:5 another's; None for anything else."""
    found = VERSION.fullmatch(request.GET.get(name, ""))
    return (int(found[1] or quote.pk), int(found[2])) if found else None
