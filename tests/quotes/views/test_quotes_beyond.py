"""What a save changes elsewhere on the page: it reads as it would after a reload, in one request."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import branch_version, next_version, save_terms
from quotes.models import Quote, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.quotes.views.typing_in import HTMX, ClientOf, cell, line_of, shown_in, statements_of

pytestmark = pytest.mark.usefixtures("today")

VERSIONS, TREE, WHATIF = {"shows": ["versions"]}, {"shows": ["versions", "tree"]}, {"shows": ["whatif"]}


def discounted(client: Client, version: QuoteVersion, points: str, **shows: Any) -> Any:
    sent = cell(version, "RTC-HD", quantity="10000", discount=points) | shows
    return client.post(f"/versions/{version.pk}/lines/", sent, **HTMX)


def reloaded(client: Client, version: QuoteVersion) -> Any:
    return client.get(f"/versions/{version.pk}/")


@pytest.fixture
def second(version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
    """V2, a draft made from V1, which was submitted."""
    submit_version(version=version, reason="", by=ada, at=now)
    return next_version(version=version, by=ada, at=now)


class TestTheHeadOfTheDeal:
    def test_total_and_distance_to_authority_follow_each_save(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client = client_of(ada)
        answer = discounted(client, version, "30")
        page = reloaded(client, version)
        for place in ("metric-version", "metric-authority"):
            assert shown_in(answer, place) == shown_in(page, place) != ""
        assert "65.36" in shown_in(answer, "metric-version")

    def test_the_floor_follows_for_those_who_see_it_and_is_told_to_nobody_else(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        told, untold = (discounted(client_of(who), version, "30") for who in (bo, ada))
        assert shown_in(told, "metric-margin") == shown_in(reloaded(client_of(bo), version), "metric-margin") != ""
        assert shown_in(untold, "metric-margin") == shown_in(reloaded(client_of(ada), version), "metric-margin") == ""

    def test_a_floor_that_is_missing_is_unknown_and_not_gone(
        self, client_of: ClientOf, version: QuoteVersion, bo: User
    ) -> None:
        version.lines.update(floor_price=None)
        assert shown_in(discounted(client_of(bo), version, "5"), "metric-margin").endswith("未知")

    def test_a_draft_beside_a_newer_one_leaves_the_head_to_the_newer(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        older, newer = branch_version(version=version, by=ada, at=now)
        client = client_of(ada)
        answer = discounted(client, older, "30")
        assert shown_in(answer, "metric-version") == shown_in(reloaded(client, older), "metric-version")
        assert shown_in(answer, "metric-version").startswith("当前版本（含税） " + str(newer))

    def test_the_quote_that_was_saved_last_takes_the_head_of_its_deal(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, ada: User
    ) -> None:
        other = offered.draft(deal=deal, price_book=version.price_book, by=ada)
        for one, hours in ((version, 2), (other, 1)):
            Quote.objects.filter(pk=one.quote_id).update(updated_at=whom.NOW - timedelta(hours=hours))
        client = client_of(ada)
        answer = discounted(client, version, "30")
        assert shown_in(answer, "metric-version") == shown_in(reloaded(client, version), "metric-version")


class TestTheVersions:
    def test_chip_and_card_follow(self, client_of: ClientOf, second: QuoteVersion, ada: User) -> None:
        client = client_of(ada)
        answer = discounted(client, second, "30", **VERSIONS)
        page = reloaded(client, second)
        for place in ("chip-total", "member-total"):
            assert shown_in(answer, place) == shown_in(page, place) == "65.36"

    def test_the_tree_is_drawn_again_only_where_it_is_shown(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        draft, _ = branch_version(version=version, by=ada, at=now)
        client = client_of(ada)
        answer = discounted(client, draft, "30", **TREE)
        assert shown_in(answer, "tree") == shown_in(reloaded(client, draft), "tree") != ""
        draft.refresh_from_db()
        assert shown_in(discounted(client, draft, "31", **VERSIONS), "tree") == ""

    def test_a_page_that_shows_none_is_sent_none(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        answer = discounted(client_of(ada), version, "30").content.decode()
        assert not any(f"#{place}" in answer for place in ("chip-total", "member-total", "tree", "more"))

    def test_the_page_says_what_it_shows(self, client_of: ClientOf, second: QuoteVersion, ada: User) -> None:
        client = client_of(ada)
        says = '<input type="hidden" form="lines" name="shows" value="{}">'
        page = reloaded(client, second).content.decode()
        cards = client.get(f"/versions/{second.pk}/what-if/", **HTMX).content.decode()
        assert (says.format("versions") in page, says.format("tree") in page) == (True, False)
        assert says.format("whatif") in cards


class TestWhatIf:
    @pytest.mark.parametrize("points", ["0", "30"])
    def test_it_follows_where_it_is_shown(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, points: str
    ) -> None:
        client = client_of(ada)
        answer = discounted(client, version, points, **WHATIF)
        screen = client.get(f"/versions/{version.pk}/what-if/").context["screen"]
        assert answer.context["screen"] == screen
        version.refresh_from_db()
        assert screen.gross == version.gross_total == Decimal("839600.00") - Decimal(points) * 6200
        assert shown_in(answer, "more") != ""

    def test_a_column_is_recommended_from_the_edition_that_was_just_saved(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        columns = [{"name": "基础版", "bundle_price": "500000"}, {"name": "高级版", "bundle_price": None}]
        save_terms(version=version, edition=1, by=ada, at=now, columns=columns, recommended="高级版")
        answer = discounted(client_of(ada), version, "30", **WHATIF).content.decode()
        assert '<input type="hidden" name="edition" value="3"><button class="btn btn--small" name="column"' in answer


class TestCost:
    def test_nothing_more_is_asked_for_it_but_the_tree(
        self, client_of: ClientOf, second: QuoteVersion, bo: User
    ) -> None:
        client, everything = client_of(bo), {"shows": ["versions", "whatif"]}
        found = []
        for points, shows in (("5", {}), ("6", everything), ("7", TREE)):
            second.refresh_from_db()
            sent = cell(second, "RTC-HD", quantity="10000", discount=points) | shows
            answer, statements = statements_of(
                lambda sent=sent: client.post(f"/versions/{second.pk}/lines/", sent, **HTMX)
            )
            found.append((answer.status_code, statements))
        assert found == [(200, 14), (200, 14), (200, 15)]

    def test_a_move_brings_it_along_too(self, client_of: ClientOf, second: QuoteVersion, ada: User) -> None:
        client, line = client_of(ada), line_of(second, "SUP-724")
        sent = {"edition": str(second.edition), "do": f"remove:{line.pk}", **VERSIONS}
        answer = client.post(f"/versions/{second.pk}/lines/", sent, **HTMX)
        page = reloaded(client, second)
        for place in ("metric-version", "chip-total", "member-total"):
            assert shown_in(answer, place) == shown_in(page, place) != ""
