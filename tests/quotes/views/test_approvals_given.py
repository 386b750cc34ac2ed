"""What an approver reads first: what is given, how far past the limit it is, and never two things that contradict."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import next_version, save_terms, send_version
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import REASON, approved, asked, decided, discounted
from tests.quotes.views.test_approvals import url
from tests.quotes.views.typing_in import shown_in

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def columns_of(version: QuoteVersion, by: User, at: datetime, **bundle: str) -> QuoteVersion:
    """The draft with a second column beside it, at this bundle price."""
    save_terms(
        version=version,
        edition=version.edition,
        by=by,
        at=at,
        columns=[
            {"name": "高级版", "bundle_price": None},
            *({"name": name, "bundle_price": price} for name, price in bundle.items()),
        ],
        recommended="高级版",
    )
    return QuoteVersion.objects.get(pk=version.pk)


class TestWhatIsGiven:
    def test_list_and_page_say_the_same_of_a_first_offer_and_of_a_later_one(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        decided(asked(version, by=ada), by=bo)
        draft = next_version(version=QuoteVersion.objects.get(pk=version.pk), by=ada, at=now)
        asked(draft, by=ada, points="20", at=now + timedelta(hours=1))
        client = client_of(bo)
        rows = client.get("/approvals/", {"tab": "all"}).context["page"].rows
        pages = [client.get(url(row.request)).context["screen"] for row in rows]
        assert [str(row.given) for row in rows] == [str(page.given) for page in pages] == ["16792.00", "151128.00"]
        assert [page.baseline for page in pages] == [version, None]

    def test_another_term_is_brought_to_the_same_length(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        approved(version, by=ada)
        draft = next_version(version=QuoteVersion.objects.get(pk=version.pk), by=ada, at=now)
        save_terms(version=draft, edition=draft.edition, by=ada, at=now, term_months=24)
        request = asked(QuoteVersion.objects.get(pk=draft.pk), by=ada, points="18")
        client = client_of(bo)
        page = client.get(url(request))
        two_years = Decimal("839600.00") * 2 - Decimal("688472.00")
        assert page.context["screen"].given == two_years
        assert client.get("/approvals/").context["page"].rows[0].given == two_years
        assert "折算为同样 24 个月" in page.text

    def test_a_dearer_offer_gives_nothing_and_says_so(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        decided(asked(version, by=ada, points="20"), by=bo)
        draft = next_version(version=QuoteVersion.objects.get(pk=version.pk), by=ada, at=now)
        request = asked(draft, by=ada, points="18", at=now + timedelta(hours=1))
        page = client_of(bo).get(url(request))
        assert "我方涨价（万元）" in page.text
        assert "<b>1.68</b>" in page.text


class TestPastTheLimit:
    def test_a_column_beside_the_offer_is_named_with_its_own_amount(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        beside = columns_of(version, ada, now, 基础版="630000")
        request = submit_version(version=beside, reason=REASON, by=ada, at=now)
        page = client_of(bo).get(url(request))
        over = page.context["screen"].over
        assert (over.where, str(over.discount), str(over.amount)) == ("基础版", "24.9643", "83660.00")
        assert "“基础版”比目录价低 25.0 %，超出销售权限（15.0 %）10.0 个点，合 8.37 万元" in page.text

    def test_draft_inbox_head_and_page_name_the_same_column_and_figure(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        beside = columns_of(version, ada, now, 基础版="630000")
        draft = client_of(ada).get(f"/versions/{version.pk}/")
        found = draft.context["offer"].authority
        assert (found.where, found.over) == ("基础版", Decimal("9.9643"))
        assert shown_in(draft, "metric-authority").endswith("超出 10.0 个点 基础版 现 25.0 %")
        request = submit_version(version=beside, reason=REASON, by=ada, at=now)
        client = client_of(bo)
        (row,) = client.get("/approvals/").context["page"].rows
        over = client.get(url(request)).context["screen"].over
        told = row.version.furthest_in, row.version.given_at_most
        assert (over.where, over.discount) == told == ("基础版", Decimal("24.9643"))
        pages = [client.get(page).text for page in ("/approvals/", "/")]
        assert ["25.0 %<small>基础版</small>" in page for page in pages] == [True, True]

    def test_where_the_offer_itself_goes_furthest_no_column_is_named(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        beside = columns_of(version, ada, now, 基础版="630000")
        save_terms(version=beside, edition=beside.edition, by=ada, at=now, columns=[], recommended="")
        assert shown_in(client_of(ada).get(f"/versions/{version.pk}/"), "metric-authority").endswith("现 0.0 %")
        beside.refresh_from_db()
        assert (beside.furthest_in, beside.furthest_discount, beside.given_at_most) == ("", None, Decimal(0))

    def test_an_option_that_is_given_away_counts_too(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        version.lines.filter(product_code="SUP-724").update(role="optional", discount=40)
        save_terms(version=version, edition=1, by=ada, at=now, credit_days=30)
        page = client_of(ada).get(f"/versions/{version.pk}/")
        assert page.context["offer"].authority.over == 25
        assert shown_in(page, "metric-authority").endswith("超出 25.0 个点 7×24 专属支持 现 40.0 %")

    def test_a_hair_past_the_limit_is_not_read_as_nothing(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        request = asked(version, by=ada, points="15.003")
        assert client_of(bo).get(url(request)).context["screen"].over.shown == "0.003"


class TestWithinAuthority:
    def test_nobody_reads_that_it_is_within_authority_and_that_finance_may_be_asked(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, fay: User
    ) -> None:
        address = f"/versions/{version.pk}/submit/"
        hers, his = (client_of(person).get(address).text for person in (ada, bo))
        assert ["在权限内" in page for page in (hers, his)] == [False, True]
        assert ["无需经理审批；是否须财务批准，提交后可见。" in page for page in (hers, his)] == [True, False]
        page = client_of(ada).get(f"/versions/{version.pk}/").text
        assert ("在权限内" in page, "是否须财务批准" in page) == (False, True)


def test_the_way_from_list_takes_off_the_lines_discounts_first_and_the_whole_after_them(
    client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
) -> None:
    draft = discounted(version, "10", by=ada)
    save_terms(version=draft, edition=draft.edition, by=ada, at=now, header_amount=Decimal(1000))
    picture = client_of(ada).get(f"/versions/{version.pk}/").context["waterfall"]
    assert picture.index("逐项折扣") < picture.index("整单优惠")


def test_what_was_agreed_to_and_never_sent_says_so_on_the_table(
    client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
) -> None:
    table = approved(version, by=ada)
    address = f"/quotes/{version.quote_id}/negotiation/"
    before = client_of(ada).get(address).text
    send_version(version=table, by=ada, at=now)
    after = client_of(ada).get(address).text
    assert ["可以报出，尚未发送" in page for page in (before, after)] == [True, False]
    assert ["桌上是 V1" in page for page in (before, after)] == [True, True]


def test_a_comparison_leads_with_the_terms_that_changed_and_folds_the_others(
    client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
) -> None:
    approved(version, by=ada)
    draft = next_version(version=QuoteVersion.objects.get(pk=version.pk), by=ada, at=now)
    save_terms(version=draft, edition=draft.edition, by=ada, at=now, credit_days=30)
    page = client_of(ada).get(f"/quotes/{version.quote_id}/compare/")
    screen = page.context["screen"]
    assert [row.label for row in screen.changed_terms] == ["账期（天）"]
    assert len(screen.same_terms) == len(screen.terms) - 1
    assert f"{len(screen.same_terms)} 项条款相同" in page.text
