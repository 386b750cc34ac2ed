"""Requests that ask the same, decided together over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from quotes.models import ApprovalRequest, Decision, PriceBookVersion, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.factories.haggling import asked, countered, decided

type ClientOf = Callable[[User], Client]
type Requests = list[ApprovalRequest]
URL = "/approvals/together/"
RULE = "折让（对目录价）：高于 15 %（Discount past the salesperson's authority）"
CLOSED = "这张审批单已经了结"


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def alike(
    version: QuoteVersion, deal: Deal, price_book: PriceBookVersion, ada: User, bo: User
) -> list[ApprovalRequest]:
    drafts = [version, offered.draft(deal=deal, price_book=price_book, by=ada)]
    return [asked(draft, by=ada, points=points) for draft, points in zip(drafts, ("18", "19"), strict=True)]


def ticks(*requests: ApprovalRequest) -> list[str]:
    return [f"{request.pk}:{request.content_hash}" for request in requests]


def test_what_the_same_rules_ask_stands_together_and_the_rest_is_counted(
    client_of: ClientOf, alike: Requests, deal: Deal, price_book: PriceBookVersion, ada: User, bo: User,
    cy: User,
) -> None:  # fmt: skip
    asked(offered.draft(deal=deal, price_book=price_book, by=ada), by=ada, points="26")
    countered(asked(offered.draft(deal=deal, price_book=price_book, by=ada), by=ada), by=bo)
    screen = client_of(bo).get(URL).context["screen"]
    assert [[row.request for row in group.rows] for group in screen.groups] == [alike]
    assert (screen.groups[0].rules, screen.groups[0].asks, screen.alone) == ((RULE,), ("bo",), 1)


def test_ticked_they_are_approved_with_one_reason_and_what_changed_is_named(
    client_of: ClientOf, alike: Requests, bo: User
) -> None:
    decided(alike[0], by=bo)
    answer = client_of(bo).post(URL, {"asked": ticks(*alike), "verdict": "approve", "reason": "按年付"})
    assert (answer.status_code, answer["Location"]) == (303, URL)
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert (said[0], said[1].partition("：")[0]) == ("已批准 1 张", f"{alike[0].number} 保持原样")
    assert CLOSED in said[1]
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"asked": []}, "asked"),
        ({"asked": ["1:x"]}, "asked"),
        ({"verdict": "reject", "reason": " "}, "reason"),
        ({"verdict": "perhaps"}, "verdict"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_the_ticks_stay(
    client_of: ClientOf, alike: Requests, bo: User, typed: dict[str, object], field: str
) -> None:
    told = {"asked": ticks(*alike), "verdict": "approve", "reason": "按年付"} | typed
    answer = client_of(bo).post(URL, told)
    assert (answer.status_code, list(answer.context["sent"].errors)) == (422, [field])
    assert answer.context["ticked"] == ({request.pk for request in alike} if field != "asked" else set())
    assert Decision.objects.count() == 0


def test_a_forged_mix_is_refused_whole(
    client_of: ClientOf, alike: Requests, deal: Deal, price_book: PriceBookVersion, ada: User, bo: User,
    cy: User,
) -> None:  # fmt: skip
    other = asked(offered.draft(deal=deal, price_book=price_book, by=ada), by=ada, points="26")
    answer = client_of(bo).post(URL, {"asked": ticks(*alike, other), "verdict": "approve", "reason": ""})
    assert (answer.status_code, list(answer.context["sent"].errors)) == (422, ["asked"])
    assert Decision.objects.count() == 0


def test_only_those_who_decide_see_it(client_of: ClientOf, alike: Requests, ada: User, bo: User) -> None:
    told = {"asked": ticks(*alike), "verdict": "approve", "reason": ""}
    assert [client_of(who).post(URL, told).status_code for who in (ada, bo)] == [403, 303]


def test_the_inbox_leads_to_it_where_more_than_one_waits(client_of: ClientOf, alike: Requests, bo: User) -> None:
    client = client_of(bo)
    assert URL in client.get("/approvals/").text
    decided(alike[0], by=bo)
    assert URL not in client.get("/approvals/").text
