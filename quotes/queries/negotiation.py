"""One quote's negotiation: its picture, its rounds, its ledger, and what a move would mean before it is made."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from dealdesk.kept import Given, Kept
from dealdesk.kernel.formats import money, percent, points, quantity
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from dealdesk.web import charts
from dealdesk.web.numbers import shortest
from dealdesk.web.refusals import translated
from dealdesk.web.units import A_MONTH, unit
from quotes.domain import policy as rules
from quotes.domain.coach.advice import least_step
from quotes.domain.coach.figures import range_class, range_width
from quotes.domain.coach.talk import Talk, composed
from quotes.domain.concessions import extra_service, free_months_worth, worth_of_a_month
from quotes.domain.issues.falls import with_fall
from quotes.domain.issues.moves import priced
from quotes.domain.lifecycle import VersionState
from quotes.domain.negotiation import Beside, Issue, MoveTerms, Side, Span
from quotes.domain.pricing import revised as revisions
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.lengths import Total, common_months, is_mixed
from quotes.domain.pricing.revised import Revision, revised
from quotes.domain.pricing.terms import OfferTerms, PaymentPlan
from quotes.domain.promises import Unkept, Value, unkept
from quotes.models import Anchor, ApprovalRequest, NegotiationAims, Quote, QuoteVersion, Round
from quotes.models.coach import coach_rules, notes_shown, talk_of, told
from quotes.models.issues import turn_of
from quotes.models.timing import claims_of, timing_of
from quotes.queries.amendments import Amended, amendments_of, outcomes_in
from quotes.queries.coach import CoachPart, coach_part, payment_worth
from quotes.queries.coach.hand import Basis, HandRow, Lines, axis_of, basis_of, hand_of
from quotes.queries.costs import Left, kept_by, left_by
from quotes.queries.costs.standing import Standing
from quotes.queries.costs.support import support_desk
from quotes.queries.issues import LedgerPart, TradesTyped, ledger_part, trades_typed
from quotes.queries.quotes.authority import Growth, Needed, authority_over, named, policy_on
from quotes.queries.value import acknowledged_in
from stakeholders.models import Contact, User
from stakeholders.permissions import Act
from stakeholders.queries.privacy import Fact


@dataclass(frozen=True, kw_only=True)
class AnchorRow:
    """A first number, for a range of ours how it sounds beside what is on the table now, and how it was noted
    `earlier`, the latest first."""

    anchor: Anchor
    sounds: str
    earlier: tuple[Anchor, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NegotiationScreen:
    quote: Quote
    table: QuoteVersion | None
    # Its approval ran out before it was sent.
    ran_out: bool
    axis: charts.Picture
    rounds: tuple[Round, ...]
    kept: Mapping[int, Standing]
    outcomes: Mapping[int, str]
    ledger: LedgerPart
    anchors: tuple[AnchorRow, ...]
    # The last note of an anchor, of either side; 0 where there is none.
    anchors_edition: int
    aims: NegotiationAims | None
    basis: Basis
    hand: tuple[HandRow, ...]
    coach: CoachPart | None
    next_number: int

    @property
    def told(self) -> list[tuple[Round, Standing | None, tuple[Amended, ...]]]:
        """Each round with what was kept of the version that it made, and what was amended of it."""
        currency, outcomes = self.quote.currency, self.outcomes
        return [(one, self.kept.get(one.made_id or 0), amendments_of(one, currency, outcomes)) for one in self.rounds]

    @property
    def beside(self) -> Beside:
        """What a round that is written on this page is written beside."""
        return Beside(version=self.table.pk if self.table else 0, round=len(self.rounds))


@dataclass(frozen=True, kw_only=True)
class Missed:
    """A move that the offer's terms do not follow, in words; `value` can be taken over into the form's `column`."""

    words: str
    column: str
    value: str
    named: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What the move being typed would come to; money is with tax, in the quote's currency."""

    currency: str
    term_months: int
    total: Decimal
    step: Decimal
    step_unit: str
    discount: Decimal
    limit: Decimal | None
    over: Decimal | None
    needed: tuple[Needed, ...]
    blockers: tuple[str, ...]
    unsaid: str
    free_months: str
    # What a change of payment is worth beside what is given for it.
    worth: tuple[str, ...]
    above_floor: Decimal | None
    taken_over: tuple[str, ...]
    left: Left | None


