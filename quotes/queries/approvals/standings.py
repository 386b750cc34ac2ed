"""One word for where a version stands, with its shape and colour: the only place that says it to a reader."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext

from quotes.domain.approvals import RequestState
from quotes.domain.lifecycle import VersionState
from quotes.domain.standing import Standing, standing
from quotes.models import QuoteVersion
from quotes.models.approvals import asked

# fmt: off
TONES: dict[Standing, str] = {
    Standing.DRAFT:     "",
    Standing.WAITING:   "now",
    Standing.WITHIN:    "good",
    Standing.APPROVED:  "good",
    Standing.LAPSED:    "bad",
    Standing.REJECTED:  "bad",
    Standing.SUBMITTED: "info",
    Standing.SENT:      "info",
    Standing.ACCEPTED:  "good",
    Standing.EXPIRED:   "bad",
    Standing.VOID:      "",
}
# fmt: on


# fmt: off
OF_REQUESTS: dict[RequestState, str] = {
    RequestState.OPEN:      "now",
    RequestState.APPROVED:  "good",
    RequestState.LAPSED:    "bad",
    RequestState.REJECTED:  "bad",
    RequestState.WITHDRAWN: "",
    RequestState.OUTDATED:  "",
}
# fmt: on


@dataclass(frozen=True, kw_only=True)
class Said:
    """A word as a reader sees it."""

    label: str
    tone: str


def said(word: Standing | RequestState) -> Said:
    tone = TONES[word] if isinstance(word, Standing) else OF_REQUESTS[word]
    return Said(label=gettext(word.label), tone=tone)


def with_asked(versions: QuerySet[QuoteVersion]) -> QuerySet[QuoteVersion]:
    """Versions that can say where they stand, in no statement more."""
    return versions.annotate(asked=asked(version=OuterRef("pk")))


def standing_of(version: QuoteVersion, today: date) -> Standing:
    """Of a version read `with_asked`; a draft, or what was sent, can do without."""
    found = vars(version)["asked"] if version.state == VersionState.SUBMITTED else None
    return standing_by(version.state, found, version.valid_until, today)


def standing_by(state: str, asked: str | None, valid_until: date, today: date) -> Standing:
    """The same of plain columns."""
    return standing(VersionState(state), Standing(asked or Standing.SUBMITTED), valid_until, today)


def words() -> dict[Standing, str]:
    """All of them in the reader's language, translated once for a whole list."""
    return {one: gettext(one.label) for one in Standing}
