"""What another invoice, another VAT, or a price with tax instead of without leaves us and costs the buyer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from quotes.domain.invoicing import Billed, Effect, Invoice, Invoicing, Unsaid, effect, rebilled
from quotes.domain.issues.moves import Turn, priced
from quotes.domain.issues.options import IssueTerms, Option
from quotes.domain.issues.worth import Ground, option_price, option_worth, step_price, step_worth
from quotes.domain.negotiation import Basis, Issue, MoveKind, MoveTerms, Span
from quotes.domain.pricing.engine import price
from quotes.domain.promises import named_terms
from tests.quotes.domain.offers import line, offer

D = Decimal
SPECIAL, ORDINARY = Invoice.SPECIAL, Invoice.ORDINARY
# A general taxpayer with a special invoice, and one who gets nothing back.
CREDITS, PAYS_ALL = Invoicing(invoice=SPECIAL, buyer_credits=True), Invoicing(invoice=SPECIAL, buyer_credits=False)


def ground(told: Invoicing = CREDITS, *, included: bool = True, rate: str = "6", amount: str = "1060000") -> Ground:
    terms = offer(line(list_price=amount, vat_rate=rate), tax_included=included)
    return Ground(terms=terms, priced=price(terms), rate=Percent(D(6)), invoicing=told)


def change(words: str, on: Ground) -> tuple[D | None, D | None]:
    """What it costs us and is worth to them."""
    told = IssueTerms(issue=Issue.INVOICE, options=(Option(name=words, key=1), Option(name="照旧", key=2)))
    found, worth = option_price(told, told.options[0], on), option_worth(told, told.options[0], on)
    return found.cost if found else None, worth.low if worth else None


def test_an_ordinary_invoice_costs_us_nothing_and_a_general_taxpayer_the_vat() -> None:
    """1,060,000 with tax: on a special invoice it costs him a million, and 63,600 more in prices with tax."""
    assert change("专票改普票", ground()) == (0, D(-63_600))
    assert change("普票改专票", ground(Invoicing(invoice=ORDINARY, buyer_credits=True))) == (0, D(60_000))
    assert change("专票改普票", ground(PAYS_ALL)) == (0, 0)


def test_another_rate_under_a_price_with_tax_moves_what_is_left_for_us() -> None:
    """1,060,000 at 13 % leave 938,053.10: as if the total had fallen by 65,663.71."""
    assert change("税率 6% 改 13%", ground()) == (D("65663.71"), D("65663.71"))
    assert change("税率 6% 改 13%", ground(PAYS_ALL)) == (D("65663.71"), 0)


def test_another_rate_under_a_price_before_tax_moves_what_they_pay() -> None:
    """A million before tax is a million for us; who credits nothing pays 70,000 more."""
    before = {"included": False, "amount": "1000000"}
    assert change("13%", ground(PAYS_ALL, **before)) == (0, D(-70_000))
    assert change("13%", ground(CREDITS, **before)) == (0, 0)


def test_a_price_that_has_the_tax_in_it_from_now_on_falls_by_the_tax() -> None:
    before = {"included": False, "amount": "1000000"}
    for told in (CREDITS, PAYS_ALL):
        assert change("不含税改含税", ground(told, **before)) == (D(60_000), D(60_000))


@pytest.mark.parametrize(
    ("told", "words", "lacks"),
    [
        (Invoicing(), "普票", (Unsaid.INVOICE, Unsaid.CREDITS)),
        (Invoicing(invoice=SPECIAL), "普票", (Unsaid.CREDITS,)),
        (Invoicing(buyer_credits=True), "专票", (Unsaid.INVOICE,)),
        (Invoicing(buyer_credits=False), "专票", ()),
    ],
)
def test_what_nobody_said_is_asked_for_and_never_taken_for_an_answer(
    told: Invoicing, words: str, lacks: tuple[Unsaid, ...]
) -> None:
    on = ground(told)
    move = MoveTerms(kind=MoveKind.GIVE, issue=Issue.INVOICE, what=words, trade=1)
    (found,) = priced([move], Turn(before=on, after=on.terms, total=on.priced.gross))
    assert (found.worth, found.facts.get("lacks", ()), found.theirs is None) == (
        None if not lacks else 0,
        lacks,
        True,
    )


def test_a_trade_about_the_invoice_is_priced_for_both_sides_as_it_is_typed() -> None:
    on = ground(Invoicing(invoice=ORDINARY, buyer_credits=True))
    turn = Turn(before=on, after=on.terms, total=on.priced.gross)
    give = MoveTerms(kind=MoveKind.GIVE, issue=Issue.INVOICE, what="改开专票", trade=1)
    get = MoveTerms(kind=MoveKind.GET, issue=Issue.INVOICE, what="税率降到 1%", trade=2)
    special, lower = priced([give, get], turn)
    assert (special.worth, special.theirs, special.basis) == (0, Span.exactly(D(60_000)), Basis.VAT)
    assert (special.facts["net"], special.facts["left"]) == ((1_000_000, 1_000_000), (1_060_000, 1_000_000))
    # At 1 % the same price leaves us 49,504.95 more before VAT; they had no credit to lose.
    assert (lower.worth, lower.theirs) == (D("52475.25"), Span.exactly(D(0)))


def test_there_and_back_again_nets_to_nothing_for_both() -> None:
    on = ground()
    terms = IssueTerms(issue=Issue.INVOICE, options=(Option(name="专票 6%", key=1), Option(name="普票 3%", key=2)))
    way = [
        (step_price(terms, terms.options[to], at, on), step_worth(terms, terms.options[to], at, on))
        for at, to in ((1, 1), (2, 0))
    ]
    assert sum(cost.cost for cost, _worth in way if cost) == 0
    assert sum(worth.middle for _cost, worth in way if worth) == 0
    assert way[0][0] is not None
    assert way[0][0].cost != 0


@given(gross=st.integers(1, 10**7), old=st.integers(0, 20), new=st.integers(0, 20))
def test_who_credits_everything_wins_what_we_lose(gross: int, old: int, new: int) -> None:
    """With a special invoice and a general taxpayer only what is before VAT counts, for both."""
    before, after = (
        Billed(net=D(gross) * 100 / (100 + rate), gross=D(gross), invoicing=CREDITS) for rate in (old, new)
    )
    found = effect(before, after)
    assert found is not None
    assert (found.cost, found.lacks) == (found.worth, ())


def test_an_offer_that_comes_to_nothing_has_no_effect() -> None:
    nothing = Billed(net=D(0), gross=D(0), invoicing=CREDITS)
    assert effect(nothing, nothing) is None
    assert isinstance(effect(*[Billed(net=D(1), gross=D(1), invoicing=CREDITS)] * 2), Effect)


def test_numbers_stay_and_every_line_has_the_new_rate() -> None:
    terms = offer(line(1, list_price="1130", vat_rate="13"), line(2, list_price="1060", vat_rate="6"))
    assert rebilled(terms, CREDITS, {"vat_rate": D(13)}).net == D("1938.05")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("普票改专票", {"invoice": SPECIAL}),
        ("增值税普通发票，3 个点", {"invoice": ORDINARY, "vat_rate": D(3)}),
        ("税率 6% → 13%", {"vat_rate": D(13)}),
        ("含税改不含税", {"tax_included": False}),
        ("special invoice at 6%, incl. VAT", {"invoice": SPECIAL, "vat_rate": D(6)}),
        ("prices with tax", {"tax_included": True}),
        ("尽快开票", {}),
    ],
)
def test_words_name_an_invoice_a_rate_and_a_basis(words: str, named: dict[str, object]) -> None:
    assert named_terms(MoveTerms(kind=MoveKind.GIVE, issue=Issue.INVOICE, what=words)) == named
