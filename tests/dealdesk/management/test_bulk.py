"""The desk that is measured is a desk: numbered as asked, priced as the engine prices, with nothing dangling."""

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.db.models import Count

from dealdesk.management.bulk import desk, names
from quotes.domain.pricing.engine import price
from quotes.models import Quote, QuoteLine, QuoteVersion
from stakeholders.models import Customer, Deal, User
from stakeholders.permissions import visible_deals


@pytest.fixture
def loaded(db: None, now: datetime) -> desk.Desk:
    small = desk.Desk(quotes=300, lines=1500, customers=40, at=now)
    desk.load(small)
    return small


def test_there_is_as_much_as_was_asked_for(loaded: desk.Desk) -> None:
    assert [model.objects.count() for model in (Quote, QuoteVersion, QuoteLine, Customer)] == [300, 300, 1500, 40]
    assert [desk.Desk(quotes=100_000, lines=500_000, customers=1, at=loaded.at).lines_of(n) for n in (1, 2, 100)] == [
        4,
        5,
        20,
    ]


def test_one_quote_in_a_hundred_is_a_long_draft(loaded: desk.Desk) -> None:
    long = QuoteVersion.objects.annotate(lines_=Count("lines")).filter(lines_=20)
    assert [(version.pk, version.state) for version in long.order_by("pk")] == [
        (100, "draft"),
        (200, "draft"),
        (300, "draft"),
    ]


def test_every_offer_is_priced_as_the_engine_prices_it(loaded: desk.Desk) -> None:
    wrong = [
        version.pk
        for version in QuoteVersion.objects.prefetch_related("lines")
        if (offer := price(version.terms())).gross != version.gross_total or offer.net != version.net_total
    ]
    assert wrong == []


def test_the_headline_repeats_the_version(loaded: desk.Desk) -> None:
    told = Quote.objects.order_by("pk").values_list("pk", "latest_state", "latest_total", "latest_discount")
    kept = QuoteVersion.objects.order_by("pk").values_list("quote_id", "state", "gross_total", "discount")
    assert list(told) == list(kept)


def test_the_guards_of_an_offer_hold_again(loaded: desk.Desk) -> None:
    submitted = QuoteVersion.objects.filter(state="submitted").first()
    assert submitted is not None
    with pytest.raises(DatabaseError, match="never edited"):
        QuoteVersion.objects.filter(pk=submitted.pk).update(note="later")


def test_the_director_sees_every_deal_and_a_salesperson_their_own(loaded: desk.Desk) -> None:
    director, seller = User.objects.get(pk=desk.DIRECTOR), User.objects.get(pk=loaded.sales[0])
    assert visible_deals(director).count() == Deal.objects.count() == 60
    assert set(visible_deals(seller)) == set(Deal.objects.filter(owner=seller))


def test_a_row_made_by_hand_comes_after_those_loaded(loaded: desk.Desk) -> None:
    deal = Deal.objects.first()
    assert deal is not None
    made = Quote.objects.create(
        deal=deal,
        customer=deal.customer,
        title="手写",
        created_at=loaded.at,
        created_by=deal.owner,
        updated_at=loaded.at,
    )
    assert made.pk == 301


def test_names_are_alike_each_time_and_never_twice() -> None:
    assert list(names.companies(5)) == list(names.companies(5))
    assert len({name for name, _, _ in names.companies(10_000)}) == 10_000


def test_a_desk_in_use_is_left_as_it_is(ada: User) -> None:
    with pytest.raises(CommandError):
        call_command("load_benchmark")
    assert list(User.objects.exclude(role="manager")) == [ada]
