"""What of an offer goes with its document: what a section prints that was left out is in no file attached either."""

from dataclasses import replace
from typing import Any

from quotes.documents.proposal.pack import Pack
from quotes.documents.proposal.tree import Proposal
from quotes.domain.papers import BLOCKS, SECTIONS, TYPED, Section
from quotes.domain.pricing.terms import ServiceTerms
from quotes.domain.proposals import Kind
from quotes.queries.value import ValueCase, ValueLine
from stakeholders.queries.plans import DecisionCalendar

# Which sections print a field; what is not here belongs to every document.
PRINTED: dict[str, frozenset[Section]] = {
    **TYPED,
    "options": frozenset({Section.BESIDE}),
    "columns": frozenset({Section.BESIDE}),
    "column_lines": frozenset({Section.BESIDE}),
    "bundled": frozenset({Section.BESIDE}),
    "rules": frozenset({Section.RULES}),
    "meters": frozenset({Section.RULES, Section.ANSWERS}),
}
SERVICE = frozenset({Section.SOLUTION, Section.TERMS, Section.SERVICE, Section.COMPARISON, Section.ANSWERS})


def cut(proposal: Proposal) -> Proposal:
    parts = frozenset(proposal.sections or SECTIONS[proposal.kind])
    if proposal.kind is Kind.QUOTATION:
        # Its terms say the rules as well.
        parts |= {Section.RULES}
    if proposal.worth is None:
        parts -= {Section.VALUE}
    blocks = {block for section in parts for block in BLOCKS.get(section, ())}
    changed: dict[str, Any] = {name: () for name, where in PRINTED.items() if where.isdisjoint(parts)}
    if Section.ANSWERS not in parts:
        # Which of their situations it is for is told there alone.
        changed["solution"] = tuple(replace(one, answers="") for one in changed.get("solution", proposal.solution))
    if SERVICE.isdisjoint(parts):
        changed["service"] = ServiceTerms()
    return replace(
        proposal,
        **changed,
        texts=tuple(passage for passage in proposal.texts if passage.block in blocks),
        worth=_cut_worth(proposal.worth) if proposal.worth else None,
        pack=_cut_pack(proposal.pack, parts) if proposal.pack else None,
    )


def _cut_worth(case: ValueCase) -> ValueCase:
    """What the page prints of it: where ours is cheaper no return, and no more of one claim than its line."""
    nets = bool(case.headline) and case.saved is None
    returns = case.returns if case.returns and case.returns.net > 0 else None
    return replace(
        case,
        lines=tuple(map(_cut_claim, case.lines)),
        costs=case.costs if nets else (),
        claimed=None if case.share is None else case.claimed,
        net=case.net if nets else None,
        cost_total=case.cost_total if nets else None,
        no_cost_because=case.no_cost_because if nets and not case.cost_total else "",
        alternative="" if case.reference is None else case.alternative,
        gap=case.gap if case.gap and case.gap > 0 else None,
        swing=case.swing if nets else None,
        swings=case.swings if nets else (),
        returns=returns and replace(returns, rate_on=None, costs=None, benefits=None, roi=None, payback_months=None),
    )


def _cut_claim(line: ValueLine) -> ValueLine:
    told = replace(line, effect="", measured_on=None, alone="")
    return told if line.figures else replace(told, name="", formula="", acknowledged_on=None)


def _cut_pack(pack: Pack, parts: frozenset[Section]) -> Pack:
    changed: dict[str, Any] = {}
    if Section.COMPARISON not in parts:
        changed["offers"] = ()
    if Section.ANSWERS not in parts:
        changed |= {"invoice": None, "first": None}
    if Section.OUTLAY not in parts:
        changed |= {"years": (), "renewal": None, "starts_on": None, "payments": ()}
    if Section.CALENDAR not in parts:
        # The request says until when it has to be decided, and not by whom.
        changed["calendar"] = (
            replace(pack.calendar, steps=())
            if Section.REQUEST in parts
            else DecisionCalendar(steps=(), freeze_on=None, left=None, latest_start=None)
        )
    return replace(pack, **changed)
