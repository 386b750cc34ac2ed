"""The inbox, one request, and the verdict on it, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quotes.actions.deadlines import add_deadlines
from quotes.actions.questions import answer_question, ask_question
from quotes.actions.quotes import next_version, void_version
from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalQuestion, ApprovalRequest, Decision, PriceBookVersion, QuoteVersion, ReadinessOverride
from stakeholders.models import Contact, Deal, User
from tests.factories import quotes as offered
from tests.factories.haggling import IN_RETURN, REASON, approved, asked, discounted, get, give, logged

ClientOf = Callable[[User], Client]
CLOSED_IN_CHINESE = "这张审批单已经了结"
APPROVE = {"verdict": "approve", "reason": ""}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def url(request: ApprovalRequest, part: str = "") -> str:
    return f"/approvals/{request.pk}/{part}"


def answer(request: ApprovalRequest, **typed: Any) -> dict[str, Any]:
    return APPROVE | {"content_hash": request.content_hash} | typed


class TestSubmitting:
    def address(self, version: QuoteVersion) -> str:
        return f"/versions/{version.pk}/submit/"

    def test_beforehand_it_names_everybody_it_will_ask_and_why(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, cy: User, fay: User
    ) -> None:
        draft = discounted(version, "30", by=ada)
        asks = client_of(ada).get(self.address(draft)).context["asks"]
        assert [(need.key, need.who, len(need.reasons)) for need in asks] == [
            ("team_manager", "bo", 1),
            ("upper_manager", "cy", 1),
        ]

    def test_whether_an_offer_is_below_the_floor_is_not_found_by_trial(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, fay: User
    ) -> None:
        """17 % is above the floor of 620,800 and 30 % below it: a salesperson reads the same of finance on both."""
        told: dict[str, list[tuple[bool, str]]] = {}
        for points in ("17", "30"):
            draft = discounted(QuoteVersion.objects.get(pk=version.pk), points, by=ada)
            for name, person in (("ada", ada), ("bo", bo)):
                context = client_of(person).get(self.address(draft)).context
                finance = any(need.key == "finance" for need in context["asks"])
                told.setdefault(name, []).append((finance, context["offer"].authority.unsaid))
        assert told["ada"][0] == told["ada"][1]
        assert told["ada"][0][1]
        assert told["bo"] == [(False, ""), (True, "")]
        assert ApprovalRequest.objects.count() == 0

    def test_the_floor_it_is_below_is_not_told_to_those_who_may_not_see_it(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, fay: User
    ) -> None:
        draft = discounted(version, "30", by=ada)
        pages = [client_of(person).get(self.address(draft)).text for person in (ada, bo)]
        assert ["33,080.00" in page for page in pages] == [False, True]

    def test_it_says_the_smallest_change_that_asks_fewer_and_no_floor_moves_it(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, cy: User, fay: User
    ) -> None:
        draft = discounted(version, "30", by=ada)
        told = [client_of(ada).get(self.address(draft)).context["ways"]]
        draft.lines.update(floor_price=0)
        told.append(client_of(ada).get(self.address(draft)).context["ways"])
        assert told[0] == told[1]
        assert [len(way.left) for way in told[0]] == [0, 1]
        assert all("15 %" in way.changes[0] or "25 %" in way.changes[0] for way in told[0])

    def test_submitted_it_asks_them(self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User) -> None:
        draft = discounted(version, "18", by=ada)
        client = client_of(ada)
        refused = client.post(self.address(draft), {"reason": " ", "in_return": IN_RETURN})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
        assert refused.context["form"]["in_return"].value() == IN_RETURN
        assert client.post(self.address(draft), {"reason": REASON, "in_return": IN_RETURN}).status_code == 303
        assert [step.person for step in ApprovalRequest.objects.get().steps.all()] == [bo]

    def test_pre_sales_and_other_teams_do_not_submit(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, dee: User
    ) -> None:
        people = (pre, dee, ada)
        assert [client_of(person).get(self.address(version)).status_code for person in people] == [403, 404, 200]


class TestInbox:
    def listed(self, client: Client, tab: str) -> list[str]:
        return [row.request.number for row in client.get("/approvals/", {"tab": tab}).context["page"].rows]

    def test_the_manager_finds_what_waits_for_them_and_the_requester_what_they_asked(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, cy: User
    ) -> None:
        number = asked(version, by=ada).number
        assert [self.listed(client_of(bo), tab) for tab in ("waiting", "asked", "all")] == [[number], [], [number]]
        assert [self.listed(client_of(ada), tab) for tab in ("waiting", "asked", "all")] == [[], [number], [number]]
        assert self.listed(client_of(cy), "waiting") == []

    def test_another_team_finds_nothing(self, client_of: ClientOf, version: QuoteVersion, ada: User, dee: User) -> None:
        asked(version, by=ada)
        assert [self.listed(client_of(dee), tab) for tab in ("waiting", "asked", "all")] == [[], [], []]

    def test_the_longest_wait_comes_first_and_is_marked(
        self,
        client_of: ClientOf,
        version: QuoteVersion,
        deal: Deal,
        price_book: PriceBookVersion,
        ada: User,
        bo: User,
        now: datetime,
    ) -> None:
        newer = asked(offered.draft(deal=deal, price_book=price_book, by=ada), by=ada, at=now - timedelta(hours=9))
        older = asked(version, by=ada, at=now - timedelta(hours=30))
        client = client_of(bo)
        assert self.listed(client, "waiting") == [older.number, newer.number]
        rows = client.get("/approvals/").context["page"].rows
        assert [row.wait.tone for row in rows] == ["bad", "warn"]

    def test_a_wait_is_told_in_working_hours_without_those_in_which_an_answer_was_owed(
        self, client_of: ClientOf, version: QuoteVersion, adm: User, ada: User, bo: User, now: datetime
    ) -> None:
        hours = {"remind_hours": 2, "raise_hours": 9, "opens": time(9), "closes": time(18)}
        add_deadlines(holds_days=None, **hours, valid_from=now.date(), source="制度", by=adm, at=now)
        request = asked(version, by=ada, at=now - timedelta(days=1))
        question = ask_question(request=request, text="客户答应了吗？", by=bo, at=now - timedelta(hours=17))
        client, found = client_of(bo), []
        for _ in range(2):
            row, screen = client.get("/approvals/").context["page"].rows[0], client.get(f"/approvals/{request.pk}/")
            assert row.wait == screen.context["screen"].wait
            found.append((row.wait.words, row.wait.tone))
            if not ApprovalQuestion.objects.exclude(answer="").exists():
                answer_question(question=question, text="答应了", by=ada, at=now)
        assert found == [("7 个工作小时", ""), ("7 个工作小时", "warn")]

    def test_a_row_says_what_is_given_what_is_got_and_whom_it_waits_for(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        asked(version, by=ada)
        page = client_of(ada).get("/approvals/").text
        assert [words in page for words in ("68.85", "18.0 %", "15.11", IN_RETURN, "bo")] == [True] * 5

    def test_an_unknown_tab_or_cursor_shows_the_first_page(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        number = asked(version, by=ada).number
        page = client_of(bo).get("/approvals/", {"tab": "<script>", "after": "x"})
        assert [row.request.number for row in page.context["page"].rows] == [number]

    @pytest.mark.parametrize("requests", [1, 3])
    @pytest.mark.parametrize(("tab", "statements"), [("waiting", 10), ("asked", 7), ("all", 7)])
    def test_it_takes_as_many_statements_for_three_as_for_one(
        self,
        client_of: ClientOf,
        deal: Deal,
        policy: object,
        price_book: PriceBookVersion,
        ada: User,
        bo: User,
        tab: str,
        statements: int,
        requests: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(requests):
            asked(offered.draft(deal=deal, price_book=price_book, by=ada), by=ada)
        client = client_of(bo if tab == "waiting" else ada)
        with django_assert_num_queries(statements):
            rows = client.get("/approvals/", {"tab": tab}).context["page"].rows
        assert len(rows) == requests


class TestOneRequest:
    def test_it_says_by_how_much_it_is_over_why_and_for_what(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        page = client_of(bo).get(url(asked(version, by=ada))).text
        assert [words in page for words in ("68.85", "3.0 个点", "2.52", REASON, IN_RETURN, "bo")] == [True] * 6

    def test_what_changed_since_it_was_last_agreed_leads_with_the_totals_and_terms(
        self, client_of: ClientOf, version: QuoteVersion, contact: Contact, ada: User, bo: User
    ) -> None:
        table = approved(version, by=ada)
        made = logged(
            table.quote,
            contact=contact,
            by=ada,
            new_offer=Revision(bundle_price=table.gross_total * 4 / 5, terms={"payment_plan": "annual_prepaid"}),
            reason=REASON,
            moves=[give(trade=1), get(trade=1)],
        )
        screen = client_of(bo).get(url(ApprovalRequest.objects.open().get())).context["screen"]
        assert (screen.baseline, screen.round, str(screen.given)) == (table, made, "167920.00")
        assert [change.label for change in screen.since.changes] == [
            "Discount off list",
            "Total with tax",
            "Above the floor",
            "Payment plan",
            "Form of the offer",
        ]
        assert screen.since.rest != ()

    def test_the_floor_is_for_those_who_may_see_it(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, fay: User, dov: User
    ) -> None:
        request = asked(version, points="30", by=ada)
        pages = {person.name: client_of(person).get(url(request)).text for person in (ada, bo, fay)}
        assert {name: ("62.08" in page, "33,080.00" in page) for name, page in pages.items()} == {
            "ada": (False, False),
            "bo": (True, True),
            "fay": (True, True),
        }

    def test_what_was_said_in_a_round_is_for_those_who_may_read_rounds(
        self, client_of: ClientOf, version: QuoteVersion, contact: Contact, ada: User, bo: User, fay: User
    ) -> None:
        table = approved(version, by=ada)
        logged(
            table.quote,
            contact=contact,
            by=ada,
            said="别家便宜三成",
            new_offer=Revision(discount=table.discount + 30),
            reason=REASON,
        )
        request = ApprovalRequest.objects.open().get()
        pages = [client_of(person).get(url(request)).text for person in (bo, fay)]
        assert ["别家便宜三成" in page for page in pages] == [True, False]

    def test_who_passed_the_gate_over_and_why_is_for_those_who_see_the_gate(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, fay: User
    ) -> None:
        request = asked(version, points="30", by=ada)
        word = ReadinessOverride.objects.get()
        pages = [client_of(person).get(url(request)) for person in (bo, fay)]
        assert [[one.override for one in page.context["screen"].passed] for page in pages] == [[word], []]
        assert [word.reason in page.content.decode() for page in pages] == [True, False]

    def test_another_team_finds_nothing_there(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, dee: User, bo: User
    ) -> None:
        request = asked(version, by=ada)
        assert [client_of(person).get(url(request)).status_code for person in (dee, bo)] == [404, 200]
        assert client_of(dee).post(url(request, "decide/"), answer(request)).status_code == 404

    def test_the_buttons_are_for_those_who_may_press_them(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, cy: User
    ) -> None:
        request = asked(version, by=ada)
        screens = [client_of(person).get(url(request)).context["screen"] for person in (ada, bo, cy)]
        assert [(screen.may_decide, screen.may_void) for screen in screens] == [
            (False, True),
            (True, True),
            (False, True),
        ]

    @pytest.mark.parametrize("lines", [1, 3])
    def test_it_takes_as_many_statements_for_three_steps_as_for_one(
        self,
        client_of: ClientOf,
        version: QuoteVersion,
        ada: User,
        bo: User,
        fay: User,
        lines: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        request = asked(version, points="18" if lines == 1 else "30", by=ada)
        client = client_of(bo)
        with django_assert_num_queries(26):
            screen = client.get(url(request)).context["screen"]
        assert len(screen.steps) == lines


class TestDeciding:
    def test_the_manager_approves(self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User) -> None:
        request = asked(version, by=ada)
        response = client_of(bo).post(url(request, "decide/"), answer(request))
        assert (response.status_code, response.headers["Location"]) == (303, url(request))
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True

    def test_a_refusal_without_a_reason_is_told_beside_the_field(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        request = asked(version, by=ada)
        client = client_of(bo)
        response = client.post(url(request, "decide/"), answer(request, verdict="reject"))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["reason"])
        response = client.post(url(request, "decide/"), answer(request, verdict="reject", reason="先换付款。"))
        assert (response.status_code, Decision.objects.get().reason) == (303, "先换付款。")

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"verdict": ""}, "verdict"),
            ({"verdict": "maybe"}, "verdict"),
            ({"content_hash": ""}, "content_hash"),
            ({"content_hash": "<script>"}, "content_hash"),
            ({"content_hash": "0" * 64}, "__all__"),
            ({"reason": "理" * 2001}, "reason"),
            ({"reason": "a\0"}, "reason"),
        ],
    )
    def test_a_wrong_answer_is_a_sentence_and_keeps_what_was_typed(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, typed: dict[str, str], field: str
    ) -> None:
        request = asked(version, by=ada)
        response = client_of(bo).post(url(request, "decide/"), answer(request, **{"reason": "同意。"} | typed))
        form = response.context["form"]
        assert (response.status_code, list(form.errors), form["reason"].value()) == (
            422,
            [field],
            typed.get("reason", "同意。"),
        )
        assert Decision.objects.count() == 0

    def test_a_second_click_is_told_how_it_ended(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        request = asked(version, by=ada)
        client = client_of(bo)
        first, second = (client.post(url(request, "decide/"), answer(request)) for _ in range(2))
        assert (first.status_code, second.status_code, Decision.objects.count()) == (303, 422, 1)
        assert CLOSED_IN_CHINESE in second.text

    def test_what_was_taken_back_or_overtaken_meanwhile_is_a_sentence(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        newer = asked(next_version(version=request.version, by=ada, at=now), by=ada)
        void_version(version=newer.version, reason="客户改了需求", by=ada, at=now)
        for old in (request, newer):
            assert client_of(bo).post(url(old, "decide/"), answer(old)).status_code == 422
        assert Decision.objects.count() == 0

    def test_the_requester_may_not_even_as_a_manager(
        self, client_of: ClientOf, version: QuoteVersion, bo: User, cy: User
    ) -> None:
        request = asked(version, by=bo)
        assert client_of(bo).post(url(request, "decide/"), answer(request)).status_code == 422
        assert client_of(cy).post(url(request, "decide/"), answer(request)).status_code == 303

    def test_sales_decide_nothing(self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User) -> None:
        request = asked(version, by=ada)
        assert client_of(ada).post(url(request, "decide/"), answer(request)).status_code == 403
        assert client_of(bo).post(url(request, "decide/"), answer(request)).status_code == 303
