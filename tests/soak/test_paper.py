"""Workers killed with SIGKILL twenty times while they set proposals: each ends done, or failed with a reason. And what
ordering one takes the web, and a hundred in a row the press."""

import os
import random
import time
from collections.abc import Callable
from statistics import median, quantiles

import pytest
from django.test import Client
from django.utils import timezone

from quotes.actions.proposals import request_export
from quotes.domain.proposals import ExportState, Kind, Language
from quotes.models import Paper, ProposalExport, ProposalFile, QuoteLine, QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.benchmarks.paper import in_a_row
from tests.dealdesk.workers import Start, eventually
from tests.factories import quotes as offered

KILLS = 20
ORDER = {"kind": "champion", "language": "zh-hans", "in_comparison": "on", "in_service": "on"}
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


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [20, 200])
def test_ordering_a_document_keeps_the_web_less_than_fifty_milliseconds(
    client_of: Callable[[User], Client], version: QuoteVersion, ada: User, rows: int
) -> None:
    (line, *_) = version.lines.all()
    again = {field.attname: getattr(line, field.attname) for field in QuoteLine._meta.fields if field.name != "id"}
    QuoteLine.objects.bulk_create(QuoteLine(**again | {"position": 1_000 + number}) for number in range(rows))
    client, took = client_of(ada), []
    for turn in range(40):
        began = time.process_time()
        answer = client.post(f"/versions/{version.pk}/papers/", ORDER | {"renewal": str(turn)})
        took.append((time.process_time() - began) * 1000)
        assert answer.status_code == 303
    assert ProposalExport.objects.count() == 40
    p95 = quantiles(took, n=20)[-1]
    print(f"\n{rows} rows: a request that orders takes {median(took):.0f} ms of a processor, p95 {p95:.0f}")
    assert median(took) < 50


def test_a_hundred_documents_in_a_row_leave_the_press_as_large_as_ten() -> None:
    first, last = in_a_row(100)
    print(f"\nthe press holds {first:.0f} MB after ten documents, {last:.0f} MB after a hundred")
    assert last < first * 1.05


def states() -> list[str]:
    return list(ProposalExport.objects.values_list("state", flat=True))
