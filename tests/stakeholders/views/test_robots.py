"""Robots in the teams' groups: let in by an administrator, never shown again, and told of what people wish."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dealdesk import robots as door
from stakeholders.actions.notices import notify, save_wishes
from stakeholders.actions.robots import remove_robot
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, JournalEntry, NoticeDelivery, Robot, Team, User
from stakeholders.tasks import send_notices
from tests.factories.notices import TOKEN, robot
from tests.factories.stakeholders import NOW

type ClientOf = Callable[[User], Client]
ROBOTS, NEW = reverse("stakeholders:robots"), reverse("stakeholders:robot_new")
ADDRESS = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was said in any group."""
    said: list[str] = []
    monkeypatch.setattr(door, "send", lambda *, text, **_: said.append(text))
    return said


def told(deal: Deal, *people: User, by: User, kind: NoticeKind = NoticeKind.APPROVAL_ASKED) -> None:
    notify(kind, to=people, about=deal, deal=deal, by=by, at=NOW, number="BJ-1", version="2")


def test_what_lets_a_robot_speak_is_on_no_page_and_in_no_journal(client_of: ClientOf, adm: User, north: Team) -> None:
    client = client_of(adm)
    wrong = client.post(NEW, {"team": north.pk, "address": f"{ADDRESS}/?", "secret": "no!"})
    assert (wrong.status_code, TOKEN in wrong.content.decode()) == (422, False)
    assert "这不是企业微信、飞书或钉钉群机器人的地址" in wrong.content.decode()
    assert client.post(NEW, {"team": north.pk, "address": ADDRESS}).status_code == 303
    page = client.get(ROBOTS).content.decode()
    assert ("企业微信" in page, TOKEN in page) == (True, False)
    facts = JournalEntry.objects.get(act="add_robot").facts
    assert facts == {"team": "North", "vendor": "wecom"}
    again = client.post(NEW, {"team": north.pk, "address": ADDRESS})
    assert (again.status_code, "这个团队已有群机器人，请先移除。" in again.content.decode()) == (422, True)


def test_a_robot_that_is_removed_keeps_nothing(client_of: ClientOf, adm: User, bo: User, north: Team) -> None:
    made = robot(team=north, by=adm, secret="SEC12345")
    gone = reverse("stakeholders:robot_remove", args=[made.pk])
    assert client_of(bo).post(gone).status_code == 404
    assert client_of(adm).post(gone).status_code == 303
    kept = Robot.objects.get()
    assert (kept.token, kept.secret, kept.removed_by) == ("", "", adm)
    assert client_of(adm).post(gone).status_code == 404


def test_one_post_calls_everybody_in_the_group_and_names_no_price(
    deal: Deal, ada: User, bo: User, cy: User, fay: User, adm: User, north: Team, spoken: list[str], settings: Any
) -> None:
    settings.DESK_URL = "https://desk.example.com"
    robot(team=north, by=adm)
    told(deal, bo, cy, fay, by=ada)
    send_notices()
    assert spoken == [f"bo cy\nada提请审批：BJ-1 V2\nhttps://desk.example.com/approvals/{deal.pk}/"]
    assert list(NoticeDelivery.objects.values_list("way", "state")) == [("robot", "sent")]


def test_the_nearest_teams_robot_speaks_and_only_of_what_one_wishes(
    deal: Deal, ada: User, bo: User, cy: User, adm: User, north: Team, north_1: Team, now: datetime
) -> None:
    near, far = robot(team=north_1, by=adm), robot(team=north, by=adm)
    told(deal, bo, cy, by=ada)
    assert sorted(NoticeDelivery.objects.values_list("robot", "names")) == sorted([(near.pk, "bo"), (far.pk, "cy")])
    told(deal, bo, by=ada, kind=NoticeKind.ROUND_LOGGED)
    assert NoticeDelivery.objects.count() == 2
    save_wishes(mailed=[], grouped=[NoticeKind.ROUND_LOGGED], hours_from=None, hours_until=None, by=bo, at=now)
    told(deal, bo, by=ada)
    told(deal, bo, by=ada, kind=NoticeKind.ROUND_LOGGED)
    assert NoticeDelivery.objects.count() == 3


def test_a_robot_that_was_removed_meanwhile_is_a_failure_that_is_seen(
    deal: Deal, ada: User, bo: User, adm: User, north: Team
) -> None:
    made = robot(team=north, by=adm)
    told(deal, bo, by=ada)
    remove_robot(robot=made, by=adm, at=NOW)
    send_notices()
    assert list(NoticeDelivery.objects.values_list("state", "failure")) == [("waiting", "the robot was removed")]
