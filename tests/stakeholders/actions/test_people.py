from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.people import change_person, change_team, create_team, open_account
from stakeholders.domain.people import Role
from stakeholders.models import JournalEntry, Team, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def change(person: User, by: User, **fields: Any) -> User:
    values = {"email": person.email, "name": person.name, "role": Role(person.role), "team": person.team}
    return change_person(person, **({**values, "is_active": True} | fields), by=by, at=NOW)


def test_an_account_is_known_by_its_address_whatever_its_capitals(adm: User, north_1: Team) -> None:
    person = open_account(
        email="Eve@Yunqu.Example", name="eve", role=Role.SALES, team=north_1, password="a long password", by=adm, at=NOW
    )
    assert (person.email, person.check_password("a long password")) == ("eve@yunqu.example", True)
    with pytest.raises(Refusal, match="exists already"):
        open_account(
            email="EVE@yunqu.example",
            name="eva",
            role=Role.SALES,
            team=None,
            password="a long password",
            by=adm,
            at=NOW,
        )
    assert [entry.act for entry in JournalEntry.objects.all()] == ["open_account"]


def test_the_journal_never_holds_a_password(adm: User) -> None:
    open_account(
        email="eve@yunqu.example", name="eve", role=Role.SALES, team=None, password="a long password", by=adm, at=NOW
    )
    assert JournalEntry.objects.get().facts == {"name": "eve", "role": "sales"}


def test_nobody_closes_his_own_account_and_an_administrator_closes_anothers(adm: User, ada: User) -> None:
    with pytest.raises(Refusal, match="your own account") as refused:
        change(adm, adm, is_active=False)
    assert refused.value.field == "is_active"
    assert change(ada, adm, is_active=False).is_active is False
    assert JournalEntry.objects.get(object_id=ada.pk, object_type="stakeholders.user").act == "close_account"


def test_nobody_takes_the_administrator_away_from_himself(adm: User) -> None:
    with pytest.raises(Refusal, match="your own role") as refused:
        change(adm, adm, role=Role.SALES)
    assert refused.value.field == "role"
    other = whom.user(name="other", role=Role.ADMIN)
    assert change(adm, other, role=Role.SALES).role == Role.SALES


def test_closing_an_account_voids_its_sessions_and_opening_it_again_does_not_revive_them(adm: User, ada: User) -> None:
    before = ada.get_session_auth_hash()
    closed = change(ada, adm, is_active=False)
    opened = change(closed, adm, is_active=True)
    assert before not in {closed.get_session_auth_hash(), opened.get_session_auth_hash()}


def test_a_change_of_name_keeps_the_sessions_and_a_new_password_ends_them(adm: User, ada: User) -> None:
    before = ada.get_session_auth_hash()
    assert change(ada, adm, name="Ada").get_session_auth_hash() == before
    assert change(ada, adm, password="another password").get_session_auth_hash() != before


def test_a_manager_who_leads_a_team_cannot_become_anything_else(adm: User, bo: User) -> None:
    with pytest.raises(Refusal, match="leads the team"):
        change(bo, adm, role=Role.SALES)
    with pytest.raises(Refusal, match="leads the team"):
        change(bo, adm, is_active=False)
    Team.objects.filter(manager=bo).update(manager=None)
    assert change(bo, adm, role=Role.SALES).role == Role.SALES


def test_only_a_manager_who_works_here_leads_a_team(adm: User, ada: User, bo: User) -> None:
    with pytest.raises(Refusal, match="cannot lead") as refused:
        create_team(name="East", parent=None, manager=ada, by=adm, at=NOW)
    assert refused.value.field == "manager"
    assert create_team(name="East", parent=None, manager=bo, by=adm, at=NOW).manager == bo


def test_a_team_knows_everyone_above_it(adm: User, north: Team) -> None:
    made = create_team(name="North-2", parent=north, manager=None, by=adm, at=NOW)
    assert made.path == [north.pk, made.pk]


def test_a_team_takes_everything_below_it_along(adm: User, north: Team, north_1: Team, south_1: Team) -> None:
    deep = create_team(name="North-1-a", parent=north_1, manager=None, by=adm, at=NOW)
    change_team(north_1, name="North-1", parent=south_1, manager=None, by=adm, at=NOW)
    paths = {team.name: team.path for team in Team.objects.all()}
    assert paths["North-1"] == [south_1.pk, north_1.pk]
    assert paths["North-1-a"] == [south_1.pk, north_1.pk, deep.pk]
    change_team(north_1, name="North-1", parent=None, manager=None, by=adm, at=NOW)
    assert Team.objects.get(pk=deep.pk).path == [north_1.pk, deep.pk]


def test_a_team_cannot_stand_below_itself(adm: User, north: Team, north_1: Team) -> None:
    for parent in (north, north_1):
        with pytest.raises(Refusal, match="below itself") as refused:
            change_team(north, name="North", parent=parent, manager=None, by=adm, at=NOW)
        assert refused.value.field == "parent"
    assert change_team(north_1, name="North-1", parent=north, manager=None, by=adm, at=NOW).parent == north


def test_two_teams_cannot_have_one_name(adm: User, north: Team) -> None:
    with pytest.raises(Refusal, match="this name exists") as refused:
        create_team(name="North", parent=None, manager=None, by=adm, at=NOW)
    assert refused.value.field == "name"
    assert create_team(name="East", parent=None, manager=None, by=adm, at=NOW).name == "East"
