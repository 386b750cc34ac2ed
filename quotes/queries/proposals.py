"""The exports of a quote, version by version; what the machine gave up; and whether a PDF is one of ours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext

from dealdesk.kernel.refusals import Finding
from dealdesk.kernel.words import label
from dealdesk.pdf import Pdf
from dealdesk.web.keyset import page
from quotes.domain.claims import UNTELLABLE
from quotes.domain.lifecycle import EXPORTABLE, VersionState
from quotes.domain.papers import AS_USUAL, Composition, composition_from
from quotes.domain.proposals import PRICED, UNDER_WAY, ExportState, Kind, Stamp, Verdict, claimed, fingerprint_of
from quotes.domain.readiness import Known
from quotes.domain.standing import Standing
from quotes.domain.texts import READ_WITH_THE_OFFER, HeldBack, Read, held_back
from quotes.models import (
    ApprovalSheet,
    ClaimEdition,
    Paper,
    ProposalCopy,
    ProposalExport,
    ProposalFile,
    ProposalLink,
    Quote,
    QuoteVersion,
)
from quotes.models.proposals import says, typed_by
from quotes.models.readiness import known_in, known_of, ready_facts
from quotes.models.reading import gone_among, read_in, read_of
from quotes.queries.approvals.sheets import sheet_like
from quotes.queries.approvals.standings import Said, said, standing_of, with_asked
from quotes.queries.readiness import not_ready
from stakeholders.models import Deal, User
from stakeholders.permissions import visible_deals

COMPOSED_ANEW = frozenset({HeldBack.REFUSED, HeldBack.CHANGED, HeldBack.RETIRED})
AGREED = frozenset({Standing.WITHIN, Standing.APPROVED, Standing.SENT, Standing.ACCEPTED})


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """`stamp` is what a copy carries if it is taken today, `why` says so where it is none that was asked for;
    `refused` says why there is none at all."""

    export: ProposalExport
    running: bool
    stamp: Stamp
    why: str = ""
    refused: str = ""
    # A reader at the customer opens it by a link today.
    is_given: bool = False
    # Words in it leave no more: another is put together with others.
    wants_others: bool = False

    @property
    def may_be_given(self) -> bool:
        return self.stamp is Stamp.CLEAN and not self.refused and ExportState(self.export.state) is ExportState.DONE


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """`marked` says why a copy of it would carry a draft mark, though it is approved; empty where it would not."""

    version: QuoteVersion
    exports: tuple[ExportRow, ...]
    exportable: bool
    stands: Said
    marked: str


def proposals_screen(quote: Quote, today: date) -> tuple[VersionRow, ...]:
    """Every version with its exports, the newest of both first; two statements whatever their number, one more where
    something waits to be sent, three where files have words that somebody typed or texts of the house, and one where
    any of them claims something."""
    exports = _telling(ProposalExport.objects.all(), today).select_related("requested_by").order_by("-id")
    versions = list(with_asked(quote.versions.order_by("-number")).prefetch_related(Prefetch("exports", exports)))
    known = known_of(quote.deal) if any(_waits(version) for version in versions) else None
    made = [export for version in versions for export in version.exports.all()]
    held = _held_today(quote.deal, made, today)
    return tuple(_row(version, today, known, held) for version in versions)


def export_row(export: ProposalExport, today: date) -> ExportRow:
    """Three statements, one more where its version waits to be sent, three where it has texts, and one where it claims
    something."""
    version = with_asked(QuoteVersion.objects.select_related("quote__deal")).get(pk=export.version_id)
    known = known_of(version.quote.deal) if _waits(version) else None
    told = _telling(ProposalExport.objects.select_related("version__quote__deal__customer", "requested_by"), today)
    row = told.get(pk=export.pk)
    return _export(row, version, today, _gaps(version, today, known), _held_today(version.quote.deal, [row], today))


def rows_of(exports: Collection[int], today: date) -> Mapping[int, ExportRow]:
    """Of files of several deals, by their number: seven statements at most, however many there are."""
    made = list(_telling(ProposalExport.objects.filter(pk__in=exports), today).select_related("requested_by"))
    asked = with_asked(QuoteVersion.objects.select_related("quote__deal")).annotate(**ready_facts("quote__deal"))
    versions = {version.pk: version for version in asked.filter(pk__in={export.version_id for export in made})}
    told = {export.pk: composition_from(export.composition) for export in made}
    gone = gone_among([one.edition for composition in told.values() for one in composition.house])
    said = read_in({version.quote.deal_id for version in versions.values()})
    lapsed = _lapsed(made, today)
    rows = {}
    for export in made:
        version = versions[export.version_id]
        deal = version.quote.deal
        held = _Held(read=Read(own=said[deal.pk], **gone), lapsed=lapsed)
        gaps = _gaps(version, today, known_in(version, deal))
        rows[export.pk] = _export(export, version, today, gaps, held)
    return rows


def printed_fingerprint(export: ProposalExport) -> str:
    """What stands in the foot of each of its pages; empty while there are none. One statement."""
    said = ProposalFile.objects.filter(export=export).values_list("snapshot", flat=True).first()
    return fingerprint_of(said) if said else ""


def paper_of(key: str) -> Pdf | None:
    """What came out of the press when all of this went in before."""
    found = Paper.objects.filter(key=key).first()
    return Pdf(content=bytes(found.pdf), pages=found.pages, sha256=found.sha256) if found else None


def composition_like(version: QuoteVersion, like: int | None) -> Composition:
    """What one of this version's files was put together from; as usual where there is no such file."""
    found = version.exports.filter(pk=like).first() if like else None
    return composition_from(found.composition) if found else AS_USUAL


