"""What a customer will use, by month, where somebody chose to show it."""

from datetime import date, datetime
from decimal import Decimal

from quotes.actions.usage import choose_usage
from quotes.documents.proposal.collect import collect
from quotes.documents.proposal.page import html
from quotes.documents.proposal.pictures import traffic_bars, traffic_said
from quotes.documents.proposal.traffic import Traffic, TrafficMonth
from quotes.documents.proposal.tree import snapshot
from quotes.domain.papers import Composition, Section
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import usage

SHOWN = Composition(sections=(Section.COVER, Section.TRAFFIC, Section.PRICES))


def month(number: int, gb: int) -> TrafficMonth:
    return TrafficMonth(number=number, first_day=date(2027, number, 1), gb=Decimal(gb), streams=Decimal(10_000))


def test_an_offer_that_stands_on_no_use_shows_none(version: QuoteVersion, now: datetime) -> None:
    proposal = collect(version, at=now, composition=SHOWN)
    assert (proposal.traffic, "贵方用量" in html(proposal)) == (None, False)


def test_a_bar_a_month_over_the_months_of_service(version: QuoteVersion, deal: Deal, ada: User, now: datetime) -> None:
    choose_usage(version=version, scenario=usage.saved(deal=deal, by=ada), series=None, by=ada, at=now)
    assert "traffic" not in snapshot(collect(version, at=now))
    proposal = collect(version, at=now, composition=SHOWN)
    traffic = proposal.traffic
    assert traffic is not None
    assert [one.number for one in traffic.months] == list(range(1, version.term_months + 1))
    page = html(proposal)
    assert ("贵方用量" in page, page.count("<rect") >= version.term_months) == (True, True)
    assert traffic_said(traffic) in page


def test_it_says_the_fullest_month_and_who_knows_it() -> None:
    months = (month(1, 800), month(2, 1_200))
    described, measured = (Traffic(is_measured=known, months=months) for known in (False, True))
    assert traffic_said(described) == "按贵方描述的用量测算：峰值并发 10,000 路，流量最大的月份 1.2 TB。"
    assert traffic_said(measured).startswith("取自贵方实测数据")
    assert "2027-01 800 GB；2027-02 1.2 TB" in traffic_bars(described)
    assert traffic_bars(Traffic(is_measured=True, months=months[:1])) == ""
