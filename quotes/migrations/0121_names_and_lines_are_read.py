"""Names and lines are read as well: files of offers that stand and did not leave with a price ask about their names and
their word on why a change costs nothing, as 0117 does for the rest. Of lines nothing was kept in files before."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import migrations, models


SAID = ("title", "subtitle", "worth__no_cost_because")


def ask(apps: Any, _: Any) -> None:
    words = apps.get_model("quotes", "OwnWords").objects
    out = apps.get_model("quotes", "ProposalCopy").objects.filter(stamp__in=("clean", "expired")).values("export")
    stand = {"version__state__in": ("submitted", "sent", "accepted"), "version__quote__deal__closed_at": None}
    files = apps.get_model("quotes", "ProposalExport").objects.filter(state="done", **stand).exclude(pk__in=out)
    told = ("version__quote__deal", "requested_at", "requested_by", *(f"file__snapshot__{name}" for name in SAID))
    for deal, at, by, *said in files.order_by("pk").values_list(*told).iterator():
        for block, text in passages(*said):
            key = sha256(f"{block}\n{text}".encode()).hexdigest()
            asked = {"block": block, "text": text, "asked_at": at, "asked_by_id": by}
            words.get_or_create(deal_id=deal, sha256=key, defaults=asked)


def passages(title: str | None, subtitle: str | None, no_cost: str | None) -> Iterator[tuple[str, str]]:
    if title or subtitle:
        yield "names", f"{title or ''} | {subtitle}" if subtitle else title or ""
    if no_cost:
        yield "value", no_cost


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0120_who_wrote_words'),
        ('stakeholders', '0005_notices_of_stopped_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='housetext',
            name='text_block_known',
        ),
        migrations.RemoveConstraint(
            model_name='ownwords',
            name='own_words_block_known',
        ),
        migrations.AlterField(
            model_name='housetext',
            name='block',
            field=models.CharField(choices=[('needs', 'On what we understood'), ('solution', 'On what we propose'), ('value', 'On what it is worth'), ('prices', 'On the prices'), ('terms', 'On service levels and terms'), ('data', 'Data and confidentiality'), ('liability', 'Liability'), ('request', 'Reasons for the request'), ('comparison', 'On the comparison'), ('outlay', 'On cost and payments'), ('answers', 'More answers'), ('calendar', 'On the calendar'), ('names', 'Names of the deal and the quote'), ('lines', 'Lines that are not from the price book')], max_length=12),
        ),
        migrations.AlterField(
            model_name='ownwords',
            name='block',
            field=models.CharField(choices=[('needs', 'On what we understood'), ('solution', 'On what we propose'), ('value', 'On what it is worth'), ('prices', 'On the prices'), ('terms', 'On service levels and terms'), ('data', 'Data and confidentiality'), ('liability', 'Liability'), ('request', 'Reasons for the request'), ('comparison', 'On the comparison'), ('outlay', 'On cost and payments'), ('answers', 'More answers'), ('calendar', 'On the calendar'), ('names', 'Names of the deal and the quote'), ('lines', 'Lines that are not from the price book')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='housetext',
            constraint=models.CheckConstraint(condition=models.Q(('block__in', ['needs', 'solution', 'value', 'prices', 'terms', 'data', 'liability', 'request', 'comparison', 'outlay', 'answers', 'calendar', 'names', 'lines'])), name='text_block_known'),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.CheckConstraint(condition=models.Q(('block__in', ['needs', 'solution', 'value', 'prices', 'terms', 'data', 'liability', 'request', 'comparison', 'outlay', 'answers', 'calendar', 'names', 'lines'])), name='own_words_block_known'),
        ),
        migrations.RunPython(ask, migrations.RunPython.noop),
    ]
