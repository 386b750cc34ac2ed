"""What a log comes to, kept and read back."""

from datetime import date, datetime, timedelta
from decimal import Decimal as D

import pytest

from contracts.domain.sla.credits import flat
from contracts.domain.sla.found import AT_ONCE, found, is_long, kept_form, read
from contracts.domain.sla.replay import Incident
from contracts.domain.sla.wordings import Method, Wording
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.periods import Period
from dealdesk.kernel.refusals import Refusal
from quotes.domain.usage.series import SHANGHAI

WHOLE = Period(date(2026, 9, 1), date(2026, 11, 1))
BEGINS = datetime(2026, 9, 3, 9, tzinfo=SHANGHAI)
LOG = (Incident(begins=BEGINS, ends=BEGINS + timedelta(minutes=100), failing=Percent(D(33))),)
SCALE = flat(Percent(D("99.9")), Percent(D(10)))


@pytest.mark.parametrize("method", Method)
def test_what_was_found_reads_back_as_it_was(method: Method) -> None:
    words = Wording(method=method)
    assert read(kept_form(LOG, words, SCALE, WHOLE)) == found(LOG, words, SCALE, WHOLE)


def test_what_a_wording_cannot_measure_is_refused_again_when_it_is_read() -> None:
    told = kept_form(LOG, Wording(method=Method.MEAN_ERROR, floor=D(250)), SCALE, WHOLE)
    with pytest.raises(Refusal, match="how many requests"):
        read(told)


def test_a_replay_is_long_beyond_its_bound() -> None:
    assert [is_long(AT_ONCE, 1), is_long(AT_ONCE // 10, 11)] == [False, True]
