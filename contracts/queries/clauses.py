"""The library of clauses as a list, one clause with its positions side by side, and what each version changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import get_language, gettext

from contracts.domain.clauses.library import ClauseText, Scope
from contracts.domain.clauses.words import OWNERS, Kind, Region, Stance
from contracts.domain.payment import Buyer
from contracts.domain.statutes import Rule
from contracts.models import Clause, ClauseRetirement, ClauseVersion, Statute
from dealdesk.kernel.changes import Piece, changes
from dealdesk.kernel.words import Told
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.people import Role

# More than anybody reads on one page.
MOST = 300
MOST_VERSIONS = 30
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class ClauseRow:
    """As it is in force today, or as it will be where it is not yet; `coming` is the first day of the next version."""

    pk: int
    title: str
    look: str
    trap: str
    scope: tuple[str, ...]
    rules: tuple[Rule, ...]
    number: int
    valid_from: date
    coming: date | None
    gone_on: date | None


@dataclass(frozen=True, kw_only=True)
class KindRows:
    kind: Kind
    owner: Role
    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, kw_only=True)
class LibraryScreen:
    kinds: tuple[KindRows, ...]
    found: int


@dataclass(frozen=True, kw_only=True)
class PositionCell:
    stance: Stance
    wording: str
    other: str
    by: Role | None


@dataclass(frozen=True, kw_only=True)
class LawRow:
    rule: Rule
    text: str
    says: str
    in_force_from: date
    # None where nobody has read the text itself yet.
    checked_on: date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    number: int
    valid_from: date
    last_day: date | None
    why: str
    added_by: str
    is_now: bool
    is_coming: bool


@dataclass(frozen=True, kw_only=True)
class ClauseScreen:
    title: str
    kind: Kind
    owner: Role
    look: str
    trap: str
    reason: str
    positions: tuple[PositionCell, ...]
    scope: tuple[str, ...]
    law: tuple[LawRow, ...]
    weight: int
    source: str
    shown: VersionRow
    versions: tuple[VersionRow, ...]
    gone: ClauseRetirement | None


@dataclass(frozen=True, kw_only=True)
class Difference:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One version, and where it differs from the one before it; nothing for the first."""

    version: VersionRow
    differences: tuple[Difference, ...]


def library_screen(asked: Mapping[str, str], today: date) -> LibraryScreen:
    """Every clause that is in force or will be, or those that are retired, and is for such a customer as is asked for.
    One statement."""
    rows = ClauseVersion.objects
    every = rows.last_of_retired(today) if "retired" in asked else rows.standing(today)
    found = every.select_related("clause__retirement").order_by("clause_id", "number")[:MOST]
    of: dict[int, list[ClauseVersion]] = {}
    for version in found:
        of.setdefault(version.clause_id, []).append(version)
    texts = [(versions[0].value(), versions) for versions in of.values()]
    kept = [(text, versions) for text, versions in texts if _is_asked(text, asked)]
    return LibraryScreen(
        kinds=tuple(
            KindRows(
                kind=kind,
                owner=OWNERS[kind],
                rows=tuple(_row(text, versions, today) for text, versions in kept if text.kind is kind),
            )
            for kind in Kind
            if any(text.kind is kind for text, _ in kept)
        ),
        found=len(kept),
    )


def clause_screen(clause: Clause, number: int | None, today: date) -> ClauseScreen:
    """The version asked for, else the one in force, else the newest; two statements."""
    versions = _versions(clause)
    shown = _shown(versions, number, today)
    text, other = shown.value(), "en" if _tongue().startswith("zh") else "zh"
    return ClauseScreen(
        title=_said(text.title),
        kind=text.kind,
        owner=OWNERS[text.kind],
        look=_said(text.look),
        trap=_said(text.trap),
        reason=_said(text.reason),
        positions=tuple(
            PositionCell(stance=one.stance, wording=_said(one.wording), other=getattr(one.wording, other), by=one.by)
            for one in text.positions
        ),
        scope=scope_words(text.scope),
        law=law_of(text.rules, today),
        weight=text.weight,
        source=text.source,
        shown=_version_row(shown, today),
        versions=tuple(_version_row(one, today) for one in versions),
        gone=shown.clause.gone,
    )


def history_screen(clause: Clause, today: date) -> tuple[str, tuple[Step, ...]]:
    """What it is called, and its versions, the newest first. One statement."""
    versions = _versions(clause)
    told = [_columns(one.value()) for one in versions]
    steps = [
        Step(version=_version_row(version, today), differences=tuple(_differences(before, after)))
        for version, (after, before) in zip(versions, pairwise([*told, {}]), strict=True)
    ]
    return _said(versions[0].value().title), tuple(steps)


