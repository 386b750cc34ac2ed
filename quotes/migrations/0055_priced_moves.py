"""What each move is worth to both sides, by what it was reckoned, and what it cost us."""

import django.db.models.deletion
import quotes.domain.negotiation
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0054_files_of_rounds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='move',
            name='basis',
            field=models.CharField(choices=[('typed', 'Typed by hand'), ('option', "The deal's list of issues"), ('total', 'Change of the total'), ('payment', 'Present value at the cost of money'), ('list', 'At list price'), ('credits', 'Credits by their chances')], default=quotes.domain.negotiation.Basis['TYPED'], max_length=8),
        ),
        migrations.AddField(
            model_name='move',
            name='kept_cost',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='move',
            name='option',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='moves', to='quotes.issueoption'),
        ),
        migrations.AddField(
            model_name='move',
            name='theirs_high',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='move',
            name='theirs_low',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['typed', 'option', 'total', 'payment', 'list', 'credits'])), name='move_basis_known'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('theirs_high', None), ('theirs_low', None)), models.Q(('theirs_high__gte', models.F('theirs_low')), ('theirs_low__isnull', False)), _connector='OR'), name='move_theirs_in_order'),
        ),
    ]
