import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Ramp, Year
from tests.quotes.domain.pricing.charges.models import D


def test_a_ramp_adds_up_its_years() -> None:
    ramp = Ramp(years=(Year(unit=D(100)), Year(unit=D(90), share=D(200)), Year(unit=D(80), share=D(400))))
    charged = ramp.of(D(10))
    assert [(str(part), part.quantity, part.unit, part.amount) for part in charged.parts] == [
        ("Year 1", D(10), D(100), D(1000)),
        ("Year 2", D(20), D(90), D(1800)),
        ("Year 3", D(40), D(80), D(3200)),
    ]
    assert charged.amount == D(6000)


@pytest.mark.parametrize("years", [(), (Year(unit=D(1)),) * 11])
def test_a_ramp_has_from_one_to_ten_years(years: tuple[Year, ...]) -> None:
    with pytest.raises(Refusal):
        Ramp(years=years)


def test_a_price_out_of_range_is_refused_at_its_year() -> None:
    with pytest.raises(Refusal) as refused:
        Ramp(years=(Year(unit=D(1)), Year(unit=D(-1))))
    assert refused.value.field == "years.1.unit"
