"""What closed deals paid stands beside a line: the middle half, without a name, for those who see floors."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from quotes.domain.pricing.guide import Band
from quotes.models import Policy, PriceBookVersion, Quote, QuoteLine, QuoteVersion
from quotes.queries.quotes.closed import closed_alike
from stakeholders.models import Customer, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.quotes.actions.offers import approved, submitted
from tests.quotes.views.typing_in import HTMX, ClientOf, line_of, shown_in, statements_of

pytestmark = pytest.mark.usefixtures("today")

# Net, for one unit, in five deals; with 6 % on top: 47.70 to 58.30.
PAID = ("40", "45", "50", "55", "60")

type Close = Callable[..., QuoteVersion]


@pytest.fixture
def close(customer: Customer, price_book: PriceBookVersion, ada: User, now: datetime) -> Close:
    """A deal of its own, closed at so much a unit before tax."""

    def made(
        each: str, *, days_ago: int = 30, currency: str = "CNY", accepted: bool = True, twice: bool = False, **line: Any
    ) -> QuoteVersion:
        deal = whom.deal(customer=customer, owner=ada, name=f"成交于 {each}")
        version = offered.draft(deal=deal, price_book=price_book, by=ada, currency=currency)
        net = Decimal(each) * 10_000
        QuoteLine.objects.filter(version=version, product_code="RTC-HD").update(
            **{"net_total": net, "gross_total": net, "tax_total": 0} | line
        )
        if twice:
            again = version.lines.get(product_code="RTC-HD")
            again.pk, again.position, again._state.adding = None, 11, True
            again.save()
        if "columns" in line:
            columns = [{"name": "高级版", "bundle_price": None}]
            QuoteVersion.objects.filter(pk=version.pk).update(columns=columns, recommended="高级版")
            version.refresh_from_db()
        submitted(version, ada, now)
        at = now - timedelta(days=days_ago)
        if accepted:
            QuoteVersion.objects.filter(pk=version.pk).update(state="accepted", accepted_at=at, accepted_by=ada)
        return version

    return made


def band(client_of: ClientOf, version: QuoteVersion, reader: User) -> Band | None:
    found: Band | None = card(client_of, version, reader).guide.band
    return found


def card(client_of: ClientOf, version: QuoteVersion, reader: User) -> Any:
    line = line_of(version, "RTC-HD")
    return client_of(reader).get(f"/versions/{version.pk}/?line={line.pk}", **HTMX).context["card"]


def test_the_middle_half_is_shown_in_the_basis_of_the_offer(
    client_of: ClientOf, version: QuoteVersion, bo: User, close: Close
) -> None:
    for each in PAID:
        close(each)
    assert band(client_of, version, bo) == Band(low=Decimal("47.70000000"), high=Decimal("58.30000000"), deals=5)
    QuoteVersion.objects.filter(pk=version.pk).update(tax_included=False)
    assert band(client_of, version, bo) == Band(low=Decimal(45), high=Decimal(55), deals=5)


@pytest.mark.parametrize(
    "odd",
    [
        {"days_ago": 366},
        {"currency": "USD"},
        {"role": "optional"},
        {"columns": ["高级版"]},
        {"net_total": 0, "gross_total": 0},
        {
            "charge": {
                "kind": "prorated",
                "charge": {"kind": "per_unit", "unit": "62"},
                "part": 6,
                "whole": 12,
                "measure": "months",
            }
        },
    ],
)
def test_four_deals_and_one_that_is_unlike_tell_nothing(
    client_of: ClientOf, version: QuoteVersion, bo: User, close: Close, odd: dict[str, Any]
) -> None:
    for each in PAID[1:]:
        close(each)
    close(PAID[0], **odd)
    assert band(client_of, version, bo) is None
    close(PAID[0])
    assert band(client_of, version, bo) is not None


def test_two_versions_of_one_deal_are_one_deal(
    client_of: ClientOf, version: QuoteVersion, bo: User, close: Close
) -> None:
    first, *others = [close(each) for each in PAID]
    Quote.objects.filter(pk=others[0].quote_id).update(deal=first.quote.deal)
    assert band(client_of, version, bo) is None


def test_a_product_on_two_lines_of_a_deal_is_one_price(
    client_of: ClientOf, version: QuoteVersion, bo: User, close: Close
) -> None:
    """Of 30, 45, 50, 55, 60, the first twice, the lower quartile is 45; of six lines it would be 30."""
    for each in PAID[1:]:
        close(each)
    close("30", twice=True)
    assert band(client_of, version, bo) == Band(low=Decimal("47.7"), high=Decimal("58.3"), deals=5)


def test_an_offer_that_was_only_submitted_is_no_closed_deal(
    client_of: ClientOf, version: QuoteVersion, bo: User, close: Close
) -> None:
    for each in PAID[1:]:
        close(each)
    close(PAID[0], accepted=False)
    assert band(client_of, version, bo) is None


def test_it_is_for_those_who_see_floors_and_names_nobody(
    client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, pre: User, close: Close
) -> None:
    for each in PAID:
        close(each)
    assert [band(client_of, version, reader) is not None for reader in (bo, pre, ada)] == [True, True, False]
    for reader, told in ((bo, True), (ada, False)):
        page = client_of(reader).get(f"/versions/{version.pk}/").content.decode()
        assert ("同类成交" in page, "成交于" in page) == (told, False)


def test_a_price_below_it_is_said(client_of: ClientOf, version: QuoteVersion, bo: User, close: Close) -> None:
    for each in PAID:
        close(each)
    client, line = client_of(bo), line_of(version, "RTC-HD")
    url = f"/versions/{version.pk}/?line={line.pk}"
    words = "低于四分之三的同类成交"
    dear = client.get(url, **HTMX).content.decode()
    version.lines.filter(pk=line.pk).update(discount=25)
    cheap = client.get(url, **HTMX)
    assert (words in dear, words in cheap.content.decode()) == (False, True)
    assert "47.7000–58.3000" in cheap.content.decode()


def test_it_is_drawn_and_comes_with_a_save_to_those_who_see_it(
    client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, close: Close
) -> None:
    for each in PAID:
        close(each)
    counted = {}
    for reader in (ada, bo):
        version.refresh_from_db()
        client, line = client_of(reader), line_of(version, "RTC-HD")
        sent = {"edition": str(version.edition), f"line-{line.pk}-discount": "5" if reader == ada else "6"}
        answer, counted[reader.name] = statements_of(
            lambda client=client, sent=sent: client.post(f"/versions/{version.pk}/lines/", sent, **HTMX)
        )
    # One for these; what is used and what it costs are asked for the line's target.
    assert counted["bo"] == counted["ada"] + 3
    assert 'class="c5"' in answer.content.decode()
    assert shown_in(answer, f"mark-{line.pk}") != ""


def test_an_approver_reads_all_of_an_offer_beside_whole_offers_on_the_same_basis(
    version: QuoteVersion, bo: User, ada: User, close: Close, now: datetime
) -> None:
    """839,600 for 10,000 streams in all of the closed deals; twelve free months are half the price."""
    for each in PAID:
        close(each)
    told = closed_alike(bo, version, now)
    assert told is not None
    assert (told.band, told.here, told.monthly) == (
        Band(low=Decimal("83.96"), high=Decimal("83.96"), deals=5), Decimal("83.96"), False,
    )  # fmt: skip
    version.free_months = 12
    cheap = closed_alike(bo, version, now)
    assert cheap is not None
    assert (cheap.here, cheap.tone, closed_alike(ada, version, now)) == (Decimal("41.98"), "warn", None)


@pytest.mark.parametrize(
    ("total", "said"),
    [("700000", "低于多数同类成交"), ("839600", "在同类成交之中"), ("990000", "高于多数同类成交")],
)
def test_the_approval_says_on_which_side_of_like_deals_an_offer_lies_and_in_what_its_figures_are(
    client_of: ClientOf,
    version: QuoteVersion,
    policy: Policy,
    bo: User,
    ada: User,
    close: Close,
    now: datetime,
    total: str,
    said: str,
) -> None:
    for each in PAID:
        close(each)
    gross = Decimal(total)
    QuoteVersion.objects.filter(pk=version.pk).update(gross_total=gross, net_total=gross - version.tax_total)
    version.refresh_from_db()
    submitted(version, ada, now)
    approved(version, policy, ada, now)
    url = f"/approvals/{version.requests.get().pk}/"
    page = client_of(bo).get(url).text
    sides = [words for words in ("低于多数同类成交", "在同类成交之中", "高于多数同类成交") if words in page]
    each = f"{gross / 10_000:.2f}"
    assert (sides, f"{each} · 83.96 至 83.96 元 / 路·年" in page) == ([said], True)
    assert "同类成交" not in client_of(ada).get(url).text
