"""Checking a step against a table of moves, with a sentence where the table does not hold it."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label


class IllegalMove(Refusal):
    """The table has no such step."""


def check_move[S: StrEnum](table: Mapping[S, AbstractSet[S]], from_: S, to: S) -> None:
    """Refuses a step the table does not hold; a state missing from the table is an end."""
    nexts = table.get(from_, frozenset())
    if to in nexts:
        return
    if not nexts:
        raise IllegalMove("%(from)s is final: nothing comes after it.", **{"from": label(from_), "to": label(to)})
    raise IllegalMove("%(from)s does not lead to %(to)s.", **{"from": label(from_), "to": label(to)})
