"""What a bank and a clinic answered about their data, and what the bank has sent abroad this year."""

from datetime import datetime
from typing import Any

from contracts.actions.data import answer_data, enter_transfer
from contracts.domain.data.answers import Answers, People
from contracts.domain.data.words import Category, Part, Way
from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import on
from stakeholders.models import Deal, User

type Cast = dict[str, User]


def answer(cast: Cast, at: datetime) -> None:
    story = read("data")
    for told in story["transfers"]:
        same = {name: told[name] for name in ("people", "sensitive", "source")}
        enter_transfer(deal=_deal(told), on=on(at, told["day"]), **same, by=cast[told["by"]], at=at)
    for told in story["answers"]:
        say(_deal(told), told, cast, at)


def say(deal: Deal, told: dict[str, Any], cast: Cast, at: datetime) -> None:
    """The next edition, by whoever is named."""
    last = deal.data_answers.first()
    edition = last.edition if last else None
    answer_data(deal=deal, answers=_answers(told), edition=edition, by=cast[told["by"]], at=at)


def _deal(told: dict[str, Any]) -> Deal:
    return Deal.objects.select_related("customer").get(name=told["deal"], is_demo=True)


def _answers(told: dict[str, Any]) -> Answers:
    same = {name: told[name] for name in ("telemetry_path", "support_from", "subprocessors")}
    return Answers(
        part=Part(told["part"]),
        categories=frozenset(map(Category, told["categories"])),
        ways=frozenset(map(Way, told["ways"])),
        critical_operator=False,
        important_data=False,
        still=People(plain=told["people"], sensitive=told["sensitive"]),
        a_year=People(plain=told["people_a_year"], sensitive=told["sensitive_a_year"]),
        **same,
    )
