"""The life of an export: ordered by a person, claimed by a worker, finished or failed, handed out with its mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from dealdesk.later import later
from dealdesk.pdf import Pdf, admit_rows
from dealdesk.pdf.stamping import marked
from quotes.actions.readiness import freeze_for, is_ready
from quotes.actions.texts import ask_about, ask_about_file
from quotes.domain.approvals import RequestState
from quotes.domain.claims import UNTELLABLE
from quotes.domain.content import content_hash as hash_of
from quotes.domain.lifecycle import VersionState, refuse_void
from quotes.domain.papers import AS_USUAL, Composition, composition_from, composition_json
from quotes.domain.proposals import PRICED, ExportState, Kind, Language, Stamp, Waits
from quotes.domain.texts import held_back
from quotes.models import EnglishWords, Paper, ProposalCopy, ProposalExport, ProposalFile, QuoteVersion
from quotes.models.proposals import typed_on
from quotes.models.reading import own_lines, read_of
from stakeholders.actions.journal import record
from stakeholders.models import Contact, Deal, User


@dataclass(frozen=True)
class Copy:
    """The bytes as they leave, and the mark that stands on them; `waits` is what alone keeps it a draft."""

    content: bytes
    stamp: Stamp
    waits: Waits | None = None

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def request_export(
    *,
    version: QuoteVersion,
    by: User,
    at: datetime,
    kind: Kind = Kind.PROPOSAL,
    language: Language = Language.CHINESE,
    composition: Composition = AS_USUAL,
) -> ProposalExport:
    """Orders one of the documents in a language; refuses at once what is too long for paper. While one is under way,
    asking again is asking for that one, and wakes it if it was forgotten."""
    admit_rows(version.lines.count())
    try:
        return _ordered(version, kind, language, composition, by, at)
    except IntegrityError:
        with transaction.atomic():
            under_way = ProposalExport.objects.under_way()
            alike = {"kind": kind, "language": language, "composed": composition.key}
            running = under_way.filter(version=version, **alike).order_by("-id").first()
            if running is None:
                raise
            _render_later(running)
            return running


@transaction.atomic
def _ordered(
    version: QuoteVersion, kind: Kind, language: Language, composition: Composition, by: User, at: datetime
) -> ProposalExport:
    locked = QuoteVersion.objects.select_for_update(of=("self",)).select_related("quote__deal__customer")
    held = locked.get(pk=version.pk)
    refuse_void(VersionState(held.state), mark=held.mark)
    export = ProposalExport.objects.create(
        version=held,
        kind=kind,
        composition=composition_json(composition),
        composed=composition.key,
        content_hash=held.fingerprint or hash_of(held.terms()),
        language=language,
        requested_at=at,
        requested_by=by,
    )
    record("request_export", **_about(export), by=by, at=at)
    ask_about(version=held, kind=kind, composition=composition, content=export.content_hash, by=by, at=at)
    _render_later(export)
    return export


def _render_later(export: ProposalExport) -> None:
    """One worker at a time, and one more order at most behind it."""
    one = f"export-{export.pk}"
    later("quotes.render_proposal", lock=one, queueing_lock=one, export=export.pk)


@transaction.atomic
def wake_export(*, export: ProposalExport) -> None:
    """Asks for it again, where its job may be gone: one that killed its workers too often is given up, and says so."""
    _render_later(export)


@transaction.atomic
def claim_export(*, export: int) -> ProposalExport | None:
    """The export if there is still something to do; each claim has its own attempt number, and only the last counts."""
    claimed = (
        ProposalExport.objects.under_way()
        .filter(pk=export)
        .update(state=ExportState.RENDERING, attempts=F("attempts") + 1, progress=0)
    )
    if not claimed:
        return None
    return ProposalExport.objects.select_related("version__quote__deal__customer", "requested_by").get(pk=export)


def note_progress(*, export: ProposalExport, percent: int) -> bool:
    """False where this worker's work is wanted no more: it was cancelled, or another has taken over."""
    mine = _mine(export)
    return bool(mine.filter(progress__lt=percent).update(progress=percent)) or bool(mine.exists())


@transaction.atomic
def cancel_export(*, export: ProposalExport, by: User, at: datetime) -> None:
    """Whoever may order may call it off; the worker notices at its next step, and what it makes then does not count."""
    under_way = ProposalExport.objects.under_way().filter(pk=export.pk)
    if not under_way.update(state=ExportState.CANCELLED, finished_at=at, failure=None):
        raise Refusal("It is not being made any more: there is nothing to cancel.")
    record("cancel_export", **_about(export), by=by, at=at)


