"""English words are written for what documents print: for the house by whoever keeps its price books, for one deal by
whoever exports its documents. An empty one is taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from quotes.models import EnglishWords, PriceBookVersion, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User


@transaction.atomic
def write_house_english(*, version: PriceBookVersion, words: Mapping[str, str], by: User, at: datetime) -> int:
    """For what the products of this version are called, their groups and units; how many of them changed."""
    changed = _written(None, words, by, at)
    if changed:
        facts: dict[str, Any] = {"name": version.book.name, "version": version.number, "count": changed}
        record("write_house_english", on=version, by=by, at=at, **facts)
    return changed


@transaction.atomic
def write_english(*, version: QuoteVersion, words: Mapping[str, str], by: User, at: datetime) -> int:
    """For what documents of the deal print beyond the price book; how many of them changed. What was exported before
    stays as it was."""
    quote = version.quote
    changed = _written(quote.deal, words, by, at)
    if changed:
        facts: dict[str, Any] = {"number": quote.number, "version": version.mark, "count": changed}
        record("write_english", on=version, deal=quote.deal, by=by, at=at, **facts)
    return changed


def _written(deal: Deal | None, words: Mapping[str, str], by: User, at: datetime) -> int:
    """Of two who write the same at once the house keeps one; in a deal they wait for each other."""
    if deal is not None:
        Deal.objects.select_for_update(of=("self",), no_key=True).get(pk=deal.pk)
    stored = EnglishWords.objects.select_for_update().filter(deal=deal, zh__in=list(words)).order_by("pk")
    before = {row.zh: row for row in stored}
    told = {zh: " ".join(en.split()) for zh, en in words.items()}
    changed = {zh: en for zh, en in told.items() if en != (before[zh].en if zh in before else "")}
    for zh, row in before.items():
        row.en, row.written_at, row.written_by = changed.get(zh, row.en), at, by
    gone = [row.pk for zh, row in before.items() if zh in changed and not row.en]
    EnglishWords.objects.filter(pk__in=gone).delete()
    kept = [row for zh, row in before.items() if zh in changed and row.en]
    EnglishWords.objects.bulk_update(kept, ["en", "written_at", "written_by"])
    new = [zh for zh, en in changed.items() if en and zh not in before]
    EnglishWords.objects.bulk_create(
        [EnglishWords(deal=deal, zh=zh, en=changed[zh], written_at=at, written_by=by) for zh in new],
        ignore_conflicts=True,
    )
    return len(changed)
