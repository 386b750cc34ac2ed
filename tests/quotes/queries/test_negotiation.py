"""The ledger as it is read: gives beside the gets they bought, and no sum over what nobody priced."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from quotes.domain.negotiation import MoveStatus
from quotes.models import Policy, Quote, QuoteVersion
from quotes.queries.negotiation import NegotiationScreen, negotiation_screen, on_the_table
from stakeholders.models import Contact, User
from tests.factories.haggling import approved, get, give, logged

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


def test_authority_is_a_total_and_the_floor_is_for_those_who_may_see_it(quote: Quote, ada: User, bo: User) -> None:
    shown = [screen(person, quote) for person in (ada, bo)]
    assert [(each.authority, each.authority_total, each.floor_total) for each in shown] == [
        (Decimal(15), Decimal("713660.00"), None),
        (Decimal(15), Decimal("713660.00"), Decimal("620800.00")),
    ]


def test_before_tax_the_lines_are_drawn_with_it(
    version: QuoteVersion, policy: Policy, ada: User, bo: User, now: datetime
) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(tax_included=False)
    shown = screen(bo, approved(version, by=ada).quote)
    assert (shown.authority_total, shown.floor_total) == (Decimal("756479.60"), Decimal("658048.00"))


def test_without_a_policy_in_force_there_is_no_line_of_authority(quote: Quote, policy: Policy, ada: User) -> None:
    Policy.objects.filter(pk=policy.pk).update(valid_to=TODAY)
    assert (screen(ada, quote).authority, screen(ada, quote).authority_total) == (None, None)


def test_a_draft_alone_is_not_on_the_table(version: QuoteVersion, ada: User) -> None:
    shown = screen(ada, version.quote)
    assert (shown.table, shown.rounds, shown.axis, shown.next_number) == (None, (), "", 1)
