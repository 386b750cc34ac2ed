"""What a move may be about: prepayment and credit apart from the cycle, commitment, delivery, residency, price locks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0042_drafts_are_numbered'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='move',
            name='move_issue_known',
        ),
        migrations.AlterField(
            model_name='move',
            name='issue',
            field=models.CharField(choices=[('price', 'Price'), ('payment', 'Payment cycle'), ('prepay', 'Prepayment'), ('credit', 'Credit days'), ('term', 'Contract term'), ('commitment', 'Committed volume'), ('free_months', 'Free months'), ('sla', 'SLA'), ('support', 'Support'), ('reference', 'Customer reference'), ('delivery', 'Delivery date'), ('liability', 'Liability cap'), ('residency', 'Data residency'), ('price_lock', 'Price lock on expansion'), ('scope', 'Scope'), ('other', 'Other matter')], max_length=14),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('issue__in', ['price', 'payment', 'prepay', 'credit', 'term', 'commitment', 'free_months', 'sla', 'support', 'reference', 'delivery', 'liability', 'residency', 'price_lock', 'scope', 'other'])), name='move_issue_known'),
        ),
    ]
