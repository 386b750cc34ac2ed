"""What an approver reads of an offer beside its figures: the words that its documents print as somebody typed them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from dealdesk.kernel.changes import Change, Piece, changes
from quotes.domain.approvals import Verdict
from quotes.domain.holding import Beyond
from quotes.domain.papers import Block, Passage, as_read
from quotes.models import ApprovalRequest, ApprovalStep, OwnWords
from quotes.models.holding import beyond_of
from quotes.models.reading import read_in, typed_of

# As they are called where somebody types them.
NEEDS, SOLUTION, NOTE = "Customer needs", "Our solution", "Note to the customer"
NAMES, LINES = str(Block.NAMES.label), str(Block.LINES.label)


@dataclass(frozen=True, kw_only=True)
class TextRow:
    """One text with what changed in it since a manager last agreed to one."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.change is not Change.SAME for piece in self.pieces)


@dataclass(frozen=True, kw_only=True)
class Words:
    """As they were when somebody asked. `before` is the request with which a manager last read such words; they were
    not kept (`is_kept`) with what was asked before they were read; `moved_on`: the deal says something else today.
    `refused` are those of them to which somebody said no, last."""

    rows: tuple[TextRow, ...]
    before: ApprovalRequest | None
    is_kept: bool
    moved_on: bool
    refused: tuple[OwnWords, ...] = ()
    beyond: tuple[Beyond, ...] = ()

    @property
    def is_as_before(self) -> bool:
        return self.before is not None and not any(row.is_changed for row in self.rows)


def words_of(request: ApprovalRequest) -> Words:
    """Six statements, one more where somebody read such words before, two where any of them was refused, and none of
    what was asked before words were kept."""
    if request.words is None:
        return Words(rows=(), before=None, is_kept=False, moved_on=False)
    before = _read_before(request)
    typed = typed_of(request.version)
    now, then = _texts(request, typed), _texts(before, typed_of(before.version)) if before else {}
    today = {passage.key(request.content_hash) for passage in typed}
    return Words(
        rows=tuple(
            TextRow(label=label, pieces=changes(then.get(label, ""), text) if before else _plain(text))
            for label, text in now.items()
            if text or then.get(label)
        ),
        before=before,
        is_kept=True,
        moved_on=today != set(request.words),
        refused=_refused(request),
        beyond=beyond_of(request.version),
    )


def _refused(request: ApprovalRequest) -> tuple[OwnWords, ...]:
    deal = request.version.quote.deal_id
    own = OwnWords.objects.filter(deal=deal, sha256__in=request.words or ()).select_related("decided_by", "revoked_by")
    told = [words for words in own.order_by("pk") if words.holds is False]
    read = read_in([deal])[deal] if told else {}
    return tuple(words for words in told if read[words.sha256] is False)


def unread_in(requests: Iterable[ApprovalRequest]) -> Mapping[int, bool]:
    """Of requests that wait, which say something that no manager has agreed to in their deal. Two statements."""
    waiting = {row.pk: row.version.quote.deal_id for row in requests if row.closed_at is None and row.words}
    if not waiting:
        return {}
    read = read_in(set(waiting.values()))
    return {
        row.pk: any(read[waiting[row.pk]].get(key) is not True for key in row.words or ())
        for row in requests
        if row.pk in waiting
    }


def _read_before(request: ApprovalRequest) -> ApprovalRequest | None:
    managers = ApprovalStep.objects.filter(request=OuterRef("pk"), role="")
    agreed = Exists(managers.filter(decision__verdict=Verdict.APPROVE, decision__counter=None))
    asked = ApprovalRequest.objects.filter(
        agreed, version__quote__deal=request.version.quote.deal_id, pk__lt=request.pk
    )
    return asked.select_related("version__quote__deal").order_by("-pk").first()


def _texts(request: ApprovalRequest, typed: Iterable[Passage]) -> dict[str, str]:
    """Names as they are today, and the lines of a frozen offer; all without the bars between their parts."""
    told = {passage.block: as_read(passage.text) for passage in typed}
    return {
        NAMES: told.get(Block.NAMES, ""),
        NEEDS: as_read(request.needs.strip()),
        SOLUTION: as_read(request.solution.strip()),
        LINES: told.get(Block.LINES, ""),
        NOTE: request.version.note.strip(),
    }


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(Change.SAME, text),)
