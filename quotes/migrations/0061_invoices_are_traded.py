"""What a move may be about: the invoice too, reckoned by the VAT in the offer."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0060_how_a_deal_is_invoiced'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='dealissue',
            name='deal_issue_known',
        ),
        migrations.RemoveConstraint(
            model_name='move',
            name='move_issue_known',
        ),
        migrations.RemoveConstraint(
            model_name='move',
            name='move_basis_known',
        ),
        migrations.AlterField(
            model_name='dealissue',
            name='issue',
            field=models.CharField(choices=[('price', 'Price'), ('payment', 'Payment cycle'), ('prepay', 'Prepayment'), ('credit', 'Credit days'), ('invoice', 'VAT and invoice'), ('term', 'Contract term'), ('commitment', 'Committed volume'), ('free_months', 'Free months'), ('sla', 'SLA'), ('support', 'Support'), ('reference', 'Customer reference'), ('delivery', 'Delivery date'), ('liability', 'Liability cap'), ('residency', 'Data residency'), ('price_lock', 'Price lock on expansion'), ('scope', 'Scope'), ('other', 'Other matter')], max_length=14),
        ),
        migrations.AlterField(
            model_name='move',
            name='basis',
            field=models.CharField(choices=[('typed', 'Typed by hand'), ('option', "The deal's list of issues"), ('total', 'Change of the total'), ('payment', 'Present value at the cost of money'), ('list', 'At list price'), ('credits', 'Credits by their chances'), ('vat', 'By the VAT in the offer')], default='typed', max_length=8),
        ),
        migrations.AlterField(
            model_name='move',
            name='issue',
            field=models.CharField(choices=[('price', 'Price'), ('payment', 'Payment cycle'), ('prepay', 'Prepayment'), ('credit', 'Credit days'), ('invoice', 'VAT and invoice'), ('term', 'Contract term'), ('commitment', 'Committed volume'), ('free_months', 'Free months'), ('sla', 'SLA'), ('support', 'Support'), ('reference', 'Customer reference'), ('delivery', 'Delivery date'), ('liability', 'Liability cap'), ('residency', 'Data residency'), ('price_lock', 'Price lock on expansion'), ('scope', 'Scope'), ('other', 'Other matter')], max_length=14),
        ),
        migrations.AddConstraint(
            model_name='dealissue',
            constraint=models.CheckConstraint(condition=models.Q(('issue__in', ['price', 'payment', 'prepay', 'credit', 'invoice', 'term', 'commitment', 'free_months', 'sla', 'support', 'reference', 'delivery', 'liability', 'residency', 'price_lock', 'scope', 'other'])), name='deal_issue_known'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('issue__in', ['price', 'payment', 'prepay', 'credit', 'invoice', 'term', 'commitment', 'free_months', 'sla', 'support', 'reference', 'delivery', 'liability', 'residency', 'price_lock', 'scope', 'other'])), name='move_issue_known'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['typed', 'option', 'total', 'payment', 'list', 'credits', 'vat'])), name='move_basis_known'),
        ),
    ]
