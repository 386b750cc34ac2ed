"""An order of several files, whatever became of them, and what is taken of it."""

from datetime import datetime

from quotes.actions.batches import Taken, hand_out_batch
from quotes.domain.proposals import Kind, Language, Stamp
from quotes.models import BatchItem, ProposalBatch, ProposalExport
from stakeholders.models import User
from tests.factories.stakeholders import NOW


def batch(*exports: ProposalExport, by: User) -> ProposalBatch:
    made = ProposalBatch.objects.create(kind=Kind.PROPOSAL, language=Language.CHINESE, asked_at=NOW, asked_by=by)
    for export in exports:
        BatchItem.objects.create(batch=made, version=export.version, export=export)
    return made


def taken(ordered: ProposalBatch, by: User, at: datetime) -> list[tuple[Stamp | None, bool]]:
    """What a package would be put together from."""
    found: list[tuple[Stamp | None, bool]] = []

    def pack(files: tuple[Taken, ...]) -> bytes:
        found.extend((one.copy.stamp if one.copy else None, bool(one.refused)) for one in files)
        return b"package"

    assert hand_out_batch(batch=ordered, pack=pack, by=by, at=at) == b"package"
    return found
