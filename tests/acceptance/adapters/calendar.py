"""Working days, counted back from a date that does not move."""

from datetime import date
from typing import Any

from dealdesk.kernel.workdays import china
from tests.acceptance.adapters.registry import Inputs, adapts


@adapts("backward_schedule")
def backward_schedule(given: Inputs) -> dict[str, Any]:
    freeze = date.fromisoformat(given["freeze"])
    calendar = china(freeze.year - 1, freeze.year)
    return {"latest_start": calendar.before(freeze, sum(given["serial_working_days"])).isoformat()}
