"""Working days, counted back from a date that does not move, and plans that nobody keeps up."""

from datetime import date
from typing import Any

from dealdesk.kernel.workdays import china
from stakeholders.domain.plans.leads import LeadTime
from stakeholders.domain.plans.path import Planned, latest_start
from stakeholders.domain.plans.standing import staleness
from tests.acceptance.adapters.registry import Inputs, adapts


@adapts("backward_schedule")
def backward_schedule(given: Inputs) -> dict[str, Any]:
    """One milestone behind another, each with its working days as both percentiles."""
    freeze = date.fromisoformat(given["freeze"])
    chain = [
        Planned(key=n, lead=LeadTime(p50=days, p80=days), after=frozenset({n - 1}))
        for n, days in enumerate(given["serial_working_days"])
    ]
    start = latest_start(chain, freeze, china(freeze.year - 3, freeze.year))
    return {"latest_start": start.isoformat()}


@adapts("map_stale")
def map_stale(given: Inputs) -> dict[str, Any]:
    found = staleness(given["days_since_update"])
    return {"stale": found.is_stale, "threshold_days": found.threshold}
