"""Beside a verdict, over HTTP: a question, handing on, one more sign-off, an approval taken back."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from quotes.actions.questions import ask_question
from quotes.models import ApprovalQuestion, ApprovalRequest, ApprovalStep, RevokedDecision
from stakeholders.models import User
from tests.factories.haggling import asked, decided

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def send(client: Client, request: ApprovalRequest, part: str, **typed: str) -> Any:
    return client.post(f"/approvals/{request.pk}/{part}/", typed)


def screen(client: Client, request: ApprovalRequest) -> Any:
    return client.get(f"/approvals/{request.pk}/").context["screen"]


def test_a_question_is_there_for_the_requester_and_its_answer_for_the_approver(
    client_of: ClientOf, version: Any, ada: User, bo: User
) -> None:
    request = asked(version, by=ada)
    assert send(client_of(bo), request, "ask", question="客户答应了吗？").status_code == 303
    mine = screen(client_of(ada), request)
    assert (mine.beside.may_answer, [one.text for one in mine.beside.questions]) == (True, ["客户答应了吗？"])
    question = ApprovalQuestion.objects.get()
    assert client_of(ada).post(f"/questions/{question.pk}/answer/", {"reply": ""}).status_code == 422
    assert client_of(ada).post(f"/questions/{question.pk}/answer/", {"reply": "答应了"}).status_code == 303
    told = client_of(bo).get(f"/approvals/{request.pk}/").content.decode()
    assert ("客户答应了吗？" in told, "答应了" in told) == (True, True)


def test_it_is_handed_on_to_one_of_those_who_may_and_the_page_names_nobody_else(
    client_of: ClientOf, version: Any, ada: User, bo: User, cy: User, lin: User
) -> None:
    request = asked(version, by=ada)
    shown = screen(client_of(bo), request)
    assert ([person.name for person in shown.beside.heirs], shown.beside.may_revoke) == (["cy"], False)
    assert screen(client_of(ada), request).beside.signers == ()
    assert send(client_of(bo), request, "hand-on", to=str(lin.pk), handed_because="休假").status_code == 422
    assert send(client_of(bo), request, "hand-on", to=str(cy.pk), handed_because="休假").status_code == 303
    assert (screen(client_of(bo), request).may_decide, screen(client_of(cy), request).may_decide) == (False, True)


def test_a_sign_off_is_added_and_shown_with_its_reason(
    client_of: ClientOf, version: Any, ada: User, bo: User, lin: User
) -> None:
    request = asked(version, by=ada)
    assert send(client_of(bo), request, "sign-off", who="legal", added_because="看责任条款").status_code == 303
    assert ApprovalStep.objects.filter(request=request, role="legal").count() == 1
    assert "看责任条款" in client_of(lin).get(f"/approvals/{request.pk}/").content.decode()


def test_an_approval_is_taken_back_while_others_still_decide(
    client_of: ClientOf, version: Any, ada: User, bo: User, cy: User
) -> None:
    request = asked(version, points="26", by=ada)
    decided(request, by=bo)
    assert (screen(client_of(bo), request).beside.may_revoke, screen(client_of(cy), request).beside.may_revoke) == (
        True,
        False,
    )
    assert send(client_of(bo), request, "revoke", revoked_because="").status_code == 422
    assert send(client_of(bo), request, "revoke", revoked_because="看漏了账期").status_code == 303
    assert (RevokedDecision.objects.count(), screen(client_of(bo), request).may_decide) == (1, True)


def test_somebody_who_may_not_open_the_request_finds_no_question_of_it(
    client_of: ClientOf, version: Any, ada: User, bo: User, dee: User, now: datetime
) -> None:
    question = ask_question(request=asked(version, by=ada), text="客户答应了吗？", by=bo, at=now)
    answer = client_of(dee).post(f"/questions/{question.pk}/answer/", {"reply": "是"})
    assert (answer.status_code, ApprovalQuestion.objects.get().answer) == (404, "")
    assert client_of(ada).post(f"/questions/{question.pk}/answer/", {"reply": "是"}).status_code == 303
