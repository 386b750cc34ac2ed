from collections.abc import Callable
from typing import Any

from stakeholders.domain.people import Role
from stakeholders.models import Team, User
from stakeholders.queries.people import people_screen, team_tree, teams_led_by
from tests.factories import stakeholders as whom


def names(**wanted: Any) -> list[str]:
    chosen: dict[str, Any] = {"text": "", "role": "", "closed": False, "after": ""} | wanted
    return [person.name for person in people_screen(**chosen).people.rows]


def test_people_are_found_by_name_address_role_and_whether_they_still_work_here(ada: User, fay: User) -> None:
    whom.user(name="gone", role=Role.SALES, active=False)
    assert names() == ["ada", "bo", "cy", "fay"]
    assert names(text="ad") == ["ada"]
    assert names(text="FAY@yunqu") == ["fay"]
    assert names(role=Role.FINANCE) == ["fay"]
    assert names(closed=True) == ["gone"]


def test_teams_stand_below_the_team_above_them_and_count_who_works_there(bo: User, south_1: Team, north: Team) -> None:
    whom.user(name="gone", role=Role.SALES, team=south_1, active=False)
    whom.team(name="North-0", parent=north)
    assert [(row.team.name, row.depth, row.people) for row in team_tree()] == [
        ("North", 0, 1),
        ("North-0", 1, 0),
        ("North-1", 1, 1),
        ("South-1", 0, 0),
    ]


def test_a_manager_leads_a_tree_and_nobody_else_leads_anything(
    cy: User, bo: User, ada: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    assert [team.name for team in teams_led_by(cy)] == ["North", "North-1"]
    assert [team.name for team in teams_led_by(bo)] == ["North-1"]
    with django_assert_num_queries(0):
        assert teams_led_by(ada) == ()
