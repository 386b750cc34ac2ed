"""What everybody gets at an address, as a page and as a part of one, and what was written while they looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db import connection
from django.http import HttpResponse


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponse) -> Self:
        body = response.getvalue() if response.streaming else response.content
        return cls(response.status_code, dict(response.headers), body)


@dataclass(frozen=True)
class Answers:
    """By the column of the route table; `wrote` are the tables in which a row was made, changed or taken away."""

    pages: Mapping[str, Answer]
    parts: Mapping[str, Answer]
    wrote: frozenset[str]

    @property
    def statuses(self) -> dict[str, int]:
        return {who: answer.status for who, answer in self.pages.items()}


def written() -> dict[str, int]:
    """Table → rows written to it since the transaction began, those that were taken back among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return dict(cursor.fetchall())
