"""What only some may know of a comparison: the cost of the term under the use that is looked at, and what is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Finding, Refusal
from dealdesk.web.refusals import sentence, translated
from quotes.domain.costs.floor import costed
from quotes.domain.costs.offer import CostInputs, sold_of, unsold_instead
from quotes.domain.costs.reckon import Reckoned, reckon
from quotes.domain.costs.words import CostRule
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.margin import Margin
from quotes.models import CostModelVersion, QuoteVersion, UsageScenario, UsageSeries, VersionUsage
from quotes.models.costs import inputs_of
from quotes.queries.billing.uses import Use, beside_series, number_of
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is left of an offer; without a `margin`, `gaps` name the costs that nobody can know."""

    margin: Margin | None = None
    gaps: tuple[str, ...] = ()


NOTHING_KNOWN = Kept()


@dataclass(frozen=True)
class Knowledge:
    """`inputs` are None where `why` says what is missing; `least` is the margin finance wants at least."""

    inputs: CostInputs | None = None
    least: Percent | None = None
    why: str = ""
    _found: dict[tuple[Decimal, ...], Reckoned] = field(default_factory=dict, repr=False)

    def kept_of(self, offer: PricedOffer, *, gone: Collection[str] = (), sells: Collection[str] = ()) -> Kept:
        """Of the whole offer, for the cost is that of the whole deal.

        Where the lines of the products `gone` gave way to lines that sell `sells`, a cost per unit sold may have lost
        its units.
        """
        if self.inputs is None:
            return NOTHING_KNOWN
        found = self._reckoned(self.inputs, sold_of(offer.lines))
        gaps = dict.fromkeys(map(_sentence, (*found.gaps, *unsold_instead(self.inputs.terms, gone, sells))))
        if gaps:
            return Kept(gaps=tuple(gaps))
        return Kept(margin=costed(found, self.inputs.terms).margin_at(offer.net))

    def _reckoned(self, inputs: CostInputs, sold: Mapping[str, Decimal]) -> Reckoned:
        """Only what is bought by the unit sold makes two offers of one use cost differently."""
        key = tuple(sold.get(product, Decimal(0)) for product in _by_unit(inputs))
        if key not in self._found:
            self._found[key] = _reckon(inputs, sold)
        return self._found[key]


def known_to(user: User, version: QuoteVersion | None, use: Use, today: date) -> Knowledge | None:
    """None for whoever may not know a cost, and where there is no offer to take one off."""
    if version is None or not Act.SEE_COST.permits(user):
        return None
    models = CostModelVersion.objects.for_deal(version.quote.deal_id, today)
    found = list(models.select_related("model").prefetch_related("rows")[:2])
    if not found:
        return Knowledge(why=gettext("No cost model is in force."))
    if len(found) > 1:
        return Knowledge(why=gettext("Several cost models are in force: choose one for this deal."))
    usage = _usage(version, use)
    if usage is None:
        return Knowledge(why=gettext("A scenario has to say what a stream of this series takes."))
    (model,) = found
    try:
        inputs = inputs_of(version, price(version.terms()), usage, model)
    except Refusal as refused:
        # A scenario beside which these readings say nothing; the forms are priced all the same.
        return Knowledge(why=sentence(refused))
    if lacks := _reckon(inputs, dict.fromkeys(_by_unit(inputs), Decimal(1))).gaps:
        return Knowledge(why=" ".join(map(_sentence, lacks)))
    return Knowledge(inputs=inputs, least=Percent(model.minimum_margin) if model.minimum_margin is not None else None)


def _usage(version: QuoteVersion, use: Use) -> VersionUsage | None:
    """The use that is looked at, as a version would stand on it."""
    deal = version.quote.deal
    if not use.is_measured:
        scenario = UsageScenario.objects.get(deal=deal, pk=number_of(use))
        return VersionUsage(version=version, scenario=scenario)
    beside = beside_series(deal, version)
    series = UsageSeries.objects.get(deal=deal, pk=number_of(use))
    return VersionUsage(version=version, scenario=beside, series=series) if beside else None


def _by_unit(inputs: CostInputs) -> tuple[str, ...]:
    return tuple(row.product for row in inputs.terms.rows if row.rule is CostRule.UNIT_SOLD)


def _reckon(inputs: CostInputs, sold: Mapping[str, Decimal]) -> Reckoned:
    term = inputs.term
    a_month = {code: EXACT.divide(units, Decimal(term.months)) for code, units in sold.items()}
    return reckon(inputs.terms, inputs.needs, months=term.served, currency=inputs.currency, sold=a_month)


def _sentence(gap: Finding) -> str:
    return translated(gap.message, dict(gap.params))
