"""What the customer's readers see: one frozen file by a link, and nothing else of the desk.

A view here gets no request: whoever calls has no session and no account, and would not get more by having one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import get_language, gettext_noop, override
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.files import PAPER, download
from dealdesk.web.guards import untaken
from dealdesk.web.middleware import ring
from dealdesk.web.rates import is_often
from quotes.actions import readers as actions
from quotes.documents.readers import page_picture
from quotes.domain.links import Device, device_of
from quotes.models import ProposalLink
from quotes.permissions import link_by_token
from quotes.queries import readers as queries

# A page with a picture of each page asks for that many at once; a house full of readers has one address.
MOST_A_LINK, MOST_AN_ADDRESS = 300, 600
# A sheet of paper, whoever's it is: the same for every link.
CARD = "img/card.png"
# No script at all, and nothing that is sent.
POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


@dataclass(frozen=True)
class Visit:
    """All that is known of a reader who calls."""

    token: str
    device: Device
    at: datetime


@dataclass(frozen=True)
class Closed:
    """What stands where no document is shown, and for how many seconds it is no use to ask again."""

    status: int
    title: str
    words: str
    wait: int = 0


NOTHING = Closed(
    404,
    gettext_noop("This link no longer opens"),
    gettext_noop("The link has expired, was revoked or is incomplete. Please ask the sender for a new one."),
)
REPLACED = Closed(
    404,
    gettext_noop("This document is being replaced"),
    gettext_noop("A text in it is no longer right, so it is not shown. Ask whoever sent it for the new one."),
)
OFTEN = Closed(
    429,
    gettext_noop("One moment, please"),
    gettext_noop("This was asked for too often. Wait a minute and open it again."),
    wait=60,
)
BUSY = Closed(
    503,
    gettext_noop("One moment, please"),
    gettext_noop("The document cannot be shown at this moment. Open it again in a few seconds."),
    wait=5,
)
WRONG = Closed(
    500,
    gettext_noop("The document could not be shown"),
    gettext_noop("The fault is ours. Open it again in a few minutes, or ask whoever sent it for the file."),
    wait=60,
)

type Shown = Callable[..., HttpResponse]


def _unfound(shown: Shown) -> Shown:
    """Whatever is answered, a refused method too, is found by no search engine, and its address is told to nobody."""

    @wraps(shown)
    def answered(*args: Any, **url: Any) -> HttpResponse:
        answer = shown(*args, **url)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        # The address is the key: not even the request for our own style sheet names it, which a proxy may log.
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    return answered


def by_token(view: Shown) -> Callable[..., HttpResponse]:
    """The guard of these addresses: it opens the link of a token. Whatever opens none, or gives nothing out today, has
    one and the same answer, whichever the reason."""

    @login_not_required
    @csp_override(POLICY)
    @_unfound
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, token: str, **url: Any) -> HttpResponse:
        at = timezone.now()
        # A token that somebody made up is not counted: there is no end to them.
        if is_often(_address(request), MOST_AN_ADDRESS, at):
            return _closed(OFTEN)
        agent = request.headers.get("User-Agent", "")
        visit = Visit(token, device_of(agent), at)
        try:
            return _shown(partial(view, **url), visit, request)
        except (Http404, Refusal):
            return _closed(NOTHING)
        except OperationalError as error:
            if not ring(error):
                raise
            return _closed(BUSY)

    guarded.guarded_act = "by_token"  # type: ignore[attr-defined]
    return guarded


def _shown(view: Shown, visit: Visit, request: HttpRequest, *, again: bool = True) -> HttpResponse:
    link = link_by_token(visit.token, timezone.localdate(visit.at))
    if is_often(link.token_hash, MOST_A_LINK, visit.at):
        return _closed(OFTEN)
    if link.export.is_stopped():
        return _closed(REPLACED)
    try:
        return untaken(request, partial(view, visit, link))
    except OperationalError as error:
        # What the database undid it undid whole; whoever reads has no form to send once more.
        if not (again and ring(error)):
            raise
        return _shown(view, visit, request, again=False)


def is_readers(path: str) -> bool:
    """Whether it was a reader who asked, whatever became of it."""
    return path.startswith(reverse("readers:reader", args=["-"]).removesuffix("-/"))


@csp_override(POLICY)
@_unfound
def closed(_request: HttpRequest, told: Closed) -> HttpResponse:
    """For what no view of ours answered: an address that is none, or a fault."""
    return _closed(told)


@by_token
def reader(visit: Visit, link: ProposalLink) -> HttpResponse:
    """A card in a chat opens this: what it is, its pages as pictures, and the file."""
    with override(link.export.language):
        page = queries.reader_page(link, actions.open_link(link=link, device=visit.device, at=visit.at))
        card = settings.DESK_URL + static(CARD)
        return _drawn("quotes/readers.html", {"page": page, "token": visit.token, "picture": card})


@by_token
def reader_file(visit: Visit, link: ProposalLink) -> HttpResponse:
    taken = actions.take_by_link(link=link, device=visit.device, at=visit.at)
    version = link.export.version
    answer = download(taken.content, f"{version.quote.number}-V{version.mark}.pdf", PAPER)
    # Each time is written down, and a part of a file is no file: it is taken whole.
    answer.headers["Accept-Ranges"] = "none"
    return answer


@by_token
def reader_picture(visit: Visit, link: ProposalLink, page: int) -> HttpResponse:
    """One page of the copy that they would get, mark and name on it. It is part of the look that opened its page."""
    # Of what is only looked at: nothing is written, and nobody is waited for.
    stamp = queries.stamp_today(link, timezone.localdate(visit.at))
    drawn = stamp and page_picture(link, stamp, page, visit.at)
    if not drawn:
        raise Http404
    return HttpResponse(drawn, content_type="image/jpeg")


def _drawn(template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Without a request, so that nothing of a session gets into it."""
    headers = {"Content-Language": get_language() or ""}
    return HttpResponse(render_to_string(template, context), status=status, headers=headers)


def _closed(told: Closed) -> HttpResponse:
    """In Chinese and in English: it may not say which of the two the file that is not shown was in."""
    with override("zh-hans"):
        answer = _drawn("quotes/reader_closed.html", {"told": told}, told.status)
    if told.wait:
        answer.headers["Retry-After"] = str(told.wait)
    return answer


def _address(request: HttpRequest) -> str:
    """As the log-in counts it."""
    address: str = get_adapter().get_client_ip(request)
    return address
