"""Figures and words that only some may see are looked for on every page, fragment and file of everybody."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Self
from zipfile import ZipFile

import pytest
from django.db import connection

from quotes.documents import proposal as document
from quotes.models import CostSnapshot, QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import JournalEntry
from stakeholders.permissions import MAY, Act
from tests.factories.stakeholders import NOW
from tests.security.visitors import ANONYMOUS, Visitors, routes
from tests.security.world import (
    ASPIRATION,
    BELOW_FLOOR,
    FLOOR_TOTAL,
    FLOORS,
    MARGINS,
    PRIVATE,
    RESERVATION,
    UNIT_COSTS,
    WORTH,
)
from tests.security.world_value import NOTE

pytestmark = pytest.mark.django_db


# Where a figure stands in a text, with whatever separators and full stops follow it.
FIGURES = re.compile(r"(?<![\d.,])\d[\d.,]*")
ENDS = re.compile(r"\d(?!\d)")


def written(figure: str) -> set[str]:
    """A figure as a page may write it: exact or to the cent, with or without separators, in yuan or in 万元."""
    whole, _, decimals = figure.partition(".")
    spelled = {figure, f"{int(whole):,}.{decimals}"}
    value = float(figure)
    spelled |= {f"{value:.2f}", f"{value:,.2f}", f"{value:.4f}", f"{value:,.1f}" if value > 1000 else figure}
    return spelled | ({f"{value / 10_000:.2f}", f"{value / 10_000:.4f}"} if value > 100_000 else set())


def all_written(figures: Iterable[object]) -> set[str]:
    return set().union(*(written(str(figure)) for figure in figures))


# What is secret → the figures or the words it is recognised by, and the acts that entitle to it.
SECRETS: dict[str, tuple[set[str] | str, set[Act]]] = {
    "a line's floor": (all_written(FLOORS.values()), {Act.SEE_FLOOR, Act.SEE_LIST_FLOOR}),
    "an offer's floor": (written(str(FLOOR_TOTAL)), {Act.SEE_FLOOR}),
    "how far below the floor": (written(str(BELOW_FLOOR)), {Act.SEE_FLOOR}),
    "a unit cost": (all_written(UNIT_COSTS.values()), {Act.SEE_COST}),
    "a margin of finance's": (all_written(MARGINS.values()), {Act.SEE_COST}),
    "a note on a person": (PRIVATE["note"], {Act.EDIT_CUSTOMER, Act.SEE_SEATS}),
    "what a person fears": (PRIVATE["concern"], {Act.SEE_SEATS}),
    "what was learned": (PRIVATE["learned"], {Act.SEE_ENGAGEMENTS}),
    "what we say to that": (PRIVATE["answer"], {Act.SEE_SEATS}),
    "what was heard of a person": (PRIVATE["evidence"], {Act.SEE_SEATS}),
    "how a person stands to us": ('support--m2">−4', {Act.SEE_SEATS}),
    "how we know a budget": (PRIVATE["known"], {Act.SEE_BUDGET}),
    "what a customer can spend": (written("948683.30"), {Act.SEE_BUDGET}),
    "what the competition offers": (PRIVATE["competitor"], {Act.EDIT_DEAL, Act.SEE_ROUNDS}),
    "who told us of a competitor's offer": (PRIVATE["rival"], {Act.SEE_RIVALS}),
    "what we note of a claim": (NOTE, {Act.SEE_VALUE}),
    "what was said in a round": (PRIVATE["said"], {Act.SEE_ROUNDS}),
    "the lowest total we would sign": (written(str(RESERVATION)), {Act.SEE_ROUNDS}),
    "what we hope for": (written(str(ASPIRATION)), {Act.SEE_ROUNDS}),
    "what we do if it comes to nothing": (PRIVATE["batna"], {Act.SEE_ROUNDS}),
    "what an outcome is worth to them": (written(f"{WORTH}.00"), {Act.SEE_ISSUES}),
    "which outcomes there are": (PRIVATE["worth"], {Act.SEE_ISSUES}),
    # Whoever decides is told why a trade costs more than it brings: it is part of what they are asked.
    "why something was given away": (PRIVATE["why_untraded"], {Act.SEE_ROUNDS, Act.DECIDE_APPROVAL}),
}
# What belongs to no deal: people of another team meet it as their role does.
OF_THE_HOUSE = {"what we note of a claim"}
OTHERS = {"sales_other_team"}


@dataclass(frozen=True)
class Text:
    """What was read, and every figure in it: as far as any of its digits that no other digit follows."""

    words: str
    figures: frozenset[str]

    @classmethod
    def of(cls, words: str) -> Self:
        runs = {run[0] for run in FIGURES.finditer(words)}
        return cls(words, frozenset(run[: end.end()] for run in runs for end in ENDS.finditer(run)))

    def holds(self, secret: set[str] | str) -> bool:
        return secret in self.words if isinstance(secret, str) else not self.figures.isdisjoint(secret)


def test_a_figure_is_found_however_it_is_cut_off_and_not_inside_another() -> None:
    text = Text.of("1,234.56, 7.5x（8.13571）99.41.73951")
    assert text.figures == {"1", "1,234", "1,234.56", "7", "7.5", "8", "8.13571", "99", "99.41", "99.41.73951"}


@cache
def crawled(visitors: Visitors, who: str) -> dict[str, Text]:
    """Address → everything the person gets there, as a page and as fragments."""
    found = {}
    for route in routes():
        given = visitors.answers(route)
        for name, answer in ((f"{route.name} page", given.pages[who]), (f"{route.name} part", given.parts[who])):
            found[name] = Text.of(legible(answer.body) + str(answer.headers))
    return found


def meetings(visitors: Visitors, secret: set[str] | str) -> set[tuple[str, str]]:
    """Who meets it, and where."""
    return {
        (who, place)
        for who in [ANONYMOUS, *visitors.world.people]
        for place, text in crawled(visitors, who).items()
        if text.holds(secret)
    }


def legible(body: bytes) -> str:
    """What anybody can read who opens it: a workbook is a package of texts."""
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with ZipFile(BytesIO(body)) as package:
        return "\n".join(package.read(name).decode(errors="replace") for name in package.namelist())


def entitled(visitors: Visitors, acts: set[Act]) -> set[str]:
    roles: set[Role] = set().union(*(MAY[act] for act in acts))
    return {who for who, person in visitors.world.people.items() if person.role in roles} - OTHERS


def taken_out(visitors: Visitors) -> set[tuple[str, str]]:
    """Where those read of a person what they may not read otherwise who answer to the person for it."""
    answerable = entitled(visitors, {Act.EXPORT_CONTACT})
    return {(who, f"stakeholders:contact_export {part}") for who in answerable for part in ("page", "part")}


@pytest.mark.parametrize("secret", SECRETS)
def test_only_the_entitled_meet_the_secret(visitors: Visitors, secret: str) -> None:
    told, acts = SECRETS[secret]
    meets = meetings(visitors, told)
    allowed = entitled(visitors, acts) | (OTHERS if secret in OF_THE_HOUSE else set())
    elsewhere = {meeting for meeting in meets if meeting[0] not in allowed}
    assert elsewhere <= taken_out(visitors)
    assert meets != set(), "nobody meets it: the page that should show it does not, or writes it otherwise"


def figures_of_offers() -> set[str]:
    """Every amount that was kept of the cost of every offer: parts, costs, floors, targets, what is left."""
    found: set[str] = set()
    for kept in CostSnapshot.objects.all():
        result = kept.content["result"]
        borne = [*result["parts"].values(), *(line["cost"] for line in result["lines"])]
        amounts = [kept.cost, kept.floor, kept.target, kept.revenue - kept.cost, *map(Decimal, borne)]
        found |= all_written(f"{abs(amount):.2f}" for amount in amounts if amount)
    return found


def test_only_the_entitled_meet_what_an_offer_costs(visitors: Visitors) -> None:
    meets = meetings(visitors, figures_of_offers())
    allowed = entitled(visitors, {Act.SEE_COST})
    assert {meeting for meeting in meets if meeting[0] not in allowed} == set()
    places = {place.partition(" ")[0] for _who, place in meets}
    assert places >= {"quotes:deal_costs", "quotes:version_cost", "quotes:waterfall"}


# What somebody thinks of a named person, wherever it was typed.
OPINIONS = tuple(PRIVATE[word] for word in ("note", "concern", "learned"))


def test_what_is_thought_of_a_person_leaves_the_desk_in_one_file_alone(visitors: Visitors) -> None:
    """In no workbook, no proposal and no other file, whoever takes it; the person's own data go to those who may."""
    taken = {
        place.partition(" ")[0]
        for who in visitors.world.people
        for place, text in crawled(visitors, who).items()
        if text.holds("attachment;") and any(map(text.holds, OPINIONS))
    }
    assert taken == {"stakeholders:contact_export"}


def test_no_journal_row_job_or_proposal_holds_what_is_thought_of_a_person(visitors: Visitors) -> None:
    version = QuoteVersion.objects.get(pk=visitors.world.ids["sent_version"])
    printed = document.snapshot(document.collect(version, at=NOW))
    told = list(JournalEntry.objects.values_list("facts", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(args::text, ' '), '') FROM procrastinate_jobs")
        asked = cursor.fetchone()[0]
    kept = f"{printed} {told} {asked}"
    assert [opinion for opinion in OPINIONS if opinion in kept] == []
