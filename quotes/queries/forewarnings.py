"""When people hear that something of theirs ends, the newest setting first."""

from datetime import date

from quotes.domain.forewarnings import Forewarning
from quotes.models import ForewarningSetting
from quotes.queries.dated import Stated, stated


def forewarning_rows(today: date) -> tuple[Stated[Forewarning], ...]:
    return stated(ForewarningSetting.objects.all(), ForewarningSetting.value, today)
