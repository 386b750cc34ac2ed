"""Void, renewed, accepted and alternatives, asked over HTTP: who may, what the page says, what the lists find."""

import html
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils.translation import gettext_lazy as said

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import branch_version, next_version, revise, send_version
from quotes.models import Look, QuoteVersion
from quotes.permissions import NOT_YOURS_TO_END
from stakeholders.models import User
from tests.factories import paper
from tests.factories import stakeholders as whom
from tests.factories.forewarnings import set_as_it_comes
from tests.factories.haggling import asked, decided
from tests.quotes.views.typing_in import ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")

REASON = "客户改了需求"


@pytest.fixture
def sent(version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
    submit_version(version=version, reason="", by=ada, at=now)
    return send_version(version=version, by=ada, at=now)


class TestVoid:
    def test_it_asks_for_a_reason_and_shows_it_struck_out(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User
    ) -> None:
        client = client_of(ada)
        assert client.post(f"/versions/{sent.pk}/void/", {"reason": ""}).status_code == 422

        assert client.post(f"/versions/{sent.pk}/void/", {"reason": REASON}).status_code == 303

        page = client.get(f"/versions/{sent.pk}/")
        assert (page.context["offer"].void.reason, page.context["offer"].void.by) == (REASON, "ada")
        assert REASON in page.text
        buttons = page.context["buttons"]
        assert (buttons.send, buttons.accept, buttons.export, buttons.void, buttons.next.why) == (
            None,
            None,
            False,
            False,
            "",
        )

    def test_what_is_void_already_says_so_and_another_team_finds_nothing(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User, dee: User
    ) -> None:
        assert client_of(dee).post(f"/versions/{sent.pk}/void/", {"reason": REASON}).status_code == 404
        client = client_of(ada)
        client.post(f"/versions/{sent.pk}/void/", {"reason": REASON})
        assert client.post(f"/versions/{sent.pk}/void/", {"reason": REASON}).status_code == 422
        assert client.get(f"/versions/{sent.pk}/void/").context["offer"].may_void is False


class TestExpiry:
    def test_an_expired_version_says_so_and_is_renewed(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User, now: datetime
    ) -> None:
        with time_machine.travel(now + timedelta(days=40), tick=False):
            client = client_of(ada)
            page = client.get(f"/versions/{sent.pk}/").context
            assert page["offer"].is_expired is True
            assert page["buttons"].accept.why == said("V%(number)s expired on %(day)s: renew it first.") % {
                "number": 1,
                "day": "2026-12-24",
            }
            assert client.post(f"/versions/{sent.pk}/accept/").status_code == 409
            past = client.post(f"/versions/{sent.pk}/renew/", {"valid_until": "2026-12-30"})
            assert past.context["form"].errors.keys() == {"valid_until"}

            answer = client.post(f"/versions/{sent.pk}/renew/", {"valid_until": "2027-02-01"})

        renewed = QuoteVersion.objects.get(number=2)
        assert answer.headers["Location"] == f"/versions/{renewed.pk}/"
        assert (renewed.state, renewed.valid_until) == ("submitted", date(2027, 2, 1))

    @pytest.mark.parametrize(("days", "soon", "expired"), [(20, 0, 0), (23, 1, 0), (30, 1, 0), (31, 0, 1)])
    def test_the_list_and_the_desk_find_what_runs_out(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User, now: datetime, days: int, soon: int, expired: int
    ) -> None:
        set_as_it_comes()
        with time_machine.travel(now + timedelta(days=days), tick=False):
            client = client_of(ada)
            found = [len(client.get(f"/quotes/?{which}").context["page"].rows) for which in ("soon=1", "state=expired")]
            desk = client.get("/").context["desk"]
        assert found == [soon, expired]
        assert len(desk.expiring) == soon

    def test_a_draft_runs_out_unnoticed(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        with time_machine.travel(now + timedelta(days=30), tick=False):
            assert client_of(ada).get("/quotes/?soon=1").context["page"].rows == ()

    def test_a_file_is_handed_out_clean_while_the_offer_stands_and_stamped_after(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User, now: datetime
    ) -> None:
        export = paper.made(sent, ada, now)
        for days, stamp in ((0, "clean"), (40, "expired")):
            with time_machine.travel(now + timedelta(days=days), tick=False):
                client = client_of(ada)
                (shown,) = client.get(f"/quotes/{sent.quote_id}/proposals/").context["rows"][0].exports
                assert (shown.stamp, bool(shown.why)) == (stamp, stamp == "expired")
                assert client.get(f"/proposals/{export.pk}/download/").status_code == 200
        assert [copy.stamp for copy in export.copies.order_by("id")] == ["clean", "expired"]


class TestAlternatives:
    def test_they_begin_with_one_click_and_stand_in_the_tree(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User
    ) -> None:
        client = client_of(ada)

        answer = client.post(f"/versions/{sent.pk}/branch/")

        a = QuoteVersion.objects.get(branch="A")
        assert answer.headers["Location"] == f"/versions/{a.pk}/"
        page = client.get(f"/versions/{a.pk}/")
        assert [(one.name, one.came_from) for one in page.context["members"]] == [
            ("V3·B", "V1"),
            ("V2·A", "V1"),
            ("V1", ""),
        ]
        assert "V2·A ← V1" in page.context["tree"]
        assert [other.name for other in page.context["offer"].rivals] == ["V3·B"]

    def test_one_is_chosen_and_the_other_says_why_it_went(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User, now: datetime
    ) -> None:
        a, b = branch_version(version=sent, by=ada, at=now)
        client = client_of(ada)

        assert client.post(f"/versions/{a.pk}/choose/").status_code == 303

        b.refresh_from_db()
        assert (b.state, b.void_reason) == ("void", said("Chose alternative %(branch)s") % {"branch": "A"})
        assert client.get("/quotes/").context["page"].rows[0].version == "V2·A"

    def test_a_colleague_who_may_not_end_the_other_reads_why(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User, now: datetime
    ) -> None:
        a, b = branch_version(version=sent, by=ada, at=now)
        submit_version(version=a, reason="", by=ada, at=now)
        colleague = whom.user(name="eve", role="sales", team=ada.team)
        whom.member(deal=sent.quote.deal, user=colleague)
        why = said(NOT_YOURS_TO_END) % {"number": "2·A"}

        page = client_of(colleague).get(f"/versions/{b.pk}/")
        assert (page.context["buttons"].choose.why, why in html.unescape(page.text)) == (why, True)
        assert client_of(colleague).post(f"/versions/{b.pk}/choose/").status_code == 409

        assert client_of(ada).get(f"/versions/{b.pk}/").context["buttons"].choose.why == ""
        assert client_of(ada).post(f"/versions/{b.pk}/choose/").status_code == 303


class TestOvertaking:
    def test_submitting_says_what_it_retires_and_the_retired_request_leads_on(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        old = asked(version, by=ada)
        second = next_version(version=old.version, by=ada, at=now)
        later = now + timedelta(hours=1)
        with time_machine.travel(later, tick=False):
            client = client_of(ada)
            page = client.get(f"/versions/{second.pk}/submit/")
            assert [(one.request, one.waits_for) for one in page.context["retires"]] == [(old, ("bo",))]
            assert f"/approvals/{old.pk}/" in page.text
            assert client.post(f"/versions/{second.pk}/submit/", {"reason": REASON}).status_code == 303

            successor = second.requests.get()
            retired = client_of(bo).get(f"/approvals/{old.pk}/")
            assert retired.context["screen"].successor == successor
            assert f"/approvals/{successor.pk}/" in retired.text
            assert client_of(bo).get(f"/approvals/{successor.pk}/").context["screen"].successor is None


class TestCost:
    @pytest.mark.parametrize("alternatives", [1, 3])
    def test_the_page_costs_the_same_however_many_there_are(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User, now: datetime, alternatives: int
    ) -> None:
        for _ in range(alternatives):
            branch_version(version=sent, by=ada, at=now)
        client = client_of(ada)
        answer, statements = statements_of(lambda: client.get(f"/versions/{sent.pk}/"))
        assert (answer.status_code, statements) == (200, 8)


class TestSinceLastLooked:
    def test_a_manager_is_told_what_changed_since_the_version_they_opened(
        self, client_of: ClientOf, sent: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        manager, seller = client_of(bo), client_of(ada)
        assert manager.get(f"/versions/{sent.pk}/").context["offer"].since is None
        draft = revise(quote=sent.quote, by=ada, at=now, discount=Decimal(10))

        page = manager.get(f"/versions/{draft.pk}/")

        assert page.context["offer"].since.name == "V1"
        assert f"/quotes/{sent.quote_id}/compare/?from=1&amp;to=2" in page.text
        changes = manager.get(f"/quotes/{sent.quote_id}/compare/?from=1&to=2", headers={"HX-Request": "true"})
        assert "−83,960.00" in changes.text
        assert "<html" not in changes.text
        assert seller.get(f"/versions/{draft.pk}/").context["offer"].since is None

    def test_deciding_counts_as_looking(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        decided(request, by=bo)
        draft = next_version(version=request.version, by=ada, at=now)
        since = [client_of(who).get(f"/versions/{draft.pk}/").context["offer"].since for who in (bo, cy)]
        assert [one and one.name for one in since] == ["V1", None]

    def test_a_second_look_is_no_second_row_and_costs_what_any_page_of_a_manager_does(
        self, client_of: ClientOf, sent: QuoteVersion, bo: User, now: datetime
    ) -> None:
        client = client_of(bo)
        client.get(f"/versions/{sent.pk}/")
        answer, statements = statements_of(lambda: client.get(f"/versions/{sent.pk}/"))
        # The ninth counts what waits for a manager, beside the menu of every page.
        assert (answer.status_code, statements) == (200, 9)
        assert list(Look.objects.values_list("version", "looked_by", "looked_at")) == [(sent.pk, bo.pk, now)]
