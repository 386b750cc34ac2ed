"""The sentences that stand on every paper of a checklist, whichever it is; the paper's language is active."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.documents.checklists.brief import Brief, BriefRow


def title(brief: Brief) -> str:
    return _("Contract checklist: %(deal)s") % {"deal": brief.deal}


def about(brief: Brief) -> str:
    said = _("%(customer)s · offer %(version)s · checklist %(number)s of %(day)s")
    day = brief.made_on.isoformat()
    return said % {"customer": brief.customer, "version": brief.version, "number": brief.number, "day": day}


def taken(brief: Brief) -> str:
    """A paper shows what its reader may see, so it says whose it is."""
    said = _("As %(reader)s may see it, on %(moment)s.")
    return said % {"reader": brief.reader, "moment": brief.at.strftime("%Y-%m-%d %H:%M")}


def scored(brief: Brief) -> str:
    judged = _("%(judged)s of %(items)s clauses are judged.") % {"judged": brief.judged, "items": brief.items}
    if brief.points is None:
        return judged
    said = _("Distance from ours %(points)s: 0 is all as we would write it, 100 nothing of what we sign.")
    return f"{said % {'points': brief.points}} {judged}"


def internal() -> str:
    return _("Internal: holds our positions; not for the customer, not to be passed on.")


def unseen(brief: Brief) -> str:
    """Empty where every clause is there."""
    if not brief.left_out:
        return ""
    words = ngettext(
        "%(n)s clause that nobody has read or judged is not listed.",
        "%(n)s clauses that nobody has read or judged are not listed.",
        brief.left_out,
    )
    return words % {"n": brief.left_out}


def stopped(brief: Brief) -> str:
    """Empty where nothing stops the signing."""
    if not brief.stops:
        return ""
    return _("It cannot be signed while these stand in it: %(clauses)s") % {"clauses": " · ".join(brief.stops)}


def not_advice() -> str:
    return _("Positions and summaries of the law are for work inside the house and are not legal advice.")


def judged(row: BriefRow) -> str:
    return _("judged by %(name)s") % {"name": row.judged_by} if row.judged_by else ""


def counts(row: BriefRow) -> str:
    """Empty where it counts like any other."""
    return _("counts %(weight)s times in the score") % {"weight": row.weight} if row.weight > 1 else ""


def unreckoned(row: BriefRow) -> str:
    return _("no figure yet") if row.waits else _("not reckoned")


def in_force(day: str) -> str:
    return _("in force from %(day)s") % {"day": day}


def looked_up(day: date | None) -> str:
    return _("looked up %(day)s") % {"day": day.isoformat()} if day else _("text not read yet")
