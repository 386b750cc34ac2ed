"""The frame around every page: where one can go, what one can begin, and how much waits for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quotes.permissions import waiting_count
from stakeholders.permissions import Act


@dataclass(frozen=True)
class Place:
    """A screen of the left column: who may go there, and which addresses count as being there."""

    route: str
    label: Promise | str
    icon: str
    act: Act
    key: str
    below: tuple[str, ...] = ()
    counts: bool = False


@dataclass(frozen=True, kw_only=True)
class NavItem:
    url: str
    label: Promise | str
    icon: str
    key: str
    current: bool
    badge: int = 0
    # On a phone it stands behind "More", for the bar has no room for all.
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Beginning:
    url: str
    label: Promise | str


# fmt: off
PLACES = (
    Place("home:desk",              _("Desk"),        "house",          Act.SEE_DESK,       "d"),
    Place("stakeholders:customers", _("Customers"),   "users",          Act.SEE_CUSTOMER,   "c",
          ("/customers/", "/contacts/")),
    Place("quotes:deals",           _("Deals"),       "briefcase",      Act.SEE_DEAL,       "s",
          ("/deals/", "/seats/", "/milestones/", "/engagements/", "/drivers/")),
    Place("quotes:quotes",          _("Quotes"),      "receipt-text",   Act.SEE_QUOTE,      "q",
          ("/quotes/", "/versions/", "/rounds/", "/proposals/")),
    Place("quotes:approvals",       _("Approvals"),   "shield-check",   Act.SEE_APPROVALS,  "a", ("/approvals/",),
          counts=True),
    Place("quotes:price_books",     _("Price lists"), "tags",           Act.SEE_PRICE_BOOK, "p", ("/price-books/",)),
    Place("quotes:cost_models",     _("Cost models"), "calculator",     Act.SEE_COST,       "k", ("/cost-models/",)),
    Place("quotes:policies",        _("Policies"),    "scale",          Act.SEE_POLICY,     "r", ("/policies/",)),
    Place("quotes:claims",          _("Claims"),      "badge-check",    Act.SEE_CLAIMS,     "e", ("/claims/",)),
    Place("quotes:texts",           _("Texts"),       "text-quote",     Act.SEE_TEXTS,      "j", ("/texts/",)),
    Place("contracts:clauses",      _("Clauses"),     "file-text",      Act.SEE_CLAUSES,    "t", ("/clauses/",)),
    Place("contracts:renewals",     _("Renewals"),    "repeat",         Act.SEE_RENEWALS,   "x",
          ("/renewals/", "/obligations/")),
    Place("contracts:sla",          _("Availability"), "activity",      Act.SEE_SLA,        "v", ("/sla/",)),
    Place("contracts:statutes",     _("Law"),         "landmark",       Act.SEE_LAW,        "l", ("/law/",)),
    Place("stakeholders:workdays",  _("Working days"), "calendar-days", Act.IMPORT_WORKDAYS, "w", ("/workdays/",)),
    Place("stakeholders:people",    _("People"),      "contact-round",  Act.MANAGE_PEOPLE,  "u",
          ("/people/", "/teams/")),
    Place("stakeholders:notice_outbox", _("Outbox"),  "send",          Act.SEE_OUTBOX,     "o",
          ("/notices/outbox/", "/robots/")),
    Place("quotes:proposals_failed", _("Failed files"), "octagon-alert", Act.RETRY_EXPORT, "f"),
    Place("stakeholders:privacy",   _("Privacy"),     "eye",            Act.SEE_PRIVACY,    "y", ("/privacy/",)),
)
BEGINNINGS = (
    ("stakeholders:deal_new",     _("Deal"),     Act.CREATE_DEAL),
    ("stakeholders:customer_new", _("Customer"), Act.EDIT_CUSTOMER),
    ("stakeholders:person_new",   _("Account"),  Act.MANAGE_PEOPLE),
    ("stakeholders:team_new",     _("Team"),     Act.MANAGE_PEOPLE),
)
# fmt: on


# So many places a phone's bar is wide enough for; where there are more, the last of these is "More".
ON_A_PHONE = 5


@cache
def address(route: str) -> str:
    """Of a page without a number in its address: the same on every page of every reader."""
    return reverse(route)


class Shell:
    """What base.html prints around a page; nothing is asked of the database before it is printed."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.brand = settings.COMPANY_NAME
        self.demo = settings.DEMO

    @property
    def search_url(self) -> str:
        return address("home:search")

    @cached_property
    def nav(self) -> tuple[NavItem, ...]:
        places = [place for place in PLACES if place.act.permits(self.request.user)]
        folded = _folded(places)
        return tuple(self._item(place, folded=place in folded) for place in places)

    @property
    def folded(self) -> tuple[NavItem, ...]:
        return tuple(item for item in self.nav if item.folded)

    @property
    def is_folded_away(self) -> bool:
        """Whether a phone shows no place of its bar as the one this page belongs to."""
        return any(item.current for item in self.folded)

    @cached_property
    def create(self) -> tuple[Beginning, ...]:
        return tuple(
            Beginning(url=address(route), label=label)
            for route, label, act in BEGINNINGS
            if act.permits(self.request.user)
        )

    def _item(self, place: Place, *, folded: bool) -> NavItem:
        url, path = address(place.route), self.request.path
        user: Any = self.request.user
        return NavItem(
            url=url,
            label=place.label,
            icon=place.icon,
            key=place.key,
            current=path == url or path.startswith(place.below),
            badge=waiting_count(user) if place.counts else 0,
            folded=folded,
        )


def _folded(places: Sequence[Place]) -> Sequence[Place]:
    """What a phone has no room for: the last ones, but for a place where something waits."""
    if len(places) <= ON_A_PHONE:
        return ()
    return sorted(places, key=lambda place: not place.counts)[ON_A_PHONE - 1 :]


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
