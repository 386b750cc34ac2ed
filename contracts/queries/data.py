"""A contract's data: what was answered, which route it asks for this year and the next, and what follows from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language, gettext

from contracts.domain.clauses.words import Stance
from contracts.domain.data.answers import Decision, People, decisions, strictest
from contracts.domain.data.duties import ASKS, Case, Duty, conflicts, duties
from contracts.domain.data.routes import Route
from contracts.domain.data.words import SAID_IN, WHY, Category, Way
from contracts.domain.statutes import Named, Rule, Statute
from contracts.models import ChecklistItem, DataAnswers, DataTransfer
from contracts.models import Statute as Text
from contracts.models.data import sent_by
from contracts.queries.checklists import EffectRow, effect_row
from contracts.queries.clauses import LawRow, law_in_force, law_row
from dealdesk.web.charts import PHONE, Bound, Meter, Picture, either, meters
from dealdesk.web.keyset import page
from stakeholders.domain.customers import Industry
from stakeholders.models import Deal, User
from stakeholders.permissions import visible_deals

WIDE = 560
# In which order the texts behind a screen are told.
ROUTED = (Rule.CROSS_BORDER, Rule.EXEMPT_ABROAD)


@dataclass(frozen=True, kw_only=True)
class YearRow:
    year: int
    route: Route
    asks: tuple[EffectRow, ...]
    left_plain: int | None
    left_sensitive: int | None
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class WayRow:
    way: Way
    is_taken: bool
    why: str
    said: str


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """`item` is where the checklist has it, None where it has not; `stance` how far the contract is from ours."""

    duty: Duty
    text: LawRow | None
    item: int | None
    title: str
    stance: Stance | None
    evidence: str


@dataclass(frozen=True, kw_only=True)
class EditionRow:
    edition: int
    route: Route
    people: int
    sensitive: int
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class TransferRow:
    pk: int
    on: date
    people: int
    sensitive: int
    source: str
    by: str
    taken_back_by: str


@dataclass(frozen=True, kw_only=True)
class TransferPage:
    rows: tuple[TransferRow, ...]
    after: str


@dataclass(frozen=True, kw_only=True)
class DataScreen:
    """`answers` is the edition that is looked at; nothing of a route without one, or without a text in force. `so_far`
    counts all that the customer sent."""

    answers: DataAnswers | None
    is_latest: bool
    route: Route | None
    years: tuple[YearRow, ...]
    categories: tuple[Category, ...]
    ways: tuple[WayRow, ...]
    warnings: tuple[EffectRow, ...]
    duties: tuple[DutyRow, ...]
    texts: tuple[LawRow, ...]
    editions: tuple[EditionRow, ...]
    year: int
    so_far: People
    has_checklist: bool


def data_screen(deal: Deal, edition: int | None, today: date) -> DataScreen:
    """Five statements. An older edition is read by the law and the totals of today; what was found then stands beside
    it in the list of editions."""
    editions = list(deal.data_answers.select_related("answered_by"))
    answers = next((one for one in editions if one.edition == edition), editions[0] if editions else None)
    law = law_in_force(today)
    so_far = sent_by(deal.customer, today.year)
    made = deal.checklists.first()
    items = {one.clause.clause.key: one for one in made.items.select_related("clause__clause")} if made else {}
    rule = law[Rule.CROSS_BORDER].value() if Rule.CROSS_BORDER in law else None
    found = _found(answers, rule, so_far, today.year)
    case = _case(answers, found, deal)
    return DataScreen(
        answers=answers,
        is_latest=answers is not None and answers == editions[0],
        route=strictest(found) if found else None,
        years=tuple(_year(one, rule, so_far if one.year == today.year else People()) for one in found if rule),
        categories=tuple(word for word in Category if answers and word in answers.categories),
        ways=tuple(_way(way, answers) for way in Way) if answers else (),
        warnings=tuple(effect_row(one) for one in conflicts(case)) if case else (),
        duties=tuple(_duty(duty, law, items) for duty in duties(case)) if case else (),
        texts=tuple(law_row(asked, law[asked]) for asked in ROUTED if asked in law),
        editions=tuple(_edition(one) for one in editions),
        year=today.year,
        so_far=so_far,
        has_checklist=made is not None,
    )


def transfer_page(user: User, deal: Deal, after: str = "") -> TransferPage:
    """What the customer sent under deals that the reader may open, the latest first; one statement."""
    shown = deal.customer.data_transfers.filter(deal__in=visible_deals(user))
    found = page(shown.select_related("entered_by", "withdrawn_by"), order=("-on", "-id"), after=after)
    return TransferPage(rows=tuple(_transfer(one) for one in found.rows), after=found.after)


def _found(answers: DataAnswers | None, rule: Statute | None, so_far: People, year: int) -> tuple[Decision, ...]:
    return decisions(rule, answers.value(), so_far, year) if answers and rule else ()


def _case(answers: DataAnswers | None, found: Sequence[Decision], deal: Deal) -> Case | None:
    if answers is None or not found:
        return None
    return Case(answers=answers.value(), route=strictest(found), industry=Industry(deal.customer.industry))


def _year(found: Decision, rule: Statute, done: People) -> YearRow:
    bounds = (
        ("plain", gettext("Without sensitive information"), (Named.CONTRACT_PEOPLE, Named.ASSESSMENT_PEOPLE)),
        ("sensitive", gettext("With sensitive information"), (Named.CONTRACT_SENSITIVE, Named.ASSESSMENT_SENSITIVE)),
    )
    rows = [
        Meter(
            label=label,
            words=gettext("%(people)s people") % {"people": f"{getattr(found.people, kind):,}"},
            done=Decimal(getattr(done, kind)),
            planned=Decimal(getattr(found.people, kind) - getattr(done, kind)),
            bounds=tuple(_bound(rule[name], asked) for name, asked in zip(names, _stricter(), strict=True)),
        )
        for kind, label, names in bounds
    ]
    return YearRow(
        year=found.year,
        route=found.route,
        asks=tuple(effect_row(one) for one in found.asks),
        left_plain=found.left_plain,
        left_sensitive=found.left_sensitive,
        picture=either(meters(rows, width=WIDE), meters(rows, width=PHONE)),
    )


def _stricter() -> Iterator[Route]:
    return (route for route in Route if route is not Route.EXEMPT)


def _bound(value: Decimal, route: Route) -> Bound:
    words = gettext("contract from %(people)s") if route is Route.CONTRACT else gettext("assessment from %(people)s")
    return Bound(value=value, words=words % {"people": f"{int(value):,}"})


def _way(way: Way, answers: DataAnswers) -> WayRow:
    said = getattr(answers, SAID_IN[way]) if way in SAID_IN else ""
    return WayRow(way=way, is_taken=way in answers.ways, why=gettext(WHY[way].message), said=said)


def _duty(duty: Duty, law: Mapping[Rule, Text], items: Mapping[str | None, ChecklistItem]) -> DutyRow:
    ask = ASKS[duty]
    item = items.get(ask.clause)
    return DutyRow(
        duty=duty,
        text=law_row(ask.rule, law[ask.rule]) if ask.rule in law else None,
        item=item.pk if item else None,
        title=item.clause.title.to(get_language() or "zh") if item else "",
        stance=None if item is None or item.level is None else tuple(Stance)[item.level],
        evidence=item.evidence if item else "",
    )


def _edition(one: DataAnswers) -> EditionRow:
    return EditionRow(
        edition=one.edition,
        route=Route(one.route),
        people=one.counted_people,
        sensitive=one.counted_sensitive,
        at=one.answered_at,
        by=one.answered_by.name,
    )


def _transfer(one: DataTransfer) -> TransferRow:
    return TransferRow(
        pk=one.pk,
        on=one.on,
        people=one.people,
        sensitive=one.sensitive,
        source=one.source,
        by=one.entered_by.name,
        taken_back_by=one.withdrawn_by.name if one.withdrawn_by else "",
    )
