"""What a contract's checklist says on paper, as one frozen value in one language and for one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from contracts.domain.checklists.words import FileKind
from contracts.domain.clauses.words import Stance
from contracts.domain.statutes import Rule
from contracts.models import Checklist
from contracts.queries.checklists import ContractScreen, ItemRow, contract_screen
from contracts.queries.clauses import LawRow, law_of
from contracts.queries.signoffs import FootingRow, RoleRow, standings_of
from dealdesk.kernel.changes import Piece, changes
from dealdesk.kernel.formats import percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.proposals import Language
from stakeholders.models import Deal, User


@dataclass(frozen=True, kw_only=True)
class Effect:
    words: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class BriefRow:
    """One clause. `theirs` in pieces against `base`, our words of the position `against`; none while nobody has read
    it. `money` is what it comes to in the contract's currency, None where nothing reckons it or this reader may not
    know."""

    number: int
    title: str
    kind: str
    weight: int
    level: int | None
    deviation: str
    judged_by: str
    state: str
    owner: str
    evidence: str
    ours: str
    against: str
    theirs: tuple[Piece, ...]
    money: Decimal | None
    effects: tuple[Effect, ...]
    waits: bool
    law: tuple[str, ...]
    # From when on the library does not ask for it any more, and why; empty where it does.
    gone: str


@dataclass(frozen=True, kw_only=True)
class BriefGroup:
    kind: str
    looks_after: str
    rows: tuple[BriefRow, ...]


@dataclass(frozen=True, kw_only=True)
class BriefText:
    """One text of law, as far as the clauses stand on it."""

    rule: str
    text: str
    says: str
    in_force_from: date
    checked_on: date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class BriefSign:
    """One role's word on the contract: where it stands, who gave it when, on which figures, and what was said."""

    role: str
    stand: str
    tone: str
    told: str
    reason: str
    figures: tuple[str, ...]
    mark: str


@dataclass(frozen=True, kw_only=True)
class Brief:
    """`points` from 0, all as we would write it, to 100; None before the first clause was judged. `left_out` clauses
    are counted only: nobody has read or judged them."""

    language: Language
    at: datetime
    reader: str
    customer: str
    deal: str
    version: str
    currency: str
    number: int
    made_on: date
    scope: tuple[str, ...]
    points: Decimal | None
    judged: int
    items: int
    left_out: int
    stops: tuple[str, ...]
    groups: tuple[BriefGroup, ...]
    signs: tuple[BriefSign, ...]
    law: tuple[BriefText, ...]

    @property
    def rows(self) -> tuple[BriefRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


def collect(deal: Deal, user: User, *, at: datetime, language: Language, is_whole: bool = False) -> Brief:
    """As this reader may see it: what is kept from them on the screen is not collected. Clauses that nobody has read or
    judged are left out where others were and not the whole is wanted. Sixteen statements at most."""
    with override(language):
        today = timezone.localdate(at)
        screen = contract_screen(deal, user, today)
        if screen.checklist is None or screen.score is None:
            raise Refusal("There is no checklist yet: make it before you take it along.")
        every = [row for group in screen.kinds for row in group.rows]
        told = {row.pk for row in every if row.stance or row.theirs}
        if is_whole or not told:
            told = {row.pk for row in every}
        used = {rule for row in every if row.pk in told for rule in row.rules}
        law = law_of([rule for rule in Rule if rule in used], today)
        version = screen.checklist.version
        return Brief(
            language=language,
            at=timezone.localtime(at),
            reader=user.name,
            customer=deal.customer.name,
            deal=deal.name,
            version=f"{version.quote.number} {version}",
            currency=version.currency,
            number=screen.checklist.number,
            made_on=timezone.localdate(screen.checklist.made_at),
            scope=_scope(screen),
            points=screen.points,
            judged=screen.score.judged,
            items=screen.score.items,
            left_out=len(every) - len(told),
            stops=tuple(row.title for row in screen.stops),
            groups=tuple(_groups(screen, law, told)),
            signs=tuple(_sign(row) for row in standings_of(deal, user, today)),
            law=tuple(_text(row) for row in law),
        )


def file_name(made: Checklist, kind: FileKind, language: Language) -> str:
    tongue = "" if language is Language.CHINESE else f"-{language}"
    with override(language):
        return f"{made.deal.name}-{_('Contract checklist')}-{made.number}{tongue}.{kind}"


def _scope(screen: ContractScreen) -> tuple[str, ...]:
    words = (screen.industry, screen.size, *screen.regions, screen.buyer)
    told = tuple(_(word.label) for word in words if word)
    return told if screen.buyer else (*told, _("Kind of buyer not known"))


def _groups(screen: ContractScreen, law: Iterable[LawRow], told: set[int]) -> Iterable[BriefGroup]:
    """Clauses keep the numbers that they have among all of them."""
    texts = {row.rule: row.text for row in law}
    number = 0
    for group in screen.kinds:
        rows = []
        for row in group.rows:
            number += 1
            if row.pk in told:
                stands_on = tuple(texts[rule] for rule in row.rules if rule in texts)
                rows.append(_row(number, _(group.kind.label), row, stands_on))
        if rows:
            yield BriefGroup(kind=_(group.kind.label), looks_after=_(group.looks_after.label), rows=tuple(rows))


def _row(number: int, kind: str, row: ItemRow, law: tuple[str, ...]) -> BriefRow:
    return BriefRow(
        number=number,
        title=row.title,
        kind=kind,
        weight=row.weight,
        level=row.stance.level if row.stance else None,
        deviation=_(row.stance.label) if row.stance else _("not judged"),
        judged_by=row.judged_by,
        state=_(row.state.label),
        owner=row.owner,
        evidence=row.evidence,
        ours=row.base if row.theirs else row.ours,
        against=_(row.against.label) if row.theirs else _(Stance.PREFERRED.label),
        theirs=changes(row.base, row.theirs) if row.theirs else (),
        money=next((one.money for one in row.effects if one.money is not None), None),
        effects=tuple(Effect(words=one.words, tone=one.tone) for one in row.effects),
        waits=row.waits,
        law=law,
        gone=_gone(row),
    )


def _gone(row: ItemRow) -> str:
    if row.gone is None:
        return ""
    said = {"day": row.gone.gone_on.isoformat(), "reason": row.gone.reason}
    return _("Retired from %(day)s on: %(reason)s") % said


def _sign(row: RoleRow) -> BriefSign:
    last = row.last
    given = {"name": last.signed_by, "at": f"{timezone.localtime(last.signed_at):%Y-%m-%d %H:%M}"} if last else {}
    said = _("%(name)s refused on %(at)s") if row.refused else _("%(name)s signed off on %(at)s")
    return BriefSign(
        role=_(row.role.label),
        stand=_(row.stand.label),
        tone=row.tone,
        told=said % given if last else "",
        reason=last.reason if last else "",
        figures=tuple(_figure(one) for one in row.footings),
        mark=last.content_hash[:12] if last else "",
    )


def _figure(one: FootingRow) -> str:
    said = {"title": one.title, "share": percent(one.meets), "record": one.rests_on}
    return _("%(title)s: met %(share)s, %(record)s") % said


def _text(row: LawRow) -> BriefText:
    return BriefText(
        rule=_(row.rule.label),
        text=row.text,
        says=row.says,
        in_force_from=row.in_force_from,
        checked_on=row.checked_on,
        source=row.source,
    )