@transaction.atomic
def retry_export(*, export: ProposalExport, by: User, at: datetime) -> None:
    """Once more from the start, for whoever first ordered it."""
    fresh = {"state": ExportState.QUEUED, "progress": 0, "failure": None, "by_machine": False}
    version = QuoteVersion.objects.select_for_update(no_key=True).get(pk=export.version_id)
    refuse_void(VersionState(version.state), mark=version.mark)
    if hash_of(version.terms()) != export.content_hash:
        raise Refusal("The offer has changed since: order the PDF again if you need it.")
    same = {"kind": export.kind, "language": export.language, "composed": export.composed}
    under_way = ProposalExport.objects.under_way().filter(version=version, **same)
    failed = ProposalExport.objects.filter(pk=export.pk, state=ExportState.FAILED)
    if under_way.exists() or not failed.update(finished_at=None, attempts_before=F("attempts"), **fresh):
        raise Refusal("It is being made already.")
    record("retry_export", **_about(export), by=by, at=at)
    _render_later(export)


def note_second_try(*, export: ProposalExport, failure: Refusal) -> None:
    """Back to the queue, with what went wrong; the task engine calls again in some seconds."""
    _mine(export).update(state=ExportState.QUEUED, progress=0, failure=failure)


@transaction.atomic
def finish_export(*, export: ProposalExport, key: str, pdf: Pdf, snapshot: dict[str, Any], at: datetime) -> bool:
    """Stores the bytes under the `key` of all that went into them; False where another worker has taken over meanwhile.
    What was stored under that key before is what this export is made of: the same order twice is one paper.

    Refuses pages of an offer that is not the one they were ordered for: a draft may have been edited since.
    """
    version = QuoteVersion.objects.select_for_update(no_key=True).get(pk=export.version_id)
    if hash_of(version.terms()) != export.content_hash:
        raise Refusal("The offer was changed while its PDF was being made: order the PDF again.")
    made = {"sha256": pdf.sha256, "pages": pdf.pages, "pdf": pdf.content}
    paper, _ = Paper.objects.get_or_create(key=key, defaults=made)
    told: dict[str, Any] = {"sha256": paper.sha256, "pages": paper.pages}
    done = {"state": ExportState.DONE, "progress": 100, "failure": None, "finished_at": at, "size": len(paper.pdf)}
    if not _mine(export).update(**done, **told):
        return False
    if pairs := snapshot.get("english"):
        _hold_english(export.version.quote.deal, pairs)
    said = {"own_lines": own} if (own := own_lines(version)) else {}
    ProposalFile.objects.create(export=export, paper=paper, snapshot=snapshot | said)
    record("finish_export", **_about(export), by=export.requested_by, at=at, **told)
    ask_about_file(export=export, version=version, by=export.requested_by, at=at)
    return True


def _hold_english(deal: Deal, pairs: Iterable[Sequence[str]]) -> None:
    """Nobody writes English in the deal until its caller is done; refuses what is not what somebody wrote there any
    more, since nobody could say who did."""
    held = Deal.objects.select_for_update(of=("self",), no_key=True).select_related("customer").get(pk=deal.pk)
    known = {*held.customer.english, *EnglishWords.objects.filter(deal=deal).values_list("zh", "en")}
    if not known.issuperset(map(tuple, pairs)):
        raise Refusal("English words were changed while the PDF was being made: order the PDF again.")


@transaction.atomic
def fail_export(*, export: ProposalExport, failure: Refusal, by_machine: bool = False, at: datetime) -> None:
    told = {"failure": failure, "by_machine": by_machine}
    if _mine(export).update(state=ExportState.FAILED, finished_at=at, **told):
        record("fail_export", **_about(export), by=export.requested_by, at=at)


def hand_out(
    *, export: ProposalExport, recipient: Contact | None = None, drawn: Copy | None = None, by: User, at: datetime
) -> Copy:
    """The file as it may leave today, and the row that says who took it: one is not had without the other."""
    drawn = drawn or draw_ahead(export=export, recipient=recipient, at=at)
    return _handed_out(export, recipient, drawn, by, at)


