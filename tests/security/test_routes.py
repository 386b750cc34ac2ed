"""Every route × role × method has an expected answer in routes.csv, checked by hand against the table of rights."""

import csv
from functools import cache
from pathlib import Path

import pytest

from stakeholders.permissions import MAY
from tests.security.visitors import ANONYMOUS, HTMX, Route, Visitors, routes
from tests.security.world import World

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("routes.csv")
ROUTES = routes()
METHODS = ("GET", "POST")
NOBODYS = ("PUT", "PATCH", "DELETE")
NOT_ALLOWED = 405
# The frameworks' own views read what they do not know as a GET.
THEIRS = {"set_language", "account_login", "account_change_password"}


@cache
def table() -> dict[tuple[str, str], dict[str, int]]:
    with TABLE.open() as file:
        return {
            (row.pop("route"), row.pop("method")): {who: int(status) for who, status in row.items() if who != "shows"}
            for row in csv.DictReader(file)
        }


def observed(visitors: Visitors, route: Route, method: str) -> dict[str, int]:
    if method == "GET":
        return visitors.answers(route).statuses
    return {who: visitors.ask(who, method, visitors.url(route)).status_code for who in visitors.clients}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
@pytest.mark.parametrize("method", METHODS)
def test_everybody_gets_the_expected_answer(visitors: Visitors, route: Route, method: str) -> None:
    seen = observed(visitors, route, method)
    row = ",".join([route.name, method, "", *(str(status) for status in seen.values())])
    assert (route.name, method) in table(), f"routes.csv has no row for this; check each against MAY, then add:\n{row}"
    assert seen == table()[route.name, method]


def test_no_row_is_about_a_route_that_is_gone() -> None:
    assert set(table()) - {(route.name, method) for route in ROUTES for method in METHODS} == set()


@pytest.mark.parametrize("route", [route for route in ROUTES if route.name not in THEIRS], ids=lambda route: route.name)
def test_no_other_method_is_answered(visitors: Visitors, route: Route) -> None:
    url = visitors.url(route)
    asked = [(who, method) for who in ("sales_other_team", "admin") for method in NOBODYS]
    assert {visitors.ask(who, method, url).status_code for who, method in asked} == {NOT_ALLOWED}


@pytest.mark.parametrize("key", table(), ids=lambda key: " ".join(key))
def test_the_table_says_what_the_rights_say(world: World, key: tuple[str, str]) -> None:
    """403 for whom the act is not for, and for nobody else unless the record itself says no."""
    act = {route.name: route for route in ROUTES}[key[0]].act
    if act not in MAY:
        return
    expected = table()[key]
    refused = {who for who, status in expected.items() if status in {302, 403, 404, 405}}
    assert {who for who, person in world.people.items() if person.role not in MAY[act]} - refused == set()


OF_A_DEAL = {
    "deal",
    "quote",
    "version",
    "line",
    "round",
    "attachment",
    "request",
    "export",
    "seat",
    "engagement",
    "signal",
    "contact",
    "customer",
    "step",
    "scenario",
    "series",
}
PRIVATE_ROUTES = [route for route in ROUTES if OF_A_DEAL & set(route.takes)]


@pytest.mark.parametrize("route", PRIVATE_ROUTES, ids=lambda route: route.name)
@pytest.mark.parametrize("method", METHODS)
def test_another_teams_deal_does_not_exist(route: Route, method: str) -> None:
    """Nor for an administrator; and whoever is on it does find it."""
    expected = dict(table()[route.name, method])
    assert {expected.pop(who) for who in ("sales_other_team", "admin")} in ({404}, {NOT_ALLOWED})
    assert set(expected.values()) - {302, 403, 404}, "nobody at all may open it: the 404 above proves nothing"


@pytest.mark.parametrize(
    "route", [route for route in PRIVATE_ROUTES if len(route.takes) > 1], ids=lambda route: route.name
)
@pytest.mark.parametrize("who", ["sales_owner", "manager", "sales_other_team"])
def test_a_part_of_another_deal_is_not_found_in_this_one(visitors: Visitors, route: Route, who: str) -> None:
    world = visitors.world
    for name in route.takes:
        for mine, theirs in ((world.ids, world.foreign), (world.foreign, world.ids)):
            url = visitors.url(route, **{other: mine[other] for other in route.takes} | {name: theirs[name]})
            assert {visitors.ask(who, method, url).status_code for method in METHODS} <= {404, NOT_ALLOWED}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_part_of_a_page_is_as_guarded_as_the_page(visitors: Visitors, route: Route) -> None:
    """Whoever is refused the page is refused its fragments, with the same word; log-in is a page, not a fragment."""
    parts = visitors.answers(route).parts
    refused = {who: status for who, status in table()[route.name, "GET"].items() if status in {403, 404, NOT_ALLOWED}}
    assert {who: parts[who].status for who in refused} == refused
    answer = parts[ANONYMOUS]
    if route.act not in {None, "public", "by_token"}:
        assert (answer.status, answer.body) == (401, b"")
        assert answer.headers["HX-Redirect"].startswith("/accounts/login/")


def test_logging_in_again_leads_back_to_the_page_of_the_fragment(visitors: Visitors, world: World) -> None:
    here, elsewhere = (f"http://{host}/deals/" for host in ("testserver", "elsewhere.example"))
    said = [
        visitors.ask(ANONYMOUS, "GET", "/search/", headers=HTMX | {"HX-Current-URL": page})["HX-Redirect"]
        for page in (here, elsewhere)
    ]
    assert said == ["/accounts/login/?next=%2Fdeals%2F", "/accounts/login/?"]


def test_published_prices_are_everybodys_to_read_and_drafts_are_not(visitors: Visitors, world: World) -> None:
    route = next(route for route in ROUTES if route.name == "quotes:price_book")
    published = visitors.url(route, price_book=world.ids["published_book"])
    assert {visitors.ask(who, "GET", published).status_code for who in world.people} == {200}
    draft = visitors.url(route)
    readers = {who for who in world.people if visitors.ask(who, "GET", draft).status_code == 200}
    assert readers == {"finance", "admin"}
