"""Packages worth the same to us, put together from the issues of a deal and asked over HTTP."""

import re
from decimal import Decimal as D
from html import unescape
from typing import Any

import pytest

from quotes.domain.negotiation import Issue
from quotes.domain.policy import Approver, Figure, Operator
from quotes.models import Policy, QuoteVersion
from stakeholders.models import Contact, Deal, User
from tests.factories import coach
from tests.factories import issues as negotiated
from tests.factories import quotes as offered
from tests.factories.haggling import give, logged
from tests.factories.issues import option
from tests.factories.stakeholders import NOW
from tests.quotes.views.typing_in import ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")


def text(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def talked(deal: Deal, table: QuoteVersion, ada: User) -> Deal:
    """A case for us, an engineer for them; 839,600 on the table."""
    negotiated.issue(deal, by=ada)
    negotiated.issue(deal, by=ada, of=negotiated.Issue.SUPPORT, options=negotiated.support())
    return deal


def test_the_packages_leave_us_the_same_and_differ_on_two_issues(client_of: ClientOf, talked: Deal, ada: User) -> None:
    answer = client_of(ada).get(f"/deals/{talked.pk}/packages/")
    found = [(tuple(one.name for one in p.outcomes), p.total) for p in answer.context["screen"].packages]
    assert found == [(("专属工程师", "署名案例"), 827_600), (("标准支持", "不做案例"), 839_600)]
    assert ("对方最看重" in text(answer), "无需审批" in text(answer)) == (True, False)


def test_what_was_agreed_is_paid_for_and_keeping_it_costs_nothing_anew(
    client_of: ClientOf, deal: Deal, table: QuoteVersion, contact: Contact, ada: User
) -> None:
    """SLA B at 50,000 was agreed and the table says 839,600: what stands is a package at that, and back at SLA A the
    50,000 come off before 30,000 of round-the-clock support go on."""
    levels = (
        option("A", cost=D(0), worth=negotiated.span(0, 0)),
        option("B", cost=D(50_000), worth=negotiated.span(60_000, 80_000)),
    )
    hours = (
        option("5x8", cost=D(0), worth=negotiated.span(0, 0)),
        option("24x7", cost=D(30_000), worth=negotiated.span(9_000, 11_000)),
    )
    sla = negotiated.issue(deal, by=ada, of=Issue.SLA, options=levels)
    negotiated.issue(deal, by=ada, of=Issue.SUPPORT, options=hours)
    agreed = give("SLA B", issue=Issue.SLA, worth=None, option=sla.value().options[1].key, untraded_reason="客情")
    logged(table.quote, contact=contact, by=ada, moves=[agreed])
    screen = client_of(ada).get(f"/deals/{deal.pk}/packages/").context["screen"]
    found = {
        tuple(one.name for one in sorted(package.outcomes, key=lambda one: one.name)): (package.total, package.theirs)
        for package in screen.packages
    }
    assert found == {("5x8", "B"): (D(839_600), D(0)), ("24x7", "A"): (D(819_600), D(-40_000))}


def test_whoever_sees_floors_is_told_that_nobody_is_asked(client_of: ClientOf, talked: Deal, bo: User) -> None:
    assert "无需审批" in text(client_of(bo).get(f"/deals/{talked.pk}/packages/"))


def test_another_value_is_asked_in_the_address_and_measured_by_the_plan(
    client_of: ClientOf, talked: Deal, table: QuoteVersion, ada: User
) -> None:
    coach.aims(table.quote, by=ada)
    address = f"/deals/{talked.pk}/packages/"
    dearer = client_of(ada).get(address, {"value": "85万"})
    assert [one.total for one in dearer.context["screen"].packages] == [838_000, 850_000]
    assert "低于谈判计划里的最低可签总价" in text(client_of(ada).get(address, {"value": "50万"}))
    assert client_of(ada).get(address, {"value": "很多"}).status_code == 422


def test_no_package_is_below_the_plan_since_that_asks_the_manager(
    client_of: ClientOf, talked: Deal, table: QuoteVersion, ada: User
) -> None:
    address = f"/deals/{talked.pk}/packages/"
    before = client_of(ada).get(address).context["screen"].packages
    lowest = min(package.total for package in before)
    coach.aims(table.quote, by=ada, target=D(900_000), reservation=lowest + 1, aspiration=D(900_000))
    after = client_of(ada).get(address).context["screen"]
    assert lowest not in [package.total for package in after.packages]
    assert (bool(before), after.below) == (True, lowest + 1 > D(839_600))


def test_where_there_is_none_the_page_says_why(client_of: ClientOf, deal: Deal, table: QuoteVersion, ada: User) -> None:
    negotiated.issue(deal, by=ada, of=negotiated.Issue.PAYMENT, options=negotiated.payment())
    page = text(client_of(ada).get(f"/deals/{deal.pk}/packages/"))
    assert ("至少要有两个议题" in page, "未纳入" in page) == (True, True)


def test_before_any_offer_there_is_nothing_to_put_together(client_of: ClientOf, deal: Deal, ada: User) -> None:
    assert "还没有报出过价" in text(client_of(ada).get(f"/deals/{deal.pk}/packages/"))


@pytest.mark.parametrize(
    ("outcomes", "skipped"),
    [
        pytest.param(("专票 6%", "普票 6%"), [], id="which invoice"),
        pytest.param(("专票 6%", "普票 6%", "专票 13%"), ["专票 13%"], id="another VAT"),
        pytest.param(("专票 6%", "专票，不含税报价", "普票，含税"), ["专票，不含税报价"], id="another tax basis"),
    ],
)
def test_an_invoice_is_part_of_packages_unless_it_changes_what_a_total_comes_to(
    client_of: ClientOf, talked: Deal, ada: User, outcomes: tuple[str, ...], skipped: list[str]
) -> None:
    told = tuple(option(name, cost=D(n), worth=negotiated.span(-n, -n)) for n, name in enumerate(outcomes))
    negotiated.issue(talked, by=ada, of=Issue.INVOICE, options=told)
    answer = client_of(ada).get(f"/deals/{talked.pk}/packages/")
    screen = answer.context["screen"]
    assert (answer.status_code, [one.name for one in screen.skipped]) == (200, skipped)
    assert ("会改变报价的增值税" in text(answer)) == bool(skipped)
    names = {package.of(Issue.INVOICE).name for package in screen.packages}
    assert (bool(names), names - (set(outcomes) - set(skipped))) == (True, set())


def test_an_invoice_that_only_changes_the_vat_is_left_out_and_the_others_are_not(
    client_of: ClientOf, talked: Deal, ada: User
) -> None:
    """Priced by the VAT of the offer, as the ledger does it."""
    negotiated.invoiced(talked, by=ada)
    negotiated.issue(talked, by=ada, of=Issue.INVOICE, options=(option("专票 6%"), option("普票 3%")))
    screen = client_of(ada).get(f"/deals/{talked.pk}/packages/").context["screen"]
    assert (len(screen.packages), screen.left_out) == (2, ("增值税与发票",))
    assert [one.name for one in screen.skipped] == ["普票 3%"]


PROMISES = (
    (Figure.SLA_AVAILABILITY, Operator.GE, "99.95", Approver.DELIVERY, "超出承诺"),
    (Figure.URGENT_MINUTES, Operator.LT, "60", Approver.DELIVERY, "响应过快"),
)


@pytest.mark.parametrize(
    ("level", "support", "skipped"),
    [
        pytest.param("99.9%", "紧急 60 分钟", [], id="within"),
        pytest.param("99.99%", "紧急 60 分钟", [], id="availability"),
        pytest.param("99.9%", "紧急 30 分钟", [], id="response"),
        pytest.param("金牌", "15 分钟响应", ["金牌", "15 分钟响应"], id="unread"),
    ],
)
def test_what_a_package_promises_of_service_is_weighed_by_the_policy(
    client_of: ClientOf,
    deal: Deal,
    table: QuoteVersion,
    ada: User,
    adm: User,
    level: str,
    support: str,
    skipped: list[str],
) -> None:
    """An outcome past a rule is in no package however much they want it, and one that cannot be read is named."""
    Policy.objects.update(valid_to=NOW.date())
    offered.policy(by=adm, rules=PROMISES, number=2, valid_from=NOW.date())
    negotiated.issue(deal, by=ada)
    negotiated.issue(deal, by=ada, of=Issue.DELIVERY, options=negotiated.support())
    much = negotiated.span(90_000, 90_000)
    for issue, plain, better in ((Issue.SLA, "99.5%", level), (Issue.SUPPORT, "紧急 90 分钟", support)):
        told = (option(plain, cost=D(0), worth=negotiated.span(0, 0)), option(better, cost=D(0), worth=much))
        negotiated.issue(deal, by=ada, of=issue, options=told)
    answer = client_of(ada).get(f"/deals/{deal.pk}/packages/")
    screen = answer.context["screen"]
    names = {one.name for package in screen.packages for one in package.outcomes}
    assert (len(screen.packages) >= 2, [one.name for one in screen.skipped]) == (True, skipped)
    assert {level, support} & names == {level, support} & {"99.9%", "紧急 60 分钟"}
    assert ("写成“99.95%”" in text(answer)) == bool(skipped)


def test_three_issues_take_no_more_statements_than_two(client_of: ClientOf, talked: Deal, ada: User) -> None:
    client, address = client_of(ada), f"/deals/{talked.pk}/packages/"
    _answer, two = statements_of(lambda: client.get(address))
    negotiated.issue(talked, by=ada, of=negotiated.Issue.DELIVERY, options=negotiated.support())
    assert statements_of(lambda: client.get(address))[1] == two


def test_it_is_for_the_team_of_the_deal(client_of: ClientOf, talked: Deal, pre: User, dee: User) -> None:
    address = f"/deals/{talked.pk}/packages/"
    assert {who.name: client_of(who).get(address).status_code for who in (pre, dee)} == {"pre": 200, "dee": 404}
