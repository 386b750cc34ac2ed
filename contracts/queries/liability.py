"""A contract's liability: each cap beside the loss, damages by the day, and what is out of line with the law."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language, gettext

from contracts.domain.liability.damages import Damages, damages, day_beyond, day_of_cap
from contracts.domain.liability.exposure import (
    Exposed,
    Terms,
    at_stake,
    exposure,
    flags,
    general_cap,
    increased_cap,
    most_fine,
    not_entered,
    unbounded,
)
from contracts.domain.liability.words import Basis, Bucket, Harm, Unbounded
from contracts.domain.statutes import Rule
from contracts.models import Checklist, ChecklistItem, LiabilityTerms, Statute
from contracts.queries.checklists import EffectRow, effect_row
from contracts.queries.clauses import LawRow, law_in_force, law_row
from dealdesk.kernel.formats import priced
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from dealdesk.web.charts import EMPTY, PHONE, Passed, Picture, accrual, either
from stakeholders.models import Deal

WIDE = 640
# The clauses whose figures are read here.
FIGURES = ("cap", "damages")
# What the law's fines are counted in.
OF_FINES = "CNY"
# Of a checklist, by the key of the clause.
type Items = Mapping[str | None, ChecklistItem]


@dataclass(frozen=True, kw_only=True)
class BucketRow:
    """`unbounded` is why what is at stake is not known; not `is_entered` is a cap whose amount nobody has entered."""

    bucket: Bucket
    harms: tuple[Harm, ...]
    unsaid: tuple[Harm, ...]
    cap: Decimal | None
    is_entered: bool
    loss: Decimal
    at_stake: Decimal | None
    unbounded: Unbounded | None


@dataclass(frozen=True, kw_only=True)
class LineRow:
    harm: Harm
    bucket: Bucket
    loss: Decimal | None
    source: str


@dataclass(frozen=True, kw_only=True)
class FlagRow:
    """`item` is where the checklist has the clause."""

    said: EffectRow
    text: LawRow | None
    item: int | None
    title: str


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A figure of the checklist, None where nobody has read it yet."""

    key: str
    item: int | None
    title: str
    value: Decimal | None


@dataclass(frozen=True, kw_only=True)
class DamagesRow:
    """`day` is when damages meet their cap, `beyond_on` when they pass what a court generally leaves standing."""

    daily: Decimal
    cap: Decimal | None
    day: int | None
    found: Damages | None
    share: Decimal | None
    beyond_on: int | None
    text: LawRow | None
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class FineRow:
    """In CNY; `is_covered` is None where the contract is in another currency and nothing is compared."""

    most: Decimal
    increased: Decimal | None
    is_covered: bool | None
    text: LawRow


@dataclass(frozen=True, kw_only=True)
class TermsRow:
    edition: int
    basis: Basis
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class LiabilityScreen:
    """Nothing without a checklist, for its figures are read from there. `foreign` is the offer's currency where the
    terms are in another one: then nothing of the two is set side by side. `unbounded` is the gravest reason why `whole`
    is not known."""

    checklist: Checklist | None
    terms: LiabilityTerms | None
    is_latest: bool
    basis: Basis | None
    buckets: tuple[BucketRow, ...]
    lines: tuple[LineRow, ...]
    foreign: str
    whole: Decimal | None
    unbounded: Unbounded | None
    share: Decimal | None
    flags: tuple[FlagRow, ...]
    stops: int
    figures: tuple[FigureRow, ...]
    damages: DamagesRow | None
    fine: FineRow | None
    editions: tuple[TermsRow, ...]


def liability_screen(deal: Deal, edition: int | None, today: date) -> LiabilityScreen:
    """Five statements with a checklist: the editions and their lines, the checklist, its items, the law."""
    editions = list(deal.liability_terms.select_related("noted_by").prefetch_related("lines"))
    kept = next((one for one in editions if one.edition == edition), editions[0] if editions else None)
    made = deal.checklists.select_related("version").first()
    items = {one.clause.clause.key: one for one in made.items.select_related("clause__clause")} if made else {}
    law = law_in_force(today)
    terms = kept.value() if kept and made else None
    foreign = made.version.currency if made and made.version.currency != deal.currency else ""
    found = () if foreign else _found(terms, made, items)
    unknown = not_entered(terms, _amount(items.get("cap"))) if terms else frozenset()
    buckets = tuple(_bucket(one, unknown) for one in found if one.harms)
    whole = at_stake(found) if found else None
    told = tuple(_flags(terms, law, items)) if terms else ()
    return LiabilityScreen(
        checklist=made,
        terms=kept if terms else None,
        is_latest=kept is not None and kept == editions[0],
        basis=terms.basis if terms else None,
        buckets=buckets,
        lines=tuple(LineRow(harm=one.harm, bucket=one.bucket, loss=one.loss, source=one.source) for one in terms.lines)
        if terms
        else (),
        foreign=foreign,
        whole=whole,
        unbounded=next((why for why in Unbounded if why in {one.unbounded for one in buckets}), None),
        share=_share(whole, made.version.gross_total) if made else None,
        flags=told,
        stops=sum(row.said.tone == "bad" for row in told),
        figures=tuple(_figure(key, items.get(key)) for key in FIGURES) if made else (),
        damages=_damages(terms, items, law, deal.currency) if terms and not foreign else None,
        fine=_fine(terms, law.get(Rule.DATA_FINES), found, deal.currency) if terms and not foreign else None,
        editions=tuple(
            TermsRow(edition=one.edition, basis=Basis(one.basis), at=one.noted_at, by=one.noted_by.name)
            for one in editions
        ),
    )


