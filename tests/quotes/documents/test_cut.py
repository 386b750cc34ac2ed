"""What stands in a section that was left out goes with no document, not even in what is attached."""

from dataclasses import replace
from datetime import datetime

import pytest

from quotes.documents.proposal import collect, snapshot
from quotes.documents.proposal.cut import cut
from quotes.documents.proposal.page import html
from quotes.documents.proposal.tree import quote_json
from quotes.domain.papers import Composition, Passage, Section
from quotes.domain.proposals import Kind
from quotes.domain.texts import OWNERS
from quotes.models import QuoteVersion
from stakeholders.models import Deal
from tests.quotes.documents.sample import pack, proposal

FIRST = {Kind.PROPOSAL: Section.COVER, Kind.CHAMPION: Section.REQUEST}


def carried(kind: Kind, *sections: Section) -> str:
    made = proposal(
        kind=kind,
        pack=pack(),
        notes=("金丝雀备注",),
        texts=tuple(Passage(block, f"金丝雀{block}") for block in OWNERS),
        sections=(FIRST[kind], *sections, Section.PRICES),
    )
    return quote_json(cut(made))


@pytest.mark.parametrize(
    ("kind", "section", "said"),
    [
        (Kind.PROPOSAL, Section.NEEDS, "situation"),
        (Kind.PROPOSAL, Section.NEEDS, "金丝雀needs"),
        (Kind.PROPOSAL, Section.SOLUTION, "金丝雀solution"),
        (Kind.PROPOSAL, Section.TERMS, "金丝雀备注"),
        (Kind.PROPOSAL, Section.PROMISES, "金丝雀liability"),
        (Kind.PROPOSAL, Section.CALENDAR, "立项与预算审批"),
        (Kind.PROPOSAL, Section.CALENDAR, "2026-12-25"),
        (Kind.PROPOSAL, Section.OUTLAY, 'due_on": "2027-04'),
        (Kind.CHAMPION, Section.CALENDAR, "立项与预算审批"),
        (Kind.CHAMPION, Section.COMPARISON, "680000"),
        (Kind.CHAMPION, Section.OUTLAY, "is_assumed"),
    ],
)
def test_it_is_carried_with_its_section_and_not_without(kind: Kind, section: Section, said: str) -> None:
    assert [said in carried(kind, Section.SERVICE), said in carried(kind, Section.SERVICE, section)] == [False, True]


def test_a_request_points_to_no_comparison_that_is_not_there() -> None:
    made = proposal(kind=Kind.CHAMPION, pack=pack(), sections=(Section.REQUEST, Section.PRICES))
    assert ["份书面报价按同一口径比较" in html(one) for one in (made, cut(made))] == [True, False]


def test_a_usual_document_loses_nothing_that_it_prints() -> None:
    for kind in Kind:
        made = replace(proposal(kind=kind, pack=pack() if kind is Kind.CHAMPION else None), notes=("备注",))
        whole, left = (html(one).split("<body>")[1].split("data-foot")[0] for one in (made, cut(made)))
        assert left == whole


def test_what_is_collected_is_cut(version: QuoteVersion, deal: Deal, now: datetime) -> None:
    Deal.objects.filter(pk=deal.pk).update(needs="卡顿 | 弱网 | 退费")
    with_it = snapshot(collect(version, at=now))["needs"]
    chosen = Composition(sections=(Section.COVER, Section.PRICES))
    assert (len(with_it), snapshot(collect(version, at=now, composition=chosen))["needs"]) == (1, [])
