"""Opens the demo's accounts and teams."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from stakeholders.actions import people as actions
from stakeholders.domain.people import Role
from stakeholders.models import Team, User

HERE = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Login:
    email: str
    name: str
    role: Role


def logins() -> list[Login]:
    told = read("people")
    return [
        Login(email=f"{who['key']}@{told['domain']}", name=who["name"], role=Role(who["role"]))
        for who in told["people"]
    ]


def password() -> str:
    return str(read("people")["password"])


def open_accounts(at: datetime) -> dict[str, User]:
    """Everyone by their key; the administrator first, because the others are opened by him."""
    told = read("people")
    by = {who["key"]: who for who in told["people"]}
    admin_key = next(key for key, who in by.items() if who["role"] == Role.ADMIN)
    who = by.pop(admin_key)
    admin = User.objects.create_user(
        f"{admin_key}@{told['domain']}", told["password"], name=who["name"], role=Role.ADMIN, created_at=at
    )
    people = {
        key: actions.open_account(
            email=f"{key}@{told['domain']}",
            name=who["name"],
            role=Role(who["role"]),
            team=None,
            password=told["password"],
            by=admin,
            at=at,
        )
        for key, who in by.items()
    }
    teams = _teams(told["teams"], people, admin, at)
    for key, who in by.items():
        if who.get("team"):
            people[key] = _placed(people[key], teams[who["team"]], admin, at)
    return {**people, admin_key: admin}


def _teams(told: list[dict[str, str]], people: dict[str, User], admin: User, at: datetime) -> dict[str, Team]:
    teams: dict[str, Team] = {}
    for team in told:
        teams[team["name"]] = actions.create_team(
            name=team["name"],
            parent=teams.get(team.get("parent", "")),
            manager=people[team["manager"]],
            by=admin,
            at=at,
        )
    return teams


def _placed(person: User, team: Team, admin: User, at: datetime) -> User:
    return actions.change_person(
        person,
        email=person.email,
        name=person.name,
        role=Role(person.role),
        team=team,
        is_active=True,
        by=admin,
        at=at,
    )
