"""What is answered about the data of Ada's deal, and what her customer has sent abroad."""

from dataclasses import replace
from datetime import date
from typing import Any

from contracts.actions.data import answer_data, enter_transfer
from contracts.domain.data.answers import Answers, People
from contracts.domain.data.words import Category, Part, Way
from contracts.models import DataAnswers, DataTransfer
from stakeholders.models import Deal, User
from tests.factories.law import enter_as_it_comes
from tests.factories.stakeholders import NOW

ANSWERS = Answers(
    part=Part.ENTRUSTED,
    categories=frozenset({Category.ORDINARY}),
    ways=frozenset({Way.PARTICIPANTS}),
    critical_operator=False,
    important_data=False,
    still=People(plain=40_000),
    a_year=People(plain=90_000),
)


def answered(deal: Deal, by: User, **changed: Any) -> DataAnswers:
    enter_as_it_comes()
    last = deal.data_answers.first()
    edition = last.edition if last else None
    return answer_data(deal=deal, answers=replace(ANSWERS, **changed), edition=edition, by=by, at=NOW)


def sent(deal: Deal, by: User, on: date = date(2026, 3, 2), **changed: Any) -> DataTransfer:
    told = {"people": 80_000, "sensitive": 0, "source": "数据团队月报"} | changed
    return enter_transfer(deal=deal, on=on, **told, by=by, at=NOW)
