"""Which outcome of an issue the offer and its clauses say as they stand."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0070_choices_of_policies'),
    ]

    operations = [
        migrations.AddField(
            model_name='issueoption',
            name='is_today',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='issueoption',
            constraint=models.UniqueConstraint(condition=models.Q(('is_today', True)), fields=('issue',), name='one_today_an_issue'),
        ),
    ]
