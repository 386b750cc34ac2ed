from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dealdesk.web import known
from stakeholders.actions.people import change_person
from stakeholders.domain.people import Role
from stakeholders.models import JournalEntry, User
from tests.factories.stakeholders import NOW, PASSWORD


@pytest.fixture(autouse=True)
def forgotten_failures(db: None) -> None:
    """What earlier tests got wrong does not count here."""
    cache.clear()


def log_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def is_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302


def test_people_log_in_with_their_address_whatever_its_capitals(client: Client, ada: User) -> None:
    answer = log_in(client, "Ada@Yunqu.Example")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


def test_a_page_that_was_asked_for_comes_after_the_log_in(client: Client, ada: User) -> None:
    asked = client.get("/customers/?q=chzx")
    assert asked.headers["Location"] == "/accounts/login/?next=/customers/%3Fq%3Dchzx"
    answer = client.post(asked.headers["Location"], {"login": ada.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/customers/?q=chzx"


def test_a_log_in_never_leads_to_another_site(client: Client, ada: User) -> None:
    assert log_in(client, ada.email, next="https://elsewhere.example/").headers["Location"] == "/"


@pytest.mark.parametrize(
    ("email", "password"),
    [("ada@yunqu.example", "wrong"), ("nobody@yunqu.example", PASSWORD), ("", ""), ("ada", PASSWORD), ("\0", "\0")],
    ids=["a wrong password", "nobody", "nothing", "no address", "null bytes"],
)
def test_a_log_in_that_fails_gets_a_sentence(client: Client, ada: User, email: str, password: str) -> None:
    answer = log_in(client, email, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert client.get("/").status_code == 302


def test_an_address_nobody_has_is_answered_like_a_wrong_password(client: Client, ada: User) -> None:
    wrong = log_in(client, ada.email, "wrong").context["form"].errors
    assert log_in(client, "nobody@yunqu.example", "wrong").context["form"].errors == wrong


def test_after_five_failures_even_the_right_password_waits(client: Client, ada: User, dee: User) -> None:
    for _ in range(5):
        assert not is_in(log_in(client, ada.email, "wrong"))
    assert not is_in(log_in(client, ada.email))
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert is_in(log_in(client, ada.email))


def test_guesses_of_a_stranger_do_not_keep_out_who_has_logged_in_with_their_browser_before(ada: User) -> None:
    hers = Client()
    assert is_in(log_in(hers, ada.email))
    hers.post("/accounts/logout/")
    for _ in range(6):
        log_in(Client(), ada.email, "wrong")
    assert [is_in(log_in(each, ada.email)) for each in (Client(), hers)] == [False, True]


def test_a_browser_that_is_known_has_five_guesses_of_its_own_and_for_its_own_account_alone(
    ada: User, dee: User
) -> None:
    hers = Client()
    log_in(hers, ada.email)
    hers.post("/accounts/logout/")
    for _ in range(5):
        log_in(hers, ada.email, "wrong")
    # Her own guesses are all used; of a stranger nobody has counted any.
    assert [is_in(log_in(each, ada.email)) for each in (hers, Client())] == [False, True]
    for _ in range(5):
        log_in(hers, dee.email, "wrong")
    assert [is_in(log_in(each, dee.email)) for each in (hers, Client())] == [False, False]


@pytest.mark.parametrize("made_up", ["", "x", "a:b:c", '"\\000"'])
def test_a_cookie_that_nobody_signed_makes_no_browser_known(client: Client, ada: User, made_up: str) -> None:
    client.cookies[known.NAME] = made_up
    for _ in range(5):
        assert not is_in(log_in(client, ada.email, "wrong"))
    assert not is_in(log_in(client, ada.email))
    assert log_in(Client(), ada.email).status_code == 200


def test_the_cookie_of_a_known_browser_names_nobody_and_is_read_by_no_script(client: Client, ada: User) -> None:
    told = log_in(client, ada.email).cookies[known.NAME]
    assert (told["httponly"], told["samesite"], told["path"]) == (True, "Lax", "/")
    first, (browser, whose) = told.value, signing.loads(told.value, salt=known.SALT)
    assert (len(browser), len(whose), ada.email in whose) == (22, 64, False)
    client.post("/accounts/logout/")
    log_in(client, ada.email)
    assert client.cookies[known.NAME].value != first


def test_failures_are_counted_once_for_all_processes(client: Client, ada: User) -> None:
    """Unlike readers, who are counted in the memory of each: twice as many processes are not twice as many guesses."""
    log_in(client, ada.email, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dealdesk_cache WHERE cache_key LIKE '%login\\_failed%'")
        assert cursor.fetchone() == (2,)


def test_failures_of_one_do_not_lock_out_another(client: Client, ada: User, dee: User) -> None:
    for _ in range(5):
        log_in(client, ada.email, "wrong")
    assert is_in(log_in(Client(), dee.email))


def test_a_log_in_begins_a_new_session(client: Client, ada: User) -> None:
    session = client.session
    session["seen"] = "before"
    session.save()
    before = session.session_key
    log_in(client, ada.email)
    assert client.session.session_key != before
    stranger = Client()
    stranger.cookies["dealdesk"] = str(before)
    assert stranger.get("/").status_code == 302


def test_a_log_out_ends_the_session_wherever_its_cookie_is(client: Client, ada: User) -> None:
    log_in(client, ada.email)
    copied = Client()
    copied.cookies["dealdesk"] = client.cookies["dealdesk"].value
    assert copied.get("/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert [each.get("/").status_code for each in (client, copied)] == [302, 302]


def test_somebody_whose_account_is_closed_does_not_log_in(client: Client, adm: User, ada: User) -> None:
    values: dict[str, Any] = {"email": ada.email, "name": ada.name, "role": Role.SALES, "team": ada.team}
    change_person(ada, **values, is_active=False, by=adm, at=NOW)
    answer = log_in(client, ada.email)
    assert answer.status_code == 200
    assert answer.context["form"].errors == log_in(client, ada.email, "wrong").context["form"].errors
    change_person(ada, **values, is_active=True, by=adm, at=NOW)
    assert is_in(log_in(client, ada.email))


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client: Client, ada: User) -> None:
    elsewhere = Client()
    for each in (client, elsewhere):
        log_in(each, ada.email)
    changed = {"oldpassword": PASSWORD, "password1": "a rather long word", "password2": "a rather long word"}
    assert client.post("/accounts/password/change/", changed).status_code == 302
    assert [each.get("/").status_code for each in (client, elsewhere)] == [200, 302]
    assert not is_in(log_in(Client(), ada.email))
    assert is_in(log_in(Client(), ada.email, "a rather long word"))


@pytest.mark.parametrize("new", ["short", "123456789012", "", "ada@yunqu.example"])
def test_a_poor_password_is_refused_in_words(client: Client, ada: User, new: str) -> None:
    log_in(client, ada.email)
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert User.objects.get(pk=ada.pk).check_password(PASSWORD)


def test_log_ins_and_new_passwords_are_in_the_journal(client: Client, ada: User) -> None:
    log_in(client, ada.email)
    changed = {"oldpassword": PASSWORD, "password1": "a rather long word", "password2": "a rather long word"}
    client.post("/accounts/password/change/", changed)
    assert [(entry.act, entry.by, entry.facts) for entry in JournalEntry.objects.order_by("id")] == [
        ("log_in", ada, {"name": "ada"}),
        ("change_password", ada, {"name": "ada"}),
    ]


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/email/", "/admin/"])
def test_there_is_no_other_way_in(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404
