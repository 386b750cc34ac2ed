"""The first numbers of both sides, how far apart they are, and what comparable deals of our own closed at."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.formats import money, quantity
from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.units import unit
from quotes.domain.coach.advice import Hint, advise
from quotes.domain.coach.studies import ANCHORS, Study
from quotes.domain.coach.talk import Next, Reach, Talk
from quotes.domain.negotiation import Gap, Side, gap
from quotes.domain.pricing.guide import FEWEST_DEALS, Band
from quotes.domain.pricing.lengths import Total
from quotes.models import Anchor, Quote, QuoteLine, QuoteVersion
from quotes.models.coach import coach_rules
from quotes.queries.budgets.prices import in_basis
from quotes.queries.coach.part import CoachPart, said
from quotes.queries.coach.settings import in_words
from quotes.queries.negotiation import AnchorRow, anchor_rows, on_the_table
from quotes.queries.quotes.closed import MONTHS, bought, closed_totals, length_of
from stakeholders.domain.budgets.pools import linear_pool
from stakeholders.models import BudgetEstimate, BudgetSignal, User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What comparable deals closed at; `filter` says which, and on what basis; `monthly` whether the band is for a
    month. Without `band` there were too few. `low` and `high` are what it makes of our quantity and of our months of
    service, with tax."""

    filter: str
    band: Band | None
    unit: str
    monthly: bool
    low: Decimal | None = None
    high: Decimal | None = None
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class AnchorsScreen:
    """`reference` only for those who see floors, and where we have an offer to compare; `coach` only warns."""

    anchors: tuple[AnchorRow, ...]
    zone: Gap | None
    study: Study
    reference: Reference | None
    sees_reference: bool
    coach: CoachPart
    fewest: int = FEWEST_DEALS


def products_of(quote: Quote) -> list[tuple[int, str]]:
    """The products of what is on the table, the dearest first: the usual one to reckon by."""
    table = on_the_table(quote)
    lines = [line for line in table.lines.all() if line.product_id and line.quantity] if table else []
    lines.sort(key=lambda line: -line.gross_total)
    return list({line.product_id: line.description for line in lines if line.product_id}.items())


def anchors_screen(
    user: User, quote: Quote, product: int | None, industry: str, industry_words: str, at: datetime
) -> AnchorsScreen:
    """As many statements whatever was closed; fewer where nothing is on the table, or no budget is estimated."""
    table = on_the_table(quote)
    noted = anchor_rows(quote.anchors.select_related("noted_by"), table)
    anchors = {row.anchor.side: row.anchor for row in noted}
    ours, theirs = anchors.get(Side.OURS), anchors.get(Side.THEIRS)
    line = _line(table, product)
    reference = _reference(user, table, line, industry, industry_words, at) if table and line else None
    return AnchorsScreen(
        anchors=noted[::-1],
        zone=gap(ours.amount, theirs.total.over(ours.months)) if ours and theirs else None,
        study=in_words(ANCHORS),
        reference=reference,
        sees_reference=Act.SEE_FLOOR.permits(user),
        coach=_coach(user, quote, table, ours, reference, at),
    )


def _line(table: QuoteVersion | None, product: int | None) -> QuoteLine | None:
    if table is None:
        return None
    return next((line for line in table.lines.all() if line.product_id == product and line.quantity), None)


def _reference(
    user: User, table: QuoteVersion, line: QuoteLine, industry: str, industry_words: str, at: datetime
) -> Reference | None:
    if not Act.SEE_FLOOR.permits(user) or line.product_id is None:
        return None
    currency, length = table.currency, length_of(table, line.unit)
    band = closed_totals(user, currency, line, at, industry=industry)
    told = [
        _("signed in the last %(months)s months") % {"months": MONTHS},
        currency,
        _("with %(product)s in it") % {"product": line.description},
        *([industry_words] if industry else []),
        _("free months counted in") if length.grows else _("by the month of service, free months counted in"),
    ]
    found = Reference(filter=_(", ").join(told), band=band, unit=line.unit, monthly=not length.grows)
    if band is None:
        return found
    ours = bought(table, line.product_id) or line.quantity
    low, high = (round_to(length.whole(EXACT.multiply(end, ours)), 2) for end in (band.low, band.high))
    return replace(found, low=low, high=high, sentence=_sentence(found, band, table, ours, (low, high)))


def _sentence(found: Reference, band: Band, table: QuoteVersion, ours: Decimal, total: tuple[Decimal, Decimal]) -> str:
    """As it may be said to a customer."""
    a_month = _(
        "Half of our own projects that were %(filter)s (%(deals)s in all) came to between %(low)s and %(high)s "
        "%(money)s a month for each %(unit)s, everything included; for %(quantity)s %(unit)s and %(months)s months of "
        "service that is %(total_low)s to %(total_high)s."
    )
    in_all = _(
        "Half of our own projects that were %(filter)s (%(deals)s in all) came to between %(low)s and %(high)s "
        "%(money)s for each %(unit)s, everything included; for %(quantity)s %(unit)s and %(months)s months of service "
        "that is %(total_low)s to %(total_high)s."
    )
    return (a_month if found.monthly else in_all) % {
        "filter": found.filter,
        "deals": band.deals,
        "low": money(band.low),
        "high": money(band.high),
        "money": unit(table.currency, True),
        "unit": found.unit,
        "quantity": quantity(ours),
        "months": table.whole.months,
        "total_low": money(total[0], 0),
        "total_high": money(total[1], 0),
    }


def _coach(
    user: User, quote: Quote, table: QuoteVersion | None, ours: Anchor | None, reference: Reference | None, at: datetime
) -> CoachPart:
    """Our own first number, or what is on the table while none is noted, held against what may be too much."""
    first = Total(ours.high or ours.amount, ours.months) if ours else table.whole if table else None
    rules = coach_rules(timezone.localdate(at))
    if first is None or Hint.EXTREME not in rules:
        return CoachPart(hints=(), is_composing=False)
    bounds = rules[Hint.EXTREME]
    reach = Reach(
        first=first.over(table.whole.months if table else first.months),
        budget=_budget(user, quote, table, bounds.low),
        closed=reference.high if reference else None,
    )
    hints = advise(Next(Talk(reach=reach)), {Hint.EXTREME: bounds})
    return CoachPart(hints=tuple(said(one, quote.currency) for one in hints), is_composing=False)


def _budget(user: User, quote: Quote, table: QuoteVersion | None, share: Decimal | None) -> Decimal | None:
    """The end of the budget that this share lies under, as a total of what is on the table; two statements."""
    if table is None or share is None or not 0 < share < 1 or not Act.SEE_BUDGET.permits(user):
        return None
    deal = quote.deal
    estimate: BudgetEstimate | None = getattr(deal, "budget", None)
    rows = list(BudgetSignal.objects.counted().filter(deal=deal).order_by("id"))
    if not rows:
        return None
    basis = (estimate or BudgetEstimate(deal=deal, currency=deal.currency)).basis
    try:
        most = linear_pool([row.weighed(basis) for row in rows]).quantile(share)
        held = in_basis(table, (table.gross_total, table.net_total), basis)
    except Refusal:
        return None
    return round_to(EXACT.divide(EXACT.multiply(table.gross_total, most), held), 2) if held else None
