"""What is ours alone reaches none of the documents that a customer holds: not their words, not what is attached."""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from quotes.documents.proposal import collect
from quotes.documents.proposal.page import html
from quotes.documents.proposal.tree import quote_json, snapshot
from quotes.domain.papers import Composition
from quotes.domain.proposals import Kind, Language
from quotes.domain.rivals.content import Cover
from quotes.domain.rivals.words import Evidence, Respect, Weighed
from quotes.domain.value.drivers import Alternative
from quotes.models import QuoteLine, QuoteVersion
from quotes.queries.value import value_for_document
from stakeholders.models import Contact, Deal, Milestone, User
from tests.factories import stakeholders as whom
from tests.factories import value
from tests.factories.rivals import rival

WORDS = tuple(f"金丝雀{which}" for which in "甲乙丙丁戊己庚辛壬癸子丑寅")
FIGURES = ("41.717171", "620817.17", "620,817.17", "31717.31", "31,717.31", "733117", "733,117")
NAMES = ("floor", "margin", "funding", "concern", '"support"', "weigh", "blocker", "evidence", "lead_p", "origin")
# All that a paper tells of an offer's value: what is added later stays out until somebody writes it here.
TOLD_OF_VALUE = {
    "case": "alternative claimed cost_total costs currency gap headline lines months needed net no_cost_because price "
    "quoted quoted_months reference returns share swing swings told told_for",
    "line": "acknowledged_on alone alternative alternative_of amount condition confidence counted effect figures "
    "formula is_contractual measured_on metric name ours percentile promise source valid_until",
    "figure": "name value",
}


def planted(version: QuoteVersion, contact: Contact, by: User, at: datetime) -> int:
    """A canary in everything that is private; the number of an offer of others that may be shown."""
    deal, (a, b, c, d, e, f, g, h, *others) = version.quote.deal, WORDS
    planted_in_value(deal, contact, by, *others)
    Deal.objects.filter(pk=deal.pk).update(competitor_note=a, next_step=b, budget_freeze_on=date(2026, 12, 25))
    Contact.objects.filter(pk=contact.pk).update(note=c)
    whom.seat(deal=deal, contact=contact, support=-3, concern=d, win=d, answer=d)
    Milestone.objects.create(
        deal=deal,
        name="合同会签",
        blocker=e,
        evidence=e,
        lead_p50=2,
        lead_p80=3,
        position=1,
        created_at=at,
        updated_at=at,
    )
    QuoteLine.objects.filter(version=version).update(floor_price=Decimal("41.717171"))
    QuoteVersion.objects.filter(pk=version.pk).update(floor_total=Decimal("620817.17"))
    offer = rival(
        deal=deal,
        by=by,
        rival=f,
        source=g,
        evidence=Evidence.DOCUMENT,
        claimed_percent=None,
        heard_version=None,
        amount=Decimal(500_000),
        weighed={Respect.SLA: Weighed(amount=Decimal("31717.31"), basis=h)},
    )
    return offer.pk


