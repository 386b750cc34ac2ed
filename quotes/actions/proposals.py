"""The life of an export: ordered by a person, claimed by a worker, finished or failed, downloaded."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from dealdesk.later import later
from quotes.actions.readiness import check_ready, let_out_if_ready
from quotes.domain.approvals import RAN_OUT, RequestState
from quotes.domain.content import content_hash as hash_of
from quotes.domain.lifecycle import EXPORTABLE, VersionState, is_expired
from quotes.domain.proposals import UNDER_WAY, ExportState, Kind, Language
from quotes.models import ProposalExport, ProposalFile, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.models import User


def request_export(
    *,
    version: QuoteVersion,
    by: User,
    at: datetime,
    kind: Kind = Kind.PROPOSAL,
    language: Language = Language.CHINESE,
) -> ProposalExport:
    """Orders one of the documents in a language. While one is under way, asking again is asking for that one, and wakes
    it if it was forgotten."""
    try:
        return _ordered(version, kind, language, by, at)
    except IntegrityError:
        with transaction.atomic():
            under_way = ProposalExport.objects.filter(state__in=UNDER_WAY)
            running = under_way.filter(version=version, kind=kind, language=language).order_by("-id").first()
            if running is None:
                raise
            _render_later(running)
            return running


@transaction.atomic
def _ordered(version: QuoteVersion, kind: Kind, language: Language, by: User, at: datetime) -> ProposalExport:
    held = (
        QuoteVersion.objects.select_for_update(of=("self",))
        .select_related("quote__deal__customer")
        .prefetch_related("lines")
        .get(pk=version.pk)
    )
    if VersionState(held.state) not in EXPORTABLE:
        raise Refusal("V%(number)s is void and is not offered again: export a later version.", number=held.mark)
    is_clean = held.asked_on(timezone.localdate(at)) is RequestState.APPROVED and let_out_if_ready(held, by=by, at=at)
    export = ProposalExport.objects.create(
        version=held,
        kind=kind,
        content_hash=held.fingerprint or hash_of(held.terms()),
        is_draft=not is_clean,
        is_expired=is_expired(VersionState(held.state), held.valid_until, timezone.localdate(at)),
        language=language,
        requested_at=at,
        requested_by=by,
    )
    record("request_export", **_about(export), by=by, at=at)
    _render_later(export)
    return export


def _render_later(export: ProposalExport) -> None:
    """One worker at a time, and one more order at most behind it."""
    one = f"export-{export.pk}"
    later("quotes.render_proposal", lock=one, queueing_lock=one, export=export.pk)


def claim_export(*, export: int) -> ProposalExport | None:
    """The export if there is still something to do; each claim has its own attempt number, and only the last counts."""
    claimed = ProposalExport.objects.filter(pk=export, state__in=UNDER_WAY).update(
        state=ExportState.RENDERING, attempts=F("attempts") + 1, progress=0
    )
    if not claimed:
        return None
    return ProposalExport.objects.select_related("version__quote__deal__customer", "requested_by").get(pk=export)


def note_progress(*, export: ProposalExport, percent: int) -> None:
    _mine(export).filter(progress__lt=percent).update(progress=percent)


@transaction.atomic
def finish_export(
    *, export: ProposalExport, pdf: bytes, sha256: str, pages: int, snapshot: dict[str, Any], at: datetime
) -> bool:
    """Stores the bytes and their hash, once; False where another worker has taken over meanwhile.

    Refuses pages of an offer that is not the one they were ordered for: a draft may have been edited since.
    """
    version = QuoteVersion.objects.select_for_update(no_key=True).get(pk=export.version_id)
    if hash_of(version.terms()) != export.content_hash:
        raise Refusal("The offer was changed while its PDF was being made: order the PDF again.")
    done = _mine(export).update(
        state=ExportState.DONE, progress=100, finished_at=at, sha256=sha256, pages=pages, size=len(pdf)
    )
    if not done:
        return False
    ProposalFile.objects.create(export=export, pdf=pdf, snapshot=snapshot)
    record("finish_export", **_about(export), by=export.requested_by, at=at, sha256=sha256, pages=pages)
    return True


@transaction.atomic
def fail_export(*, export: ProposalExport, failure: str, at: datetime) -> None:
    if _mine(export).update(state=ExportState.FAILED, finished_at=at, failure=failure[:300]):
        record("fail_export", **_about(export), by=export.requested_by, at=at)


@transaction.atomic
def record_download(*, export: ProposalExport, by: User, at: datetime) -> bytes:
    """The file, and the row that says who took it: one is not had without the other."""
    if export.state != ExportState.DONE:
        raise Refusal("This file is not ready yet.")
    _still_stands(export, timezone.localdate(at))
    record("download_proposal", **_about(export), by=by, at=at, sha256=export.sha256)
    return bytes(ProposalFile.objects.values_list("pdf", flat=True).get(export=export))


def _still_stands(export: ProposalExport, today: date) -> None:
    """A clean file says that the offer holds: it is kept when the offer ends, and not handed out any more."""
    version = export.version
    if export.is_draft:
        return
    if version.state == VersionState.SUBMITTED:
        check_ready(version)
        if version.asked_on(today) is RequestState.LAPSED:
            raise Refusal(RAN_OUT, number=version.mark)
    if export.is_expired:
        return
    if version.state == VersionState.VOID:
        raise Refusal("V%(number)s is void and is not offered again: export a later version.", number=version.mark)
    if is_expired(VersionState(version.state), version.valid_until, today):
        message = "V%(number)s expired on %(day)s: renew it, or order a copy that is stamped as expired."
        raise Refusal(message, number=version.mark, day=version.valid_until)


def _mine(export: ProposalExport) -> Any:
    return ProposalExport.objects.filter(pk=export.pk, state=ExportState.RENDERING, attempts=export.attempts)


def _about(export: ProposalExport) -> dict[str, Any]:
    quote = export.version.quote
    return {
        "on": export,
        "deal": quote.deal,
        "number": quote.number,
        "version": export.version.mark,
        "kind": export.kind,
    }
