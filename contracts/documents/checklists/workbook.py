"""A checklist as a workbook: a clause a row, to be sorted and added up; what changed in a wording is shown in it."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from contracts.documents.checklists import words
from contracts.documents.checklists.brief import Brief, BriefRow, BriefSign, BriefText
from dealdesk.sheets import Cell, Column, Kind, Sheet, write

ABOUT = (Column("", Kind.PROSE, 120),)
CLAUSES = (
    Column(gettext_lazy("No."), Kind.NUMBER, 6),
    Column(gettext_lazy("Kind of clause"), width=18),
    Column(gettext_lazy("Clause"), width=22),
    Column(gettext_lazy("Deviation"), Kind.NUMBER, 10),
    Column(gettext_lazy("How far from ours"), width=18),
    Column(gettext_lazy("Counts in the score"), Kind.NUMBER, 10),
    Column(gettext_lazy("Position compared with"), width=18),
    Column(gettext_lazy("Our position"), Kind.PROSE),
    Column(gettext_lazy("What the contract says"), Kind.PROSE, 60),
    Column(gettext_lazy("Money"), Kind.MONEY),
    Column(gettext_lazy("Money and law"), Kind.PROSE),
    Column(gettext_lazy("Evidence"), Kind.PROSE, 30),
    Column(gettext_lazy("Owner"), width=12),
    Column(gettext_lazy("State of the talk"), width=16),
    Column(gettext_lazy("Judged by"), width=12),
    Column(gettext_lazy("Law it stands on"), Kind.PROSE, 36),
    Column(gettext_lazy("Retired"), Kind.PROSE, 24),
)
SIGNS = (
    Column(gettext_lazy("Role"), width=12),
    Column(gettext_lazy("State"), width=18),
    Column(gettext_lazy("Who, and when"), Kind.PROSE, 36),
    Column(gettext_lazy("On which figures"), Kind.PROSE, 60),
    Column(gettext_lazy("A word on it"), Kind.PROSE, 40),
    Column("SHA-256", width=16),
)
LAW = (
    Column(gettext_lazy("Rule"), Kind.PROSE, 36),
    Column(gettext_lazy("Text and article"), Kind.PROSE, 44),
    Column(gettext_lazy("In force from"), Kind.DAY),
    Column(gettext_lazy("Looked up"), Kind.DAY),
    Column(gettext_lazy("What it says, in our words"), Kind.PROSE, 80),
    Column(gettext_lazy("Where it can be looked up"), Kind.PROSE, 40),
)


def workbook(brief: Brief) -> bytes:
    with override(brief.language):
        sheets = [
            Sheet(_("Overview"), ABOUT, [(told,) for told in _about(brief)], header=False),
            Sheet(_("Contract checklist"), CLAUSES, [_clause(row) for row in brief.rows]),
            Sheet(_("Sign-offs"), SIGNS, [_sign(sign) for sign in brief.signs]),
            Sheet(_("Law"), LAW, [_text(text) for text in brief.law]),
        ]
        return write(sheets, at=brief.at, title=words.title(brief), head=words.internal())


def _about(brief: Brief) -> Iterator[str]:
    yield words.internal()
    yield words.title(brief)
    yield words.about(brief)
    yield " · ".join(brief.scope)
    yield words.scored(brief)
    if unseen := words.unseen(brief):
        yield unseen
    if stopped := words.stopped(brief):
        yield stopped
    yield _("Amounts are in %(currency)s.") % {"currency": brief.currency}
    yield _("In the wording of the contract, words of ours that went are struck through, and new ones underlined.")
    yield words.taken(brief)
    yield words.not_advice()


def _clause(row: BriefRow) -> tuple[Cell, ...]:
    return (
        Decimal(row.number),
        row.kind,
        row.title,
        None if row.level is None else Decimal(row.level),
        row.deviation,
        Decimal(row.weight),
        row.against,
        row.ours,
        row.theirs or None,
        row.money,
        "\n".join(effect.words for effect in row.effects) or words.unreckoned(row),
        row.evidence or None,
        row.owner or None,
        row.state,
        row.judged_by or None,
        "\n".join(row.law) or None,
        row.gone or None,
    )


def _sign(sign: BriefSign) -> tuple[Cell, ...]:
    figures = "\n".join(sign.figures)
    return sign.role, sign.stand, sign.told or None, figures or None, sign.reason or None, sign.mark or None


def _text(text: BriefText) -> tuple[Cell, ...]:
    return text.rule, text.text, text.in_force_from, text.checked_on, text.says, text.source