def planted_in_value(deal: Deal, contact: Contact, by: User, *canaries: str) -> None:
    """In where a claim, its note, a figure, a price and a rate come from; the price is hearsay."""
    a, b, c, d, e = canaries
    given = {key: replace(one, source=c) for key, one in value.given(value.TICKETS, contact).items()}
    row = value.driver(deal=deal, by=by, claim=value.claim(by=by, origin=a, note=b), given=given)
    value.acknowledged(row, contact, by)
    value.basis(deal=deal, by=by, reference=Decimal(733_117), reference_source=d, rate_source=e)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_no_canary_is_in_a_customer_s_document_or_in_what_it_carries(
    kind: Kind, language: Language, version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    shown = planted(version, contact, ada, now)
    made = collect(version, at=now, kind=kind, language=language, composition=Composition(rivals=(shown,)))
    carried = html(made) + quote_json(made)
    assert [secret for secret in (*WORDS, *FIGURES) if secret in carried] == []
    assert [name for name in NAMES if name in quote_json(made)] == []
    assert version.quote.number in carried


def test_of_an_offer_s_value_only_what_is_written_here_is_told(
    version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    planted(version, contact, ada, now)
    case = snapshot(collect(version, at=now))["worth"]
    (line,) = case["lines"]
    told = {"case": case, "line": line, "figure": line["figures"][0]}
    assert {name: " ".join(sorted(found)) for name, found in told.items()} == TOLD_OF_VALUE


@pytest.mark.parametrize("reference", [900_000, 700_000])
def test_no_figure_of_an_offer_s_value_is_attached_that_its_page_does_not_print(
    reference: int, version: QuoteVersion, deal: Deal, contact: Contact, ada: User, now: datetime
) -> None:
    value.acknowledged(value.driver(deal=deal, by=ada), contact, ada)
    value.switching(deal=deal, by=ada)
    value.basis(deal=deal, by=ada, alternative=Alternative.BUILD, reference=Decimal(reference))
    made = collect(version, at=now)
    assert made.worth is not None
    whole = value_for_document(version, today=timezone.localdate(now), language="zh-hans")
    assert _value_page(html(replace(made, worth=whole))) == (page := _value_page(html(made)))
    carried = re.sub(r"\d{4}-\d\d-\d\d", "", json.dumps(snapshot(made)["worth"], ensure_ascii=False))
    told = re.findall(r"\d+(?:\.\d+)?", carried)
    assert sorted(figure for figure in told if figure not in page.replace(",", "")) == []


def test_whoever_was_told_the_inputs_can_reckon_the_value_of_an_offer_again(
    version: QuoteVersion, deal: Deal, contact: Contact, ada: User, now: datetime
) -> None:
    value.acknowledged(value.driver(deal=deal, by=ada), contact, ada)
    value.switching(deal=deal, by=ada)
    page = _value_page(html(collect(version, at=now)))
    reckoned = re.findall(r"<td[^>]*>([^<]*)</td>", page.split('class="ruled reckoned"')[1])
    claimed = ["324,000.00", "80%", "259,200.00", "2026 年 11 月 24 日"]
    assert reckoned == [*claimed, "", "", "259,200.00", "", "60,000.00", "", "−60,000.00", "", "199,200.00", ""]
    assert contact.name not in page


def test_a_value_page_names_a_difference_only_to_an_offer_that_was_chosen_and_its_owner_never(
    version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    deal, hearsay = version.quote.deal, Decimal(733_117)
    value.acknowledged(value.driver(deal=deal, by=ada), contact, ada)
    value.basis(deal=deal, by=ada, reference=hearsay, reference_source=WORDS[0])
    lines = version.lines.values_list("product_code", "quantity")
    covers = {code: Cover(is_covered=True, quantity=quantity) for code, quantity in lines}
    written = {"evidence": Evidence.DOCUMENT, "claimed_percent": None, "heard_version": None}
    written |= {"term_months": 12, "tax_included": True}
    offer = rival(deal=deal, by=ada, rival=WORDS[1], source=WORDS[2], amount=Decimal(711_313), covers=covers, **written)
    bare, chosen = (
        html(made) + quote_json(made)
        for made in (
            collect(version, at=now),
            collect(version, at=now, composition=Composition(rivals=(offer.pk,))),
        )
    )
    assert ("价值对照</h1>" in bare, "贵在哪，值不值</h1>" in bare, "711,313" in bare, "方案 B" in bare) == (
        True,
        False,
        False,
        False,
    )
    assert [word for word in ("贵在哪，值不值</h1>", "方案 B 报价 ¥711,313.00", "即可回本") if word not in chosen] == []
    assert [word for word in (*WORDS[:3], "733117", "733,117") if word in bare + chosen] == []


def _value_page(printed: str) -> str:
    return printed.split('<section class="opens worth">')[1].split("</section>")[0]
