"""What files of offers that stand say in words that somebody typed was read by nobody, nor was what somebody wrote of
their own on needs: a manager is asked about it, as if each had been ordered today, so that no file waits for an order
that nobody knows of. What left with a price is not asked about: the customer holds it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, ClassVar

from django.db import migrations

PLACES = {"needs": "needs", "solution": "solution", "notes": "terms"}
PARTS = {"needs": ("situation", "finding", "effect"), "solution": ("title", "text")}
STAND = ("submitted", "sent", "accepted")
PRICED = ("clean", "expired")
# Where the place for words on needs is printed if nobody chose the sections.
USUAL = {"proposal": ["needs"]}


def ask(apps: Any, _: Any) -> None:
    words = apps.get_model("quotes", "OwnWords")
    files = apps.get_model("quotes", "ProposalExport").objects.filter(
        state="done", version__state__in=STAND, version__quote__deal__closed_at=None
    )
    out = apps.get_model("quotes", "ProposalCopy").objects.filter(stamp__in=PRICED).values("export")
    ordered = ("version__quote__deal", "content_hash", "requested_at", "requested_by", "kind", "composition")
    said = files.exclude(pk__in=out).order_by("pk").values_list(*ordered, *(f"file__snapshot__{n}" for n in PLACES))
    for deal, content, at, by, kind, composition, *told in said.iterator():
        for block, text in (*passages(dict(zip(PLACES, told, strict=True))), *own(kind, composition)):
            asked = {"block": block, "text": text, "asked_at": at, "asked_by_id": by}
            words.objects.get_or_create(deal_id=deal, sha256=key(block, text, content), defaults=asked)


def passages(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, block in PLACES.items():
        text = "\n".join(line(name, one) for one in told[name] or ())
        if text:
            yield block, text


def own(kind: str, composition: dict[str, Any]) -> Iterator[tuple[str, str]]:
    text = composition.get("texts", {}).get("needs")
    if text and "needs" in (composition.get("sections") or USUAL.get(kind, ())):
        yield "needs", text


def line(name: str, one: Any) -> str:
    parts = [one.get(part) or "" for part in PARTS[name]] if name in PARTS else [one]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def key(block: str, text: str, content: str) -> str:
    offer = f"\n{content}" if block == "terms" else ""
    return sha256(f"{block}\n{text}{offer}".encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0116_words_read_with_an_offer"), ("stakeholders", "0001_every_table")]
    operations: ClassVar = [migrations.RunPython(ask, migrations.RunPython.noop)]
