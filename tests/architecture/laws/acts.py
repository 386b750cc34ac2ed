"""How an action is written: told who and when by name, in one transaction, with a row in the journal."""

import ast
from functools import cache
from pathlib import Path

from tests.architecture.laws.writes import is_write, relations
from tests.architecture.tree import APPS, code, room

Function = ast.FunctionDef
ATOMIC = "transaction.atomic"

# Which parts of the form a function need not have, and why.
EXCUSED: dict[str, tuple[set[str], str]] = {
    "stakeholders/actions/journal.py::record": ({"atomic", "journal"}, "the row itself, in its caller's transaction"),
    "stakeholders/actions/deals.py::hold": (
        {"by", "at", "atomic", "journal"},
        "writes nothing: it locks, in its caller's transaction",
    ),
    "stakeholders/actions/notices.py::notify": (
        {"atomic", "journal"},
        "in the transaction, and with the row, of what it tells of",
    ),
    "stakeholders/actions/notices.py::notify_all": (
        {"atomic", "journal"},
        "in the transaction, and with the rows, of what it tells of",
    ),
    "stakeholders/actions/notices.py::read_notice": ({"journal"}, "reading changes nothing for anybody else"),
    "stakeholders/actions/notices.py::read_all": ({"journal"}, "reading changes nothing for anybody else"),
    "stakeholders/actions/notices.py::hold_delivery": (
        {"by", "at", "atomic", "journal"},
        "a worker, in one statement",
    ),
    "stakeholders/actions/notices.py::claim_delivery": ({"by", "atomic", "journal"}, "a worker, in one statement"),
    "stakeholders/actions/notices.py::finish_delivery": ({"by", "atomic", "journal"}, "a worker, in one statement"),
    "stakeholders/actions/notices.py::refuse_delivery": ({"by", "atomic", "journal"}, "a worker, in one statement"),
    "stakeholders/actions/notices.py::doubt_delivery": ({"by", "atomic", "journal"}, "a worker, in one statement"),
    "stakeholders/actions/notices.py::doubt_abandoned": ({"by", "atomic", "journal"}, "a worker, in one statement"),
    "stakeholders/actions/seats/picture.py::place_seat": ({"journal"}, "a place on a picture is no fact of a deal"),
    "quotes/actions/quotes/expiring.py::tell_expiring": ({"by", "journal"}, "the clock says so; nothing changes by it"),
    "quotes/actions/claims.py::tell_ending": ({"by", "journal"}, "the clock says so; nothing changes by it"),
    "quotes/actions/links.py::tell_of_links": (
        {"journal"},
        "with the row of whoever closes the account; nothing changes by it",
    ),
    "contracts/actions/obligations.py::hold_signed": (
        {"by", "at", "atomic", "journal"},
        "locks what others change, in their transaction",
    ),
    "contracts/actions/obligations.py::tell_due": ({"by", "journal"}, "the clock says so; nothing changes by it"),
    "quotes/actions/dated.py::state": ({"atomic", "journal"}, "in the transaction, and with the row, of its caller"),
    "quotes/actions/approvals/chasing.py::chase": ({"by"}, "the clock says so"),
    "contracts/actions/signoffs.py::ask_for_the_day": ({"by"}, "the clock says so"),
    "quotes/actions/deadlines.py::let_lapse": ({"by"}, "the clock says so"),
    "quotes/actions/delegations.py::cover": ({"by"}, "the clock, in the name of whoever is away"),
    "quotes/actions/quotes/looks.py::note_look": ({"atomic", "journal"}, "reading changes nothing; one statement"),
    "quotes/actions/attachments.py::erase_files_of": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of whoever erases a contact",
    ),
    "quotes/actions/attachments.py::forget_files_in": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of what forgets a deal's assessments",
    ),
    "quotes/actions/drafts.py::keep_round_draft": ({"journal"}, "what somebody is typing is no fact yet"),
    "quotes/actions/drafts.py::drop_round_draft": ({"journal"}, "what somebody was typing was no fact"),
    "quotes/actions/drafts.py::end_draft": ({"atomic", "journal"}, "in the transaction of whoever logs or drops it"),
    "quotes/actions/drafts.py::end_drafts_about": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of whoever erases a contact",
    ),
    "quotes/actions/drafts.py::forget_drafts_in": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of what forgets a deal's assessments",
    ),
    "quotes/actions/readiness.py::forget_words_of": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of whoever erases a contact",
    ),
    "quotes/actions/readiness.py::forget_words_in": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of what forgets a deal's assessments",
    ),
    "contracts/actions/checklists.py::forget_evidence_in": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of what forgets a deal's assessments",
    ),
    "contracts/actions/payment/declared.py::forget_declarations_in": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of what forgets a deal's assessments",
    ),
    "contracts/actions/checklists.py::erase_evidence_of": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of whoever erases a contact",
    ),
    "contracts/actions/sla.py::keep_replay": ({"by", "atomic", "journal"}, "a worker, in one statement"),
    "contracts/actions/signoffs.py::ask_anew": ({"atomic"}, "in the transaction of what changed in the contract"),
    "quotes/actions/policies.py::note_trial": ({"by", "at", "atomic", "journal"}, "a worker, in one statement"),
    "quotes/actions/policies.py::finish_trial": ({"by", "atomic", "journal"}, "a worker, in one statement"),
    "quotes/actions/orders.py::claim_order": ({"by", "at", "journal"}, "a worker: what comes of it is told"),
    "quotes/actions/orders.py::note_order": ({"by", "at", "atomic", "journal"}, "a worker, in one statement"),
    "quotes/actions/orders.py::finish_order": (
        {"by", "atomic", "journal"},
        "in the transaction, and with the row, of its caller",
    ),
    "quotes/actions/orders.py::fail_order": (
        {"by", "atomic", "journal"},
        "in the transaction, and with the row, of its caller",
    ),
    "contracts/actions/checklists.py::finish_paper": ({"by"}, "a worker, in the name of whoever asked"),
    "contracts/actions/checklists.py::fail_paper": ({"by"}, "a worker, in the name of whoever asked"),
    "quotes/actions/approvals/sheets.py::finish_sheet": ({"by"}, "a worker, in the name of whoever asked"),
    "quotes/actions/approvals/sheets.py::fail_sheet": ({"by"}, "a worker, in the name of whoever asked"),
    "quotes/actions/proposals.py::claim_export": ({"by", "at", "journal"}, "a worker: what comes of it is told"),
    "quotes/actions/proposals.py::note_progress": ({"by", "at", "atomic", "journal"}, "a worker, in one statement"),
    "quotes/actions/proposals.py::note_second_try": ({"by", "at", "atomic", "journal"}, "a worker, in one statement"),
    "quotes/actions/links.py::forget_views_of": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of whoever erases a contact",
    ),
    "quotes/actions/links.py::forget_views_in": (
        {"by", "at", "atomic", "journal"},
        "in the transaction, and with the row, of what forgets a deal's assessments",
    ),
    "quotes/actions/readers.py::open_link": ({"by"}, "a reader at the customer, who has no account"),
    "quotes/actions/readers.py::take_by_link": ({"by"}, "a reader at the customer, who has no account"),
    "quotes/actions/proposals.py::finish_export": ({"by"}, "a worker, in the name of whoever asked"),
    "quotes/actions/proposals.py::fail_export": ({"by"}, "a worker, in the name of whoever asked"),
}


