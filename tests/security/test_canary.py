"""Figures and words that only some may see are looked for on every page, fragment and file of everybody."""

import re
from decimal import Decimal
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from quotes.models import CostSnapshot
from stakeholders.domain.people import Role
from stakeholders.permissions import MAY, Act
from tests.security.visitors import ANONYMOUS, HTMX, Visitors, routes
from tests.security.world import BELOW_FLOOR, FLOOR_TOTAL, FLOORS, MARGINS, PRIVATE, UNIT_COSTS, World

pytestmark = pytest.mark.django_db


def written(figure: str) -> str:
    """A figure as a page may write it: exact or to the cent, with or without separators, in yuan or in 万元."""
    whole, _, decimals = figure.partition(".")
    spelled = {figure, f"{int(whole):,}.{decimals}"}
    value = float(figure)
    spelled |= {f"{value:.2f}", f"{value:,.2f}", f"{value:.4f}", f"{value:,.1f}" if value > 1000 else figure}
    spelled |= {f"{value / 10_000:.2f}", f"{value / 10_000:.4f}"} if value > 100_000 else set()
    return "|".join(rf"(?<![\d.,]){re.escape(text)}(?![\d])" for text in sorted(spelled))


# What is secret → how it is recognised, and the acts that entitle to it.
SECRETS: dict[str, tuple[str, set[Act]]] = {
    "a line's floor": ("|".join(written(floor) for floor in FLOORS.values()), {Act.SEE_FLOOR, Act.SEE_LIST_FLOOR}),
    "an offer's floor": (written(str(FLOOR_TOTAL)), {Act.SEE_FLOOR}),
    "how far below the floor": (written(str(BELOW_FLOOR)), {Act.SEE_FLOOR}),
    "a unit cost": ("|".join(written(cost) for cost in UNIT_COSTS.values()), {Act.SEE_COST}),
    "a margin of finance's": ("|".join(written(str(margin)) for margin in MARGINS.values()), {Act.SEE_COST}),
    "a note on a person": (PRIVATE["note"], {Act.EDIT_CUSTOMER, Act.SEE_SEATS}),
    "what a person fears": (PRIVATE["concern"], {Act.SEE_SEATS}),
    "what the competition offers": (PRIVATE["competitor"], {Act.EDIT_DEAL, Act.SEE_ROUNDS}),
    "what was said in a round": (PRIVATE["said"], {Act.SEE_ROUNDS}),
    "why something was given away": (PRIVATE["why_untraded"], {Act.SEE_ROUNDS}),
}


@cache
def crawled(visitors: Visitors, who: str) -> dict[str, str]:
    """Address → everything the person gets there, as a page and as fragments."""
    found = {}
    for route in routes():
        url = visitors.url(route)
        for headers in ({}, HTMX):
            answer = visitors.ask(who, "GET", url, headers=headers)
            body = answer.getvalue() if answer.streaming else answer.content
            found[f"{route.name} {bool(headers)}"] = legible(body) + str(dict(answer.headers))
    return found


def legible(body: bytes) -> str:
    """What anybody can read who opens it: a workbook is a package of texts."""
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with ZipFile(BytesIO(body)) as package:
        return "\n".join(package.read(name).decode(errors="replace") for name in package.namelist())


def entitled(visitors: Visitors, acts: set[Act]) -> set[str]:
    roles: set[Role] = set().union(*(MAY[act] for act in acts))
    return {who for who, person in visitors.world.people.items() if person.role in roles} - {"sales_other_team"}


@pytest.mark.parametrize("secret", SECRETS)
def test_only_the_entitled_meet_the_secret(visitors: Visitors, secret: str) -> None:
    pattern, acts = SECRETS[secret]
    meets = {
        (who, place)
        for who in [ANONYMOUS, *visitors.world.people]
        for place, text in crawled(visitors, who).items()
        if re.search(pattern, text)
    }
    allowed = entitled(visitors, acts)
    assert {meeting for meeting in meets if meeting[0] not in allowed} == set()
    assert meets != set(), "nobody meets it: the page that should show it does not, or writes it otherwise"


def figures_of(world: World) -> str:
    """Every amount that was kept of the cost of every offer: parts, costs, floors, targets, what is left."""
    found: set[str] = set()
    for kept in CostSnapshot.objects.all():
        result = kept.content["result"]
        borne = [*result["parts"].values(), *(line["cost"] for line in result["lines"])]
        amounts = [kept.cost, kept.floor, kept.target, kept.revenue - kept.cost, *map(Decimal, borne)]
        found |= {written(f"{abs(amount):.2f}") for amount in amounts if amount}
    return "|".join(sorted(found))


def test_only_the_entitled_meet_what_an_offer_costs(visitors: Visitors) -> None:
    pattern = figures_of(visitors.world)
    meets = {
        (who, place)
        for who in [ANONYMOUS, *visitors.world.people]
        for place, text in crawled(visitors, who).items()
        if re.search(pattern, text)
    }
    allowed = entitled(visitors, {Act.SEE_COST})
    assert {meeting for meeting in meets if meeting[0] not in allowed} == set()
    places = {place.partition(" ")[0] for _who, place in meets}
    assert places >= {"quotes:deal_costs", "quotes:version_cost", "quotes:waterfall"}
