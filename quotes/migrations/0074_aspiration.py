"""The best outcome a plan hopes for; plans from before do not say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0073_documents_of_offers")]

    operations = [
        migrations.AddField(
            model_name='negotiationaims',
            name='aspiration',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
        ),
        migrations.AddConstraint(
            model_name='negotiationaims',
            constraint=models.CheckConstraint(condition=models.Q(('aspiration__isnull', True), ('aspiration__gte', models.F('target')), _connector='OR'), name='aims_hope_over_target'),
        ),
    ]
