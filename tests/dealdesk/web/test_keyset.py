from collections.abc import Callable, Iterable

import pytest
from django.db.models import Value

from dealdesk.web.keyset import Page, page
from stakeholders.models import Deal, Team
from stakeholders.models.deals import NEVER
from tests.factories import stakeholders as whom

Teams = Callable[[str], list[Team]]


@pytest.fixture
def teams(db: None) -> Teams:
    return lambda names: [whom.team(name=name) for name in names.split()]


def names(found: Page[Team]) -> list[str]:
    return [team.name for team in found.rows]


def walk(order: Iterable[str], size: int) -> list[str]:
    """Every name, page by page."""
    seen, after = [], ""
    while True:
        found = page(Team.objects.all(), order=tuple(order), after=after, size=size)
        seen += names(found)
        if not found.after:
            return seen
        after = found.after


def test_a_short_list_is_one_page_without_a_next(teams: Teams) -> None:
    teams("a b")
    found = page(Team.objects.all(), order=("name",), size=2)
    assert (names(found), found.after) == (["a", "b"], "")


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("order", [("name",), ("-name",), ("id",)])
def test_pages_of_any_size_together_are_the_whole_list(teams: Teams, order: tuple[str, ...], size: int) -> None:
    teams("d a c b")
    assert walk(order, size) == list(Team.objects.order_by(*order).values_list("name", flat=True))


def test_equal_values_are_told_apart_by_the_next_column(deal: Deal) -> None:
    """Four deals touched at the same moment, read two at a time, by a column that goes down and one that goes up."""
    same = [whom.deal(customer=deal.customer, owner=deal.owner, name=name) for name in ("b", "c", "d")]
    first = page(Deal.objects.all(), order=("-touched_at", "id"), size=2)
    second = page(Deal.objects.all(), order=("-touched_at", "id"), size=2, after=first.after)
    assert [found.pk for found in (*first.rows, *second.rows)] == [deal.pk, *(each.pk for each in same)]


def test_a_list_can_be_walked_by_a_computed_column(deal: Deal) -> None:
    later = whom.deal(customer=deal.customer, owner=deal.owner, name="later", budget_freeze_on=None)
    first = page(Deal.objects.with_freeze(), order=("freeze", "id"), size=1)
    second = page(Deal.objects.with_freeze(), order=("freeze", "id"), size=1, after=first.after)
    assert [found.pk for found in (*first.rows, *second.rows)] == [deal.pk, later.pk]
    assert second.rows[0].freeze == NEVER  # type: ignore[attr-defined]


def test_a_row_that_came_in_between_is_neither_lost_nor_doubled(teams: Teams) -> None:
    teams("b d f")
    first = page(Team.objects.all(), order=("name",), size=2)
    teams("a e")
    assert names(page(Team.objects.all(), order=("name",), size=2, after=first.after)) == ["e", "f"]


@pytest.mark.parametrize(
    "cursor",
    ["nonsense", "W10", "WzFd", "bnVsbA", "WyJhXHUwMDAwYiJd", "W1tdXQ", "eyJhIjoxfQ", "'; DROP TABLE", "é", "A" * 5000],
    ids=[
        "no base64",
        "no values",
        "a number",
        "null",
        "a null byte",
        "a list",
        "an object",
        "SQL",
        "not ASCII",
        "long",
    ],
)
def test_a_cursor_this_list_did_not_make_shows_its_first_page(teams: Teams, cursor: str) -> None:
    teams("a b c")
    found = page(Team.objects.order_by(), order=("name", "id"), size=2, after=cursor)
    assert names(found) == ["a", "b"]


def test_a_cursor_of_another_list_shows_the_first_page(teams: Teams, deal: Deal) -> None:
    teams("a b c")
    whom.deal(customer=deal.customer, owner=deal.owner, name="second")
    of_deals = page(Deal.objects.all(), order=("-touched_at", "-id"), size=1).after
    assert names(page(Team.objects.all(), order=("id",), size=1, after=of_deals)) == [Team.objects.earliest("id").name]


def test_an_order_that_leaves_two_rows_equal_is_a_programming_error(teams: Teams) -> None:
    with pytest.raises(ValueError, match="which of two equal rows"):
        page(Team.objects.annotate(same=Value(1)), order=("same",))


def test_a_deep_page_costs_one_statement(teams: Teams, django_assert_num_queries: Callable[[int], object]) -> None:
    teams("a b c d e")
    after = page(Team.objects.all(), order=("name",), size=3).after
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        page(Team.objects.all(), order=("name",), size=3, after=after)