def rounds_with(contact: Contact) -> Iterator[Fact]:
    """What the rounds hold about a person who was there: for whoever takes out all of it."""
    for met in Round.objects.filter(theirs=contact).select_related("quote").order_by("on", "pk"):
        for what, value in ((_("What they said"), met.said), (_("Next step"), met.next_step)):
            yield Fact(kind=_("Rounds"), where=str(met.quote.number), when=met.on, what=what, value=value)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The offer on the table and the one being composed, each with what it comes to; the same where nothing changes."""

    version: QuoteVersion
    before: OfferTerms
    old: PricedOffer
    after: OfferTerms
    new: PricedOffer
    revision: Revision | None


@cache
def _talked_about() -> Kept[QuoteVersion]:
    asked = ApprovalRequest.objects.filter(version=OuterRef("pk")).order_by("-requested_at", "-id")
    versions = QuoteVersion.objects.on_the_table().filter(quote=Given("quote"))
    held = versions.annotate(held_until=Subquery(asked.values("holds_until")[:1]))
    return Kept(held.prefetch_related("lines")[:1])


def on_the_table(quote: Quote) -> QuoteVersion | None:
    """The version that is being talked about, with its lines, and until when its approval holds."""
    for version in _talked_about()(quote=quote.pk):
        version.quote = quote
        return version
    return None


def negotiation_screen(user: User, quote: Quote, table: QuoteVersion | None, today: date) -> NegotiationScreen:
    rounds = tuple(
        quote.rounds.with_agreed()
        .select_related("version", "made", "logged_by")
        .prefetch_related(notes_shown(Act.SEE_FLOOR.permits(user)), "attachments", "amendments__amended_by")
        .as_amended("moves", "theirs", "ours")
    )
    noted = anchor_rows(quote.anchors.select_related("noted_by"), table)
    anchors = {row.anchor.side: row.anchor for row in noted}
    aims = quote.aims.select_related("set_by").first()
    policy = policy_on(today)
    authority = rules.authority(policy) if policy else None
    priced = price(table.terms()) if table else None
    lines = Lines(
        aims=aims,
        floor=priced.floor if priced and Act.SEE_FLOOR.permits(user) else None,
        limit=None if priced is None or authority is None else _allowed(priced, authority),
        acknowledged=_acknowledged(quote, table, today),
    )
    talk = told(rounds, anchors.get(Side.THEIRS), aims, table.whole, lines.floor) if table else Talk()
    talk = replace(talk, timing=timing_of(quote, today))
    settings, basis = coach_rules(today), basis_of(quote.currency, rounds, anchors, table, aims)
    return NegotiationScreen(
        quote=quote,
        table=table,
        ran_out=_ran_out(table, today),
        axis=axis_of(basis, rounds, anchors, lines),
        rounds=rounds[::-1],
        kept=kept_by(user, [one.made_id for one in rounds if one.made_id]),
        outcomes=outcomes_in(rounds),
        ledger=ledger_part(user, rounds, quote.currency, least_step(talk, settings)),
        anchors=noted,
        anchors_edition=max((row.anchor.number for row in noted), default=0),
        aims=aims,
        basis=basis,
        hand=tuple(hand_of(basis, table, authority, lines, talk)),
        coach=coach_part(talk, table.terms(), settings) if table else None,
        next_number=len(rounds) + 1,
    )


def _acknowledged(quote: Quote, table: QuoteVersion | None, today: date) -> Total | None:
    """In the deal's currency, beside an offer in the same."""
    if table is None or quote.deal.currency != table.currency:
        return None
    return acknowledged_in(quote.deal, today, table.whole.months)


