"""In which order a policy's approvers are asked: the steps of its rules as turns, and who is asked once for several."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dealdesk.kernel.refusals import ApprovalNeeded
from quotes.domain.policy.choices import USUAL, Again, Choices, Mode
from quotes.domain.policy.rules import SENIORITY, Approver, Whom


@dataclass(frozen=True, kw_only=True)
class Step:
    """One approver's part: everything they are asked about, at once.

    It is asked when every smaller `turn` is settled. Of those of one turn where `one_suffices`, one is enough.
    """

    position: int
    approver: Whom
    why: tuple[ApprovalNeeded, ...]
    turn: int = 1
    one_suffices: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one party, `who`, answers at once: one step, or several that lead to them, at the highest of the places."""

    who: Hashable
    step: Step


# Each word that is needed, by those any of whom can give it.
type Words = frozenset[tuple[Whom, ...]]


def steps(needed: Sequence[ApprovalNeeded], choices: Choices = USUAL) -> tuple[Step, ...]:
    """One step an approver and step of the policy, numbered from 1 in the order in which they are asked: within one,
    line managers from the bottom up, then the specialists and whoever is named, or as the rules stand where they come
    in turn."""
    found: list[Step] = []
    turn = 0
    for number in sorted({need.step for need in needed}):
        here = [need for need in needed if need.step == number]
        mode = choices.mode(number)
        approvers = _in_order(here, mode)
        for i, approver in enumerate(approvers):
            turn += i == 0 or mode is Mode.TURN
            found.append(
                Step(
                    position=len(found) + 1,
                    approver=approver,
                    why=tuple(need for need in here if need.approver == approver),
                    turn=turn,
                    one_suffices=mode is Mode.ANY and len(approvers) > 1,
                )
            )
    return tuple(found)


def words(asked: Iterable[Step]) -> Words:
    """How many have to agree, and who: each by themselves, and those together of whom one is enough."""
    told = tuple(asked)
    beside = {
        step.turn: tuple(one.approver for one in told if one.one_suffices and one.turn == step.turn) for step in told
    }
    return frozenset(beside[step.turn] if step.one_suffices else (step.approver,) for step in told)


def _in_order(needed: Iterable[ApprovalNeeded], mode: Mode) -> list[Whom]:
    asked: list[Any] = list(dict.fromkeys(need.approver for need in needed))
    if mode is Mode.TURN:
        return asked
    places = [approver for approver in Approver if approver in asked]
    return [*places, *(approver for approver in asked if approver not in places)]


def parts(asked: Sequence[Step], whom: Mapping[Whom, Hashable | None], again: Again) -> tuple[Part, ...]:
    """The steps by who answers them, in the order in which they are asked, numbered from 1; an approver without
    anybody stands for itself.

    Two steps of one turn that lead to the same party ask once, with both reasons, and keep the higher of two places.
    So do those of several turns, at the last of them, unless the policy asks `again`; but where one of several is
    enough a party stays beside the others, for nobody knows whose word it will be.
    """
    found: dict[tuple[Hashable, ...], Part] = {}
    for step in asked:
        who = whom[step.approver] or step.approver
        apart = step.one_suffices or again is Again.EACH
        key = (who, step.one_suffices, step.turn if apart else 0)
        found[key] = _joined(found[key], step) if key in found else Part(who=who, step=step)
    ordered = sorted(found.values(), key=lambda part: part.step.turn)
    beside = Counter(part.step.turn for part in ordered if part.step.one_suffices)
    return tuple(replace(part, step=_numbered(part.step, i, beside)) for i, part in enumerate(ordered, 1))


def _numbered(step: Step, position: int, beside: Mapping[int, int]) -> Step:
    """Who is left alone where one would suffice is nobody's alternative any more."""
    return replace(step, position=position, one_suffices=step.one_suffices and beside[step.turn] > 1)


def _joined(part: Part, step: Step) -> Part:
    """It keeps the higher of the two places, so that a later change of managers never lowers who must agree."""
    place = step.approver if step.approver in SENIORITY else part.step.approver
    both = replace(part.step, approver=place, why=part.step.why + step.why, turn=max(part.step.turn, step.turn))
    return replace(part, step=both)
