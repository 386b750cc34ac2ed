"""What a contract says of liability, in editions."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0021_consent'),
        ('stakeholders', '0030_signers_for_contracts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LiabilityTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveIntegerField()),
                ('basis', models.CharField(choices=[('paid', 'Fees paid in the twelve months before the claim'), ('payable', 'Fees payable in the twelve months before the claim'), ('contract', 'The whole contract'), ('amount', 'The amount on the checklist'), ('none', 'No cap in all')], max_length=8)),
                ('increased_times', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('increased_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('per_claim', models.BooleanField()),
                ('credits_outside', models.BooleanField()),
                ('indemnity_outside', models.BooleanField()),
                ('one_sided', models.BooleanField()),
                ('waives_adjustment', models.BooleanField()),
                ('excluded', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('personal', 'Injury to persons'), ('gross', 'Loss of property by intent or gross negligence'), ('indirect', 'Indirect loss and lost profit'), ('ordinary', 'Loss of property by ordinary negligence')], max_length=24), blank=True, default=list)),
                ('damages_cap', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('delay_loss', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('delay_source', models.CharField(blank=True, max_length=200)),
                ('turnover', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('turnover_source', models.CharField(blank=True, max_length=200)),
                ('noted_at', models.DateTimeField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='liability_terms', to='stakeholders.deal')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['deal_id', '-edition'],
            },
        ),
        migrations.CreateModel(
            name='LiabilityLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('harm', models.CharField(choices=[('service', 'The service fails or is late'), ('data', 'Personal information leaks'), ('confidence', 'Confidential information gets out'), ('rights', 'Rights of others are infringed'), ('unlawful', 'Any breach of law'), ('injury', 'Injury to persons'), ('gross', 'Intent or gross negligence')], max_length=12)),
                ('bucket', models.CharField(choices=[('general', 'Under the general cap'), ('increased', 'Under the increased cap'), ('unlimited', 'Without a cap')], max_length=10)),
                ('loss', models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='contracts.liabilityterms')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='liabilityterms',
            constraint=models.UniqueConstraint(fields=('deal', 'edition'), name='liability_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='liabilityterms',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['paid', 'payable', 'contract', 'amount', 'none'])), name='liability_basis_known'),
        ),
        migrations.AddConstraint(
            model_name='liabilityterms',
            constraint=models.CheckConstraint(condition=models.Q(('excluded__contained_by', ['personal', 'gross', 'indirect', 'ordinary'])), name='liability_excluded_known'),
        ),
        migrations.AddConstraint(
            model_name='liabilityterms',
            constraint=models.CheckConstraint(condition=models.Q(('increased_times', None), ('increased_amount', None), _connector='OR'), name='liability_increased_one_way'),
        ),
        migrations.AddConstraint(
            model_name='liabilityterms',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('noted_at__isnull', True), ('noted_by__isnull', True)), models.Q(('noted_at__isnull', False), ('noted_by__isnull', False)), _connector='OR'), name='liability_noted_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liabilityterms',
            trigger=pgtrigger.compiler.Trigger(name='liability_terms_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf523a48dfccf6150f387c4dc2adf4495911efd7', operation='UPDATE OR DELETE', pgid='pgtrigger_liability_terms_are_kept_ad7f0', table='contracts_liabilityterms', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='liabilityline',
            constraint=models.UniqueConstraint(fields=('terms', 'harm'), name='liability_harm_once'),
        ),
        migrations.AddConstraint(
            model_name='liabilityline',
            constraint=models.CheckConstraint(condition=models.Q(('harm__in', ['service', 'data', 'confidence', 'rights', 'unlawful', 'injury', 'gross'])), name='liability_harm_known'),
        ),
        migrations.AddConstraint(
            model_name='liabilityline',
            constraint=models.CheckConstraint(condition=models.Q(('bucket__in', ['general', 'increased', 'unlimited'])), name='liability_bucket_known'),
        ),
        migrations.AddConstraint(
            model_name='liabilityline',
            constraint=models.CheckConstraint(condition=models.Q(('loss', None), models.Q(('source', ''), _negated=True), _connector='OR'), name='liability_loss_has_its_origin'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liabilityline',
            trigger=pgtrigger.compiler.Trigger(name='liability_lines_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4417608e280c1b960ac9ee1a6fdf390222e3d226', operation='UPDATE OR DELETE', pgid='pgtrigger_liability_lines_are_kept_1695d', table='contracts_liabilityline', when='BEFORE')),
        ),
    ]
