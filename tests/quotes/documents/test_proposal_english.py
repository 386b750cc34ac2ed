"""A proposal in English: every word of its own is, and what people typed stays as they typed it."""

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import override

from quotes.actions.quotes import change_lines, save_terms
from quotes.documents.proposal import Proposal, render, snapshot
from quotes.documents.proposal.collect import collect
from quotes.documents.proposal.page import html
from quotes.documents.proposal.table import table
from quotes.documents.proposal.tree import quote_json
from quotes.domain.metering.stored import metered_json
from quotes.domain.pricing.charges import Graduated, Tier, joined, to_json
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms, ServiceTerms, SupportHours
from quotes.domain.proposals import Language
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.quotes.documents.reading import flat, pages_of
from tests.quotes.documents.sample import offer, proposal

CHINESE = re.compile(r"[\u3400-\u9fff\u3001-\u3011\uff00-\uffef]+")
TIERS = to_json(Graduated(tiers=joined([Tier(up_to=Decimal(100), unit=Decimal(2)), Tier(unit=Decimal(1))])))


def english(made: Proposal) -> Proposal:
    return replace(made, language=Language.ENGLISH)


def own_words(made: Proposal) -> list[str]:
    """Chinese on the paper that nobody typed: not in the snapshot, which holds all that was."""
    return [run for run in CHINESE.findall(html(made)) if run not in quote_json(made) and run.strip("　")]


@pytest.mark.parametrize(
    "made",
    [
        proposal(),
        proposal(offer(3, bundle=None)),
        proposal(offer(3, bundle=None, free_months=3, currency="USD", tax_included=False)),
        *(proposal(offer(2, bundle=None, payment=PaymentTerms(plan=plan, credit_days=30))) for plan in PaymentPlan),
        *(proposal(offer(2, bundle=None, service=ServiceTerms(support_hours=hours))) for hours in SupportHours),
        proposal(offer(2, bundle=None, service=ServiceTerms(sla_availability=Decimal("99.99"), urgent_minutes=90))),
    ],
)
def test_no_word_of_its_own_is_chinese(made: Proposal) -> None:
    assert own_words(english(made)) == []


def test_nor_beside_the_offer_in_its_rules_and_in_how_use_is_counted(
    deal: Deal, ada: User, adm: User, now: datetime
) -> None:
    book = offered.price_book(by=adm, name="按量价目", published=False)
    book.items.filter(product__code="RTC-HD").update(meter=metered_json(offered.metered()))
    offered.publish(book, by=adm)
    version = offered.draft(deal=deal, price_book=book, by=ada)
    _, second, third = version.lines.order_by("position")
    columns = [{"name": "Basic", "bundle_price": None}, {"name": "Premium", "bundle_price": None}]
    terms: Any = {"columns": columns, "recommended": "Premium", "header_steps": [{"name": "小单", "percent": "-5"}]}
    save_terms(version=version, edition=1, by=ada, at=now, **terms)
    version.lines.filter(pk=second.pk).update(charge=TIERS, discount=10)
    version = QuoteVersion.objects.get(pk=version.pk)
    change_lines(version=version, edition=2, changes={third.pk: {"role": "optional"}}, by=ada, at=now)
    made = collect(QuoteVersion.objects.get(pk=version.pk), at=now, language=Language.ENGLISH)
    assert (len(made.meters), len(made.rules), len(made.options), len(made.columns)) == (1, 1, 1, 2)
    typed = {line.description for line in version.lines.all()} | {line.unit for line in version.lines.all()}
    typed |= {made.title, made.subtitle, made.seller.company, made.seller.short, made.buyer.company, made.buyer.short}
    typed |= {group.name for group in made.groups} | {made.seller.contact, made.buyer.contact}
    words = [run for run in CHINESE.findall(html(made) + quote_json(made)) if not any(run in one for one in typed)]
    assert [word for word in words if word.strip("　")] == []


def test_money_dates_and_terms_are_said_in_english() -> None:
    pages = pages_of(render(english(proposal())))
    cover, text = flat(pages[0]), flat(" ".join(pages))
    assert "Renminbi Nine Hundred Sixty-Four Thousand Only" in cover
    assert "24 December 2026 (30 days)" in cover
    assert f"Page 1 of {len(pages)}" in cover
    for words in (
        "Currency: Renminbi. Prices and subtotals: tax included, VAT at 6%.",
        "At least 99.9%: no more than 8.76 h of downtime a year, or 43.2 min in a 30-day month.",
        "Annual, in advance: The fees of each contract year are paid before it begins.",
        "10,000 62.00 8% 57.04 570,400.00",
    ):
        assert words in text


def test_the_language_is_part_of_the_snapshot_and_chinese_goes_without_saying() -> None:
    chinese = proposal()
    assert "language" not in snapshot(chinese)
    assert snapshot(english(chinese))["language"] == "en"
    assert english(chinese).mark != chinese.mark


def test_its_bytes_do_not_depend_on_who_orders_it() -> None:
    made = english(proposal(offer(3, bundle=None)))
    with translation.override("zh-hans"):
        first = render(made).content
    with translation.override("en"):
        assert render(made).content == first


def test_long_units_take_their_room_from_the_names() -> None:
    made = proposal(offer(3))
    lines = tuple(replace(line, unit="stream-year") for line in made.groups[0].lines)
    wide = table(replace(made, groups=(replace(made.groups[0], lines=lines), *made.groups[1:])))
    usual = table(made)
    assert (wide.widths[2] > usual.widths[2], sum(wide.widths)) == (True, sum(usual.widths))
    assert wide.widths[3:] == usual.widths[3:]


def test_amounts_are_counted_in_the_currencys_code() -> None:
    made = proposal()
    with override("en"):
        assert (english(made).unit, made.unit) == ("CNY", "yuan")
