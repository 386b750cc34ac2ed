"""Workers killed with SIGKILL twenty times while they set proposals: each ends done, or failed with a reason."""

import os
import random
import time

import pytest
from django.utils import timezone

from quotes.actions.proposals import request_export
from quotes.domain.proposals import ExportState, Kind, Language
from quotes.models import Paper, ProposalExport, ProposalFile, QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.dealdesk.workers import Start, eventually
from tests.factories import quotes as offered

KILLS = 20
# Two kinds in two languages of each version.
VERSIONS = 4
A_WHILE = (0.0, 2.5)
ENDED = {ExportState.DONE, ExportState.FAILED}


@pytest.mark.django_db(transaction=True)
def test_twenty_killed_workers_lose_and_double_no_export(worker: Start, version: QuoteVersion, ada: User) -> None:
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    chance = random.Random(seed)
    print(f"\nSEED={seed}")
    quote = version.quote
    versions = [
        version,
        *(offered.draft(deal=quote.deal, price_book=version.price_book, by=ada) for _ in range(VERSIONS - 1)),
    ]
    ordered = {
        request_export(version=one, kind=kind, language=language, by=ada, at=timezone.now()).pk
        for one in versions
        for kind in Kind
        for language in Language
    }
    for kill in range(1, KILLS + 1):
        process = worker()
        eventually(lambda: ExportState.RENDERING in states() or set(states()) <= ENDED, within=120)
        time.sleep(moment := chance.uniform(*A_WHILE))
        process.kill()
        process.wait()
        done = ProposalExport.objects.filter(state=ExportState.DONE).count()
        print(f"kill {kill} after {moment:.1f} s, {done} of {len(ordered)} done")
    worker()
    eventually(lambda: set(states()) <= ENDED, within=300)
    exports = list(ProposalExport.objects.all())
    assert {export.pk for export in exports} == ordered
    done = [export for export in exports if export.state == ExportState.DONE]
    assert all(export.failure for export in exports if export.state == ExportState.FAILED)
    assert {file.export_id for file in ProposalFile.objects.all()} == {export.pk for export in done}
    finished = list(JournalEntry.objects.filter(act="finish_export").values_list("object_id", flat=True))
    assert sorted(finished) == sorted(export.pk for export in done)
    assert Paper.objects.count() <= len(done)
    print(f"{len(done)} done, {len(exports) - len(done)} failed with a reason")


def states() -> list[str]:
    return list(ProposalExport.objects.values_list("state", flat=True))
