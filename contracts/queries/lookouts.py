"""How far ahead we look, the newest first."""

from datetime import date

from contracts.domain.lookouts import Lookout
from contracts.models import LookoutSetting
from quotes.queries.dated import Stated, stated


def lookout_rows(today: date) -> tuple[Stated[Lookout], ...]:
    return stated(LookoutSetting.objects.all(), LookoutSetting.value, today)
