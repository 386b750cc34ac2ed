"""Where a version stands against its cost: as it was kept when it was submitted, or as a draft's stands today."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from dealdesk.kernel.money import Rounding, round_to
from dealdesk.kernel.words import label
from dealdesk.web.refusals import translated
from quotes.domain.costs.offer import CostInputs, OfferCost, offer_cost
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.margin import Margin, NoMargin
from quotes.models import CostModelVersion, QuoteVersion, UnitCost
from quotes.models.costs import inputs_of
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A version's revenue before VAT beside its cost; amounts are None where there is no cost, or it has gaps.

    `floor_taxed` is the floor as it stands beside the total with tax: with the version's own share of VAT, rounded up.

    `why` says in words why there is no margin: no usage, no cost model, gaps, or nothing to take a percentage of.
    """

    pk: int
    quote: str
    name: str
    state: VersionState
    state_label: str
    currency: str
    term_months: int
    free_months: int
    revenue: Decimal
    cost: Decimal | None = None
    floor: Decimal | None = None
    target: Decimal | None = None
    floor_taxed: Decimal | None = None
    percent: Decimal | None = None
    model: str = ""
    usage: str = ""
    is_kept: bool = False
    why: str = ""

    @property
    def above_floor(self) -> Decimal | None:
        return None if self.floor is None else self.revenue - self.floor

    @property
    def margin(self) -> Decimal | None:
        return None if self.cost is None else self.revenue - self.cost

    @property
    def tone(self) -> str:
        """Below the floor, below the target, or neither."""
        if self.floor is None or self.target is None:
            return ""
        return "bad" if self.revenue < self.floor else "warn" if self.revenue < self.target else "good"


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A version's standing with all that is behind it, where its cost could be reckoned."""

    standing: Standing
    model: CostModelVersion | None
    inputs: CostInputs | None = None
    found: OfferCost | None = None


def costed_versions(versions: QuerySet[QuoteVersion]) -> QuerySet[QuoteVersion]:
    """With what a standing needs and no readings: two statements, the lines among them."""
    related = ("quote", "cost__model_version__model", "usage__scenario", "usage__series")
    left_out = ("usage__series__points", "usage__series__issues", "cost__content")
    return versions.select_related(*related).defer(*left_out)


def weighed_versions(versions: QuerySet[QuoteVersion]) -> QuerySet[QuoteVersion]:
    """With everything to reckon again: three statements, those of lines and of kept unit costs among them."""
    related = ("quote", "cost__model_version__model", "usage__scenario", "usage__series", "price_book")
    rows = Prefetch("cost__model_version__rows", UnitCost.objects.order_by("position"))
    return versions.select_related(*related).prefetch_related("lines", rows)


def models_for(deal: int, day: date) -> list[CostModelVersion]:
    """What is in force for the deal: one, none, or several of which nobody has chosen; two statements."""
    return list(CostModelVersion.objects.for_deal(deal, day).select_related("model").prefetch_related("rows"))


def weighed(version: QuoteVersion, models: list[CostModelVersion], priced: PricedOffer | None = None) -> Weighed:
    """A frozen version by what was kept with it, a draft by its usage and the model in force; `priced` where a draft's
    price is in hand."""
    if not version.is_draft and hasattr(version, "cost"):
        kept = version.cost
        inputs = kept.inputs()
        return Weighed(
            standing=kept_standing(version), model=kept.model_version, inputs=inputs, found=offer_cost(inputs)
        )
    usage = getattr(version, "usage", None)
    if not version.is_draft or usage is None or len(models) != 1:
        return Weighed(standing=_without(version, models), model=models[0] if len(models) == 1 else None)
    (model,) = models
    inputs = inputs_of(version, priced or price(version.terms()), usage, model)
    found = offer_cost(inputs)
    return Weighed(standing=_live(version, found, model), model=model, inputs=inputs, found=found)


def kept_for(user: User, version: QuoteVersion) -> Standing | None:
    """What was kept with a version that is out, for those who may see costs; one statement, and none for others."""
    if not Act.SEE_COST.permits(user):
        return None
    row = costed_versions(QuoteVersion.objects.filter(pk=version.pk)).get()
    return kept_standing(row) if hasattr(row, "cost") else None


def kept_standing(version: QuoteVersion) -> Standing:
    kept = version.cost
    gaps = gettext("Some unit costs had not been stated.") if not kept.is_complete else ""
    return _standing(
        version,
        kept.revenue,
        kept.margin,
        floor=kept.floor,
        target=kept.target,
        model=f"{kept.model_version.model.name} V{kept.model_version.number}",
        is_kept=True,
        why=gaps,
    )


def _live(version: QuoteVersion, found: OfferCost, model: CostModelVersion) -> Standing:
    gaps = [translated(gap.message, dict(gap.params)) for gap in found.reckoned.gaps]
    return _standing(
        version,
        found.revenue,
        found.margin,
        floor=found.costed.floor,
        target=found.costed.target,
        model=f"{model.model.name} V{model.number}",
        why=" ".join(gaps),
    )


def _without(version: QuoteVersion, models: list[CostModelVersion]) -> Standing:
    if not hasattr(version, "usage"):
        why = gettext("Nobody has said what the customer will use.")
    elif not version.is_draft:
        why = gettext("No cost was kept when it was submitted.")
    elif not models:
        why = gettext("No cost model is in force.")
    else:
        why = gettext("Several cost models are in force: choose one for this deal.")
    return _standing(version, version.net_total, None, why=why)


def _standing(
    version: QuoteVersion,
    revenue: Decimal,
    margin: Margin | None,
    *,
    floor: Decimal | None = None,
    target: Decimal | None = None,
    model: str = "",
    is_kept: bool = False,
    why: str = "",
) -> Standing:
    usage, state = getattr(version, "usage", None), VersionState(version.state)
    percent = margin.percent.rounded(2).points if margin and margin.percent else None
    reason: NoMargin | None = margin.reason if margin else None
    return Standing(
        pk=version.pk,
        quote=version.quote.number,
        name=str(version),
        state=state,
        state_label=gettext(label(state)),
        currency=version.currency,
        term_months=version.term_months,
        free_months=version.free_months,
        revenue=revenue,
        cost=margin.cost if margin else None,
        floor=floor,
        target=target,
        floor_taxed=_with_tax(version, floor),
        percent=percent,
        model=model,
        usage=str(usage.series or usage.scenario) if usage else "",
        is_kept=is_kept,
        why=gettext(reason.label) if reason else why,
    )


def _with_tax(version: QuoteVersion, amount: Decimal | None) -> Decimal | None:
    if amount is None or not version.net_total:
        return None
    return round_to(amount * version.gross_total / version.net_total, version.rounding_places, Rounding.UP)