def _ran_out(table: QuoteVersion | None, today: date) -> bool:
    held_until = vars(table)["held_until"] if table and table.state == VersionState.SUBMITTED else None
    return held_until is not None and held_until < today


def anchor_rows(notes: Iterable[Anchor], table: QuoteVersion | None) -> tuple[AnchorRow, ...]:
    """What stands of each side, ours first, from all notes of a quote, the latest first."""
    told = list(notes)
    sides = [[anchor for anchor in told if anchor.side == side] for side in Side]
    return tuple(
        AnchorRow(anchor=each[0], sounds=_sounds(each[0], table), earlier=tuple(each[1:])) for each in sides if each
    )


def _sounds(anchor: Anchor, table: QuoteVersion | None) -> str:
    if anchor.high is None or anchor.side != Side.OURS or table is None:
        return ""
    meant = table.whole.over(anchor.months)
    told = {
        "sounds": _(range_class(Side.OURS, meant, anchor.amount, anchor.high).label),
        "width": points(Percent.from_ratio(range_width(meant, anchor.amount, anchor.high)).points),
    }
    return _("%(sounds)s, %(width)s wide") % told


def _with_tax(priced: PricedOffer, amount: Decimal | None) -> Decimal | None:
    return None if amount is None else priced.with_tax(amount, priced.terms.rounding.places)


def _allowed(priced: PricedOffer, authority: Decimal) -> Total:
    """The lowest total, with tax, that nobody has to agree to."""
    lowest = priced.with_tax(priced.list_total * (100 - authority) / 100, priced.terms.rounding.places)
    return Total(lowest, priced.whole.months)


def typed(version: QuoteVersion, revision: Revision | None) -> Typed:
    """Prices the move as the action would, and refuses like it."""
    before = version.terms()
    old = price(before)
    after = revised(before, revision) if revision else before
    new = price(after) if revision else old
    return Typed(version=version, before=before, old=old, after=after, new=new, revision=revision)


def composing(
    user: User,
    typed: Typed,
    *,
    ask: Total | None,
    moves: Sequence[MoveTerms],
    dismissed: Collection[str],
    today: date,
    spans: Mapping[str, Span | None],
) -> tuple[TradesTyped | None, CoachPart]:
    """What a round that is being typed trades, each move priced as the action would, and what the coach says of it;
    eleven statements at most, however many rounds there were, thirteen where support is given."""
    version, old = typed.version, typed.old
    talk = talk_of(version.quote, old.whole)
    claims, timing = claims_of(version.quote.deal, today), timing_of(version.quote, today)
    talk = replace(talk, claims=claims, timing=timing)
    turn = turn_of(version, typed.after, moves=moves, agreed=talk.moves, day=today, old=old) if moves else None
    told = priced(moves, turn) if turn else ()
    offer = typed.new.whole if typed.revision else None
    draft = composed(
        offer=offer,
        before=typed.before,
        after=typed.after,
        ask=ask,
        moves=told,
        **spans,
    )
    if Act.SEE_FLOOR.permits(user):
        talk = replace(talk, floor=typed.new.floor)
    coach = coach_part(talk, typed.before, coach_rules(today), draft=draft, dismissed=dismissed)
    supported = any(move.issue is Issue.SUPPORT for move in told)
    support = support_desk(user, version.quote.deal_id, today) if supported else None
    shown = with_fall(told, old.whole, offer, free=draft.free) if offer else told
    return trades_typed(user, shown, told, typed.after, support), coach