def acts(root: Path) -> list[str]:
    functions = {
        f"{name}::{node.name}": node
        for name, tree in code(root, under=APPS)
        if room(name) == "actions"
        for node in tree.body
        if isinstance(node, Function)
    }
    by_name: dict[str, list[Function]] = {}
    for node in functions.values():
        by_name.setdefault(node.name, []).append(node)
    found = [f"{name}: excused and gone" for name in sorted(EXCUSED.keys() - functions.keys())]
    related = relations(root)
    for place, node in functions.items():
        wrong = ill_formed(node, by_name, related) if is_offered(root, place) else {}
        excuses = EXCUSED.get(place, (set(), ""))[0]
        found += [f"{place}: {sentence}" for part, sentence in wrong.items() if part not in excuses]
        found += [f"{place}: needs no excuse for {part}" for part in sorted(excuses - wrong.keys())]
    return found


def is_offered(root: Path, place: str) -> bool:
    """Other rooms may call it: a public name, and in a thread that is a package one that its front page exports."""
    path, name = place.split("::")
    front = (root / path).with_name("__init__.py")
    return not name.startswith("_") and (path.count("/") == 2 or f'"{name}"' in front.read_text())


def ill_formed(node: Function, by_name: dict[str, list[Function]], related: frozenset[str]) -> dict[str, str]:
    """The parts of the form that a function lacks, with the sentence for each; nothing for one that writes nothing."""
    reached = reaches(node, by_name)
    if not any(does_write(one, related) for one in reached):
        return {}
    told = {arg.arg for arg in node.args.kwonlyargs}
    lacks = {
        "keywords": len(node.args.args) > 1 and "takes more than its object by position",
        "by": "by" not in told and "is not told who acts",
        "at": "at" not in told and "is not told when",
        "atomic": not any(is_atomic(one) for one in reached) and "is not one transaction",
        "journal": not any("record" in calls(one) for one in reached) and "leaves no row in the journal",
    }
    return {part: sentence for part, sentence in lacks.items() if sentence}


@cache
def does_write(function: Function, related: frozenset[str]) -> bool:
    return any(isinstance(node, ast.Call) and is_write(node, related) for node in ast.walk(function))


@cache
def is_atomic(function: Function) -> bool:
    return ATOMIC in ast.unparse(function)


@cache
def calls(function: Function) -> frozenset[str]:
    """The last name of everything that is called."""
    return frozenset(
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    )


def reaches(node: Function, by_name: dict[str, list[Function]]) -> list[Function]:
    """The function and every action function that it calls, by name, however deep."""
    seen, waiting = [node], [node]
    while waiting:
        for name in calls(waiting.pop()):
            new = [other for other in by_name.get(name, []) if other not in seen]
            seen += new
            waiting += new
    return seen
