"""A version's life on the screen: submitted, sent, copied, discarded; and who may."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils.translation import gettext_lazy as said

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import change_lines, next_version
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.quotes.views.typing_in import ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")


STILL_A_DRAFT = said("V%(number)s is still a draft: submit it or discard it first.")
NOT_APPROVED = said("V%(number)s is not approved: it can be sent once its approval is given.")


class TestTheLifeOfAVersion:
    def test_submitting_asks_whom_the_page_said_it_would(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        everything = {row.pk: {"discount": Decimal(18)} for row in version.lines.all()}
        change_lines(version=version, edition=1, changes=everything, by=ada, at=now)
        client = client_of(ada)
        page = client.get(f"/versions/{version.pk}/submit/")
        assert [need.approver for need in page.context["offer"].authority.needed] == [said("Team manager")]

        silent = client.post(f"/versions/{version.pk}/submit/", {"reason": "", "in_return": ""})
        assert silent.status_code == 422
        assert silent.context["form"].errors.keys() == {"reason"}
        asked = client.post(f"/versions/{version.pk}/submit/", {"reason": "对手报价低", "in_return": "年付"})

        assert asked.status_code == 303
        shown = client.get(f"/versions/{version.pk}/").context
        assert (shown["offer"].state, shown["offer"].approval.state) == ("submitted", "open")
        assert shown["buttons"].send.why == NOT_APPROVED % {"number": 1}

    def test_within_authority_it_can_be_sent_at_once(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client = client_of(ada)
        client.post(f"/versions/{version.pk}/submit/", {"reason": "", "in_return": ""})
        assert client.get(f"/versions/{version.pk}/").context["buttons"].send.why == ""

        assert client.post(f"/versions/{version.pk}/send/").status_code == 303

        version.refresh_from_db()
        assert (version.state, version.sent_by) == ("sent", ada)

    def test_reading_a_submitted_version_costs_eight_statements(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        client = client_of(ada)
        answer, statements = statements_of(lambda: client.get(f"/versions/{version.pk}/"))
        assert (answer.status_code, statements) == (200, 8)

    def test_the_next_version_is_made_from_any_one_and_says_so(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        client = client_of(ada)

        answer = client.post(f"/versions/{version.pk}/next/")

        draft = version.quote.versions.get(number=2)
        assert answer.headers["Location"] == f"/versions/{draft.pk}/"
        assert client.get(f"/versions/{draft.pk}/").context["offer"].based_on.name == "V1"
        assert client.get(f"/versions/{version.pk}/").context["buttons"].next.why == STILL_A_DRAFT % {"number": 2}
        assert client.post(f"/versions/{version.pk}/next/").status_code == 409

    def test_a_draft_is_discarded(self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        draft = next_version(version=version, by=ada, at=now)
        answer = client_of(ada).post(f"/versions/{draft.pk}/discard/")
        assert answer.headers["Location"] == f"/quotes/{version.quote_id}/"
        assert not QuoteVersion.objects.filter(pk=draft.pk).exists()

    def test_pre_sales_write_and_do_not_submit(
        self, client_of: ClientOf, version: QuoteVersion, pre: User, ada: User
    ) -> None:
        assert client_of(pre).get(f"/versions/{version.pk}/").context["buttons"].submit.why == said(
            "Sales or their manager submits an offer."
        )
        assert client_of(pre).get(f"/versions/{version.pk}/submit/").status_code == 403
        assert client_of(ada).get(f"/versions/{version.pk}/submit/").status_code == 200

    def test_an_expired_draft_says_why_it_cannot_go(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        with time_machine.travel(now + timedelta(days=60), tick=False):
            buttons = client_of(ada).get(f"/versions/{version.pk}/").context["buttons"]
        assert buttons.submit.why == said("The validity date has passed: choose a later day.")
