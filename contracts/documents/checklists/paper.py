"""A checklist as paper: on its side, theirs beside ours, what went struck through and what came underlined."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import override

from contracts.documents.checklists import words
from contracts.documents.checklists.brief import Brief
from dealdesk.kernel.formats import iso
from dealdesk.pdf import Job, Pdf, admit, set_in_type
from quotes.domain.proposals import Language

TEMPLATE = "contracts/documents/checklist.html"
# Sentences that stand above the clauses.
SAID = ("title", "about", "taken", "scored", "stopped", "unseen")
# It holds what we would sign at worst: marked on every page as what stays in the house.
SHEETS = ("paper.css", "internal.css", "checklist.css")


def paper(brief: Brief, progress: Callable[[int, str], None] | None = None) -> Pdf:
    admit(brief)
    sheets = (*SHEETS, "english.css") if brief.language is Language.ENGLISH else SHEETS
    return set_in_type(Job(html(brief), sheets, brief.at), progress=progress)


def html(brief: Brief) -> str:
    """In the paper's own language, whatever its reader speaks."""
    with override(brief.language):
        context = {"b": brief, "lang": "en" if brief.language is Language.ENGLISH else "zh-CN", "made": iso(brief.at)}
        said = {name: getattr(words, name)(brief) for name in SAID}
        rows = [(group, [(row, words.counts(row)) for row in group.rows]) for group in brief.groups]
        return render_to_string(TEMPLATE, context | said | {"groups": rows, "not_advice": words.not_advice()})
