"""The versions of one quote beside each other, with what an approver has seen of them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from dealdesk.kept import Given, Kept
from quotes.models import Decision, Look, QuoteVersion
from quotes.permissions import may_choose_against
from quotes.queries.approvals.standings import with_asked
from stakeholders.models import User
from stakeholders.permissions import Act

SIBLING_COLUMNS = (
    "quote",
    "number",
    "branch",
    "state",
    "gross_total",
    "currency",
    "tax_included",
    "term_months",
    "based_on",
    "valid_until",
    "void_reason",
    "frozen_by",
)


@dataclass(frozen=True, kw_only=True)
class Sibling:
    """A version among those of its quote; `name` is how it is called, `based_on` the key of what it was made from.

    `asked` is what became of its last request, see `standings`.
    `may_end` says whether its reader may choose an alternative against it.
    """

    pk: int
    number: int
    branch: str
    name: str
    state: str
    gross: Decimal
    based_on: int | None
    valid_until: date
    void_reason: str
    currency: str
    tax_included: bool
    term_months: int
    asked: str | None = None
    seen_at: datetime | None = None
    may_end: bool = False


def siblings_of(user: User, version: QuoteVersion) -> tuple[Sibling, ...]:
    """For those who decide, with the moment they last opened or decided on each; one statement all the same."""
    if Act.DECIDE_APPROVAL.permits(user):
        found = _seen()(quote=version.quote_id, user=user.pk)
    else:
        found = _family()(quote=version.quote_id)
    for one in found:
        one.quote = version.quote
    return tuple(sibling(one, seen_at=vars(one).get("seen_at"), may_end=may_choose_against(user, one)) for one in found)


def _versions() -> QuerySet[QuoteVersion]:
    return with_asked(QuoteVersion.objects.filter(quote=Given("quote")).order_by("number").only(*SIBLING_COLUMNS))


@cache
def _family() -> Kept[QuoteVersion]:
    return Kept(_versions())


@cache
def _seen() -> Kept[QuoteVersion]:
    """With the moment that somebody last opened or decided on each."""
    looked = Look.objects.filter(version=OuterRef("pk"), looked_by=Given("user")).values("looked_at")[:1]
    decisions = Decision.objects.filter(step__request__version=OuterRef("pk"), decided_by=Given("user"))
    decided = decisions.order_by("-decided_at").values("decided_at")[:1]
    return Kept(_versions().annotate(seen_at=Greatest(Subquery(looked), Subquery(decided))))


def sibling(version: QuoteVersion, seen_at: datetime | None = None, *, may_end: bool = False) -> Sibling:
    return Sibling(
        pk=version.pk,
        number=version.number,
        branch=version.branch,
        name=str(version),
        state=version.state,
        gross=version.gross_total,
        based_on=version.based_on_id,
        valid_until=version.valid_until,
        void_reason=version.void_reason,
        currency=version.currency,
        tax_included=version.tax_included,
        term_months=version.term_months,
        asked=vars(version).get("asked"),
        seen_at=seen_at,
        may_end=may_end,
    )
