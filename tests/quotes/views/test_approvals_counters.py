"""An approver's own conditions over HTTP: looked at, made, accepted with one button, declined, taken back."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from quotes.models import ApprovalRequest, Counter, Decision, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import asked, countered

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def request_22(version: QuoteVersion, ada: User) -> ApprovalRequest:
    return asked(version, points="22", by=ada)


def page(client: Client, request: ApprovalRequest) -> Any:
    return client.get(f"/approvals/{request.pk}/")


def conditions(request: ApprovalRequest, **typed: str) -> dict[str, str]:
    said = {"discount": "18", "term_months": "24", "said": "签 24 个月可以给到 18%。"}
    return said | {"content_hash": request.content_hash} | typed


def test_the_approver_sees_what_it_comes_to_before_saying_it(
    client_of: ClientOf, request_22: ApprovalRequest, bo: User
) -> None:
    typed = conditions(request_22, look="1", said="先看看")
    answer = client_of(bo).post(f"/approvals/{request_22.pk}/counter/", typed)
    look = answer.context["look"]
    assert (answer.status_code, str(look.gross), Counter.objects.count()) == (200, "688472.00", 0)
    assert [(change.label, change.direction) for change in look.changes][-1] == ("Term in months", "better")
    assert "68.85" in answer.content.decode()


def test_made_it_is_there_for_the_requester_with_one_button(
    client_of: ClientOf, request_22: ApprovalRequest, ada: User, bo: User
) -> None:
    answer = client_of(bo).post(f"/approvals/{request_22.pk}/counter/", conditions(request_22))
    assert (answer.status_code, answer["Location"]) == (303, f"/approvals/{request_22.pk}/")
    row = page(client_of(ada), request_22).context["screen"].counters[0]
    assert (row.stands, row.may_answer, row.may_take_back, row.above_floor) == (True, True, False, None)
    mine = page(client_of(bo), request_22).context["screen"]
    assert (mine.counters[0].may_answer, mine.counters[0].may_take_back) == (False, True)
    assert (mine.may_decide, mine.may_counter, str(mine.counters[0].above_floor)) == (False, False, "67672.00")


def test_one_click_accepts_it(client_of: ClientOf, request_22: ApprovalRequest, ada: User, bo: User) -> None:
    made = countered(request_22, by=bo)
    typed = {"answer": "accepted", "content_hash": made.content_hash}
    answer = client_of(ada).post(f"/counters/{made.pk}/answer/", typed)
    decision = Decision.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/approvals/{decision.step.request_id}/")
    assert (decision.decided_by, decision.counter, decision.step.request.version_id) == (bo, made, made.version_id)
    again = client_of(ada).post(f"/counters/{made.pk}/answer/", typed)
    assert (again.status_code, Decision.objects.count()) == (422, 1)


def test_declined_without_a_reason_it_says_so_and_with_one_it_is_kept(
    client_of: ClientOf, request_22: ApprovalRequest, ada: User, bo: User
) -> None:
    made = countered(request_22, by=bo)
    typed = {"answer": "declined", "content_hash": made.content_hash}
    bare = client_of(ada).post(f"/counters/{made.pk}/answer/", typed)
    assert (bare.status_code, bare.context["answer_form"].errors["answer_reason"]) == (
        422,
        ["请说明原因：审批人要按你原来的申请决定。"],
    )
    client_of(ada).post(f"/counters/{made.pk}/answer/", typed | {"answer_reason": "客户只签一年。"})
    told = page(client_of(bo), request_22)
    assert (told.context["screen"].may_decide, "客户只签一年。" in told.content.decode()) == (True, True)


def test_its_maker_takes_it_back_and_nobody_else(
    client_of: ClientOf, request_22: ApprovalRequest, ada: User, bo: User, cy: User
) -> None:
    made = countered(request_22, by=bo)
    assert client_of(ada).post(f"/counters/{made.pk}/take-back/").status_code == 403
    assert client_of(cy).post(f"/counters/{made.pk}/take-back/").status_code == 409
    assert client_of(bo).post(f"/counters/{made.pk}/take-back/").status_code == 303
    assert Counter.objects.get().answer == "taken_back"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"discount": "", "term_months": ""}, "__all__"),
        ({"total": "600000"}, "discount"),
        ({"said": ""}, "said"),
        ({"term_months": "121"}, "term_months"),
    ],
)
def test_what_says_nothing_or_too_much_is_told_beside_its_field(
    client_of: ClientOf, request_22: ApprovalRequest, bo: User, typed: dict[str, str], field: str
) -> None:
    answer = client_of(bo).post(f"/approvals/{request_22.pk}/counter/", conditions(request_22, **typed))
    assert (answer.status_code, list(answer.context["counter_form"].errors)) == (422, [field])
    assert Counter.objects.count() == 0
