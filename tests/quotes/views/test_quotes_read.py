"""What is read of an offer: two versions side by side, the deal's head, and who never sees a floor."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as said

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import branch_version, change_lines, next_version, save_terms
from quotes.models import Policy, PriceBookVersion, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.quotes.views.typing_in import HTMX, ClientOf, cell, line_of, statements_of

pytestmark = pytest.mark.usefixtures("today")


FLOOR = "620,800.00"
LEFT = said("%(points)s points left") % {"points": "15.0"}


class TestTheFloor:
    @pytest.mark.parametrize("discount", ["0", "30"])
    def test_a_salesperson_never_receives_it_and_pre_sales_and_managers_do(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, bo: User, now: datetime, discount: str
    ) -> None:
        line = line_of(version, "RTC-HD")
        if discount != "0":
            everything = {row.pk: {"discount": Decimal(discount)} for row in version.lines.all()}
            change_lines(version=version, edition=1, changes=everything, by=ada, at=now)
        below = "33,080.00"  # 839,600 × 0.7 = 587,720 against a floor of 620,800
        gone = cell(version, "RTC-HD", quantity="10000", discount=discount)

        for reader, sees in ((ada, False), (pre, True), (bo, True)):
            client = client_of(reader)
            pages = [
                client.get(f"/versions/{version.pk}/").content.decode(),
                client.post(f"/versions/{version.pk}/lines/", gone, **HTMX).content.decode(),
            ]
            for shown in pages:
                assert (FLOOR in shown) is sees
                if discount != "0":
                    assert (below in shown) is sees
                    assert "33080" not in shown or sees
            # The line's own floor stands on its card, which comes with the line that was changed.
            assert ["46.00" in shown for shown in pages] == [False, sees]
        assert line.floor_price == Decimal(46)

    def test_a_salesperson_is_not_told_that_it_is_crossed(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        everything = {row.pk: {"discount": Decimal(30)} for row in version.lines.all()}
        change_lines(version=version, edition=1, changes=everything, by=ada, at=now)
        below = "33,080.00"

        def reasons(reader: User) -> dict[str, tuple[str, ...]]:
            needed = client_of(reader).get(f"/versions/{version.pk}/submit/").context["offer"].authority.needed
            return {need.approver: need.reasons for need in needed}

        assert str(said("Finance")) not in reasons(ada)
        assert below in reasons(bo)[str(said("Finance"))][0]


class TestComparing:
    @pytest.fixture
    def second(self, version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
        submit_version(version=version, reason="", by=ada, at=now)
        draft = next_version(version=version, by=ada, at=now)
        line = line_of(draft, "RTC-HD")
        change_lines(version=draft, edition=1, changes={line.pk: {"discount": Decimal(10)}}, by=ada, at=now)
        save_terms(
            version=draft, edition=2, by=ada, at=now, payment_plan="annual_prepaid", valid_until=date(2027, 1, 1)
        )
        return draft

    def test_changes_are_marked_by_the_way_they_go_for_us(
        self, client_of: ClientOf, second: QuoteVersion, ada: User
    ) -> None:
        screen = client_of(ada).get(f"/quotes/{second.quote_id}/compare/", {"from": "1", "to": "2"}).context["screen"]

        assert (screen.before.number, screen.after.number, screen.difference) == (1, 2, Decimal("-62000.00"))
        assert [(row.before, row.after, row.direction) for row in screen.terms if row.changed] == [
            (said("Quarterly in advance"), said("Yearly in advance"), "better"),
            ("2026-12-24", "2027-01-01", "neutral"),
        ]
        assert [(pair.state, pair.direction) for pair in screen.lines] == [
            ("changed", "worse"),
            ("same", ""),
            ("same", ""),
        ]

    @pytest.mark.parametrize("query", ["", "?from=9&to=9", "?from=x&to=-1", "?from=2&to=2"])
    def test_strange_numbers_show_two_versions_all_the_same(
        self, client_of: ClientOf, second: QuoteVersion, ada: User, query: str
    ) -> None:
        screen = client_of(ada).get(f"/quotes/{second.quote_id}/compare/{query}").context["screen"]
        assert {screen.before.number, screen.after.number} == {1, 2}

    def test_the_distance_to_the_floor_is_compared_for_its_readers_only(
        self, client_of: ClientOf, second: QuoteVersion, ada: User, bo: User
    ) -> None:
        address = f"/quotes/{second.quote_id}/compare/"
        assert "218,800.00" not in client_of(ada).get(address).content.decode()
        assert "218,800.00" in client_of(bo).get(address).content.decode()

    def test_the_causes_add_up_to_the_difference(
        self, client_of: ClientOf, second: QuoteVersion, ada: User, now: datetime
    ) -> None:
        line = line_of(second, "SUP-724")
        values = {"quantity": Decimal(10), "discount": Decimal(5)}
        change_lines(version=second, edition=3, changes={line.pk: values}, by=ada, at=now)
        page = client_of(ada).get(f"/quotes/{second.quote_id}/compare/")
        screen = page.context["screen"]
        assert [(cause.label, cause.amount) for cause in screen.causes] == [
            (said("Quantities"), Decimal("-18525.00")),
            (said("Line discounts"), Decimal("-67225.00")),
        ]
        assert sum(cause.amount for cause in screen.causes) == screen.difference
        assert "−18,525.00" in page.text

    def test_a_floor_price_that_changed_is_for_its_readers(
        self, client_of: ClientOf, second: QuoteVersion, ada: User, bo: User
    ) -> None:
        second.lines.filter(product_code="REC-MIX").update(floor_price=Decimal("9.25"))
        told = {
            who: {row.label for pair in self.screen(client_of, second, who).lines for row in pair.rows}
            for who in (ada, bo)
        }
        assert told[bo] - told[ada] == {said("Floor price")}

    def test_a_version_of_another_quote_of_the_deal_stands_beside_it(
        self, client_of: ClientOf, second: QuoteVersion, deal: Deal, price_book: PriceBookVersion, ada: User, dee: User
    ) -> None:
        other = offered.draft(deal=deal, price_book=price_book, by=ada)
        address = f"/quotes/{second.quote_id}/compare/?from={other.quote_id}:1&to=2"
        screen = client_of(ada).get(address).context["screen"]
        assert (screen.before_name, screen.after_name) == (f"{other.quote.number} V1", "V2")
        assert [group.title for group in screen.groups] == ["", f"{other.quote.number} {other.quote.title}"]
        assert client_of(dee).get(address).status_code == 404

    @pytest.mark.parametrize("more", [1, 3])
    def test_it_takes_as_many_statements_for_three_versions_as_for_one_more(
        self, client_of: ClientOf, second: QuoteVersion, ada: User, now: datetime, more: int
    ) -> None:
        for _ in range(more):
            branch_version(version=QuoteVersion.objects.get(number=1), by=ada, at=now)
        client = client_of(ada)
        answer, statements = statements_of(lambda: client.get(f"/quotes/{second.quote_id}/compare/"))
        assert (answer.status_code, statements) == (200, 8)

    def screen(self, client_of: ClientOf, version: QuoteVersion, who: User) -> Any:
        return client_of(who).get(f"/quotes/{version.quote_id}/compare/?from=1&to=2").context["screen"]

    def test_one_version_alone_is_said(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        answer = client_of(ada).get(f"/quotes/{version.quote_id}/compare/")
        assert (answer.status_code, answer.context["screen"]) == (200, None)


class TestTheHeader:
    def test_it_tells_version_authority_and_for_some_the_margin(
        self, client_of: ClientOf, version: QuoteVersion, policy: Policy, ada: User, bo: User
    ) -> None:
        def metrics(reader: User) -> dict[str, str]:
            header = client_of(reader).get(f"/versions/{version.pk}/").context["header"]
            return {
                metric.key: metric.value
                for metric in header.metrics
                if metric.key in {"version", "authority", "margin"}
            }

        assert metrics(ada) == {"version": "V1 · 83.96 万元/年", "authority": LEFT}
        assert metrics(bo) == {"version": "V1 · 83.96 万元/年", "authority": LEFT, "margin": "26.1 %"}

    def test_a_deal_without_a_quote_says_so(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        header = client_of(ada).get(f"/deals/{deal.pk}/").context["header"]
        assert {metric.key: metric.value for metric in header.metrics}["version"] == said("Not quoted yet")
        assert {tab.key: tab.url for tab in header.tabs}["quotes"] == f"/deals/{deal.pk}/quotes/new/"
