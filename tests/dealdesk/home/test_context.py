from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from dealdesk.home.context import BEGINNINGS, PLACES, Shell
from quotes.actions.approvals import submit_version
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories.stakeholders import NOW

ClientOf = Callable[[User], Client]


def shell(user: Any, path: str = "/") -> Shell:
    request = RequestFactory().get(path)
    request.user = user
    return Shell(request)


def test_everybody_gets_the_places_they_may_go_to(ada: User, fay: User, adm: User) -> None:
    def keys(person: Any) -> str:
        return "".join(item.key for item in shell(person).nav)

    assert (keys(ada), keys(fay), keys(adm)) == ("dcsqaprejtxvl", "dcsqapkrejtxvl", "dprtlwuofy")
    assert keys(AnonymousUser()) == ""


def test_what_a_phone_has_no_room_for_stands_behind_more(ada: User, adm: User) -> None:
    def folded(person: Any, path: str = "/") -> str:
        return "".join(item.key for item in shell(person, path).folded)

    assert (folded(ada), folded(adm)) == ("qprejtxvl", "lwuofy")
    assert [shell(ada, path).is_folded_away for path in ("/policies/", "/approvals/")] == [True, False]


def test_everybody_can_begin_what_they_may_create(ada: User, fay: User, adm: User) -> None:
    urls = {person.name: [item.url for item in shell(person).create] for person in (ada, fay, adm)}
    assert urls == {"ada": ["/deals/new/", "/customers/new/"], "fay": [], "adm": ["/people/new/", "/teams/new/"]}


def test_no_place_leads_into_a_refusal(client_of: ClientOf, ada: User, fay: User, adm: User) -> None:
    for person in (ada, fay, adm):
        client = client_of(person)
        urls = [item.url for item in (*shell(person).nav, *shell(person).create)]
        assert [(url, client.get(url).status_code) for url in urls] == [(url, 200) for url in urls]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/", "d"),
        ("/customers/7/edit/", "c"),
        ("/contacts/7/edit/", "c"),
        ("/deals/7/timeline/", "s"),
        ("/seats/7/edit/", "s"),
        ("/versions/7/", "q"),
        ("/approvals/7/", "a"),
        ("/price-books/7/", "p"),
        ("/policies/7/", "r"),
    ],
)
def test_one_place_is_marked_as_the_present_one(ada: User, path: str, key: str) -> None:
    assert [item.key for item in shell(ada, path).nav if item.current] == [key]


def test_what_waits_is_counted_for_those_who_decide_and_costs_nobody_else_anything(
    version: QuoteVersion, ada: User, bo: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    version.lines.update(discount=20)
    submit_version(version=QuoteVersion.objects.get(pk=version.pk), reason="竞品压价", by=ada, at=NOW)
    with django_assert_num_queries(0):
        frame = shell(ada)
        assert [item.badge for item in frame.nav if item.badge] == []
    with django_assert_num_queries(1):
        frame = shell(bo)
        assert [(item.key, item.badge) for item in frame.nav if item.badge] == [("a", 1)]
        assert [item.badge for item in frame.nav if item.badge] == [1]
    with django_assert_num_queries(0):
        assert shell(bo).brand


def test_shortcuts_are_told_apart_and_every_place_exists() -> None:
    keys = [place.key for place in PLACES]
    assert len(set(keys)) == len(keys)
    assert {place.route for place in PLACES} & {route for route, _, _ in BEGINNINGS} == set()
