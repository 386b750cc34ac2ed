"""VAT on what is sold together, and two prices as their buyer pays them."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.payment import Supply
from contracts.domain.payment.taxes import Offered, compared, together
from dealdesk.kernel.percent import Percent
from quotes.domain.invoicing import Invoice

SIX, THIRTEEN = Percent(D(6)), Percent(D(13))


def test_a_hundred_on_a_special_invoice_beats_ninety_seven_on_an_ordinary_one() -> None:
    ours = Offered(gross=D(100), rate=SIX, invoice=Invoice.SPECIAL)
    theirs = Offered(gross=D(97), rate=SIX, invoice=Invoice.ORDINARY)
    found = compared(ours, theirs, buyer_credits=True)
    assert (found.ours.quantize(D("0.0001")), found.theirs) == (D("94.3396"), 97)
    assert (found.dearer.rounded(2), found.level) == (Percent(D("2.82")), D("102.82"))
    assert compared(ours, theirs, buyer_credits=False).dearer == Percent(D(-3))


def test_a_bundle_is_taxed_apart_at_the_highest_or_at_its_main_business() -> None:
    found = together([Supply(net=D(60), rate=SIX), Supply(net=D(40), rate=THIRTEEN)])
    assert (found.apart, found.at_highest, found.main, found.at_main) == (D("8.8"), 13, SIX, 6)
    assert found.is_mixed
    assert not together([Supply(net=D(60), rate=SIX)] * 2).is_mixed


RATES = st.sampled_from([Percent(D(rate)) for rate in (3, 6, 9, 13)])
OFFERS = st.builds(Offered, gross=st.integers(1, 10**6).map(D), rate=RATES, invoice=st.sampled_from(Invoice))


@given(OFFERS, OFFERS, st.booleans())
def test_at_the_level_price_both_cost_the_same(ours: Offered, theirs: Offered, credits_vat: bool) -> None:
    found = compared(ours, theirs, buyer_credits=credits_vat)
    level = Offered(gross=found.level, rate=ours.rate, invoice=ours.invoice)
    assert abs(level.cost(buyer_credits=credits_vat) - found.theirs) < D("1E-40")
