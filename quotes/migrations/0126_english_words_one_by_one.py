"""English words of a deal that were asked about in one piece are asked about one by one; what was said of the piece holds
for each of them, the last word first."""

from hashlib import sha256

from django.db import migrations
from django.db.models.functions import Coalesce

KEPT = (
    "deal_id asked_at asked_by_id is_approved because decided_at decided_by_id revoked_at revoked_by_id "
    "revoked_because"
).split()


def part(apps, schema_editor):
    words = apps.get_model("quotes", "OwnWords").objects
    said_last = Coalesce("revoked_at", "decided_at").desc(nulls_last=True)
    for row in words.filter(block="english").exclude(text="").order_by(said_last, "pk"):
        lines = row.text.splitlines()
        if not all(" | " in line for line in lines):
            continue
        texts = ["\n".join(line.split(" | ", 1)) for line in lines]
        keys = {sha256(f"english\n{text}".encode()).hexdigest(): text for text in texts}
        known = set(words.filter(deal=row.deal_id, sha256__in=keys).values_list("sha256", flat=True))
        new = [key for key in keys if key not in known]
        writers = {
            f"{zh}\n{en}": by
            for zh, en, by in apps.get_model("quotes", "EnglishWords")
            .objects.filter(deal=row.deal_id)
            .values_list("zh", "en", "written_by")
        }
        for place, key in enumerate(new):
            told = {"text": keys[key], "sha256": key, "author_id": writers.get(keys[key], row.author_id)}
            if place == 0:
                words.filter(pk=row.pk).update(**told)
            else:
                words.create(block="english", **told, **{name: getattr(row, name) for name in KEPT})


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0125_english_words'),
    ]

    operations = [
        migrations.RunPython(part, migrations.RunPython.noop),
    ]
