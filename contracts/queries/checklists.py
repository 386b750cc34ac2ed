"""A deal's contract, clause by clause: theirs beside ours, how far apart, what it comes to, what stops the signing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from contracts.domain.checklists.effects import Ground, effects, promised
from contracts.domain.checklists.scoring import Score, score
from contracts.domain.checklists.words import ItemState
from contracts.domain.clauses.words import OWNERS, Kind, Region, Stance
from contracts.domain.payment import Buyer, is_protected
from contracts.domain.statutes import Rule
from contracts.models import Checklist, ChecklistItem, ClauseRetirement, Declaration, Statute
from contracts.permissions import Act, may_judge
from dealdesk.kernel.changes import Piece, changes
from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Blocker, Finding, Warning_
from dealdesk.web.refusals import translated
from quotes.models import QuoteVersion
from quotes.models.funding import funding_rate
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User

# The clause whose traps are what its promises leave open.
EXPERIENCE = "experience"
# How loud a sentence is said.
TONES: dict[type[Finding], str] = {Blocker: "bad", Warning_: "warn"}


@dataclass(frozen=True, kw_only=True)
class EffectRow:
    """`tone` is "", "warn" or "bad"; `money` what it comes to in the contract's currency, where it comes to any."""

    words: str
    tone: str
    money: Decimal | None


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    pk: int
    title: str
    trap: str
    theirs: str
    ours: str
    # The position it was judged to be, else what we would write; `base` is the words of it that theirs is held against.
    against: Stance
    base: str
    stance: Stance | None
    judged_by: str
    weight: int
    rules: tuple[Rule, ...]
    # From when on the library does not ask for it any more, and why.
    gone: ClauseRetirement | None
    effects: tuple[EffectRow, ...]
    # For the figure that it is reckoned by.
    waits: bool
    evidence: str
    owner: str
    state: ItemState


@dataclass(frozen=True, kw_only=True)
class KindItems:
    kind: Kind
    looks_after: Role
    rows: tuple[ItemRow, ...]
    judged: int


@dataclass(frozen=True, kw_only=True)
class ContractScreen:
    """`score` is None and there are no rows before a checklist was made; `may_make` is whether there is an offer."""

    checklist: Checklist | None
    industry: Industry | None
    size: Size | None
    regions: tuple[Region, ...]
    buyer: Buyer | None
    score: Score | None
    points: Decimal | None
    stops: tuple[ItemRow, ...]
    kinds: tuple[KindItems, ...]
    has_offer: bool
    # The law protects us as a small enterprise, and nobody kept that we told the customer so.
    lacks_declaration: bool = False


@dataclass(frozen=True, kw_only=True)
class PositionRow:
    stance: Stance
    wording: str
    by: Role | None


@dataclass(frozen=True, kw_only=True)
class ItemScreen:
    row: ItemRow
    kind: Kind
    looks_after: Role
    look: str
    reason: str
    positions: tuple[PositionRow, ...]
    pieces: tuple[Piece, ...]
    may_judge: bool


def contract_screen(deal: Deal, user: User, today: date) -> ContractScreen:
    """Six statements with a checklist, five for whoever may not see what money costs us, one more where the law
    protects us; two without."""
    made = deal.checklists.select_related("version__quote", "made_by").first()
    if made is None:
        return _nothing_yet(offers_of(deal).exists())
    ground = _ground(made, user, today)
    rows = [(item, _row(item, ground)) for item in _items(made)]
    found = score([item.judged() for item, _ in rows])
    return ContractScreen(
        checklist=made,
        industry=Industry(made.industry),
        size=Size(made.size),
        regions=tuple(region for region in Region if region in made.regions),
        buyer=Buyer(made.buyer) if made.buyer else None,
        score=found,
        points=round_to(found.points.points, 0) if found.points else None,
        stops=tuple(row for _, row in rows if row.stance is Stance.WALK_AWAY),
        kinds=tuple(_kind(kind, rows) for kind in Kind),
        has_offer=True,
        lacks_declaration=_lacks_declaration(made),
    )