@dataclass(frozen=True, kw_only=True)
class Failed:
    """No word of the deal or its customer: whoever looks after the machine may not read them."""

    pk: int
    number: str
    kind: str
    by: str
    at: datetime | None
    attempts: int
    failure: Finding | None


@dataclass(frozen=True, kw_only=True)
class FailedExports:
    rows: tuple[Failed, ...]
    under_way: int
    after: str


def failed_exports(*, after: str) -> FailedExports:
    """Two statements."""
    dead = ProposalExport.objects.dead().select_related("version__quote", "requested_by")
    found = page(dead, order=("-id",), after=after)
    under_way = ProposalExport.objects.under_way().count()
    return FailedExports(rows=tuple(map(_failed, found.rows)), under_way=under_way, after=found.after)


def _failed(export: ProposalExport) -> Failed:
    return Failed(
        pk=export.pk,
        number=f"{export.version.quote.number} · {export.version}",
        kind=export.get_kind_display(),
        by=export.requested_by.name,
        at=export.finished_at,
        attempts=export.tries,
        failure=export.failure,
    )


@dataclass(frozen=True, kw_only=True)
class Checked:
    """`verdict` is ours, altered or unknown. Of what is ours and as it left: which file, with which mark it left, for
    whom, and what a copy taken today would carry; or which internal `sheet`."""

    verdict: Verdict
    sha256: str
    row: ExportRow | None = None
    copy: ProposalCopy | None = None
    sheet: ApprovalSheet | None = None
    claims: str = ""


def checked(user: User, content: bytes, today: date) -> Checked:
    """Of deals this person may open, and of internal sheets for those who see costs."""
    sheet = sheet_like(user, sha256(content).hexdigest())
    return checked_among(visible_deals(user), content, today, sheet)


def checked_among(deals: QuerySet[Deal], content: bytes, today: date, sheet: ApprovalSheet | None = None) -> Checked:
    """Held against every hash of files of these deals that was stored or handed out: what is not among them is unknown,
    or altered where it calls itself one of them. `sheet` is the internal one whose bytes these are."""
    found = sha256(content).hexdigest()
    if sheet:
        return Checked(verdict=Verdict.OURS, sha256=found, sheet=sheet)
    seen = ProposalExport.objects.filter(version__quote__deal__in=deals)
    copies = ProposalCopy.objects.filter(export__in=seen).select_related("recipient", "handed_by")
    copy = copies.filter(sha256=found).order_by("id").first()
    stored = seen.filter(pk=copy.export_id) if copy else seen.filter(sha256=found)
    related = ("version__quote__deal__customer", "requested_by")
    if export := stored.select_related(*related).order_by("id").first():
        return Checked(verdict=Verdict.OURS, sha256=found, row=export_row(export, today), copy=copy)
    said = claimed(content)
    altered = said is not None and Quote.objects.filter(deal__in=deals, number=said.number).exists()
    verdict = Verdict.ALTERED if altered else Verdict.UNKNOWN
    return Checked(verdict=verdict, sha256=found, claims=f"{said.number} {said.version}" if said and altered else "")


