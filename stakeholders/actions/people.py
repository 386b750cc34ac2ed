"""Accounts and the tree of teams: who works here, with what role, under whom."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from dealdesk.db import normal, once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.domain.people import Role
from stakeholders.models import Team, User

# What apps above do as an account is closed, in the same transaction.
_following_closing: list[Callable[..., object]] = []


def follows_closing(follow: Callable[..., object]) -> None:
    """Called once by each app above, when it is ready."""
    if follow not in _following_closing:
        _following_closing.append(follow)


def _email_taken() -> Refusal:
    return Refusal("An account with this e-mail address exists already.", field="email")


def _team_taken() -> Refusal:
    return Refusal("A team of this name exists already.", field="name")


@transaction.atomic
def open_account(
    *, email: str, name: str, role: Role, team: Team | None, password: str, by: User, at: datetime
) -> User:
    with once(stakeholders_user_email_key=_email_taken):
        person = User.objects.create_user(email, password, name=name, role=role, team=team, created_at=at)
    record("open_account", on=person, by=by, at=at, name=name, role=role)
    return person


@transaction.atomic
def change_person(
    person: User,
    *,
    email: str,
    name: str,
    role: Role,
    team: Team | None,
    is_active: bool,
    password: str = "",
    by: User,
    at: datetime,
) -> User:
    """A new password or a closed account ends every session of the person at once."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person == by and (role != person.role or not is_active):
        raise Refusal(
            "You cannot change your own role or close your own account. Ask another administrator.",
            field="role" if role != person.role else "is_active",
        )
    _refuse_to_orphan_a_team(person, role, is_active)
    closed = person.is_active and not is_active
    person.email, person.name, person.role, person.team, person.is_active = normal(email), name, role, team, is_active
    if password:
        person.set_password(password)
    if closed:
        person.sessions_ended += 1
    with once(stakeholders_user_email_key=_email_taken):
        person.save()
    act = "close_account" if closed else "change_person"
    record(act, on=person, by=by, at=at, name=name, role=role, password_set=bool(password))
    for follow in _following_closing if closed else ():
        follow(person=person, by=by, at=at)
    return person


def _refuse_to_orphan_a_team(person: User, role: Role, is_active: bool) -> None:
    if role == Role.MANAGER and is_active:
        return
    led = Team.objects.filter(manager=person).first()
    if led:
        raise Refusal(
            "%(person)s leads the team %(team)s. Name another manager there first.",
            field="role" if is_active else "is_active",
            person=person.name,
            team=led.name,
        )


@transaction.atomic
def note(act: str, *, person: User, by: User, at: datetime) -> None:
    """Something people do to their own account that another part of the house carries out: a log-in, a new password."""
    record(act, on=person, by=by, at=at, name=person.name)


@transaction.atomic
def create_team(*, name: str, parent: Team | None, manager: User | None, by: User, at: datetime) -> Team:
    _refuse_who_cannot_lead(manager)
    teams = _lock_the_tree()
    with once(stakeholders_team_name_key=_team_taken):
        team = Team.objects.create(name=name, parent=parent, manager=manager)
    team.path = [*(teams[parent.pk].path if parent else []), team.pk]
    team.save(update_fields=["path"])
    record("create_team", on=team, by=by, at=at, name=name)
    return team


@transaction.atomic
def change_team(team: Team, *, name: str, parent: Team | None, manager: User | None, by: User, at: datetime) -> Team:
    _refuse_who_cannot_lead(manager)
    teams = _lock_the_tree()
    if parent and team.pk in teams[parent.pk].path:
        raise Refusal(
            "%(parent)s stands under %(team)s: a team cannot be placed below itself.",
            field="parent",
            parent=parent.name,
            team=team.name,
        )
    team = teams[team.pk]
    team.name, team.parent, team.manager = name, parent, manager
    with once(stakeholders_team_name_key=_team_taken):
        team.save(update_fields=["name", "parent", "manager"])
    _move(team, teams[parent.pk].path if parent else [], teams)
    record("change_team", on=team, by=by, at=at, name=name)
    return team


def _lock_the_tree() -> dict[int, Team]:
    """Two people moving teams at once could make a ring; the tree is small, so one moves after the other."""
    return {team.pk: team for team in Team.objects.select_for_update().order_by("id")}


def _move(team: Team, above: list[int], teams: dict[int, Team]) -> None:
    """The team and everything below it stands under `above` from now on."""
    old = len(team.path) - 1
    below = [other for other in teams.values() if team.pk in other.path]
    for other in below:
        other.path = [*above, *other.path[old:]]
    Team.objects.bulk_update(below, ["path"])


def _refuse_who_cannot_lead(manager: User | None) -> None:
    if manager and (manager.role != Role.MANAGER or not manager.is_active):
        raise Refusal(
            "%(person)s cannot lead a team: give them the role Manager first.", field="manager", person=manager.name
        )