def round_preview(user: User, typed: Typed, today: date) -> Preview:
    """What the move comes to, and whom the policy in force and our plan would ask."""
    version, before, wanted, after = typed.version, typed.old, typed.after, typed.new
    sees_floor = Act.SEE_FLOOR.permits(user)
    grown = Growth(version, user)
    found = authority_over(wanted, after, today, sees_floor=sees_floor, grown=grown)
    return Preview(
        currency=version.currency,
        term_months=wanted.term_months,
        total=after.gross,
        step=_step(before.whole, after.whole),
        step_unit=unit(version.currency, True, months=A_MONTH if is_mixed([before.whole, after.whole]) else None),
        discount=after.discount_percent,
        limit=found.limit,
        over=found.over or None,
        needed=named(found, version.quote.deal, user),
        blockers=found.blockers,
        unsaid=found.unsaid,
        free_months=_free(wanted.term_months, wanted.free_months, after),
        worth=payment_worth(typed.before, before, wanted, after, today),
        above_floor=_with_tax(after, after.above_floor) if sees_floor else None,
        taken_over=taken_over(version, typed.revision),
        left=left_by(user, version, wanted, after, today),
    )


def _step(before: Total, after: Total) -> Decimal:
    """How far the price falls: the total, or the price a month where the length changes too; half up to the cent."""
    if not is_mixed([before, after]):
        return before.amount - after.amount
    months = common_months([before, after])
    return round_to(Total(before.over(months) - after.over(months), months).over(A_MONTH), 2)


def taken_over(version: QuoteVersion, revision: Revision | None) -> tuple[str, ...]:
    """Which of the version's discounts a round's new price takes the place of, in sentences."""
    found = revisions.taken_over(version.terms(), revision) if revision else ()
    return tuple(translated(one.message, dict(one.params)) for one in found)


def missed(version: QuoteVersion, revision: Revision | None, moves: Sequence[MoveTerms]) -> tuple[Missed, ...]:
    """What the moves of a round name of payment, term, free months and availability, and its version does not say."""
    before = version.terms()
    offer = revised(before, revision) if revision else before
    return tuple(_missed(found) for found in unkept(moves, offer, before))


def _missed(found: Unkept) -> Missed:
    said = {"what": found.move.what, "kept": _written(found.column, found.kept)}
    if found.named is None:
        words = _(
            "“%(what)s” does not change the offer by itself, and it still says %(kept)s: "
            "if other terms were agreed, change them above."
        )
        return Missed(words=words % said, column=found.column, value="", named="")
    named = _written(found.column, found.named)
    words = _(
        "“%(what)s” does not change the offer by itself: it still says %(kept)s. "
        "Take %(named)s over, or say otherwise what we get."
    )
    value = shortest(found.named) if isinstance(found.named, Decimal) else str(found.named)
    return Missed(words=words % (said | {"named": named}), column=found.column, value=value, named=named)


def _written(column: str, value: Value | None) -> str:
    """A term as the proposal would say it; None where it promises no availability."""
    if value is None:
        return _("no availability")
    if isinstance(value, PaymentPlan):
        return _(value.label)
    if column == "prepay_percent":
        return _("%(part)s prepaid") % {"part": percent(Decimal(value))}
    if column == "sla_availability":
        return _("availability of %(points)s") % {"points": percent(Decimal(value))}
    words = {"credit_days": _("%(days)s days' credit"), "free_months": _("%(months)s free months")}
    return words.get(column, _("%(months)s months")) % {"days": value, "months": value}


def _free(paid: int, free: int, priced: PricedOffer) -> str:
    """What free months are, said as the price cut they come to, and as what a month costs; "" where there are none."""
    if not free:
        return ""
    whole, left = (money(worth_of_a_month(priced.gross, paid, months)) for months in (0, free))
    words = {"free": quantity(Decimal(free)), "paid": quantity(Decimal(paid))}
    words |= {"points": points(free_months_worth(paid, free).points), "more": points(extra_service(paid, free).points)}
    return _(
        "%(free)s free months on %(paid)s are a price cut of %(points)s: %(more)s more service, and a month comes to "
        "%(left)s instead of %(whole)s."
    ) % (words | {"whole": whole, "left": left})
