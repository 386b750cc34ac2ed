"""Whose use can be priced: a deal's measured series and its scenarios, as months that any form can bill."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.money import ZERO
from quotes.domain.billing.compared import Demand
from quotes.domain.billing.months import for_forecast
from quotes.domain.billing.supposed import supposed
from quotes.domain.billing.tariffs import Counted
from quotes.domain.usage.series import SHANGHAI, Measure
from quotes.models import QuoteVersion, UsageScenario, UsageSeries, VersionUsage
from stakeholders.models import Deal

COUNTED = {
    Measure.STREAMS: Counted.STREAMS,
    Measure.PEOPLE: Counted.USERS,
    Measure.EGRESS: Counted.MBPS,
    Measure.INGRESS: Counted.MBPS,
}


@dataclass(frozen=True, kw_only=True)
class Use:
    """One series or scenario by its key; `is_measured` is a series."""

    key: str
    label: str
    source: str
    is_measured: bool


def uses_of(deal: Deal) -> tuple[Use, ...]:
    """Series first, the latest first; two statements, and none of the readings."""
    series = UsageSeries.objects.current().listed().filter(deal=deal).order_by("-id")
    scenarios = UsageScenario.objects.current().filter(deal=deal).order_by("-id")
    return (*(_series(one) for one in series), *(_scenario(one) for one in scenarios))


def usual_use(version: QuoteVersion | None, uses: tuple[Use, ...]) -> str:
    """What the version's cost stands on, else the first there is."""
    keys = [use.key for use in uses]
    stands = VersionUsage.objects.filter(version=version).first() if version else None
    if stands:
        own = f"series-{stands.series_id}" if stands.series_id else f"scenario-{stands.scenario_id}"
        keys.sort(key=lambda key: key != own)
    return keys[0] if keys else ""


def demand_of(
    deal: Deal, use: Use, worth: Mapping[Counted, Decimal], *, version: QuoteVersion | None, term_months: int
) -> Demand:
    """The use over a term, as it is billed; `worth` is what one of what is counted is in other units.

    It goes on beyond what was told like the use that our cost is reckoned from (`usage.growth`): a scenario tells every
    month of the term, and a series grows as the scenario that stands beside it says, if there is one.
    """
    pk = number_of(use)
    if not use.is_measured:
        scenario = UsageScenario.objects.get(deal=deal, pk=pk).scenario()
        return Demand(months=supposed(replace(scenario, term_months=term_months)), counted=Counted.STREAMS, worth=worth)
    series, beside = UsageSeries.objects.get(deal=deal, pk=pk).series(), beside_series(deal, version)
    return Demand(
        months=for_forecast(series.months),
        counted=COUNTED[series.measure],
        worth=worth,
        growth=beside.scenario().growth.ratio if beside else ZERO,
    )


def beside_series(deal: Deal, version: QuoteVersion | None) -> UsageScenario | None:
    """What says of a series what a stream of it takes and how it grows: the version's own scenario, else the latest."""
    scenarios = UsageScenario.objects.filter(deal=deal)
    own = scenarios.filter(uses__version=version).first() if version else None
    return own or scenarios.current().order_by("-id").first()


def number_of(use: Use) -> int:
    """The row of a key."""
    return int(use.key.rpartition("-")[2])


def _series(row: UsageSeries) -> Use:
    label = gettext("%(name)s, measured from %(day)s") % {
        "name": row.name,
        "day": f"{row.start.astimezone(SHANGHAI):%Y-%m-%d}",
    }
    return Use(key=f"series-{row.pk}", label=label, source=row.source, is_measured=True)


def _scenario(row: UsageScenario) -> Use:
    label = gettext("%(name)s, a scenario") % {"name": row.name}
    source = gettext("revision %(number)s") % {"number": row.revision}
    return Use(key=f"scenario-{row.pk}", label=label, source=source, is_measured=False)
