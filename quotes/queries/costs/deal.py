"""What a deal costs us: one version's cost by part and month, and every version and round with its margin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dealdesk.kernel.formats import money, quantity
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from dealdesk.web import charts
from dealdesk.web.refusals import translated
from quotes.domain.costs.offer import OfferCost
from quotes.domain.costs.words import TRAFFIC_RULES, CostPart, CostRule
from quotes.domain.lifecycle import VersionState
from quotes.models import CostBasis, CostModel, CostModelVersion, QuoteVersion, Round
from quotes.queries.costs.standing import (
    Standing,
    Weighed,
    costed_versions,
    kept_standing,
    models_for,
    weighed,
    weighed_versions,
)
from stakeholders.models import Deal, User
from stakeholders.permissions import Act

# As many parts as one picture tells apart; the rest stand together in it and by themselves in the table.
MOST_PARTS = 6


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """A part over the whole term; `note` says what was counted, `share` is its percent of all fixed parts."""

    name: str
    note: str
    amount: Decimal
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    month: int
    cells: tuple[Decimal, ...]
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A unit cost that was used, with its day and whose word it is."""

    part: str
    where: str
    amount: Decimal | None
    currency: str
    rule: str
    dated_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """One version's cost in full. `fixed` is the sum of the parts; a share of the revenue comes on top of it."""

    parts: tuple[PartRow, ...]
    months: tuple[MonthRow, ...]
    fixed: Decimal
    revenue_share: Decimal
    of_revenue: Decimal
    minimum: Decimal | None
    target: Decimal | None
    per_thousand: Decimal | None
    per_thousand_users: Decimal | None
    gaps: tuple[str, ...]
    origins: tuple[Origin, ...]
    is_upper_bound: bool
    is_partial: bool
    bar: charts.Picture
    picture: charts.Picture


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    number: int
    quote: int
    on: date
    offer: Decimal | None
    currency: str
    standing: Standing | None


@dataclass(frozen=True, kw_only=True)
class CostScreen:
    """`chosen` is the version looked at; None before anything is quoted. `asks_model` where one has to be chosen."""

    chosen: Standing | None
    breakdown: Breakdown | None
    standings: tuple[Standing, ...]
    rounds: tuple[RoundRow, ...]
    models: tuple[CostModelVersion, ...]
    model: CostModel | None
    asks_model: bool
    may_choose: bool


def cost_screen(user: User, deal: Deal, wanted: int | None, today: date) -> CostScreen:
    """`wanted` is the version to look at, by its key; else the newest that is not void."""
    versions = QuoteVersion.objects.filter(quote__deal=deal)
    light = list(costed_versions(versions).order_by("-quote__updated_at", "quote_id", "-number"))
    chosen = next((one for one in light if one.pk == wanted), None) or _newest(light)
    models = models_for(deal.pk, today)
    full = [one.pk for one in light if one.is_draft or one is chosen]
    known = {one.pk: weighed(one, models) for one in weighed_versions(versions).filter(pk__in=full)}
    standings = {one.pk: _standing(one, known, models) for one in light}
    found = known.get(chosen.pk) if chosen else None
    basis = CostBasis.objects.standing(deal.pk).select_related("model").first()
    return CostScreen(
        chosen=standings[chosen.pk] if chosen else None,
        breakdown=breakdown_of(found) if found else None,
        standings=tuple(standings.values()),
        rounds=tuple(_rounds(deal, standings)),
        models=tuple(models),
        model=basis.model if basis else models[0].model if len(models) == 1 else None,
        asks_model=len(models) != 1,
        may_choose=Act.SET_COST_BASIS.permits(user) and deal.is_open,
    )


def models_to_choose(today: date) -> QuerySet[CostModel]:
    return CostModel.objects.filter(versions__in=CostModelVersion.objects.in_force(today)).order_by("name")


def _newest(versions: Sequence[QuoteVersion]) -> QuoteVersion | None:
    living = (one for one in versions if one.state != VersionState.VOID)
    return next(living, versions[0] if versions else None)


def _standing(version: QuoteVersion, known: dict[int, Weighed], models: list[CostModelVersion]) -> Standing:
    if version.pk in known:
        return known[version.pk].standing
    return kept_standing(version) if hasattr(version, "cost") else weighed(version, models).standing


def _rounds(deal: Deal, standings: dict[int, Standing]) -> list[RoundRow]:
    """Newest first, each with the version it made."""
    rounds = Round.objects.filter(quote__deal=deal).select_related("quote").as_amended().order_by("-on", "-number")
    return [
        RoundRow(
            number=one.number,
            quote=one.quote_id,
            on=one.now.on,
            offer=one.our_offer,
            currency=one.quote.currency,
            standing=standings.get(one.made_id or 0),
        )
        for one in rounds
    ]


