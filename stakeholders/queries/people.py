"""What the people screen shows: the accounts, and the teams as a tree."""

from dataclasses import dataclass

from django.db.models import Count, Q

from dealdesk.db import normal
from dealdesk.web.keyset import Page, page
from stakeholders.domain.people import Role
from stakeholders.models import Team, User


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    team: Team
    depth: int
    people: int


@dataclass(frozen=True, kw_only=True)
class PeopleScreen:
    people: Page[User]
    teams: tuple[TeamRow, ...]


def people_screen(*, text: str, role: str, closed: bool, after: str) -> PeopleScreen:
    people = User.objects.select_related("team").filter(is_active=not closed)
    if text:
        people = people.filter(Q(name__contains=text.strip()) | Q(email__contains=normal(text)))
    if role:
        people = people.filter(role=role)
    return PeopleScreen(people=page(people, order=("name", "id"), after=after), teams=team_tree())


def team_tree() -> tuple[TeamRow, ...]:
    """Every team below the one above it, siblings by name."""
    counted = Team.objects.select_related("manager").annotate(
        people=Count("members", filter=Q(members__is_active=True))
    )
    teams = {team.pk: team for team in counted}
    by_name = sorted(teams.values(), key=lambda team: [teams[above].name for above in team.path])
    return tuple(
        TeamRow(team=team, depth=len(team.path) - 1, people=team.people)  # type: ignore[attr-defined]
        for team in by_name
    )


def teams_led_by(user: User) -> tuple[Team, ...]:
    """For the team filter of lists: no statement for those who lead nobody."""
    return tuple(Team.objects.led_by(user)) if user.role == Role.MANAGER else ()
