"""The list of quotes: found, filtered, paged, and the same price for every length."""

from datetime import datetime
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as said_in_chinese

from dealdesk.kernel.words import label
from quotes.actions.quotes import save_terms
from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest, Policy, PriceBookVersion, Quote, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.factories.haggling import approved, asked, decided
from tests.factories.stakeholders import NOW
from tests.quotes.views.typing_in import HTMX, ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")


class TestTheList:
    def test_it_shows_the_latest_version_of_what_the_reader_may_see(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, dee: User
    ) -> None:
        page = client_of(ada).get("/quotes/").context["page"]
        assert [(row.customer, row.version, row.total, row.owner) for row in page.rows] == [
            ("澄湖在线教育", "V1", "839,600.00", "ada")
        ]
        assert client_of(dee).get("/quotes/").context["page"].rows == ()

    def test_every_list_says_what_time_a_total_is_for(
        self, client_of: ClientOf, version: QuoteVersion, policy: Policy, ada: User, now: datetime
    ) -> None:
        pages = ("/quotes/", "/deals/", f"/deals/{version.quote.deal_id}/", "/")
        client = client_of(ada)
        year = [("元/年" in page, "24 个月合计" in page) for page in (client.get(one).text for one in pages)]
        save_terms(version=version, edition=1, by=ada, at=now, term_months=24)
        two = ["24 个月合计" in client.get(page).text for page in pages[:3]]
        assert (year, two) == ([(True, False)] * 4, [True] * 3)
        assert Quote.objects.get(pk=version.quote_id).latest_term_months == 24
        asked(version, by=ada)
        assert "24 个月合计" in client.get("/approvals/?tab=asked").text

    @pytest.mark.parametrize("count", [1, 3])
    def test_its_statements_do_not_grow(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User, count: int
    ) -> None:
        for _ in range(count):
            offered.draft(deal=deal, price_book=price_book, by=ada)
        client = client_of(ada)

        answer, statements = statements_of(lambda: client.get("/quotes/"))

        assert (len(answer.context["page"].rows), statements) == (count, 4)

    @pytest.mark.parametrize("text", ["澄湖", "湖在线", "BJ", "bj1", "1"])
    def test_it_is_searched_by_customer_or_number(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, text: str
    ) -> None:
        Quote.objects.filter(pk=version.quote_id).update(number="BJ-000001")
        rows = client_of(ada).get("/quotes/", {"q": text}).context["page"].rows
        assert [row.number for row in rows] == ([] if text == "BJ" else ["BJ-000001"])

    def test_filters_stand_in_the_address_and_strange_ones_ask_for_nothing(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client = client_of(ada)
        shown = {
            query: len(client.get(f"/quotes/?{query}").context["page"].rows)
            for query in ("state=draft", "state=sent", "mine=1", "sort=total", "state=%00", "sort=id;", "after=x")
        }
        assert shown == {
            "state=draft": 1,
            "state=sent": 0,
            "mine=1": 1,
            "sort=total": 1,
            "state=%00": 1,
            "sort=id;": 1,
            "after=x": 1,
        }

    def test_each_chip_finds_what_is_called_by_its_word(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, policy: Policy, ada: User, bo: User
    ) -> None:
        """One quote of every standing; the chips are the words of the rows, each finding its own and no other."""
        made = iter([offered.draft(deal=deal, price_book=price_book, by=ada) for _ in range(11)])
        next(made)
        asked(next(made), by=ada)
        approved(next(made), by=ada)
        decided(asked(next(made), by=ada), by=bo)
        decided(asked(next(made), by=ada), by=bo, verdict=Verdict.REJECT, reason="太低")
        ran_out = decided(asked(next(made), by=ada), by=bo).step.request
        ApprovalRequest.objects.filter(pk=ran_out.pk).update(holds_until=NOW.date(), lapsed_at=NOW)
        taken_back, sent, accepted, out, void = (approved(one, by=ada) for one in made)
        taken_back.requests.update(closed_because="overtaken")
        at = taken_back.frozen_at
        ends: dict[str, Any] = {"accepted": {"accepted_at": at, "accepted_by": ada}, "sent": {}}
        ends["void"] = {"voided_at": at, "voided_by": ada, "void_reason": "客户改期"}
        for one, state in ((sent, "sent"), (accepted, "accepted"), (void, "void")):
            QuoteVersion.objects.filter(pk=one.pk).update(state=state, **ends[state])
        Quote.objects.filter(pk=out.quote_id).update(latest_valid_until="2026-11-23")
        client = client_of(ada)
        page = client.get("/quotes/")
        said = {row.state for row in page.context["page"].rows}
        found = {
            label(state): [row.state for row in client.get(f"/quotes/?state={state}").context["page"].rows]
            for state in page.context["states"]
        }
        assert len(said) == 11
        assert found == {word: [str(said_in_chinese(word))] for word in found}
        assert {str(said_in_chinese(word)) for word in found} == said

    def test_the_second_page_begins_after_the_first(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
    ) -> None:
        for _ in range(52):
            offered.draft(deal=deal, price_book=price_book, by=ada)
        client = client_of(ada)
        first = client.get("/quotes/").context["page"]

        second = client.get("/quotes/", {"after": first.after}, **HTMX)

        assert (len(first.rows), len(second.context["page"].rows)) == (50, 2)
        assert "<html" not in second.content.decode()

    def test_a_quote_leads_to_its_latest_version(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        answer = client_of(ada).get(f"/quotes/{version.quote_id}/")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/versions/{version.pk}/")
