"""Texts of the house in editions that never change, and words of one's own with what was said of them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0111_internal_sheets'),
        ('stakeholders', '0001_every_table'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HouseText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block', models.CharField(choices=[('needs', 'On what we understood'), ('solution', 'On what we propose'), ('value', 'On what it is worth'), ('prices', 'On the prices'), ('terms', 'On service levels and terms'), ('data', 'Data and confidentiality'), ('liability', 'Liability'), ('request', 'Reasons for the request'), ('comparison', 'On the comparison'), ('outlay', 'On cost and payments'), ('answers', 'More answers'), ('calendar', 'On the calendar')], max_length=12)),
                ('retired_at', models.DateTimeField(null=True)),
                ('retired_because', models.CharField(blank=True, max_length=300)),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='OwnWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block', models.CharField(choices=[('needs', 'On what we understood'), ('solution', 'On what we propose'), ('value', 'On what it is worth'), ('prices', 'On the prices'), ('terms', 'On service levels and terms'), ('data', 'Data and confidentiality'), ('liability', 'Liability'), ('request', 'Reasons for the request'), ('comparison', 'On the comparison'), ('outlay', 'On cost and payments'), ('answers', 'More answers'), ('calendar', 'On the calendar')], max_length=12)),
                ('text', models.TextField(max_length=2000)),
                ('sha256', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField()),
                ('is_approved', models.BooleanField(null=True)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_words', to='stakeholders.deal')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='TextEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('zh', models.TextField(max_length=2000)),
                ('en', models.TextField(max_length=4000)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='quotes.housetext')),
            ],
            options={
                'ordering': ['text_id', '-number'],
            },
        ),
        migrations.AddConstraint(
            model_name='housetext',
            constraint=models.CheckConstraint(condition=models.Q(('block__in', ['needs', 'solution', 'value', 'prices', 'terms', 'data', 'liability', 'request', 'comparison', 'outlay', 'answers', 'calendar'])), name='text_block_known'),
        ),
        migrations.AddConstraint(
            model_name='housetext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='text_retired_pair'),
        ),
        migrations.AddConstraint(
            model_name='housetext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_because', '')), models.Q(('retired_at__isnull', False), models.Q(('retired_because', ''), _negated=True)), _connector='OR'), name='text_retired_with_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='housetext',
            trigger=pgtrigger.compiler.Trigger(name='texts_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='50558d3b3e96f254eb6cef1f718bf526f9b7db7e', operation='DELETE', pgid='pgtrigger_texts_stay_e15a4', table='quotes_housetext', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.UniqueConstraint(fields=('deal', 'sha256'), name='own_words_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.CheckConstraint(condition=models.Q(('block__in', ['needs', 'solution', 'value', 'prices', 'terms', 'data', 'liability', 'request', 'comparison', 'outlay', 'answers', 'calendar'])), name='own_words_block_known'),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False)), _connector='OR'), name='own_words_asked_pair'),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='own_words_decided_pair'),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('is_approved', None)), models.Q(('decided_at__isnull', False), ('is_approved__isnull', False)), _connector='OR'), name='own_words_decided_with_a_word'),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_approved', False), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='own_words_refused_say_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownwords',
            trigger=pgtrigger.compiler.Trigger(name='own_words_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6b96de9a604e2bf63fcb30fcade434c46f6ef714', operation='DELETE', pgid='pgtrigger_own_words_stay_55c3b', table='quotes_ownwords', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='textedition',
            constraint=models.UniqueConstraint(fields=('text', 'number'), name='text_edition_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='textedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('zh', ''), _negated=True), models.Q(('en', ''), _negated=True)), name='text_says_it_in_both'),
        ),
        migrations.AddConstraint(
            model_name='textedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='text_added_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textedition',
            trigger=pgtrigger.compiler.Trigger(name='text_editions_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dfe8c5a5e9345d853a42d06d05cf2b4e7d5ea51b', operation='UPDATE OR DELETE', pgid='pgtrigger_text_editions_are_kept_feb97', table='quotes_textedition', when='BEFORE')),
        ),
    ]
