"""Making, changing, copying and sending offers; only a draft changes, and everything else becomes a new version."""

from quotes.actions.quotes.again import quote_again
from quotes.actions.quotes.branches import branch_version, choose_branch
from quotes.actions.quotes.create import create_quote
from quotes.actions.quotes.edits import redo, undo
from quotes.actions.quotes.ends import accept_version, void_version
from quotes.actions.quotes.expiring import tell_expiring
from quotes.actions.quotes.lines import add_lines, change_lines, paste_lines
from quotes.actions.quotes.looks import note_look
from quotes.actions.quotes.renew import renew_version
from quotes.actions.quotes.stored import STALE, Terms
from quotes.actions.quotes.structure import duplicate_lines, move_line
from quotes.actions.quotes.terms import save_terms
from quotes.actions.quotes.versions import discard_draft, next_version, revise, send_version

__all__ = [
    "STALE",
    "Terms",
    "accept_version",
    "add_lines",
    "branch_version",
    "change_lines",
    "choose_branch",
    "create_quote",
    "discard_draft",
    "duplicate_lines",
    "move_line",
    "next_version",
    "note_look",
    "paste_lines",
    "quote_again",
    "redo",
    "renew_version",
    "revise",
    "save_terms",
    "send_version",
    "tell_expiring",
    "undo",
    "void_version",
]
