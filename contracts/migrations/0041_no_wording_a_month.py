"""A month is measured and made good by its contract's wording."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contracts", "0040_wordings_once")]
    operations: ClassVar = [migrations.RemoveField(model_name="deliveredfigure", name="wording")]
