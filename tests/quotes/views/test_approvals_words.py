"""One word for where an offer stands, whichever screen, list or file names it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import next_version, send_version, void_version
from quotes.domain.approvals import Verdict
from quotes.domain.standing import asked as asked_in_python
from quotes.models import QuoteVersion
from quotes.queries.approvals.standings import with_asked
from stakeholders.models import User
from tests.factories.haggling import approved, asked, decided
from tests.quotes.views.test_workbooks import sheet
from tests.quotes.views.typing_in import ClientOf

pytestmark = pytest.mark.usefixtures("today")

type Make = Callable[[QuoteVersion, User, User, datetime], object]


def _rejected(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    decided(asked(version, by=ada), by=bo, verdict=Verdict.REJECT, reason="太低")


def _sent(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    send_version(version=approved(version, by=ada), by=ada, at=now)


def _void(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    void_version(version=approved(version, by=ada), reason="客户改了需求", by=ada, at=now)


# fmt: off
CASES: dict[str, Make] = {
    "草稿":   lambda version, ada, bo, now: None,
    "待审批": lambda version, ada, bo, now: asked(version, by=ada),
    "已批准": lambda version, ada, bo, now: decided(asked(version, by=ada), by=bo),
    "权限内": lambda version, ada, bo, now: approved(version, by=ada),
    "已驳回": _rejected,
    "已发送": _sent,
    "已作废": _void,
}
# fmt: on


def everywhere(client: Client, version: QuoteVersion) -> dict[str, str]:
    """The word on every screen that has one for the quote's latest version."""
    deal = version.quote.deal_id
    workspace = client.get(f"/deals/{deal}/").context
    page = client.get(f"/versions/{version.pk}/").context
    offer = page["offer"]
    (row,) = sheet(client, "/quotes/workbook/")
    return {
        "header": next(metric.note for metric in workspace["header"].metrics if metric.key == "version"),
        "workspace": workspace["screen"].quotes[0].stands.label,
        "list": client.get("/quotes/").context["page"].rows[0].state,
        "workbook": str(row["状态"]),
        "proposals": client.get(f"/quotes/{version.quote_id}/proposals/").context["rows"][0].stands.label,
        "version": offer.approval.label if offer.approval and offer.state == "submitted" else offer.state_label,
    }


@pytest.mark.parametrize("word", list(CASES))
def test_every_screen_says_the_same(
    client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime, word: str
) -> None:
    CASES[word](version, ada, bo, now)
    assert everywhere(client_of(ada), version) == dict.fromkeys(
        ("header", "workspace", "list", "workbook", "proposals", "version"), word
    )


def test_what_ran_out_says_so_everywhere(client_of: ClientOf, version: QuoteVersion, ada: User, bo: User) -> None:
    decided(asked(version, by=ada), by=bo)
    with time_machine.travel(datetime.fromisoformat("2027-01-10T10:00:00+08:00"), tick=False):
        words = everywhere(client_of(ada), version)
    # The page of the version says it beside the answer that was given.
    assert words.pop("version") == "已批准"
    assert set(words.values()) == {"已失效"}


def test_an_answer_that_nobody_can_give_any_more_is_called_expired(
    client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
) -> None:
    request = asked(version, by=ada)
    with time_machine.travel(datetime.fromisoformat("2027-01-10T10:00:00+08:00"), tick=False):
        client = client_of(bo)
        assert client.get("/approvals/").context["page"].rows[0].said.label == "已失效"
        assert client.get(f"/approvals/{request.pk}/").context["screen"].said.label == "已失效"


def test_versions_beside_each_other_say_it_too(
    client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    decided(asked(version, by=ada), by=bo)
    draft = next_version(version=QuoteVersion.objects.get(pk=version.pk), by=ada, at=now)
    later = asked(draft, by=ada, points="19", at=now + timedelta(hours=1))
    members = client_of(ada).get(f"/versions/{later.version_id}/").context["members"]
    assert [(one.name, one.state, one.tone) for one in members] == [("V2", "待审批", "now"), ("V1", "已批准", "good")]


def test_a_request_nobody_had_to_answer_is_not_called_approved(
    client_of: ClientOf, version: QuoteVersion, ada: User
) -> None:
    request = submit_version(version=version, reason="", by=ada, at=version.created_at)
    client = client_of(ada)
    assert client.get("/approvals/", {"tab": "asked"}).context["page"].rows[0].said.label == "权限内"
    assert client.get(f"/approvals/{request.pk}/").context["screen"].said.label == "权限内"


@pytest.mark.parametrize("word", ["待审批", "已批准", "权限内", "已驳回"])
def test_the_database_says_what_the_domain_says(
    version: QuoteVersion, ada: User, bo: User, now: datetime, word: str
) -> None:
    CASES[word](version, ada, bo, now)
    (found,) = with_asked(QuoteVersion.objects.filter(pk=version.pk))
    request = found.requests.get()
    assert vars(found)["asked"] == asked_in_python(found.content_hash, request.facts())


def test_a_request_that_was_overtaken_leaves_its_version_submitted(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    first = asked(version, by=ada)
    draft = next_version(version=QuoteVersion.objects.get(pk=version.pk), by=ada, at=now)
    asked(draft, by=ada, points="19", at=now + timedelta(hours=1))
    first.refresh_from_db()
    found = with_asked(QuoteVersion.objects.order_by("number"))
    assert [vars(one)["asked"] for one in found] == ["submitted", "waiting"]
    assert asked_in_python(first.content_hash, first.facts()) == "submitted"
