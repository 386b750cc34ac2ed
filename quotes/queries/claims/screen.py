"""The library of claims as a list, and one claim with its evidence, its formulas and its editions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from dealdesk.kernel.formats import NOTHING
from dealdesk.kernel.words import label
from quotes.domain.claims import Source, Unproved, told_ahead
from quotes.domain.forewarnings import Forewarning
from quotes.domain.value.formulas import FORMULAS, for_claim
from quotes.models import Attachment, ClaimEdition, ValueClaim
from quotes.models.forewarnings import forewarning_on
from quotes.queries.attachments import FileRow
from quotes.queries.claims.words import alternative_of, effect_of, ours_of, percentile_of, said
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import MAY, Act, visible_deals

# More than anybody reads on one page.
MOST = 300
MOST_EDITIONS = 50


@dataclass(frozen=True, kw_only=True)
class ClaimRow:
    """The newest edition; `why` is all that keeps it out of documents, `ends_soon` where that is a matter of days."""

    pk: int
    metric: str
    ours: str
    alternative: str
    alternative_of: str
    percentile: str
    condition: str
    source: str
    owner: str
    valid_until: date
    number: int
    why: tuple[str, ...]
    is_retired: bool
    ends_soon: bool
    deals: int


@dataclass(frozen=True, kw_only=True)
class ClaimsScreen:
    rows: tuple[ClaimRow, ...]
    may_edit: bool


@dataclass(frozen=True, kw_only=True)
class FormulaRow:
    name: str
    says: str
    source: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One column of an edition that differs from the edition before."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class EditionRow:
    edition: ClaimEdition
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimScreen:
    """`note` is empty for whoever may not read what we say among ourselves; `deals` are those the reader may open."""

    claim: ValueClaim
    edition: ClaimEdition
    row: ClaimRow
    effect: str
    origin: str
    measured_on: date
    note: str
    formulas: tuple[FormulaRow, ...]
    files: tuple[FileRow, ...]
    editions: tuple[EditionRow, ...]
    deals: tuple[Deal, ...]
    may_edit: bool


def claims_screen(user: User, asked: Mapping[str, str], today: date) -> ClaimsScreen:
    """Two statements. Retired ones only where they are asked for."""
    ahead = forewarning_on(today)
    rows = [claim_row(one, today, ahead) for one in newest_editions(asked.get("state") == "retired")]
    state = asked.get("state", "")
    kept = [row for row in rows if STATES[state](row)] if state in STATES else rows
    source = asked.get("source")
    shown = [row for row in kept if not source or row.source == gettext(label(Source(source)))]
    return ClaimsScreen(rows=tuple(shown), may_edit=Act.EDIT_CLAIMS.permits(user))


STATES: Mapping[str, Callable[[ClaimRow], bool]] = {
    "proved": lambda row: not row.why,
    "open": lambda row: bool(row.why) or row.ends_soon,
    "retired": lambda row: row.is_retired,
}


def newest_editions(retired: bool = False) -> Sequence[ClaimEdition]:
    """Of every claim that stands, or that was retired; with how many deals use it."""
    used = Count("claim__editions__drivers__deal", filter=Q(claim__editions__drivers__dropped_at=None), distinct=True)
    rows = ClaimEdition.objects.newest().with_evidence().annotate(deals=used)
    return list(rows.filter(claim__retired_at__isnull=not retired)[:MOST])


def ending_claims(today: date) -> tuple[ClaimEdition, ...]:
    """What may be told and ends soon, with whoever looks after it. Two statements at most."""
    days = forewarning_on(today).of_claims
    if not days:
        return ()
    until = today + timedelta(days=max(days))
    rows = ClaimEdition.objects.newest().with_evidence().filter(claim__retired_at=None)
    return tuple(row for row in rows.filter(valid_until__range=(today, until)) if not row.unproved(today))


def claim_row(edition: ClaimEdition, today: date, ahead: Forewarning) -> ClaimRow:
    claim, why = edition.value(), edition.unproved(today)
    return ClaimRow(
        pk=edition.claim_id,
        metric=said(claim.metric),
        ours=ours_of(claim),
        alternative=alternative_of(claim),
        alternative_of=said(claim.alternative_of),
        percentile=percentile_of(claim),
        condition=said(claim.condition),
        source=gettext(label(claim.source)),
        owner=edition.owner.name,
        valid_until=claim.valid_until,
        number=edition.number,
        why=tuple(gettext(label(one)) for one in why),
        is_retired=Unproved.RETIRED in why,
        ends_soon=not why and told_ahead(claim.valid_until, today, ahead.of_claims) is not None,
        deals=vars(edition).get("deals", 0),
    )


def claim_shown(edition: ClaimEdition, today: date) -> ClaimRow:
    """One by itself. One statement."""
    return claim_row(edition, today, forewarning_on(today))


def claim_screen(user: User, claim: ValueClaim, today: date) -> ClaimScreen:
    """Four statements: editions, files, the deals of this reader that use it, and when its end is marked."""
    editions = list(claim.editions.with_evidence().select_related("added_by").order_by("-number")[:MOST_EDITIONS])
    edition = editions[0]
    reads_notes = Act.SEE_VALUE.permits(user)
    files = Attachment.objects.filter(claim__claim=claim).select_related("attached_by", "erased_by", "claim")
    used = Deal.objects.filter(
        pk__in=visible_deals(user).values("pk"),
        value_drivers__claim__claim=claim,
        value_drivers__dropped_at=None,
    )
    return ClaimScreen(
        claim=claim,
        edition=edition,
        row=claim_shown(edition, today),
        effect=effect_of(edition.value()),
        origin=edition.origin,
        measured_on=edition.measured_on,
        note=edition.note if reads_notes else "",
        formulas=tuple(
            FormulaRow(
                name=gettext(label(one)),
                says=gettext(FORMULAS[one].says),
                source=gettext(FORMULAS[one].source),
                inputs=tuple(gettext(label(each)) for each in FORMULAS[one].inputs),
            )
            for one in for_claim(edition.value())
        ),
        files=tuple(FileRow(file=file) for file in files.order_by("pk")),
        editions=tuple(_edition_rows(editions, reads_notes)),
        deals=tuple(used.select_related("customer").distinct().order_by("pk")) if reads_notes else (),
        may_edit=Act.EDIT_CLAIMS.permits(user) and claim.retired_at is None,
    )


def _edition_rows(editions: Sequence[ClaimEdition], reads_notes: bool) -> Iterator[EditionRow]:
    for after, before in pairwise([*editions, None]):
        if after is not None:
            yield EditionRow(edition=after, changes=tuple(_changes(before, after, reads_notes)))


def _changes(before: ClaimEdition | None, after: ClaimEdition, reads_notes: bool) -> Iterator[Change]:
    """Nothing of the first edition, nor of one whose predecessor is not shown."""
    if before is None:
        return
    one, other = _columns(before, reads_notes), _columns(after, reads_notes)
    yield from (Change(name=name, before=one[name], after=other[name]) for name in one if one[name] != other[name])


def _columns(edition: ClaimEdition, reads_notes: bool) -> dict[str, str]:
    claim = edition.value()
    told = {
        gettext("Metric"): said(claim.metric),
        gettext("Ours"): ours_of(claim),
        gettext("Alternative"): f"{alternative_of(claim)} {said(claim.alternative_of)}".strip(),
        gettext("Percentile"): percentile_of(claim) or NOTHING,
        gettext("Test conditions"): said(claim.condition),
        gettext("Source"): gettext(label(claim.source)),
        gettext("Where it comes from"): claim.origin,
        gettext("Measured on"): claim.measured_on.isoformat(),
        gettext("Valid until"): claim.valid_until.isoformat(),
        gettext("Looked after by"): edition.owner.name,
    }
    return told | ({gettext("Note among ourselves"): edition.note or NOTHING} if reads_notes else {})


def newest_of(claim: ValueClaim) -> ClaimEdition:
    """What the next edition is written from, and what a file is attached to."""
    return claim.editions.select_related("owner").order_by("-number")[0]


def keepers() -> QuerySet[User]:
    """Who may look after a claim: whoever works here and may write one."""
    roles = [role for role in Role if role in MAY[Act.EDIT_CLAIMS]]
    return User.objects.filter(is_active=True, role__in=roles).order_by("name")
