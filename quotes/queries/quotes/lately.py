"""What happened to a draft since somebody opened it: who did what to which lines, without a figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from quotes.models import DraftEdit, QuoteVersion
from quotes.queries.quotes.offer import lines_of
from stakeholders.models import User


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What somebody else did to the draft meanwhile: who, when, and to which lines, without a figure."""

    who: str
    at: datetime
    words: str


def happened_since(user: User, version: QuoteVersion, edition: int) -> tuple[Happened, ...]:
    """Everything that others did since the reader's edition, in its order; one statement."""
    names = {str(row.pk): row.description for row in lines_of(version)}
    found = DraftEdit.objects.filter(version=version).since(edition, but_by=user)
    return tuple(
        Happened(who=edit.made_by.name, at=edit.undone_at or edit.made_at, words=words)
        for edit in found
        if (words := _words(edit, edition, names))
    )


def gone_since(version: QuoteVersion, lines: Iterable[str]) -> dict[str, str]:
    """What the lines of these ids were called, for those that are there no more."""
    wanted = set(lines)
    found: dict[str, str] = {}
    for edit in DraftEdit.objects.filter(version=version, lines__has_any_keys=sorted(wanted)) if wanted else ():
        for key in wanted & edit.lines.keys():
            for side in edit.lines[key]:
                if side and "description" in side:
                    found[key] = side["description"]
    return found


def _words(edit: DraftEdit, edition: int, names: Mapping[str, str]) -> str:
    """Nothing for what was made and taken back since: the reader never saw it."""
    made_since, undone = edit.edition > edition, edit.undone_at is not None
    if made_since and undone:
        return ""
    came, went, changed = _sorted(edit, names, backwards=undone)
    parts = [
        gettext("added %(what)s") % {"what": came} if came else "",
        gettext("removed %(what)s") % {"what": went} if went else "",
        gettext("changed %(what)s") % {"what": changed} if changed else "",
        gettext("changed the terms") if edit.terms else "",
    ]
    return gettext(", ").join(part for part in parts if part)


def _sorted(edit: DraftEdit, names: Mapping[str, str], *, backwards: bool) -> tuple[str, str, str]:
    """The names of lines that came, went and changed."""
    came, went, changed = list[str](), list[str](), list[str]()
    for key, sides in edit.lines.items():
        before, after = reversed(sides) if backwards else sides
        name = (after or before or {}).get("description") or names.get(key, "")
        (came if before is None else went if after is None else changed).append(name)
    return _listed(came), _listed(went), _listed(changed)


def _listed(names: list[str], most: int = 4) -> str:
    words = gettext(", ").join(f"“{name}”" for name in names[:most] if name)
    if len(names) > most:
        words = gettext("%(names)s and %(count)s more") % {"names": words, "count": len(names) - most}
    return words