def breakdown_of(told: Weighed) -> Breakdown | None:
    """None where there is nothing to break down."""
    found, model, inputs = told.found, told.model, told.inputs
    if found is None or model is None or inputs is None:
        return None
    reckoned, one = found.reckoned, found.costed
    shown = [part for part in CostPart if part in reckoned.parts]
    users = reckoned.user_minutes
    return Breakdown(
        parts=tuple(_part(found, part) for part in shown),
        months=tuple(
            MonthRow(
                month=month,
                cells=tuple(reckoned.cell(month, part) for part in shown),
                total=reckoned.in_month(month),
            )
            for month in reckoned.every_month
        ),
        fixed=one.fixed,
        revenue_share=one.revenue_share,
        of_revenue=one.share_of(found.revenue),
        minimum=model.minimum_margin,
        target=model.target_margin,
        per_thousand=reckoned.per_thousand_minutes,
        per_thousand_users=round_to(one.fixed * 1000 / users, 4) if users else None,
        gaps=tuple(translated(gap.message, dict(gap.params)) for gap in reckoned.gaps),
        origins=_origins(found),
        is_upper_bound=any(need.is_upper_bound for need in inputs.needs),
        is_partial=any(need.is_partial for need in inputs.needs),
        **_pictures(found, shown),
    )


def _part(found: OfferCost, part: CostPart) -> PartRow:
    amount, fixed = found.reckoned.parts[part], found.costed.fixed
    share = Percent.part_of(amount, fixed).rounded(1).points if fixed else Decimal(0)
    return PartRow(name=_(part.label), note=_counted(found, part), amount=amount, share=share)


def _counted(found: OfferCost, part: CostPart) -> str:
    """What the first month takes of a part, where all of it is counted in one unit."""
    entries = [entry for entry in found.reckoned.entries if entry.row.part is part and entry.month == 1]
    units = {(entry.row.rule, entry.row.product) for entry in entries}
    if len(units) != 1:
        return ""
    ((rule, product),) = units
    if rule in {CostRule.MONTH, CostRule.OF_COST}:
        return ""
    counted = sum((entry.quantity for entry in entries), Decimal(0))
    written = money(counted, 0) if rule in TRAFFIC_RULES else quantity(round_to(counted, 2).normalize())
    return _("%(quantity)s %(unit)s in month 1") % {"quantity": written, "unit": product or _(rule.label)}


def _origins(found: OfferCost) -> tuple[Origin, ...]:
    """Every unit cost that was used, once, in the order of the stack."""
    rows = dict.fromkeys(entry.row for entry in found.reckoned.entries)
    return tuple(
        Origin(
            part=_(row.part.label),
            where=" ".join(filter(None, [row.region, row.product])),
            amount=row.amount,
            currency=row.currency,
            rule=_(row.rule.label),
            dated_on=row.dated_on,
            source=row.source,
        )
        for row in rows
    )


def _pictures(found: OfferCost, parts: list[CostPart]) -> dict[str, charts.Picture]:
    """The whole as one bar, and its months as columns: the largest parts, and the rest together."""
    reckoned, currency = found.reckoned, found.costed.currency
    ranked = sorted(parts, key=lambda part: -reckoned.parts[part])
    first = ranked if len(ranked) <= MOST_PARTS else ranked[: MOST_PARTS - 1]
    names = [_(part.label) for part in first] + ([_("Other parts")] if len(first) < len(ranked) else [])
    rest = [part for part in ranked if part not in first]

    def cut(amounts: list[Decimal], others: list[Decimal]) -> tuple[Decimal, ...]:
        return (*amounts, sum(others, Decimal(0))) if rest else tuple(amounts)

    columns = [
        charts.Stack(
            label=str(month),
            values=cut([reckoned.cell(month, part) for part in first], [reckoned.cell(month, part) for part in rest]),
        )
        for month in reckoned.every_month
    ]
    whole = cut([reckoned.parts[part] for part in first], [reckoned.parts[part] for part in rest])
    bar = charts.share_bar(
        [charts.Bar(label=name, value=value) for name, value in zip(names, whole, strict=True)], width=288
    )
    return {
        "bar": bar,
        "picture": charts.either(
            charts.stacks(columns, names, width=920, currency=currency),
            charts.narrow_stacks(columns, names, currency=currency),
        ),
    }