def _found(
    terms: Terms | None, made: Checklist | None, items: Mapping[str | None, ChecklistItem]
) -> tuple[Exposed, ...]:
    if terms is None or made is None:
        return ()
    version = made.version
    general = general_cap(terms, version.gross_total, version.term_months, _amount(items.get("cap")))
    return exposure(terms, general, increased_cap(terms, general))


def _amount(item: ChecklistItem | None) -> Decimal | None:
    return item.figure if item else None


def _share(whole: Decimal | None, total: Decimal) -> Decimal | None:
    return round_to(Percent.part_of(whole, total).points, 1) if whole is not None and total else None


def _bucket(one: Exposed, unknown: frozenset[Bucket]) -> BucketRow:
    return BucketRow(
        bucket=one.bucket,
        harms=one.harms,
        unsaid=one.unsaid,
        cap=one.cap,
        is_entered=one.bucket not in unknown,
        loss=one.loss,
        at_stake=one.at_stake,
        unbounded=unbounded(one, unknown),
    )


def _flags(terms: Terms, law: Mapping[Rule, Statute], items: Items) -> Iterator[FlagRow]:
    for flag in flags(terms):
        item = items.get(flag.clause)
        yield FlagRow(
            said=effect_row(flag.finding),
            text=law_row(flag.rule, law[flag.rule]) if flag.rule and flag.rule in law else None,
            item=item.pk if item else None,
            title=_title(item),
        )


def _title(item: ChecklistItem | None) -> str:
    return item.clause.title.to(get_language() or "zh") if item else ""


def _figure(key: str, item: ChecklistItem | None) -> FigureRow:
    return FigureRow(key=key, item=item.pk if item else None, title=_title(item), value=_amount(item))


def _damages(terms: Terms, items: Items, law: Mapping[Rule, Statute], currency: str) -> DamagesRow | None:
    daily, text = _amount(items.get("damages")), law.get(Rule.DAMAGES)
    rule = text.value() if text else None
    if not daily:
        return None
    cap, loss = terms.damages_cap, terms.delay_loss
    found = damages(rule, loss, cap) if rule and loss is not None and cap is not None else None
    bound = damages(rule, loss, Decimal(0)).threshold if rule and loss is not None else None
    beyond = None if bound is None or (cap is not None and cap <= bound) else day_beyond(daily, bound)
    share = found.share if found else None
    return DamagesRow(
        daily=daily,
        cap=cap,
        day=None if cap is None else day_of_cap(daily, cap),
        found=found,
        share=round_to(share.points, 0) if share else None,
        beyond_on=beyond,
        text=law_row(Rule.DAMAGES, text) if text else None,
        picture=_picture(daily, cap, _passed(daily, cap, bound, beyond), currency),
    )


def _passed(daily: Decimal, cap: Decimal | None, bound: Decimal | None, beyond: int | None) -> list[Passed]:
    met = [] if cap is None else [(cap, day_of_cap(daily, cap) or 0, gettext("cap met on day %(day)s"), "floor")]
    if bound is not None and beyond is not None:
        met.append((bound, beyond, gettext("too high from day %(day)s"), "warned"))
    return [Passed(amount=amount, day=day, words=words % {"day": day}, kind=kind) for amount, day, words, kind in met]


def _picture(daily: Decimal, cap: Decimal | None, passed: Sequence[Passed], currency: str) -> Picture:
    said = {"daily": priced(daily, currency), "met": "; ".join(one.words for one in passed)}
    label = gettext("Damages of %(daily)s a day: %(met)s") % said if passed else EMPTY
    wide, narrow = (
        accrual(daily, cap, passed, label=label or priced(daily, currency), width=width, currency=currency)
        for width in (WIDE, PHONE)
    )
    return either(wide, narrow)


def _fine(terms: Terms, text: Statute | None, found: Sequence[Exposed], currency: str) -> FineRow | None:
    if text is None:
        return None
    most = most_fine(text.value(), terms.turnover)
    increased = next((one.cap for one in found if one.bucket is Bucket.INCREASED), None)
    covered = increased is not None and increased >= most if currency == OF_FINES else None
    return FineRow(most=most, increased=increased, is_covered=covered, text=law_row(Rule.DATA_FINES, text))
