"""The way from list price to what is left, of one version and of several beside each other; margins line by line."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.web import charts
from quotes.domain.costs.floor import Costed
from quotes.domain.costs.waterfall import FallStep, StepKind, price_fall
from quotes.domain.costs.words import CostPart
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.models import Quote, QuoteVersion
from quotes.queries.costs.deal import Breakdown, breakdown_of
from quotes.queries.costs.standing import Standing, Weighed, models_for, weighed, weighed_versions
from stakeholders.models import User
from stakeholders.permissions import Act

# More columns than these say less.
MOST_BESIDE = 4
HUES = {StepKind.VAT: "c5", StepKind.COST: "c6", StepKind.BUNDLE: "c3", StepKind.WHOLE: "c3", StepKind.POCKET: "c4"}


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One step; `amounts` has one for each version, None where a version has no such step."""

    name: str
    is_total: bool
    amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True, kw_only=True)
class LineMargin:
    """What a line brings before VAT and bears of the cost; `percent` is None where its revenue gives none."""

    number: int
    code: str
    description: str
    revenue: Decimal
    cost: Decimal
    margin: Decimal
    percent: Decimal | None


@dataclass(frozen=True, kw_only=True)
class VersionCost:
    standing: Standing
    breakdown: Breakdown | None
    lines: tuple[LineMargin, ...]
    steps: tuple[StepRow, ...]
    picture: charts.Picture


@dataclass(frozen=True, kw_only=True)
class Fall:
    """One version's picture. `standing` only for those who may see costs."""

    pk: int
    name: str
    state: VersionState
    currency: str
    term_months: int
    standing: Standing | None
    picture: charts.Picture


@dataclass(frozen=True, kw_only=True)
class Choice:
    pk: int
    name: str
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class FallScreen:
    """`sees_cost` says whether the way goes on below the net."""

    falls: tuple[Fall, ...]
    rows: tuple[StepRow, ...]
    choices: tuple[Choice, ...]
    sees_cost: bool


def version_cost(version: QuoteVersion, today: date) -> VersionCost:
    """For those who may see costs: everything behind one version."""
    row = weighed_versions(QuoteVersion.objects.filter(pk=version.pk)).get()
    told, priced = weighed(row, models_for(version.quote.deal_id, today)), price(row.terms())
    steps = price_fall(priced, _costed(told))
    return VersionCost(
        standing=told.standing,
        breakdown=breakdown_of(told),
        lines=_lines(told, priced),
        steps=step_rows([steps]),
        picture=fall_picture(steps, row.currency, width=460),
    )


def fall_screen(user: User, quote: Quote, wanted: Collection[int], today: date) -> FallScreen:
    """The versions that are `wanted`, by their keys, else the latest living ones; at most four beside each other."""
    sees_cost = Act.SEE_COST.permits(user)
    versions = list(quote.versions.only("number", "branch", "state", "quote").order_by("number"))
    living = [one.pk for one in versions if one.state != VersionState.VOID] or [one.pk for one in versions]
    chosen = [one.pk for one in versions if one.pk in wanted][:MOST_BESIDE] or living[-MOST_BESIDE:]
    models = models_for(quote.deal_id, today) if sees_cost else []
    full = weighed_versions(QuoteVersion.objects.filter(pk__in=chosen)).order_by("number")
    told = [(one, price(one.terms()), weighed(one, models) if sees_cost else None) for one in full]
    steps = [price_fall(priced, _costed(found) if found else None) for _one, priced, found in told]
    return FallScreen(
        falls=tuple(
            Fall(
                pk=one.pk,
                name=str(one),
                state=VersionState(one.state),
                currency=one.currency,
                term_months=one.term_months,
                standing=found.standing if found else None,
                picture=fall_picture(way, one.currency),
            )
            for (one, _priced, found), way in zip(told, steps, strict=True)
        ),
        rows=step_rows(steps),
        choices=tuple(Choice(pk=one.pk, name=str(one), is_shown=one.pk in chosen) for one in versions),
        sees_cost=sees_cost,
    )


def _costed(told: Weighed) -> Costed | None:
    return told.found.costed if told.found else None


def step_rows(ways: Sequence[Sequence[FallStep]]) -> tuple[StepRow, ...]:
    """Every step that any of them has, once, in the order of the way down."""
    keys = sorted(dict.fromkeys((step.kind, step.name) for way in ways for step in way), key=_place)
    found = [{(step.kind, step.name): step.amount for step in way} for way in ways]
    totals = {(step.kind, step.name) for way in ways for step in way if step.is_total}
    return tuple(
        StepRow(name=_(name), is_total=(kind, name) in totals, amounts=tuple(way.get((kind, name)) for way in found))
        for kind, name in keys
    )


def _place(key: tuple[StepKind, str]) -> tuple[int, int]:
    """Kinds in their order, parts of the cost in theirs, discounts as they first came."""
    kind, name = key
    labels = [part.label for part in CostPart]
    return list(StepKind).index(kind), labels.index(name) if kind is StepKind.COST else 0


def fall_picture(way: Iterable[FallStep], currency: str, width: int = 288) -> charts.Picture:
    steps = [
        charts.Step(label=_(step.name), value=step.amount, is_total=step.is_total, kind=HUES.get(step.kind, ""))
        for step in way
    ]
    return charts.waterfall(steps, width=width, currency=currency)


def _lines(told: Weighed, priced: PricedOffer) -> tuple[LineMargin, ...]:
    """Nothing while the cost has gaps: what is known is not a line's cost."""
    if told.found is None or not told.found.reckoned.is_complete:
        return ()
    names = {line.position: (number, line.terms) for number, line in enumerate(priced.lines, 1)}
    found = []
    for line in told.found.lines:
        number, terms = names[line.position]
        margin = line.margin
        found.append(
            LineMargin(
                number=number,
                code=terms.product_code,
                description=terms.description,
                revenue=line.revenue,
                cost=line.cost,
                margin=margin.amount,
                percent=margin.percent.rounded(1).points if margin.percent else None,
            )
        )
    return tuple(found)
