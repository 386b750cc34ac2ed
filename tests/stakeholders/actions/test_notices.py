"""Telling people: in the transaction of what happened, each once, and never of their own doing."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from stakeholders.actions.notices import notify, working_on
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, Notice, User


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("to__name", "kind"))


def test_each_person_is_told_once_and_nobody_of_their_own_doing(
    deal: Deal, ada: User, bo: User, fay: User, now: datetime
) -> None:
    notify(NoticeKind.ROUND_LOGGED, to=[bo, ada, fay, bo], about=deal, deal=deal, by=ada, at=now, number="Q-1")
    assert told() == [("bo", "round_logged"), ("fay", "round_logged")]


def test_a_closed_account_is_told_nothing(deal: Deal, ada: User, bo: User, now: datetime) -> None:
    bo.is_active = False
    notify(NoticeKind.ROUND_LOGGED, to=[bo], about=deal, deal=deal, by=ada, at=now, number="Q-1")
    assert told() == []


def test_a_change_that_fails_tells_nobody(deal: Deal, ada: User, bo: User, now: datetime) -> None:
    def fails() -> None:
        with transaction.atomic():
            notify(NoticeKind.ROUND_LOGGED, to=[bo], about=deal, deal=deal, by=ada, at=now, number="Q-1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert told() == []


def test_that_an_offer_expires_is_told_once(deal: Deal, ada: User, now: datetime) -> None:
    def expires(target: Deal) -> None:
        notify(NoticeKind.OFFER_EXPIRES, to=[ada], about=target, deal=deal, by=None, at=now, number="Q-1")

    expires(deal)
    with pytest.raises(IntegrityError, match="expiry_told_once"), transaction.atomic():
        expires(deal)
    assert told() == [("ada", "offer_expires")]


def test_whoever_works_on_a_deal_is_its_owner_and_its_members(deal: Deal, ada: User, pre: User, bo: User) -> None:
    assert working_on(deal) == [ada, pre]


def test_the_session_knows_how_many_wait(deal: Deal, ada: User, bo: User, now: datetime) -> None:
    for number in range(3):
        notify(NoticeKind.ROUND_LOGGED, to=[bo], about=deal, deal=deal, by=ada, at=now, number=f"Q-{number}")
    Notice.objects.filter(facts__number="Q-1").update(read_at=now)
    signed_in = [User.objects.signed_in(person.pk) for person in (bo, ada)]
    assert [person and person.unread for person in signed_in] == [2, 0]
    assert User.objects.signed_in(0) is None