def newest(clause: Clause) -> ClauseVersion:
    """What the next version is written from."""
    return _versions(clause)[0]


def scope_words(scope: Scope) -> tuple[str, ...]:
    """In the order of the words; nothing where it is for everybody."""
    several = ((Industry, scope.industries), (Region, scope.regions), (Buyer, scope.buyers), (Size, scope.sizes))
    return tuple(word.label for words, chosen in several for word in words if word in chosen)


def _is_asked(text: ClauseText, asked: Mapping[str, str]) -> bool:
    return text.kind == asked.get("kind", text.kind) and text.scope.holds(
        industry=Industry(asked["industry"]) if "industry" in asked else None,
        regions=[Region(asked["region"])] if "region" in asked else (),
        buyer=Buyer(asked["buyer"]) if "buyer" in asked else None,
        size=Size(asked["size"]) if "size" in asked else None,
    )


def _row(text: ClauseText, versions: Sequence[ClauseVersion], today: date) -> ClauseRow:
    now, *later = versions
    return ClauseRow(
        pk=now.clause_id,
        title=_said(text.title),
        look=_said(text.look),
        trap=_said(text.trap),
        scope=scope_words(text.scope),
        rules=text.rules,
        number=now.number,
        valid_from=now.valid_from,
        coming=now.valid_from if now.valid_from > today else next((one.valid_from for one in later), None),
        gone_on=now.clause.gone.gone_on if now.clause.gone else None,
    )


def _versions(clause: Clause) -> list[ClauseVersion]:
    rows = clause.versions.select_related("clause__retirement", "added_by").order_by("-number")
    return list(rows[:MOST_VERSIONS])


def _shown(versions: Sequence[ClauseVersion], number: int | None, today: date) -> ClauseVersion:
    asked = [one for one in versions if one.number == number]
    begun = [one for one in versions if one.valid_from <= today]
    return next(iter([*asked, *begun]), versions[0])


def _version_row(version: ClauseVersion, today: date) -> VersionRow:
    begun = version.valid_from <= today
    return VersionRow(
        number=version.number,
        valid_from=version.valid_from,
        last_day=version.valid_to - A_DAY if version.valid_to else None,
        why=version.why,
        added_by=version.added_by.name if version.added_by else "",
        is_now=begun and (version.valid_to is None or today < version.valid_to),
        is_coming=not begun,
    )


def law_in_force(today: date) -> dict[Rule, Statute]:
    """Every text that answers today, by its rule. One statement."""
    return {Rule(text.rule): text for text in Statute.objects.all() if text.value().holds(today)}


def law_of(rules: Iterable[Rule], today: date) -> tuple[LawRow, ...]:
    """The texts that answer today, in the order of the rules; a rule without one is left out. One statement."""
    wanted = tuple(rules)
    texts = {text.rule: text for text in Statute.objects.filter(rule__in=wanted) if text.value().holds(today)}
    return tuple(law_row(rule, texts[rule]) for rule in wanted if rule in texts)


def law_row(rule: Rule, text: Statute) -> LawRow:
    return LawRow(
        rule=rule,
        text=str(text),
        says=text.says,
        in_force_from=text.in_force_from,
        checked_on=text.checked_on,
        source=text.source,
    )


def _columns(text: ClauseText) -> dict[str, str]:
    """All that a version says, by what it is called."""
    called = (
        ("Name of the clause", text.title),
        ("What to look at", text.look),
        ("The usual trap", text.trap),
        ("Why it matters", text.reason),
        *((one.stance.label, one.wording) for one in text.positions),
    )
    told = {gettext(name): said.zh for name, said in called}
    told |= {gettext("%(what)s, in English") % {"what": gettext(name)}: said.en for name, said in called}
    told |= {
        gettext("Who may accept “%(what)s”") % {"what": gettext(one.stance.label)}: gettext(one.by.label)
        for one in text.positions
        if one.by
    }
    told[gettext("Whom it is for")] = gettext(", ").join(gettext(word) for word in scope_words(text.scope))
    told[gettext("Law it stands on")] = gettext(", ").join(gettext(rule.label) for rule in text.rules)
    told[gettext("Counts in the score")] = str(text.weight)
    told[gettext("Where it comes from")] = text.source
    return told


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    if not before:
        return
    for name in [*after, *(name for name in before if name not in after)]:
        one, other = before.get(name, ""), after.get(name, "")
        if one != other:
            yield Difference(label=name, pieces=changes(one, other))


def _said(told: Told) -> str:
    return told.to(_tongue())


def _tongue() -> str:
    return get_language() or "zh"
