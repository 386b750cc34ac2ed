"""Links by which a reader at the customer opens one file, and the looks they were used for."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0112_texts_of_the_house'),
        ('stakeholders', '0004_notice_of_links'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('last_day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('export', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='quotes.proposalexport')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.contact')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LinkView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen', models.CharField(choices=[('page', 'Opened the page'), ('file', 'Took the PDF')], max_length=4)),
                ('device', models.CharField(choices=[('phone', 'On a phone'), ('tablet', 'On a tablet'), ('computer', 'On a computer'), ('program', 'A program')], max_length=8)),
                ('at', models.DateTimeField()),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='views', to='quotes.proposallink')),
            ],
        ),
        migrations.AddConstraint(
            model_name='proposallink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('made_by__isnull', True)), models.Q(('made_at__isnull', False), ('made_by__isnull', False)), _connector='OR'), name='link_made_pair'),
        ),
        migrations.AddConstraint(
            model_name='proposallink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='link_revoked_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposallink',
            trigger=pgtrigger.compiler.Trigger(name='whom_a_link_is_for_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "export_id", "recipient_id", "token_hash", "last_day", "made_at", "made_by_id" rows from % table\', TG_TABLE_NAME;', hash='bf18e9126c5fd40cd5ca6ddefc1e52c0562dbab5', operation='UPDATE OF "export_id", "recipient_id", "token_hash", "last_day", "made_at", "made_by_id"', pgid='pgtrigger_whom_a_link_is_for_stays_56303', table='quotes_proposallink', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='linkview',
            index=models.Index(fields=['link', '-at'], name='link_views_by_time'),
        ),
        migrations.AddConstraint(
            model_name='linkview',
            constraint=models.CheckConstraint(condition=models.Q(('seen__in', ['page', 'file'])), name='link_seen_known'),
        ),
        migrations.AddConstraint(
            model_name='linkview',
            constraint=models.CheckConstraint(condition=models.Q(('device__in', ['phone', 'tablet', 'computer', 'program'])), name='link_device_known'),
        ),
    ]
