"""Giving a file to one reader at the customer by a link, seeing whether it was read, and ending it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import links as actions
from quotes.forms.links import LinkForm
from quotes.models import ProposalExport, ProposalLink
from quotes.permissions import Act, export_for, link_for
from quotes.queries import links as queries


@guard(Act.SHARE_PROPOSAL, export_for, methods="GET POST")
def links(request: UserRequest, export: ProposalExport) -> HttpResponse:
    """A new link is shown in the answer to its form, this once: its token is kept nowhere."""
    version, now = export.version, timezone.now()
    last_day = max(version.valid_until, timezone.localdate(now))
    form = LinkForm(posted(request), readers=queries.readers_of(export), last_day=last_day)
    made = None
    if form.is_bound:
        made = accepted(form, lambda: actions.make_link(export=export, by=request.user, at=now, **form.cleaned_data))
    address = settings.DESK_URL + reverse("readers:reader", args=[made.token]) if made else ""
    context = {
        "form": form,
        "made": made,
        "address": address,
        "words": queries.words_to_send(made.link, address) if made else "",
        "screen": queries.links_screen(export, timezone.localdate(now)),
        "deal": version.quote.deal,
        "quote": version.quote,
        "header": deal_header(request.user, version.quote.deal, now, current="proposals"),
    }
    return render_screen(request, "quotes/links.html", context, status=status_of(form))


@guard(Act.SHARE_PROPOSAL, link_for, methods="POST")
def link_revoke(request: UserRequest, link: ProposalLink) -> HttpResponse:
    actions.revoke_link(link=link, by=request.user, at=timezone.now())
    messages.success(request, _("The link opens nothing any more."))
    return go(request, "quotes:links", export=link.export_id)
