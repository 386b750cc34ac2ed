"""A notice that is of the house is about no deal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stakeholders', '0002_notices_of_words_and_claims'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='deal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='stakeholders.deal'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('deal__isnull', False), ('kind__in', ['claim_ends']), _connector='OR'), name='notice_of_a_deal_names_it'),
        ),
    ]
