"""A checklist in Word: what the contract changed in our wording can be accepted or refused there, word for word."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from contracts.documents.checklists import words
from contracts.documents.checklists.brief import Brief, BriefGroup, BriefRow, BriefSign, BriefText
from dealdesk.letters import Grid, Heading, Letter, Line, Paragraph, Tone, said, write
from quotes.domain.proposals import Language

TONES = {"": Tone.PLAIN, "warn": Tone.WARN, "bad": Tone.BAD}
LEVELS = (Tone.PLAIN, Tone.PLAIN, Tone.WARN, Tone.BAD)
# Millimetres, 267 in all.
CLAUSES = (42, 68, 82, 75)
SIGNS = (42, 68, 82, 75)
LAW = (52, 62, 105, 48)


def letter(brief: Brief) -> bytes:
    with override(brief.language):
        told = Letter(
            title=words.title(brief),
            language="en" if brief.language is Language.ENGLISH else "zh-CN",
            reviser=_("The contract's wording"),
            head=words.internal(),
            foot=f"{brief.deal} · {words.not_advice()}",
            blocks=tuple(_blocks(brief)),
        )
        return write(told, at=brief.at)


def _blocks(brief: Brief) -> Iterator[Heading | Paragraph | Grid]:
    yield Heading(words.title(brief))
    yield Paragraph(said(words.about(brief)))
    yield Paragraph(said(" · ".join(brief.scope)))
    yield Paragraph(said(f"{words.scored(brief)} {words.unseen(brief)}".strip(), Tone.STRONG))
    if stopped := words.stopped(brief):
        yield Paragraph(said(stopped, Tone.BAD))
    how = _(
        "Where the contract differs from our wording, Word keeps it as a change: accept it for theirs, reject for ours."
    )
    yield Paragraph(said(f"{how} {words.taken(brief)}", Tone.QUIET))
    for group in brief.groups:
        yield Heading(_("%(kind)s: looked after by %(role)s") % {"kind": group.kind, "role": group.looks_after}, 2)
        yield _clauses(group)
    if brief.signs:
        yield Heading(_("Sign-offs"), 2)
        yield _signs(brief.signs)
    if brief.law:
        yield Heading(_("Law"), 2)
        yield Paragraph(said(words.not_advice(), Tone.QUIET))
        yield _law(brief.law)


def _clauses(group: BriefGroup) -> Grid:
    heads = (_("Clause"), _("Our position"), _("What the contract says"), _("Money, law and evidence"))
    return Grid(heads, CLAUSES, tuple(_clause(row) for row in group.rows))


def _clause(row: BriefRow) -> tuple[tuple[Line, ...], ...]:
    theirs = Line(row.theirs) if row.theirs else said(_("not read yet"), Tone.QUIET)
    return tuple(_standing(row)), (said(row.against, Tone.QUIET), said(row.ours)), (theirs,), tuple(_beside(row))


def _standing(row: BriefRow) -> Iterator[Line]:
    yield said(f"{row.number}. {row.title}", Tone.STRONG)
    yield said(row.deviation, Tone.QUIET if row.level is None else LEVELS[row.level])
    people = (words.judged(row), _("owner %(name)s") % {"name": row.owner} if row.owner else "", words.counts(row))
    for told in (row.state, *people, row.gone):
        if told:
            yield said(told, Tone.QUIET)


def _beside(row: BriefRow) -> Iterator[Line]:
    for effect in row.effects:
        yield said(effect.words, TONES[effect.tone])
    if not row.effects:
        yield said(words.unreckoned(row), Tone.QUIET)
    if row.evidence:
        yield said(_("Evidence: %(words)s") % {"words": row.evidence})
    for text in row.law:
        yield said(text, Tone.QUIET)


def _signs(signs: tuple[BriefSign, ...]) -> Grid:
    heads = (_("Role"), _("Who, and when"), _("On which figures"), _("A word on it"))
    return Grid(heads, SIGNS, tuple(_sign(sign) for sign in signs))


def _sign(sign: BriefSign) -> tuple[tuple[Line, ...], ...]:
    stands = said(sign.role, Tone.STRONG), said(sign.stand, TONES.get(sign.tone, Tone.PLAIN))
    who = tuple(said(told, Tone.QUIET) for told in (sign.told, sign.mark) if told)
    return stands, who, tuple(said(one) for one in sign.figures), (said(sign.reason),) if sign.reason else ()


def _law(texts: tuple[BriefText, ...]) -> Grid:
    heads = (_("Rule"), _("Text and article"), _("What it says, in our words"), _("Where it can be looked up"))
    return Grid(heads, LAW, tuple(_text(text) for text in texts))


def _text(text: BriefText) -> tuple[tuple[Line, ...], ...]:
    dated = (words.in_force(text.in_force_from.isoformat()), words.looked_up(text.checked_on))
    where = (said(text.text), *(said(told, Tone.QUIET) for told in dated))
    return (said(text.rule),), where, (said(text.says),), (said(text.source, Tone.QUIET),)
