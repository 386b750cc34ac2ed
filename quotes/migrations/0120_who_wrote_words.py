"""Words of somebody's own know who wrote them: whoever ordered the file that they were written for; what is typed in a
deal is its owner's to answer for."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name(apps: Any, _: Any) -> None:
    exports = apps.get_model("quotes", "ProposalExport").objects
    for words in apps.get_model("quotes", "OwnWords").objects.order_by("pk").iterator():
        told = {f"composition__texts__{words.block}": words.text}
        if exports.filter(version__quote__deal=words.deal_id, **told).exists():
            words.author_id = words.asked_by_id
            words.save(update_fields=["author"])


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("quotes", "0119_when_people_hear_of_an_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.AddField(
            model_name="ownwords",
            name="author",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunPython(name, migrations.RunPython.noop),
    ]
