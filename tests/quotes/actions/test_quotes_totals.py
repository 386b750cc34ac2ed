"""Steps, options, columns, price models and rates: saved, taken back, copied, frozen, and priced as before."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from dealdesk.kernel.currencies import Exchange
from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals import submit_version
from quotes.actions.quotes import change_lines, create_quote, next_version, revise, save_terms
from quotes.actions.quotes.edits import redo, undo
from quotes.actions.quotes.lines import add_lines
from quotes.domain.content import content_hash
from quotes.domain.pricing.charges import Graduated, MaximumSpend, Tier, joined, to_json
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import HeaderDiscount, Reckoning, Role, Stacking, Step
from quotes.models import PriceBookVersion, PriceItem, QuoteLine, QuoteVersion
from stakeholders.models import Deal, User
from tests.quotes.actions.offers import stored_totals

PARTNER = [{"name": "渠道", "percent": "10"}]
COLUMNS = [{"name": "基础版", "bundle_price": None}, {"name": "高级版", "bundle_price": None}]
TIERS = to_json(Graduated(tiers=joined([Tier(up_to=Decimal(100), unit=Decimal(2)), Tier(unit=Decimal(1))])))


def line_of(version: QuoteVersion, position: int) -> QuoteLine:
    return version.lines.get(position=position)


def fresh(version: QuoteVersion) -> QuoteVersion:
    return QuoteVersion.objects.get(pk=version.pk)


@pytest.fixture
def everything(version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
    """A draft in which every new column says something."""
    first, second, third = version.lines.order_by("position")
    changes = {
        first.pk: {"discounts": PARTNER, "markup": {"kind": "cost_plus", "percent": "5"}},
        second.pk: {"role": "optional", "columns": ["高级版"]},
        third.pk: {"columns": ["高级版"]},
    }
    terms: dict[str, Any] = {
        "stacking": "additive",
        "header_amount": Decimal(1000),
        "columns": COLUMNS,
        "recommended": "高级版",
        "rounding_scope": "grand",
    }
    saved = save_terms(version=version, edition=1, by=ada, at=now, **terms)
    change_lines(version=saved, edition=2, changes=changes, by=ada, at=now)
    return fresh(version)


def test_what_is_saved_is_what_is_offered(everything: QuoteVersion) -> None:
    terms = everything.terms()
    assert (terms.stacking, terms.header) == (Stacking.ADDITIVE, HeaderDiscount(amount=Decimal(1000)))
    assert ([one.name for one in terms.columns], terms.recommended) == (["基础版", "高级版"], "高级版")
    assert terms.lines[0].discounts == (Step(name="渠道", percent=Decimal(10)),)
    assert (terms.lines[1].role, terms.lines[1].columns) == (Role.OPTIONAL, ("高级版",))
    assert price(terms).gross == everything.gross_total
    assert line_of(everything, 2).gross_total == price(terms).outside[0].gross


def test_a_submitted_version_keeps_its_hash_and_none_of_it_can_be_changed(
    everything: QuoteVersion, ada: User, now: datetime
) -> None:
    submit_version(version=everything, by=ada, at=now, reason="客户季度返利")
    kept = fresh(everything)
    assert kept.fingerprint == content_hash(kept.terms())
    for column, value in (
        ("header_amount", 1),
        ("stacking", "multiplicative"),
        ("columns", COLUMNS[:1]),
        ("recommended", "基础版"),
        ("rounding_places", 0),
        ("reckoning", "first"),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            QuoteVersion.objects.filter(pk=kept.pk).update(**{column: value})
    with pytest.raises(ProgrammingError), transaction.atomic():
        QuoteLine.objects.filter(version=kept).update(role="optional")


def test_the_next_version_says_all_of_it_again(everything: QuoteVersion, ada: User, now: datetime) -> None:
    submit_version(version=everything, by=ada, at=now, reason="客户季度返利")
    draft = next_version(version=fresh(everything), by=ada, at=now)
    assert replace(fresh(draft).terms(), valid_until=everything.valid_until) == everything.terms()


def test_one_new_discount_or_one_new_price_replaces_what_was_taken_off(
    everything: QuoteVersion, ada: User, now: datetime
) -> None:
    submit_version(version=everything, by=ada, at=now, reason="客户季度返利")
    draft = revise(quote=everything.quote, discount=Decimal(20), by=ada, at=now)
    assert (draft.header_amount, draft.discount) == (None, Decimal(20))
    assert [line.discounts for line in draft.lines.all()] == [[], [], []]


def test_a_bundle_takes_the_place_of_a_discount_on_the_whole(
    everything: QuoteVersion, ada: User, now: datetime
) -> None:
    save_terms(version=everything, edition=3, by=ada, at=now, form="bundle", bundle_price=Decimal(700_000))
    assert (fresh(everything).header_amount, fresh(everything).gross_total) == (None, Decimal(700_000))


def test_a_change_can_be_taken_back_and_made_again(everything: QuoteVersion, ada: User, now: datetime) -> None:
    total = everything.gross_total
    undo(version=everything, edition=3, by=ada, at=now)
    assert [line.discounts for line in everything.lines.all()] == [[], [], []]
    redo(version=everything, edition=4, by=ada, at=now)
    assert (line_of(everything, 1).discounts, fresh(everything).gross_total) == (PARTNER, total)


def test_with_a_price_model_the_list_price_follows_from_it(version: QuoteVersion, ada: User, now: datetime) -> None:
    free = QuoteLine(description="转推", unit="GB", quantity=Decimal(150), list_price=Decimal(0), vat_rate=Decimal(6))
    add_lines(version=version, edition=1, lines=[free], by=ada, at=now)
    pk = version.lines.get(description="转推").pk
    change_lines(version=version, edition=2, changes={pk: {"charge": TIERS}}, by=ada, at=now)
    row = version.lines.get(pk=pk)
    assert (row.gross_total, row.list_price) == (Decimal(250), Decimal("1.66666667"))
    save_terms(version=version, edition=3, by=ada, at=now, tax_included=False)
    row.refresh_from_db()
    assert row.charge == {
        "kind": "graduated",
        "tiers": [{"up_to": "100", "unit": "1.88679245"}, {"unit": "0.94339623"}],
    }
    assert (row.net_total, row.gross_total) == (Decimal("235.85"), Decimal(250))


def test_a_tiny_quantity_under_a_price_model_is_a_sentence(version: QuoteVersion, ada: User, now: datetime) -> None:
    flat = {"kind": "flat", "amount": "9000000"}
    free = QuoteLine(
        description="接入", unit="次", quantity=Decimal("0.001"), list_price=Decimal(0), vat_rate=Decimal(6)
    )
    free.charge = flat
    add_lines(version=version, edition=1, lines=[free], by=ada, at=now)
    pk = version.lines.get(description="接入").pk
    assert version.lines.get(pk=pk).list_price == Decimal(9_000_000_000)
    with pytest.raises(Refusal, match="The price per unit of line 4 is too large"):
        change_lines(version=version, edition=2, changes={pk: {"quantity": Decimal("0.000001")}}, by=ada, at=now)


def test_an_itemised_offer_beyond_its_list_price_is_not_blamed_on_a_bundle(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    markup = {"kind": "cost_plus", "percent": "900"}
    steep = {line.pk: {"markup": markup | {"percent": "950"}} for line in version.lines.all()}
    with pytest.raises(Refusal, match="The total is more than 10 times the list price") as refused:
        change_lines(version=version, edition=1, changes=steep, by=ada, at=now)
    assert refused.value.field == "lines"
    within = {line.pk: {"markup": markup, "discount": Decimal(0)} for line in version.lines.all()}
    change_lines(version=version, edition=1, changes=within, by=ada, at=now)


def test_a_price_model_of_a_product_is_the_price_books(version: QuoteVersion, ada: User, now: datetime) -> None:
    pk = line_of(version, 1).pk
    change_lines(version=version, edition=1, changes={pk: {"discounts": PARTNER}}, by=ada, at=now)
    with pytest.raises(Refusal) as refused:
        change_lines(version=version, edition=2, changes={pk: {"charge": TIERS}}, by=ada, at=now)
    assert refused.value.field == "charge"


def test_a_discount_on_the_whole_is_the_same_one_in_the_other_tax_basis(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    save_terms(version=version, edition=1, by=ada, at=now, header_amount=Decimal(10_600), rounding_scope="document")
    before = stored_totals(version)
    save_terms(version=version, edition=2, by=ada, at=now, tax_included=False)
    assert fresh(version).header_amount == Decimal(10_000)
    save_terms(version=version, edition=3, by=ada, at=now, tax_included=True)
    assert stored_totals(version) == before


DOLLARS = Exchange(
    source_currency="CNY", target_currency="USD", rate=Decimal("0.14"), on=date(2026, 11, 24), source="中间价"
)
YEN = replace(DOLLARS, target_currency="JPY", rate=Decimal("21.5"))


def in_currency(deal: Deal, book: PriceBookVersion, ada: User, now: datetime, exchange: Exchange) -> QuoteVersion:
    item = PriceItem.objects.get(version=book, product__code="RTC-HD")
    lines = [QuoteLine.priced(item, Decimal(3), Decimal(10))]
    terms: dict[str, Any] = {"payment_plan": "annual_prepaid", "valid_until": date(2026, 12, 24)}
    return create_quote(
        deal=deal, title="海外", price_book=book, lines=lines, exchange=exchange, by=ada, at=now, **terms
    )


def test_prices_come_into_another_currency_at_a_rate_that_stays(
    deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
) -> None:
    made = fresh(in_currency(deal, price_book, ada, now, DOLLARS))
    row = made.lines.get()
    assert (made.currency, row.list_price, row.floor_price) == ("USD", Decimal("8.68"), Decimal("6.44"))
    assert (made.exchange(), made.gross_total) == (DOLLARS, Decimal("23.44"))
    item = PriceItem.objects.get(version=price_book, product__code="REC-MIX")
    add_lines(version=made, edition=1, lines=[QuoteLine.priced(item, Decimal(1))], by=ada, at=now)
    assert made.lines.get(product_code="REC-MIX").list_price == Decimal("1.54")


def test_yen_have_no_cents(deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime) -> None:
    made = fresh(in_currency(deal, price_book, ada, now, YEN))
    assert (made.rounding_places, made.lines.get().list_price, made.gross_total) == (0, 1333, 3599)


def test_a_rate_from_another_currency_or_to_thousandths_is_refused(
    deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
) -> None:
    for bad in (replace(DOLLARS, source_currency="HKD"), replace(DOLLARS, target_currency="KWD")):
        with pytest.raises(Refusal):
            in_currency(deal, price_book, ada, now, bad)


@pytest.mark.parametrize(
    "values",
    [
        {"header_amount": 1, "header_steps": PARTNER},
        {"header_amount": 1, "form": "bundle", "bundle_price": 5},
        {"recommended": "高级版"},
        {"columns": COLUMNS},
        {"fx_rate": 2},
        {"fx_from": "CNY", "fx_rate": 0, "fx_on": date(2026, 1, 1), "fx_source": "x"},
        {"stacking": "both"},
        {"rounding_places": 3},
    ],
)
def test_the_database_refuses_what_no_offer_can_be(version: QuoteVersion, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        QuoteVersion.objects.filter(pk=version.pk).update(**values)


class TestHowItIsReckoned:
    OFF: dict[str, Any] = {
        "tax_included": False,
        "rounding_scope": "document",
        "header_amount": Decimal(0),
    }

    def of_old(self, reckoning: Reckoning, version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
        """One line of 2.345 at 13 %, with an amount off the whole, frozen by a release before this one."""
        keep = version.lines.order_by("position")[0].pk
        changes: dict[int, dict[str, Any]] = {keep: {"quantity": Decimal(7), "markup": None}}
        version = change_lines(version=version, edition=1, changes=changes, by=ada, at=now)
        version.lines.exclude(pk=keep).delete()
        version.lines.update(list_price=Decimal("0.335"), vat_rate=13)
        saved = save_terms(version=fresh(version), edition=2, by=ada, at=now, **self.OFF)
        version.lines.update(list_price=Decimal("0.335"))
        terms = replace(fresh(saved).terms(), reckoning=reckoning)
        priced = price(terms)
        QuoteVersion.objects.filter(pk=saved.pk).update(
            state="submitted",
            reckoning=reckoning,
            content_hash=content_hash(terms),
            frozen_at=now,
            frozen_by=ada,
            net_total=priced.net,
            tax_total=priced.tax,
            gross_total=priced.gross,
        )
        return fresh(saved)

    @pytest.mark.parametrize(("reckoning", "gross"), [(Reckoning.FIRST, "2.66"), (Reckoning.SECOND, "2.65")])
    def test_what_was_frozen_before_comes_to_the_same_and_the_next_version_is_reckoned_anew(
        self, reckoning: Reckoning, gross: str, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        old = self.of_old(reckoning, version, ada, now)
        assert (price(old.terms()).gross, old.gross_total) == (Decimal(gross), Decimal(gross))
        assert content_hash(old.terms()) == old.content_hash
        draft = next_version(version=old, by=ada, at=now)
        assert content_hash(draft.terms()) != old.content_hash
        assert (fresh(draft).reckoning, draft.gross_total) == ("third", Decimal("2.65"))

    def test_a_discount_on_all_of_it_leaves_a_cap_alone(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        cap = QuoteLine(description="封顶", unit="项", quantity=Decimal(1), list_price=Decimal(0), vat_rate=Decimal(6))
        add_lines(version=version, edition=1, lines=[cap], by=ada, at=now)
        pk = version.lines.get(description="封顶").pk
        charge = to_json(MaximumSpend(maximum=Decimal(700_000)))
        change_lines(version=version, edition=2, changes={pk: {"charge": charge}}, by=ada, at=now)
        with pytest.raises(Refusal, match="no discount or markup moves it"):
            change_lines(version=version, edition=3, changes={pk: {"discount": Decimal(10)}}, by=ada, at=now)
        submit_version(version=fresh(version), by=ada, at=now, reason="封顶")
        draft = revise(quote=version.quote, discount=Decimal(5), by=ada, at=now)
        assert (draft.gross_total, draft.lines.get(description="封顶").discount) == (Decimal(700_000), Decimal(0))