def item_screen(item: ChecklistItem, user: User, today: date) -> ItemScreen:
    text = item.clause.value()
    row = _row(item, _ground(item.checklist, user, today))
    return ItemScreen(
        row=row,
        kind=text.kind,
        looks_after=OWNERS[text.kind],
        look=text.look.to(_tongue()),
        reason=text.reason.to(_tongue()),
        positions=tuple(
            PositionRow(stance=one.stance, wording=one.wording.to(_tongue()), by=one.by) for one in text.positions
        ),
        pieces=changes(row.base, row.theirs) if row.theirs else (),
        may_judge=may_judge(user, text.kind),
    )


def offers_of(deal: Deal) -> QuerySet[QuoteVersion]:
    """From which a checklist may be made: agreed to inside, sent or accepted, the last accepted first."""
    offers = QuoteVersion.objects.on_the_table().filter(quote__deal=deal).select_related("quote")
    return offers.order_by(F("accepted_at").desc(nulls_last=True), "-frozen_at").distinct()


def owners_for(deal: Deal) -> QuerySet[User]:
    """The deal's own people, and those whose role looks after clauses."""
    here = User.objects.filter(is_active=True)
    on_it = Q(pk=deal.owner_id) | Q(memberships__deal=deal) | Q(role__in=set(OWNERS.values()))
    return here.filter(on_it).distinct().order_by("name", "id")


def _nothing_yet(has_offer: bool) -> ContractScreen:
    return ContractScreen(
        checklist=None, industry=None, size=None, regions=(), buyer=None, score=None, points=None, stops=(), kinds=(),
        has_offer=has_offer,
    )  # fmt: skip


def _lacks_declaration(made: Checklist) -> bool:
    if not made.buyer or not is_protected(Buyer(made.buyer), seller_is_small=bool(made.we_are_small)):
        return False
    return not Declaration.objects.filter(deal=made.deal_id).exists()


def _items(made: Checklist) -> Iterable[ChecklistItem]:
    return made.items.select_related("clause__clause__retirement", "owner", "judged_by").order_by("clause__clause_id")


def _ground(made: Checklist, user: User, today: date) -> Ground:
    """Two statements: the law, and what money costs; this is asked only for whoever may see it."""
    version = made.version
    texts = [text.value() for text in Statute.objects.exclude(in_force_from__gt=today)]
    may_see_rate = Act.SEE_FUNDING.permits(user)
    rate = funding_rate(today, version.currency) if may_see_rate else None
    return Ground(
        total=version.gross_total,
        months=version.whole.months,
        currency=version.currency,
        may_see_rate=may_see_rate,
        rate=rate.rate if rate else None,
        buyer=Buyer(made.buyer) if made.buyer else None,
        we_are_small=made.we_are_small,
        experience=tuple(one.promise() for one in made.deal.experience.standing()),
        law={Rule(text.rule): text for text in texts if text.holds(today)},
    )


def _kind(kind: Kind, rows: Sequence[tuple[ChecklistItem, ItemRow]]) -> KindItems:
    own = [(item, row) for item, row in rows if item.clause.clause.kind == kind]
    return KindItems(
        kind=kind,
        looks_after=OWNERS[kind],
        rows=tuple(row for _, row in own),
        judged=sum(row.stance is not None for _, row in own),
    )


def _row(item: ChecklistItem, ground: Ground) -> ItemRow:
    text = item.clause.value()
    asked, figure = item.asked, item.figure
    found = effects(asked, figure, ground) if asked and figure is not None else ()
    if item.clause.clause.key == EXPERIENCE:
        found = (*found, *promised(ground))
    stance = None if item.level is None else tuple(Stance)[item.level]
    against = (stance and text.position(stance)) or text.positions[0]
    return ItemRow(
        pk=item.pk,
        title=text.title.to(_tongue()),
        trap=text.trap.to(_tongue()),
        theirs=item.theirs,
        ours=text.positions[0].wording.to(_tongue()),
        against=against.stance,
        base=against.wording.beside(item.theirs),
        stance=stance,
        judged_by=item.judged_by.name if item.judged_by else "",
        weight=text.weight,
        rules=text.rules,
        gone=item.clause.clause.gone,
        effects=tuple(effect_row(one) for one in found),
        waits=asked is not None and figure is None,
        evidence=item.evidence,
        owner=item.owner.name if item.owner else "",
        state=ItemState(item.state),
    )


def effect_row(found: Finding) -> EffectRow:
    words = translated(found.message, dict(found.params))
    return EffectRow(words=words, tone=TONES.get(type(found), ""), money=found.value)


def _tongue() -> str:
    return get_language() or "zh"
