"""The ledger as it is read: gives beside the gets they bought, and no sum over what nobody priced."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from quotes.domain.approvals import Verdict
from quotes.domain.negotiation import Issue, MoveStatus
from quotes.domain.pricing.revised import Revision
from quotes.models import Policy, Quote, QuoteVersion
from quotes.models.issues import agreed_in
from quotes.queries.negotiation import NegotiationScreen, negotiation_screen, on_the_table
from stakeholders.models import Contact, User
from tests.factories import value
from tests.factories.coach import aims
from tests.factories.haggling import approved, decided, get, give, logged
from tests.factories.issues import issue, payment

TODAY = date(2026, 11, 24)


@pytest.fixture
def quote(version: QuoteVersion, ada: User) -> Quote:
    return approved(version, by=ada).quote


def screen(user: User, quote: Quote) -> NegotiationScreen:
    return negotiation_screen(user, quote, on_the_table(quote), TODAY)


def test_a_trade_stands_in_one_row_with_its_net(quote: Quote, contact: Contact, ada: User) -> None:
    moves = [
        give(trade=1),
        give("送 1 个月", trade=2),
        get(trade=1),
        get("24 个月", trade=2, worth=None),
    ]
    logged(quote, contact=contact, by=ada, moves=moves)
    rows = [
        ([move.what for move in trade.gives], [move.what for move in trade.gets], trade.net)
        for trade in screen(ada, quote).ledger.trades
    ]
    assert rows == [
        (["让价 5 万"], ["季付改年付"], Decimal(4000)),
        (["送 1 个月"], ["24 个月"], None),
    ]


def test_what_was_not_agreed_and_what_was_free_stand_alone(quote: Quote, contact: Contact, ada: User) -> None:
    refused = give("再让 10 万", trade=1, status=MoveStatus.REFUSED)
    free = give("7×24 试用", untraded_reason="开学季客情")
    logged(quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1), refused, free])
    assert [(str(trade.status), trade.net, trade.reason) for trade in screen(ada, quote).ledger.trades] == [
        ("agreed", Decimal(4000), ""),
        ("refused", None, ""),
        ("agreed", Decimal(-50000), "开学季客情"),
    ]


def test_the_totals_run_over_all_rounds_and_count_what_has_no_price(quote: Quote, contact: Contact, ada: User) -> None:
    logged(quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1)])
    logged(quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1, worth=None)])
    book = screen(ada, quote).ledger
    assert (book.total.given, book.total.got, book.unpriced_gives, book.unpriced_gets) == (100000, 54000, 0, 1)


def hand(user: User, quote: Quote) -> dict[str, str]:
    return {row.name: row.value for row in screen(user, quote).hand}


def test_authority_is_a_total_and_the_floor_is_for_those_who_may_see_it(quote: Quote, ada: User, bo: User) -> None:
    allowed = {"桌上版本": "83.96", "销售权限（15%）": "71.37"}
    assert [hand(person, quote) for person in (ada, bo)] == [allowed, allowed | {"底价": "62.08"}]


def test_what_they_acknowledged_is_in_our_hand(quote: Quote, contact: Contact, ada: User, pre: User) -> None:
    value.acknowledged(value.driver(deal=quote.deal, by=pre), contact, pre)
    assert hand(ada, quote)["客户认可"] == "25.92"


def test_before_tax_the_lines_are_drawn_with_it(
    version: QuoteVersion, policy: Policy, ada: User, bo: User, now: datetime
) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(tax_included=False)
    shown = hand(bo, approved(version, by=ada).quote)
    assert list(shown.values())[1:] == ["75.65", "65.80"]


def test_without_a_policy_in_force_there_is_no_line_of_authority(quote: Quote, policy: Policy, ada: User) -> None:
    Policy.objects.filter(pk=policy.pk).update(valid_to=TODAY)
    assert list(hand(ada, quote).values()) == ["83.96"]


def test_a_draft_alone_is_not_on_the_table(version: QuoteVersion, ada: User) -> None:
    shown = screen(ada, version.quote)
    assert (shown.table, shown.rounds, shown.axis, shown.next_number) == (None, (), "", 1)


def test_offers_of_different_lengths_stand_on_one_screen_by_the_month(
    quote: Quote, contact: Contact, ada: User
) -> None:
    """839,600 for twelve months are 69,966.67 a month; for fifteen they are 55,973.33: a fifth was given."""
    aims(quote, by=ada)
    logged(quote, contact=contact, by=ada)
    logged(quote, contact=contact, by=ada, new_offer=Revision(terms={"free_months": 3}), reason="送 3 个月")
    shown = screen(ada, quote)
    assert shown.basis.counted == "元/月，含税"
    rows = {row.name: row.value for row in shown.hand}
    assert [rows[name] for name in ("桌上版本", "目标价", "保留价", "可让空间已用")] == [
        "55,973.33",
        "58,333.33",
        "50,000.00",
        "13,993.33 / 19,966.67 · 70%",
    ]
    assert ["期限 12 → 15 个月" in str(shown.axis), "69,967" in str(shown.axis)] == [True, True]


def test_what_an_approver_has_not_agreed_to_is_open_and_what_replaces_a_refused_offer_counts_alone(
    quote: Quote, contact: Contact, ada: User, bo: User
) -> None:
    listed = issue(quote.deal, by=ada, of=Issue.PAYMENT, options=payment()).value().options[0].key
    low = {"new_offer": Revision(bundle_price=Decimal(700_000)), "reason": "压价"}
    first = logged(quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1, option=listed)], **low)
    assert first.made is not None

    def told() -> tuple[Decimal, list[tuple[str, str]], dict[Issue, int]]:
        book = screen(ada, quote).ledger
        rows = [(str(trade.status), trade.held) for trade in book.trades]
        return book.total.given, rows, dict(agreed_in(on_the_table(quote)))

    assert told() == (0, [("open", "待审批")], {})
    decided(first.made.requests.get(), by=bo, verdict=Verdict.REJECT, reason="太低")
    assert told() == (0, [("open", "已驳回")], {})
    moves = [give("让价 4 万", worth=Decimal(40_000), trade=1), get(trade=1)]
    logged(quote, contact=contact, by=ada, moves=moves)
    assert told() == (40_000, [("open", "已驳回"), ("agreed", "")], {})


def test_what_an_approver_agreed_to_is_given(quote: Quote, contact: Contact, ada: User, bo: User) -> None:
    listed = issue(quote.deal, by=ada, of=Issue.PAYMENT, options=payment()).value().options[0].key
    low = {"new_offer": Revision(bundle_price=Decimal(700_000)), "reason": "压价"}
    first = logged(quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1, option=listed)], **low)
    assert first.made is not None
    decided(first.made.requests.get(), by=bo)
    book = screen(ada, quote).ledger
    assert (book.total.given, [trade.held for trade in book.trades]) == (50_000, [""])
    assert dict(agreed_in(on_the_table(quote))) == {Issue.PAYMENT: listed}


def test_a_lower_total_without_a_word_on_price_stands_in_the_ledger_for_nothing(
    quote: Quote, contact: Contact, ada: User
) -> None:
    logged(quote, contact=contact, by=ada, new_offer=Revision(bundle_price=Decimal(800_000)))
    book = screen(ada, quote).ledger
    (row,) = [(move.what, move.basis, move.worth) for trade in book.trades for move in trade.gives]
    assert row == ("总价下调", "总价变化", Decimal(39_600))
    assert (book.total.given, [total.account.given for total in book.rounds]) == (39_600, [39_600])