def draw_ahead(
    *, export: ProposalExport, recipient: Contact | None = None, is_out: bool = False, at: datetime
) -> Copy | None:
    """The copy that will most likely leave, drawn before anything is locked; `give_copy` takes it over, or draws
    another where somebody was faster."""
    if export.state != ExportState.DONE:
        return None
    version = QuoteVersion.objects.select_related("quote__deal").get(pk=export.version_id)
    stamp, waits = _stamp(export, version, timezone.localdate(at), is_out)
    return _set_out(export, recipient, stamp, waits=waits)


@transaction.atomic
def _handed_out(export: ProposalExport, recipient: Contact | None, drawn: Copy | None, by: User, at: datetime) -> Copy:
    copy = give_copy(export=export, recipient=recipient, drawn=drawn, by=by, at=at)
    whom: dict[str, Any] = {"person": recipient.pk} if recipient else {}
    record("download_proposal", **_about(export), by=by, at=at, sha256=copy.sha256, stamp=copy.stamp, **whom)
    return copy


@transaction.atomic
def give_copy(
    *,
    export: ProposalExport,
    recipient: Contact | None = None,
    is_out: bool = False,
    drawn: Copy | None = None,
    by: User,
    at: datetime,
) -> Copy:
    """What every way out of the house goes through, whoever writes it down.

    Whatever is not an approved offer that stands and may go out carries a mark on every page, as do words that bind and
    that nobody approved; a clean copy, or one that is stamped as expired, is a price that went out, and freezes the
    budget. Neither leaves with a claim that is proved no more. What `is_out` went to this recipient clean before: they
    hold that price until it is void or expires, whatever became of the approval since.
    """
    if export.state != ExportState.DONE:
        raise Refusal("This file is not ready yet.")
    held = QuoteVersion.objects.select_for_update(of=("self",)).select_related("quote__deal")
    version = held.get(pk=export.version_id)
    stamp, waits = _stamp(export, version, timezone.localdate(at), is_out)
    if stamp in PRICED:
        refuse_unproved(export, timezone.localdate(at))
        if not is_out:
            freeze_for(version, by=by, at=at)
    is_still = drawn is not None and (drawn.stamp, drawn.waits) == (stamp, waits)
    copy = drawn if drawn and is_still else _set_out(export, recipient, stamp, waits=waits)
    told = {"stamp": stamp, "recipient": recipient, "handed_at": at, "handed_by": by}
    ProposalCopy.objects.get_or_create(export=export, sha256=copy.sha256, defaults=told)
    return copy


def refuse_unproved(export: ProposalExport, today: date) -> None:
    if lapsed := export.lapsed_on(today):
        raise Refusal(UNTELLABLE, metric=lapsed.metric_zh)


def _stamp(export: ProposalExport, version: QuoteVersion, today: date, is_out: bool) -> tuple[Stamp, Waits | None]:
    """What it carries: where nobody approved it, or something is missing at the gate, it is a draft. And what alone
    makes the file of an approved offer one."""
    if is_out and export.is_stopped():
        raise Refusal("Words in it must not leave any more: whoever has it gets another.")
    is_approved = version.asked_on(today) is RequestState.APPROVED
    is_free = is_out or not is_approved or _is_free(export, version)
    may_go = is_out or (is_approved and is_ready(version))
    stamp = export.stamp_on(today, version=version, is_cleared=may_go and is_free)
    if stamp is not Stamp.DRAFT or not (is_out or is_approved) or version.fingerprint != export.content_hash:
        return stamp, None
    return stamp, Waits.WORDS if not is_free else None if may_go else Waits.GATE


def _is_free(export: ProposalExport, version: QuoteVersion) -> bool:
    """No words in it wait for somebody's approval, unless they left with a price before."""
    composition = composition_from(export.composition)
    told = typed_on(export)
    read = read_of(version.quote.deal, [composition], told)
    has_left = export.copies.filter(stamp__in=PRICED).exists()
    return held_back(Kind(export.kind), composition, export.content_hash, read, told, has_left=has_left) is None


def _set_out(export: ProposalExport, recipient: Contact | None, stamp: Stamp, *, waits: Waits | None) -> Copy:
    content = Paper.objects.values_list("pdf", flat=True).get(files__export=export)
    marks = export.marks(stamp, recipient, waits=waits)
    return Copy(marked(bytes(content), marks), stamp, waits)


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
