"""One quote's negotiation: its picture, its rounds, its ledger, and what a move would mean before it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dealdesk.web import charts
from dealdesk.web.refusals import translated
from quotes.domain import policy as rules
from quotes.domain.concessions import free_months_worth
from quotes.domain.lifecycle import VersionState
from quotes.domain.negotiation import Issue, Ledger, MoveKind, MoveStatus, MoveTerms, Side, ledger
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.revised import Revision, revised
from quotes.models import Anchor, Move, Policy, Quote, QuoteVersion, Round
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    round: Round
    move: Move
    counts: bool


@dataclass(frozen=True, kw_only=True)
class NegotiationScreen:
    quote: Quote
    table: QuoteVersion | None
    draft: QuoteVersion | None
    axis: SafeString
    rounds: tuple[Round, ...]
    lines: tuple[LedgerLine, ...]
    totals: Ledger
    anchors: Mapping[str, Anchor]
    authority: Decimal | None
    authority_total: Decimal | None
    floor_total: Decimal | None
    next_number: int


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What the move being typed would come to; money is with tax, in the quote's currency."""

    total: Decimal
    step: Decimal
    discount: Decimal
    needed: tuple[str, ...]
    free_months: str
    above_floor: Decimal | None


def negotiation_screen(user: User, quote: Quote, today: date) -> NegotiationScreen:
    versions = list(quote.versions.order_by("-number").prefetch_related("lines"))
    table = next((version for version in versions if version.state != VersionState.DRAFT), None)
    rounds = tuple(
        quote.rounds.select_related("version", "made", "logged_by").prefetch_related("moves", "theirs", "ours")
    )
    anchors = {anchor.side: anchor for anchor in quote.anchors.all()}
    priced = price(table.terms()) if table else None
    authority = _authority(today)
    floor = _with_tax(priced, priced.floor_total) if priced and Act.SEE_FLOOR.permits(user) else None
    limit = _limit(priced, authority)
    return NegotiationScreen(
        quote=quote,
        table=table,
        draft=next((version for version in versions if version.state == VersionState.DRAFT), None),
        axis=_axis(rounds, anchors, floor, limit, quote),
        rounds=rounds[::-1],
        lines=tuple(
            LedgerLine(round=round_, move=move, counts=move.status == MoveStatus.AGREED)
            for round_ in rounds
            for move in round_.moves.all()
        ),
        totals=ledger([_terms(move, round_) for round_ in rounds for move in round_.moves.all()]),
        anchors=anchors,
        authority=authority,
        authority_total=limit,
        floor_total=floor,
        next_number=len(rounds) + 1,
    )


def _terms(move: Move, round_: Round) -> MoveTerms:
    return MoveTerms(
        kind=MoveKind(move.kind),
        issue=Issue(move.issue),
        what=move.what,
        worth=move.worth,
        round=round_.number,
        trade=move.trade,
        untraded_reason=move.untraded_reason,
        status=MoveStatus(move.status),
    )


def _policy(today: date) -> Policy | None:
    return Policy.objects.in_force(today).prefetch_related("rules").first()


def _authority(today: date) -> Decimal | None:
    policy = _policy(today)
    return rules.authority(policy.value()) if policy else None


def _with_tax(priced: PricedOffer, amount: Decimal | None) -> Decimal | None:
    """An amount in the offer's tax basis, as it stands beside totals that include tax."""
    if amount is None or priced.tax_included or not priced.total:
        return amount
    return (amount * priced.gross / priced.total).quantize(Decimal("0.01"))


def _limit(priced: PricedOffer | None, authority: Decimal | None) -> Decimal | None:
    if priced is None or authority is None:
        return None
    return _with_tax(priced, (priced.list_total * (100 - authority) / 100).quantize(Decimal("0.01")))


def _axis(
    rounds: Sequence[Round],
    anchors: Mapping[str, Anchor],
    floor: Decimal | None,
    limit: Decimal | None,
    quote: Quote,
) -> SafeString:
    rows = []
    if anchors:
        ours, theirs = anchors.get(Side.OURS), anchors.get(Side.THEIRS)
        days = " · ".join(f"{anchor.on:%m-%d}" for anchor in (theirs, ours) if anchor)
        rows.append(
            charts.AxisRow(
                title=_("Anchors"),
                note=days,
                ours=ours.amount if ours else None,
                theirs=theirs.amount if theirs else None,
            )
        )
    rows += [
        charts.AxisRow(
            title=_("Round %(number)s") % {"number": round_.number},
            note=f"{round_.on:%m-%d} {round_.get_channel_display()}",
            ours=round_.our_offer,
            theirs=round_.their_ask,
        )
        for round_ in rounds
    ]
    lines = []
    if rows and floor is not None:
        lines.append(charts.AxisLine(kind="floor", label=_("Floor"), value=floor))
    if rows and limit is not None:
        lines.append(charts.AxisLine(kind="authority", label=_("Authority"), value=limit))
    return charts.negotiation_axis(rows, lines=lines, unit=_("10k, tax included"))


def round_preview(user: User, version: QuoteVersion, revision: Revision, today: date) -> Preview:
    """Prices the move as the action would, and asks the policy in force whom it would need. Refuses like the action."""
    before = price(version.terms())
    wanted = revised(version.terms(), revision)
    after = price(wanted)
    policy = _policy(today)
    needed = rules.needs(policy.value(), rules.figures_of(after, wanted)) if policy else ()
    free = free_months_worth(wanted.term_months, wanted.free_months)
    sentence = _("%(free)s free months on %(paid)s are a price cut of %(points)s %%.")
    return Preview(
        total=after.gross,
        step=before.gross - after.gross,
        discount=after.discount_percent,
        needed=tuple(translated(need.message, dict(need.params)) for need in needed),
        free_months=sentence % {"free": wanted.free_months, "paid": wanted.term_months, "points": f"{free.points:.1f}"}
        if wanted.free_months
        else "",
        above_floor=after.above_floor if Act.SEE_FLOOR.permits(user) else None,
    )