def _waits(version: QuoteVersion) -> bool:
    return version.state == VersionState.SUBMITTED


@dataclass(frozen=True)
class _Held:
    """What may keep the files of a deal from leaving as they are: words that nobody approved, and what claims say that
    may not be told any more."""

    read: Read
    lapsed: Mapping[int, str]


def _telling(exports: QuerySet[ProposalExport], today: date) -> QuerySet[ProposalExport]:
    """With what each says in words that somebody typed, the editions of claims that it was made with, whether it left
    with a price, and whether a link opens it."""
    priced = ProposalCopy.objects.filter(export=OuterRef("pk"), stamp__in=PRICED)
    links = ProposalLink.objects.open_on(today).filter(export=OuterRef("pk"))
    told = {"says_claims": F("file__snapshot__claims"), "has_left": Exists(priced), "is_given": Exists(links)}
    return exports.annotate(**says(), **told)


def _claims(export: ProposalExport) -> list[int]:
    return vars(export)["says_claims"] or []


def _held_today(deal: Deal, exports: Sequence[ProposalExport], today: date) -> _Held:
    """Of exports with what they are `_telling`."""
    typed = {passage for export in exports for passage in typed_by(export)}
    read = read_of(deal, (composition_from(export.composition) for export in exports), typed)
    return _Held(read=read, lapsed=_lapsed(exports, today))


def _lapsed(exports: Sequence[ProposalExport], today: date) -> Mapping[int, str]:
    claims = {pk for export in exports for pk in _claims(export)}
    return {one.pk: one.metric_zh for one in ClaimEdition.objects.all().untellable(claims, today)}


def _row(version: QuoteVersion, today: date, known: Known | None, held: _Held) -> VersionRow:
    gaps = _gaps(version, today, known)
    return VersionRow(
        version=version,
        exports=tuple(_export(export, version, today, gaps, held) for export in version.exports.all()),
        exportable=VersionState(version.state) in EXPORTABLE,
        stands=said(standing_of(version, today)),
        marked=gaps,
    )


def _gaps(version: QuoteVersion, today: date, known: Known | None) -> str:
    if known is None or not _waits(version) or standing_of(version, today) not in AGREED:
        return ""
    return not_ready(known.gate(version.pk))


def _export(export: ProposalExport, version: QuoteVersion, today: date, gaps: str, known: _Held) -> ExportRow:
    composition = composition_from(export.composition)
    told, has_left = typed_by(export), vars(export)["has_left"]
    held = held_back(Kind(export.kind), composition, export.content_hash, known.read, told, has_left=has_left)
    is_agreed = _is_agreed(version, today)
    is_cleared = is_agreed and not gaps and held is None
    stamp = export.stamp_on(today, version=version, is_cleared=is_cleared)
    running = ExportState(export.state) in UNDER_WAY
    untold = [known.lapsed[pk] for pk in _claims(export) if pk in known.lapsed] if stamp in PRICED else []
    refused = gettext(UNTELLABLE) % {"metric": untold[0]} if untold else ""
    why = _why(export, version, stamp, gaps, None if held in READ_WITH_THE_OFFER and not is_agreed else held)
    return ExportRow(
        export=export,
        running=running,
        stamp=stamp,
        why=why,
        refused=refused,
        is_given=vars(export)["is_given"],
        wants_others=held in COMPOSED_ANEW and VersionState(version.state) in EXPORTABLE,
    )


def _is_agreed(version: QuoteVersion, today: date) -> bool:
    """Of what ran out as of what has not: it goes out stamped as expired, or as a draft where nobody agreed to it."""
    day = min(today, version.valid_until)
    return standing_of(version, day) in AGREED


def _why(export: ProposalExport, version: QuoteVersion, stamp: Stamp, gaps: str, held: HeldBack | None) -> str:
    if stamp is Stamp.CLEAN:
        return ""
    if stamp is Stamp.VOID:
        return gettext("Void: not offered again.")
    if stamp is Stamp.EXPIRED:
        return gettext("Expired: renew it to offer it again.")
    if Stamp(export.printed) is Stamp.DRAFT:
        return gettext("Printed as a draft: make the PDF again for one without the mark.")
    if version.fingerprint and version.fingerprint != export.content_hash:
        return gettext("The offer has changed since: make the PDF again.")
    if held is not None:
        return gettext(label(held))
    return gaps or gettext("Not approved yet: the mark is left out once it is.")
