"""Who is told that something is not there or went wrong: our people by the desk's pages, a reader by theirs."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from dealdesk.home import errors
from stakeholders.models import User

HOME = f'href="{reverse("home:desk")}"'


@pytest.mark.django_db
def test_our_people_find_the_way_to_their_desk_and_a_reader_is_shown_none(
    client_of: Callable[[User], Client], ada: User
) -> None:
    ours, theirs = client_of(ada).get("/nowhere/"), Client().get("/r/")
    assert [answer.status_code for answer in (ours, theirs)] == [404, 404]
    assert [HOME in answer.text for answer in (ours, theirs)] == [True, False]


@pytest.mark.django_db
def test_what_is_refused_is_told_to_each_in_their_own_words(client_of: Callable[[User], Client], fay: User) -> None:
    ours = client_of(fay).get("/proposals/batches/new/")
    theirs = errors.permission_denied(RequestFactory().get("/r/token/"), PermissionDenied())
    assert [(answer.status_code, HOME in answer.text) for answer in (ours, theirs)] == [(403, True), (404, False)]


def test_a_fault_is_told_to_each_in_their_own_words() -> None:
    ours, theirs = (errors.server_error(RequestFactory().get(path)) for path in ("/deals/", "/r/token/"))
    assert [answer.status_code for answer in (ours, theirs)] == [500, 500]
    assert [HOME in answer.text for answer in (ours, theirs)] == [True, False]


@pytest.mark.django_db
def test_a_form_that_is_not_from_here_is_told_to_each_in_their_own_words(ada: User) -> None:
    """Nobody is shown Django's own page, which speaks of settings."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    ours, theirs = client.post("/quotes/"), Client(enforce_csrf_checks=True).post("/r/token/")
    assert [(answer.status_code, HOME in answer.text) for answer in (ours, theirs)] == [(403, True), (404, False)]
    assert "刷新" in ours.text
    assert "DEBUG" not in ours.text + theirs.text
