from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stakeholders.domain.people import Role
from stakeholders.models import Team, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import PASSWORD

ClientOf = Callable[[User], Client]
NEW = {"name": "eve", "email": "eve@yunqu.example", "role": "sales", "password": "a rather long word"}
ADDRESSES = ("/people/", "/people/new/", "/people/{ada}/", "/teams/new/", "/teams/{team}/")


def filled(person: User, **fields: Any) -> dict[str, Any]:
    """The edit form as it was shown, with some fields typed over; an empty box sends nothing."""
    values = {
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "team": person.team_id,
        "is_active": "on",
    }
    return {name: value for name, value in (values | fields).items() if value is not None}


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_administrators_manage_people(client_of: ClientOf, ada: User, bo: User, adm: User, address: str) -> None:
    url = address.format(ada=ada.pk, team=ada.team_id)
    assert [client_of(person).get(url).status_code for person in (ada, bo, adm)] == [403, 403, 200]


def test_an_administrator_opens_an_account_and_its_owner_logs_in(
    client_of: ClientOf, adm: User, north_1: Team, client: Client
) -> None:
    answer = client_of(adm).post("/people/new/", NEW | {"team": north_1.pk})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/people/")
    logged_in = client.post("/accounts/login/", {"login": NEW["email"], "password": NEW["password"]})
    assert (logged_in.status_code, logged_in.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 41),
        ("email", "nobody"),
        ("email", ""),
        ("email", "a\0@yunqu.example"),
        ("role", "king"),
        ("role", ""),
        ("team", "999999"),
        ("team", "<script>"),
        ("password", "short"),
        ("password", "eve@yunqu.example"),
        ("password", ""),
    ],
)
def test_a_bad_account_gets_a_sentence_by_its_field_and_keeps_what_was_typed(
    client_of: ClientOf, adm: User, field: str, value: str
) -> None:
    answer = client_of(adm).post("/people/new/", NEW | {field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert answer.context["form"]["name"].value() == (value if field == "name" else "eve")
    assert not User.objects.filter(name="eve").exists()


def test_an_address_taken_twice_is_said_by_the_address(client_of: ClientOf, adm: User, ada: User) -> None:
    answer = client_of(adm).post("/people/new/", NEW | {"email": "ADA@yunqu.example"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"email"}


def test_closing_an_account_ends_its_sessions_at_once(client_of: ClientOf, adm: User, ada: User) -> None:
    hers, admin = client_of(ada), client_of(adm)
    assert hers.get("/").status_code == 200
    assert admin.post(f"/people/{ada.pk}/", filled(ada, is_active=None)).status_code == 303
    assert hers.get("/").headers["Location"] == "/accounts/login/?next=/"
    ada.refresh_from_db()
    assert admin.post(f"/people/{ada.pk}/", filled(ada)).status_code == 303
    assert hers.get("/").status_code == 302, "an old session comes back to life"
    assert client_of(User.objects.get(pk=ada.pk)).get("/").status_code == 200


def test_nobody_closes_his_own_account(client_of: ClientOf, adm: User) -> None:
    answer = client_of(adm).post(f"/people/{adm.pk}/", filled(adm, is_active=None))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"is_active"}
    other = whom.user(name="other", role=Role.ADMIN)
    assert client_of(other).post(f"/people/{adm.pk}/", filled(adm, is_active=None)).status_code == 303
    assert User.objects.get(pk=adm.pk).is_active is False


def test_an_empty_password_keeps_the_present_one_and_a_new_one_ends_the_sessions(
    client_of: ClientOf, adm: User, ada: User
) -> None:
    hers, admin = client_of(ada), client_of(adm)
    admin.post(f"/people/{ada.pk}/", filled(ada, name="Ada"))
    assert hers.get("/").status_code == 200
    assert User.objects.get(pk=ada.pk).check_password(PASSWORD)
    admin.post(f"/people/{ada.pk}/", filled(ada, password="another long word"))
    assert hers.get("/").status_code == 302
    assert User.objects.get(pk=ada.pk).check_password("another long word")


def test_a_team_below_itself_is_refused_by_the_field(
    client_of: ClientOf, adm: User, north: Team, north_1: Team
) -> None:
    answer = client_of(adm).post(f"/teams/{north.pk}/", {"name": "North", "parent": north_1.pk})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"parent"}
    assert client_of(adm).post(f"/teams/{north_1.pk}/", {"name": "North-1"}).status_code == 303
    assert Team.objects.get(pk=north_1.pk).path == [north_1.pk]


def test_a_new_team_is_led_by_a_manager(client_of: ClientOf, adm: User, ada: User, bo: User) -> None:
    refused = client_of(adm).post("/teams/new/", {"name": "East", "manager": ada.pk})
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"manager"})
    assert client_of(adm).post("/teams/new/", {"name": "East", "manager": bo.pk}).status_code == 303
    assert Team.objects.get(name="East").manager == bo


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client_of: ClientOf, adm: User, rows: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for n in range(rows - 1):
        whom.user(name=f"p{n}", role=Role.SALES, team=whom.team(name=f"t{n}"))
    client = client_of(adm)
    with django_assert_num_queries(4):
        assert len(client.get("/people/").context["screen"].people.rows) == rows
