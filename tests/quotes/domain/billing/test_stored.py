from dataclasses import replace
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.stored import tariff_from, terms_json
from quotes.domain.billing.tariffs import Billing, Tariff
from tests.quotes.domain.billing.curves import every_form


def again(one: Tariff) -> Tariff:
    return tariff_from(
        terms_json(one),
        billing=one.billing,
        name=one.name,
        source=one.source,
        since=one.since,
        vat_rate=one.vat_rate,
    )


@pytest.mark.parametrize("one", every_form(), ids=lambda one: one.billing.value)
def test_a_tariff_comes_back_as_it_was(one: Tariff) -> None:
    assert again(replace(one, name="弹性", vat_rate=Decimal(6))) == replace(one, name="弹性", vat_rate=Decimal(6))


def test_numbers_are_text_and_what_is_not_said_is_left_out() -> None:
    contract = next(one for one in every_form() if one.billing is Billing.CONTRACT)
    assert terms_json(contract) == {
        "rate": {"charge": {"kind": "per_unit", "unit": "49.6"}, "per": "1", "every": "year"},
        "level": "10000",
        "counted": "streams",
    }


def test_a_price_that_looks_at_other_lines_is_no_rate() -> None:
    terms = {"rate": {"charge": {"kind": "minimum_spend", "minimum": "5"}, "per": "1", "every": "once"}}
    with pytest.raises(Refusal):
        tariff_from(
            terms | {"counted": "streams"},
            billing=Billing.MINUTES,
            name="",
            source="x",
            since=every_form()[0].since,
            vat_rate=Decimal(6),
        )
