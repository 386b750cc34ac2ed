"""A deal of another team is nowhere: not by its address, not in a list, not by searching."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from stakeholders.domain.people import Role
from stakeholders.permissions import MAY
from tests.journeys.conftest import Open
from tests.journeys.words import zh
from tests.security.visitors import Route, routes
from tests.security.world import World, build

FORBIDDEN, NOT_FOUND, NOT_ALLOWED = 403, 404, 405
LISTS = ("/", "/deals/", "/customers/", "/quotes/", "/approvals/?tab=all", "/search/?q=澄湖")


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def test_every_address_of_the_deal_is_404_for_another_team_and_opens_for_its_owner(opened: Open, world: World) -> None:
    stranger, owner = opened(world.people["sales_other_team"]), opened(world.people["sales_owner"])
    pages = {url: owned for url in addresses(world) if (owned := status(owner, url)) != NOT_ALLOWED}
    assert len(pages) > 20
    assert set(pages.values()) <= {200, 303, FORBIDDEN}
    # What a deal costs us is its owner's to know as little as theirs; that it is there he knows.
    assert {url for url, owned in pages.items() if owned == FORBIDDEN} == pages.keys() & not_for_sales(world)
    assert {url: status(stranger, url) for url in pages} == dict.fromkeys(pages, NOT_FOUND)


def test_nothing_can_be_sent_to_the_deal_by_another_team(opened: Open, world: World) -> None:
    stranger = opened(world.people["sales_other_team"])
    stranger.goto("/")
    token = stranger.locator('meta[name="csrf-token"]').get_attribute("content") or ""
    sent = {
        url: stranger.request.post(url, headers={"X-CSRFToken": token}, max_redirects=0).status
        for url in addresses(world)
        if status(stranger, url) == NOT_ALLOWED
    }
    assert len(sent) > 10
    assert sent == dict.fromkeys(sent, NOT_FOUND)


def test_the_deal_is_in_no_list_of_another_team_and_in_its_owners(opened: Open, world: World) -> None:
    stranger, owner = opened(world.people["sales_other_team"]), opened(world.people["sales_owner"])
    ours = set(addresses(world))
    for url in LISTS:
        owner.goto(url)
        stranger.goto(url)
        assert (url, bool(links(owner) & ours), links(stranger) & ours) == (url, True, set())


def test_the_page_that_is_not_there_says_no_more_than_that(opened: Open, world: World) -> None:
    stranger = opened(world.people["sales_other_team"])
    stranger.goto(f"/deals/{world.deal.pk}/")
    expect(stranger.get_by_role("heading")).to_have_text(zh("Nothing here"))
    expect(stranger.locator("body")).not_to_contain_text(world.deal.customer.short_name)


def addresses(world: World) -> list[str]:
    """The URLconf with the ids of Ada's deal and of what belongs to it."""
    return [address(world, route) for route in of_the_deal(world)]


def not_for_sales(world: World) -> set[str]:
    return {
        address(world, route) for route in of_the_deal(world) if route.act in MAY and Role.SALES not in MAY[route.act]
    }


def of_the_deal(world: World) -> list[Route]:
    # People, claims and texts are the house's, and legal reads words of every deal. An internal sheet is its reader's
    # alone, and a link opens to whoever holds it: both have tests of their own.
    of_a_deal = world.foreign.keys() - {"person", "claim", "proof", "text", "words", "sheet", "token", "page"}
    return [route for route in routes() if of_a_deal & set(route.takes)]


def address(world: World, route: Route) -> str:
    return reverse(route.name, kwargs={name: world.ids[name] for name in route.takes})


def status(page: Page, url: str) -> int:
    return page.request.get(url, max_redirects=0).status


def links(page: Page) -> set[str]:
    """Where the page leads."""
    found: list[str] = page.locator("main a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return set(found)
