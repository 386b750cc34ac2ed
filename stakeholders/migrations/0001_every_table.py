"""Every table of the people, customers and deals, at once.

The steps by which they came to be are told in `replaces`: whoever went them all goes on from here.
"""

import dealdesk.db
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
import stakeholders.domain.budgets.words
import stakeholders.domain.deals
import stakeholders.domain.notices
import stakeholders.domain.plans.words
import stakeholders.domain.seats.words
import stakeholders.models.notices
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from stakeholders.migrations._functions import BEFORE_THE_TABLES


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('stakeholders', '0001_tables'),
        ('stakeholders', '0002_sessions_ended'),
        ('stakeholders', '0003_journal_by_time'),
        ('stakeholders', '0004_deal_before_its_stream'),
        ('stakeholders', '0005_editions'),
        ('stakeholders', '0006_plans'),
        ('stakeholders', '0007_workday_notices'),
        ('stakeholders', '0008_engagements'),
        ('stakeholders', '0009_privacy'),
        ('stakeholders', '0010_budgets'),
        ('stakeholders', '0011_what_a_seat_knows'),
        ('stakeholders', '0012_seats_that_decide'),
        ('stakeholders', '0013_seats_without_decides'),
        ('stakeholders', '0014_saved_views'),
        ('stakeholders', '0015_seat_editions'),
        ('stakeholders', '0016_last_prices'),
        ('stakeholders', '0017_closed_before_last_prices'),
        ('stakeholders', '0018_closed_with_a_last_price'),
        ('stakeholders', '0019_losses_nobody_asked_about'),
        ('stakeholders', '0020_lost_before_reasons'),
        ('stakeholders', '0021_lost_says_why'),
        ('stakeholders', '0022_notices'),
        ('stakeholders', '0023_notice_deliveries'),
        ('stakeholders', '0024_notice_wishes'),
        ('stakeholders', '0025_robots'),
        ('stakeholders', '0026_closed_freezes_the_budget'),
        ('stakeholders', '0027_closed_before_they_froze'),
        ('stakeholders', '0028_approvals_that_lapse'),
        ('stakeholders', '0029_reminders_of_approvals'),
        ('stakeholders', '0030_signers_for_contracts'),
        ('stakeholders', '0031_notices_of_obligations'),
        ('stakeholders', '0032_notices_of_sign_offs'),
    ]

    dependencies = [
    ]

    operations = [
        *BEFORE_THE_TABLES,
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=40)),
                ('role', models.CharField(choices=[('sales', 'Sales'), ('presales', 'Pre-sales'), ('manager', 'Manager'), ('legal', 'Legal'), ('finance', 'Finance'), ('delivery', 'Delivery'), ('admin', 'Administrator')], max_length=12)),
                ('language', models.CharField(default='zh-hans', max_length=8)),
                ('is_active', models.BooleanField(default=True)),
                ('sessions_ended', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['sales', 'presales', 'manager', 'legal', 'finance', 'delivery', 'admin'])), name='user_role_known')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='stakeholders.team')),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to=settings.AUTH_USER_MODEL)),
                ('path', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
            ],
            options={
                'ordering': ['name'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['path'], name='team_path')],
                'constraints': [models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='team_not_its_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='NoticeWishes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_wishes', to=settings.AUTH_USER_MODEL)),
                ('unmailed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list)),
                ('grouped', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=stakeholders.models.notices.said_in_group)),
                ('hours_from', models.TimeField(blank=True, null=True)),
                ('hours_until', models.TimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('hours_from', None), ('hours_until', None)), ('hours_from__lt', models.F('hours_until')), _connector='OR'), name='wishes_hours_in_order')],
            },
        ),
        migrations.CreateModel(
            name='PrivacyPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.TextField(max_length=1000)),
                ('legal_basis', models.TextField(max_length=1000)),
                ('retention_months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)])),
                ('source', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('retention_months__range', (1, 120))), name='privacy_retention_range'), models.CheckConstraint(condition=models.Q(models.Q(('entered_at__isnull', True), ('entered_by__isnull', True)), models.Q(('entered_at__isnull', False), ('entered_by__isnull', False)), _connector='OR'), name='privacy_policy_entered_pair')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.CharField(choices=[('customers', 'Customers'), ('deals', 'Deals'), ('quotes', 'Quotes')], max_length=12)),
                ('name', models.CharField(max_length=30)),
                ('address', models.CharField(blank=True, max_length=800)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('saved_by', 'listing', 'name'), name='saved_view_name_once'), models.CheckConstraint(condition=models.Q(('listing__in', ['customers', 'deals', 'quotes'])), name='saved_view_listing_known'), models.CheckConstraint(condition=models.Q(models.Q(('saved_at__isnull', True), ('saved_by__isnull', True)), models.Q(('saved_at__isnull', False), ('saved_by__isnull', False)), _connector='OR'), name='saved_view_saved_pair')],
            },
        ),
        migrations.CreateModel(
            name='WorkdayNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('title', models.CharField(max_length=120)),
                ('source', models.CharField(max_length=300)),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-year'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='notice_has_its_origin'), models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='notice_of_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('imported_at__isnull', True), ('imported_by__isnull', True)), models.Q(('imported_at__isnull', False), ('imported_by__isnull', False)), _connector='OR'), name='notice_imported_pair')],
            },
        ),
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('short_name', models.CharField(blank=True, max_length=40)),
                ('industry', models.CharField(choices=[('education', 'Education'), ('entertainment', 'Social and entertainment'), ('healthcare', 'Healthcare'), ('finance', 'Financial services'), ('recruitment', 'Recruitment'), ('gaming', 'Gaming'), ('mobility', 'Mobility and logistics'), ('tourism', 'Culture and tourism'), ('construction', 'Construction'), ('ecommerce', 'E-commerce'), ('government', 'Government and public bodies'), ('other', 'Other industry')], max_length=20)),
                ('size', models.CharField(choices=[('under_50', 'Under 50 people'), ('from_50', '50–199 people'), ('from_200', '200–999 people'), ('from_1000', '1,000–4,999 people'), ('from_5000', '5,000 people and more'), ('unknown', 'Size unknown')], max_length=20)),
                ('city', models.CharField(blank=True, max_length=40)),
                ('fiscal_year_end_month', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)])),
                ('budget_freeze_on', models.DateField(blank=True, null=True)),
                ('tax_id', models.CharField(blank=True, max_length=30)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='customers', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='customers', to='stakeholders.team')),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('is_demo', models.BooleanField(default=False)),
                ('name_key', models.CharField(max_length=120)),
                ('name_pinyin', models.CharField(max_length=400)),
                ('search_text', models.TextField()),
                ('search_text_bigrams', models.GeneratedField(db_persist=True, expression=dealdesk.db.ZhBigrams(models.F('search_text')), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField()))),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search_text_bigrams'], name='customer_search'), models.Index(fields=['name_pinyin', 'id'], name='customer_by_pinyin'), models.Index(fields=['-updated_at', '-id'], name='customer_by_update'), models.Index(fields=['team', '-updated_at', '-id'], name='customer_by_team')],
                'constraints': [models.UniqueConstraint(fields=('name_key',), name='customer_name_once'), models.CheckConstraint(condition=models.Q(('fiscal_year_end_month__range', (1, 12))), name='customer_fiscal_month'), models.CheckConstraint(condition=models.Q(('industry__in', ['education', 'entertainment', 'healthcare', 'finance', 'recruitment', 'gaming', 'mobility', 'tourism', 'construction', 'ecommerce', 'government', 'other'])), name='customer_industry_known'), models.CheckConstraint(condition=models.Q(('size__in', ['under_50', 'from_50', 'from_200', 'from_1000', 'from_5000', 'unknown'])), name='customer_size_known')],
            },
        ),
        migrations.CreateModel(
            name='Robot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='robots', to='stakeholders.team')),
                ('vendor', models.CharField(choices=[('wecom', 'WeCom'), ('feishu', 'Feishu'), ('dingtalk', 'DingTalk')], max_length=12)),
                ('token', models.CharField(blank=True, max_length=128)),
                ('secret', models.CharField(blank=True, max_length=128)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('vendor__in', ['wecom', 'feishu', 'dingtalk'])), name='robot_vendor_known'), models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('team',), name='one_robot_a_team'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), models.Q(('token', ''), _negated=True)), models.Q(('removed_at__isnull', False), ('secret', ''), ('token', '')), _connector='OR'), name='robot_speaks_until_removed'), models.CheckConstraint(condition=models.Q(models.Q(('added_at__isnull', True), ('added_by__isnull', True)), models.Q(('added_at__isnull', False), ('added_by__isnull', False)), _connector='OR'), name='robot_added_pair'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='robot_removed_pair')],
            },
        ),
        migrations.CreateModel(
            name='NoticedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='stakeholders.workdaynotice')),
                ('day', models.DateField(unique=True)),
                ('is_worked', models.BooleanField()),
                ('name', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='noticed_day_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='stakeholders.customer')),
                ('name', models.CharField(max_length=40)),
                ('title', models.CharField(blank=True, max_length=60)),
                ('seat', models.CharField(choices=[('technical', 'Technical'), ('procurement', 'Procurement'), ('business', 'Business'), ('finance', 'Finance'), ('legal', 'Legal'), ('security', 'Security and compliance'), ('executive', 'Executive'), ('user', 'End user'), ('adviser', 'Outside adviser')], max_length=16)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('note', models.TextField(blank=True, max_length=2000)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('erased_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['customer_id', 'name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('customer', 'name', 'title'), name='contact_once_per_customer'), models.CheckConstraint(condition=models.Q(('seat__in', ['technical', 'procurement', 'business', 'finance', 'legal', 'security', 'executive', 'user', 'adviser'])), name='contact_seat_known'), models.CheckConstraint(condition=models.Q(models.Q(('erased_at__isnull', True), ('erased_by__isnull', True)), models.Q(('erased_at__isnull', False), ('erased_by__isnull', False)), _connector='OR'), name='contact_erased_pair'), models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('email', ''), ('note', ''), ('phone', ''), ('title', '')), _connector='OR'), name='contact_erased_holds_nothing')],
            },
        ),
        migrations.CreateModel(
            name='BudgetEstimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('tax_included', models.BooleanField(default=True)),
                ('span', models.CharField(choices=[('year', 'each year'), ('first_year', 'first year only'), ('term', 'whole term')], default=stakeholders.domain.budgets.words.Span['YEAR'], max_length=12)),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('p10', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('p50', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('p90', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('signals', models.PositiveSmallIntegerField(default=0)),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('frozen_for', models.CharField(blank=True, max_length=20)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('span__in', ['year', 'first_year', 'term'])), name='budget_estimate_span_known'), models.CheckConstraint(condition=models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), ('term_months__range', (1, 120))), models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), _negated=True), ('term_months', None)), _connector='OR'), name='budget_estimate_term_has_months'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_at__isnull', True), ('frozen_by__isnull', True)), models.Q(('frozen_at__isnull', False), ('frozen_by__isnull', False)), _connector='OR'), name='budget_estimate_frozen_pair'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_at', None), ('frozen_for', '')), models.Q(('frozen_at__isnull', False), models.Q(('frozen_for', ''), _negated=True)), _connector='OR'), name='budget_estimate_frozen_by_a_quote'), models.CheckConstraint(condition=models.Q(models.Q(('p10', None), ('p50', None), ('p90', None), ('signals', 0)), models.Q(('p10__gt', 0), ('p50__gte', models.F('p10')), ('p90__gte', models.F('p50')), ('signals__gt', 0)), _connector='OR'), name='budget_estimate_is_whole_or_absent')],
            },
        ),
        migrations.CreateModel(
            name='BudgetOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('tax_included', models.BooleanField(default=True)),
                ('span', models.CharField(choices=[('year', 'each year'), ('first_year', 'first year only'), ('term', 'whole term')], default=stakeholders.domain.budgets.words.Span['YEAR'], max_length=12)),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('budget', 'Budget learnt'), ('awarded', 'Price we were awarded'), ('lost', 'Price we lost to')], max_length=12)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                ('unit', models.CharField(choices=[('one', 'as it is'), ('wan', 'ten thousands')], default=stakeholders.domain.budgets.words.Unit['WAN'], max_length=4)),
                ('vat_rate', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('known_on', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('span__in', ['year', 'first_year', 'term'])), name='budget_outcome_span_known'), models.CheckConstraint(condition=models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), ('term_months__range', (1, 120))), models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), _negated=True), ('term_months', None)), _connector='OR'), name='budget_outcome_term_has_months'), models.CheckConstraint(condition=models.Q(('kind__in', ['budget', 'awarded', 'lost'])), name='budget_outcome_kind_known'), models.CheckConstraint(condition=models.Q(('unit__in', ['one', 'wan'])), name='budget_outcome_unit_known'), models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='budget_outcome_recorded_pair'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='budget_outcome_is_an_amount'), models.CheckConstraint(condition=models.Q(('vat_rate', None), ('vat_rate__range', (0, 100)), _connector='OR'), name='budget_outcome_vat_is_percent'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='budget_outcome_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='BudgetSignal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('tax_included', models.BooleanField(default=True)),
                ('span', models.CharField(choices=[('year', 'each year'), ('first_year', 'first year only'), ('term', 'whole term')], default=stakeholders.domain.budgets.words.Span['YEAR'], max_length=12)),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('industry', 'Range of the industry'), ('similar', 'Similar deals'), ('size', 'Size of the organisation'), ('public', 'Job adverts or public accounts'), ('conversation', 'Detail from a conversation'), ('priorities', 'Priority of functions'), ('tender', 'Tender notice')], max_length=12)),
                ('p10', models.DecimalField(decimal_places=2, max_digits=18)),
                ('p50', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('p90', models.DecimalField(decimal_places=2, max_digits=18)),
                ('unit', models.CharField(choices=[('one', 'as it is'), ('wan', 'ten thousands')], default=stakeholders.domain.budgets.words.Unit['WAN'], max_length=4)),
                ('vat_rate', models.DecimalField(blank=True, decimal_places=8, max_digits=12, null=True)),
                ('weight', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=5)),
                ('evidence', models.TextField(max_length=1000)),
                ('after_freeze', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_signals', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('span__in', ['year', 'first_year', 'term'])), name='budget_signal_span_known'), models.CheckConstraint(condition=models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), ('term_months__range', (1, 120))), models.Q(models.Q(('span', stakeholders.domain.budgets.words.Span['TERM']), _negated=True), ('term_months', None)), _connector='OR'), name='budget_signal_term_has_months'), models.CheckConstraint(condition=models.Q(('kind__in', ['industry', 'similar', 'size', 'public', 'conversation', 'priorities', 'tender'])), name='budget_signal_kind_known'), models.CheckConstraint(condition=models.Q(('unit__in', ['one', 'wan'])), name='budget_signal_unit_known'), models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='budget_signal_recorded_pair'), models.CheckConstraint(condition=models.Q(('p10__gt', 0), ('p90__gt', models.F('p10')), models.Q(('p50', None), models.Q(('p50__gt', models.F('p10')), ('p50__lt', models.F('p90'))), _connector='OR')), name='budget_signal_rises'), models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='budget_signal_has_weight'), models.CheckConstraint(condition=models.Q(('vat_rate', None), ('vat_rate__range', (0, 100)), _connector='OR'), name='budget_signal_vat_is_percent'), models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='budget_signal_says_how_we_know')],
            },
        ),
        migrations.CreateModel(
            name='Deal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_default=dealdesk.db.NextNumber('SJ', 'deal_number'), max_length=20, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='stakeholders.customer')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='stakeholders.team')),
                ('stage', models.CharField(choices=[('diagnosis', 'Needs diagnosis'), ('solution', 'Solution'), ('value', 'Value case'), ('quote', 'Quote'), ('negotiation', 'Negotiation'), ('contract', 'Contract'), ('signed', 'Signed'), ('lost', 'Lost')], default=stakeholders.domain.deals.Stage['DIAGNOSIS'], max_length=12)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('next_step', models.CharField(blank=True, max_length=200)),
                ('next_step_on', models.DateField(blank=True, null=True)),
                ('budget_freeze_on', models.DateField(blank=True, null=True)),
                ('expected_close_on', models.DateField(blank=True, null=True)),
                ('needs', models.TextField(blank=True, max_length=5000)),
                ('solution', models.TextField(blank=True, max_length=5000)),
                ('competitor_note', models.TextField(blank=True, max_length=2000)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('lost_because', models.CharField(blank=True, choices=[('price', 'Price'), ('budget', 'Budget cut or moved'), ('fit', 'Product does not fit'), ('rival', 'Chose a competitor'), ('person', 'A decision maker was against us'), ('timing', 'Timing'), ('nothing', 'Decided to buy nothing'), ('other', 'Other reason'), ('unasked', 'Not asked then')], max_length=12)),
                ('lost_reason', models.CharField(blank=True, max_length=200)),
                ('last_price', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('unpriced_because', models.CharField(blank=True, max_length=200)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_deals', to=settings.AUTH_USER_MODEL)),
                ('critical_days', models.PositiveIntegerField(blank=True, null=True)),
                ('planned_on', models.DateField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['-touched_at', '-id'], name='deal_by_touch'), models.Index(fields=['team', '-touched_at', '-id'], name='deal_by_team'), models.Index(fields=['owner', '-touched_at', '-id'], name='deal_by_owner'), models.Index(fields=['customer', '-touched_at'], name='deal_by_customer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['diagnosis', 'solution', 'value', 'quote', 'negotiation', 'contract', 'signed', 'lost'])), name='deal_stage_known'), models.CheckConstraint(condition=models.Q(('lost_because__in', ['', 'price', 'budget', 'fit', 'rival', 'person', 'timing', 'nothing', 'other', 'unasked'])), name='deal_loss_reason_known'), models.CheckConstraint(condition=models.Q(('last_price__isnull', True), ('last_price__gt', 0), _connector='OR'), name='deal_price_positive'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('last_price', None), ('lost_because', ''), ('unpriced_because', '')), models.Q(('closed_at__isnull', False), models.Q(('last_price__isnull', False), models.Q(('unpriced_because', ''), _negated=True), _connector='XOR')), _connector='OR'), name='deal_closed_with_its_last_price'), models.CheckConstraint(condition=models.Q(models.Q(('stage', stakeholders.domain.deals.Stage['LOST']), models.Q(('lost_because', ''), _negated=True), models.Q(('lost_reason', ''), _negated=True)), models.Q(models.Q(('stage', stakeholders.domain.deals.Stage['LOST']), _negated=True), ('lost_because', '')), _connector='OR'), name='deal_lost_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='deal_closed_pair'), models.CheckConstraint(condition=models.Q(('next_step', ''), ('next_step_on__isnull', False), _connector='OR'), name='deal_next_step_has_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('stage__in', [stakeholders.domain.deals.Stage['LOST'], stakeholders.domain.deals.Stage['SIGNED']])), models.Q(models.Q(('stage__in', [stakeholders.domain.deals.Stage['LOST'], stakeholders.domain.deals.Stage['SIGNED']]), _negated=True), ('closed_at', None)), _connector='OR'), name='deal_closed_when_its_stage_says_so')],
            },
        ),
        migrations.CreateModel(
            name='DealMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='stakeholders.deal')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('deal', 'user'), name='deal_member_once')],
            },
        ),
        migrations.CreateModel(
            name='DealSigner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signers', to='stakeholders.deal')),
                ('role', models.CharField(choices=[('sales', 'Sales'), ('presales', 'Pre-sales'), ('manager', 'Manager'), ('legal', 'Legal'), ('finance', 'Finance'), ('delivery', 'Delivery'), ('admin', 'Administrator')], max_length=12)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('for_contract', models.BooleanField(db_default=False, default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('deal', 'role'), name='deal_signer_once'), models.CheckConstraint(condition=models.Q(('role__in', ['sales', 'presales', 'manager', 'legal', 'finance', 'delivery', 'admin'])), name='deal_signer_role_known'), models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False)), _connector='OR'), name='deal_signer_asked_pair')],
            },
        ),
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='engagements', to='stakeholders.deal')),
                ('kind', models.CharField(choices=[('meeting', 'Meeting'), ('call', 'Call'), ('message', 'Message'), ('visit', 'Visit')], max_length=8)),
                ('held_on', models.DateField()),
                ('direction', models.CharField(choices=[('ours', 'We reached out'), ('theirs', 'They reached out')], max_length=6)),
                ('learned', models.TextField(max_length=2000)),
                ('promised', models.CharField(blank=True, max_length=200)),
                ('promised_on', models.DateField(blank=True, null=True)),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='correction', to='stakeholders.engagement')),
                ('logged_at', models.DateTimeField()),
                ('logged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_reason', models.CharField(blank=True, max_length=200)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contacts', models.ManyToManyField(related_name='engagements', to='stakeholders.contact')),
                ('colleagues', models.ManyToManyField(related_name='engagements', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['deal', '-held_on', '-id'], name='engagement_by_deal')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'call', 'message', 'visit'])), name='engagement_kind_known'), models.CheckConstraint(condition=models.Q(('direction__in', ['ours', 'theirs'])), name='engagement_direction_known'), models.CheckConstraint(condition=models.Q(models.Q(('logged_at__isnull', True), ('logged_by__isnull', True)), models.Q(('logged_at__isnull', False), ('logged_by__isnull', False)), _connector='OR'), name='engagement_logged_pair'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='engagement_removed_pair'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_reason', '')), models.Q(('removed_at__isnull', False), models.Q(('removed_reason', ''), _negated=True)), _connector='OR'), name='engagement_removed_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('promised', ''), ('promised_on', None)), models.Q(models.Q(('promised', ''), _negated=True), ('promised_on__isnull', False)), _connector='OR'), name='engagement_promise_has_a_date')],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stream', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to=settings.AUTH_USER_MODEL)),
                ('act', models.CharField(max_length=40)),
                ('object_type', models.CharField(max_length=40)),
                ('object_id', models.BigIntegerField()),
                ('deal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='stakeholders.deal')),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='stakeholders.customer')),
                ('facts', models.JSONField(default=dict)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['deal', '-at', '-id'], name='journal_by_deal'), models.Index(fields=['by', '-at'], name='journal_by_person'), models.Index(fields=['-at', '-id'], name='journal_by_time')],
                'constraints': [models.UniqueConstraint(fields=('stream', 'number'), name='journal_number_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='chain', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    -- The deal before its stream, as every action that locks a deal does: one order, so that nobody waits in a ring.\n    PERFORM 1 FROM stakeholders_deal WHERE id = NEW.deal_id FOR NO KEY UPDATE;\n    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.stream, 0));\n    SELECT number, hash INTO NEW.number, NEW.previous_hash FROM stakeholders_journalentry\n     WHERE stream = NEW.stream ORDER BY number DESC LIMIT 1;\n    NEW.number := coalesce(NEW.number, 0) + 1;\n    NEW.previous_hash := coalesce(NEW.previous_hash, '');\n    NEW.hash := journal_hash(NEW.previous_hash, NEW.stream, NEW.number, NEW.at, NEW.by_id, NEW.act,\n                             NEW.object_type, NEW.object_id, NEW.facts);\n    UPDATE stakeholders_deal SET touched_at = NEW.at WHERE id = NEW.deal_id AND touched_at < NEW.at;\n    RETURN NEW;\n", hash='e0e745e1817e139afecf912a5fe78cfc6a1c0476', operation='INSERT', pgid='pgtrigger_chain_3a65d', table='stakeholders_journalentry', when='BEFORE')), pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4b5472e416f9e5465fac5b937e7f5aa32bddeccb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b2898', table='stakeholders_journalentry', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: the journal cannot be truncated';", hash='a968d4a35fe8b983f5c61c60e3f4e16b1734947b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_d0e61', table='stakeholders_journalentry', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('approval_asked', 'An approval is asked of me'), ('approved', 'My request was approved'), ('rejected', 'My request was rejected'), ('approval_withdrawn', 'A request to me needs no answer any more'), ('question_asked', 'A question about my request'), ('question_answered', 'An answer to my question'), ('counter_offered', 'A counter-offer to my request'), ('approval_lapsed', 'An approval of mine ran out'), ('reminded', 'A request that waits for me'), ('escalated', 'A request that waited too long'), ('offer_expires', 'My offer expires soon'), ('round_logged', 'A round was logged on my deal'), ('obligation_due', 'An obligation of mine is due soon'), ('sign_off_asked', 'A contract is mine to sign off'), ('sign_off_anew', 'A contract is mine to sign off again'), ('sign_off_refused', 'A sign-off of my contract was refused'), ('sign_off_taken', 'A sign-off of my contract was taken back'), ('signed_off', 'Everybody signed my contract off')], max_length=20)),
                ('target', models.BigIntegerField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='stakeholders.deal')),
                ('facts', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['to', '-at', '-id'], name='notice_by_person'), models.Index(condition=models.Q(('read_at', None)), fields=['to'], name='notice_unread')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['approval_asked', 'approved', 'rejected', 'approval_withdrawn', 'question_asked', 'question_answered', 'counter_offered', 'approval_lapsed', 'reminded', 'escalated', 'offer_expires', 'round_logged', 'obligation_due', 'sign_off_asked', 'sign_off_anew', 'sign_off_refused', 'sign_off_taken', 'signed_off'])), name='notice_kind_known'), models.UniqueConstraint(condition=models.Q(('kind', 'offer_expires')), fields=('to', 'target'), name='expiry_told_once')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='stakeholders.deal')),
                ('kind', models.CharField(choices=[('proof', 'Technical proof'), ('case', 'Project approval and business case'), ('decision', 'Decision to buy'), ('security', 'Security review'), ('legal', 'Legal review'), ('purchasing', 'Purchase order'), ('signature', 'Signature'), ('kickoff', 'Kick-off'), ('other', 'Other milestone')], default=stakeholders.domain.plans.words.MilestoneKind['OTHER'], max_length=12)),
                ('name', models.CharField(max_length=60)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to=settings.AUTH_USER_MODEL)),
                ('buyer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='milestones', to='stakeholders.contact')),
                ('lead_p50', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('lead_p80', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('blocker', models.CharField(blank=True, max_length=300)),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('position', models.PositiveSmallIntegerField()),
                ('edition', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('after', models.ManyToManyField(blank=True, related_name='before', to='stakeholders.milestone')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['proof', 'case', 'decision', 'security', 'legal', 'purchasing', 'signature', 'kickoff', 'other'])), name='milestone_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='milestone_done_pair'), models.UniqueConstraint(condition=models.Q(('kind', stakeholders.domain.plans.words.MilestoneKind['SIGNATURE'])), fields=('deal',), name='one_signature_a_deal'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='milestone_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('lead_p50', None), ('lead_p80', None)), models.Q(('lead_p50__gte', 1), ('lead_p80__gte', models.F('lead_p50')), ('lead_p80__lte', 500)), _connector='OR'), name='milestone_lead_times_in_order')],
            },
        ),
        migrations.CreateModel(
            name='MapOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='stakeholders.deal')),
                ('opened_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-opened_at', '-id'], name='map_opening_by_time')],
                'constraints': [models.UniqueConstraint(fields=('deal', 'opened_by', 'opened_on'), name='map_opening_once_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('opened_at__isnull', True), ('opened_by__isnull', True)), models.Q(('opened_at__isnull', False), ('opened_by__isnull', False)), _connector='OR'), name='map_opening_opened_pair')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='stakeholders.deal')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='stakeholders.contact')),
                ('kind', models.CharField(choices=[('technical', 'Technical'), ('procurement', 'Procurement'), ('business', 'Business'), ('finance', 'Finance'), ('legal', 'Legal'), ('security', 'Security and compliance'), ('executive', 'Executive'), ('user', 'End user'), ('adviser', 'Outside adviser')], max_length=16)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('economic', 'Economic buyer'), ('approver', 'Approver'), ('evaluator', 'Evaluator'), ('user', 'Works with it'), ('champion', 'Champion')], max_length=16), blank=True, default=list)),
                ('can_approve', models.BooleanField(default=False)),
                ('can_veto', models.BooleanField(default=False)),
                ('standing', models.CharField(choices=[('inner_circle', 'Inner circle'), ('heard', 'Has a say'), ('outside', 'Outside the circle'), ('unknown', 'Unknown')], default=stakeholders.domain.seats.words.Standing['UNKNOWN'], max_length=16)),
                ('influence', models.CharField(choices=[('high', 'High influence'), ('medium', 'Medium influence'), ('low', 'Low influence')], default=stakeholders.domain.seats.words.Influence['MEDIUM'], max_length=8)),
                ('support', models.SmallIntegerField(blank=True, null=True)),
                ('mode', models.CharField(blank=True, choices=[('growth', 'In growth'), ('trouble', 'In trouble'), ('even', 'On an even keel'), ('overconfident', 'Overconfident')], max_length=16)),
                ('orientation', models.CharField(blank=True, choices=[('financial', 'Decides by money'), ('technical', 'Decides by technology'), ('relationship', 'Decides by relationship'), ('business', 'Decides by business')], max_length=16)),
                ('coverage', models.CharField(choices=[('unknown', 'Coverage unknown'), ('no_contact', 'Not contacted'), ('brief', 'Brief contact'), ('repeated', 'Several contacts'), ('in_depth', 'In depth')], default=stakeholders.domain.seats.words.Coverage['UNKNOWN'], max_length=16)),
                ('win', models.CharField(blank=True, max_length=200)),
                ('concern', models.CharField(blank=True, max_length=200)),
                ('answer', models.CharField(blank=True, max_length=400)),
                ('last_contact_on', models.DateField(blank=True, null=True)),
                ('stale_after', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)])),
                ('x', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('y', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('edition', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('deal', 'contact'), name='seat_once_per_deal'), models.CheckConstraint(condition=models.Q(('support__isnull', True), models.Q(('support__range', (-5, 5)), models.Q(('support', 0), _negated=True)), _connector='OR'), name='seat_support_scale'), models.CheckConstraint(condition=models.Q(('roles__contained_by', ['economic', 'approver', 'evaluator', 'user', 'champion'])), name='seat_roles_known'), models.CheckConstraint(condition=models.Q(('stale_after__range', (1, 365))), name='seat_stale_after_within_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('x__isnull', True), ('y__isnull', True)), models.Q(('x__isnull', False), ('x__lte', 1000), ('y__isnull', False), ('y__lte', 1000)), _connector='OR'), name='seat_placed_on_the_picture'), models.CheckConstraint(condition=models.Q(('kind__in', ['technical', 'procurement', 'business', 'finance', 'legal', 'security', 'executive', 'user', 'adviser'])), name='seat_kind_known'), models.CheckConstraint(condition=models.Q(('standing__in', ['inner_circle', 'heard', 'outside', 'unknown'])), name='seat_standing_known'), models.CheckConstraint(condition=models.Q(('influence__in', ['high', 'medium', 'low'])), name='seat_influence_known'), models.CheckConstraint(condition=models.Q(('coverage__in', ['unknown', 'no_contact', 'brief', 'repeated', 'in_depth'])), name='seat_coverage_known'), models.CheckConstraint(condition=models.Q(('mode__in', ['', 'growth', 'trouble', 'even', 'overconfident'])), name='seat_mode_known_or_open'), models.CheckConstraint(condition=models.Q(('orientation__in', ['', 'financial', 'technical', 'relationship', 'business'])), name='seat_orientation_known_or_open')],
            },
        ),
        migrations.CreateModel(
            name='NoticeDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='stakeholders.notice')),
                ('way', models.CharField(choices=[('mail', 'E-mail'), ('robot', 'Group robot')], max_length=8)),
                ('robot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='stakeholders.robot')),
                ('names', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Not sent'), ('in_doubt', 'Perhaps sent')], default=stakeholders.domain.notices.DeliveryState['WAITING'], max_length=8)),
                ('due_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('failure', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['due_at', 'id'], name='delivery_under_way'), models.Index(condition=models.Q(('state__in', ['failed', 'in_doubt'])), fields=['-ended_at'], name='delivery_in_trouble')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'way'), name='delivery_way_once'), models.CheckConstraint(condition=models.Q(('way__in', ['mail', 'robot'])), name='delivery_way_known'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'failed', 'in_doubt'])), name='delivery_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('robot__isnull', False), ('way', 'robot')), models.Q(models.Q(('way', 'robot'), _negated=True), ('robot', None)), _connector='OR'), name='delivery_by_robot_has_one'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('claimed_at__isnull', False), _connector='OR'), name='delivery_claimed_before_sent')],
            },
        ),
        migrations.CreateModel(
            name='JournalVeil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='veil', to='stakeholders.journalentry')),
            ],
        ),
        migrations.CreateModel(
            name='SeatEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='stakeholders.seat')),
                ('on', models.DateField()),
                ('channel', models.CharField(choices=[('meeting', 'Meeting'), ('call', 'Call'), ('message', 'Message'), ('visit', 'Visit'), ('document', 'Document'), ('hearsay', 'From somebody else')], max_length=12)),
                ('kind', models.CharField(choices=[('quote', 'In their own words'), ('observation', 'What we saw')], max_length=12)),
                ('text', models.CharField(max_length=500)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['seat', '-on', '-id'], name='seat_evidence_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['meeting', 'call', 'message', 'visit', 'document', 'hearsay'])), name='seat_evidence_channel_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['quote', 'observation'])), name='seat_evidence_kind_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='seat_evidence_says_something')],
            },
        ),
        migrations.CreateModel(
            name='SeatLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines_out', to='stakeholders.seat')),
                ('end', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines_in', to='stakeholders.seat')),
                ('kind', models.CharField(choices=[('reporting', 'Reports to'), ('influence', 'Influences'), ('conflict', 'In conflict with'), ('informal', 'Informally close to')], max_length=12)),
                ('weight', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)])),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['reporting', 'influence', 'conflict', 'informal'])), name='seat_line_kind_known'), models.CheckConstraint(condition=models.Q(('start', models.F('end')), _negated=True), name='seat_line_to_another'), models.CheckConstraint(condition=models.Q(models.Q(('kind', stakeholders.domain.seats.words.LineKind['INFLUENCE']), ('weight__range', (1, 3))), models.Q(models.Q(('kind', stakeholders.domain.seats.words.LineKind['INFLUENCE']), _negated=True), ('weight', 1)), _connector='OR'), name='seat_line_weight_of_influence'), models.UniqueConstraint(condition=models.Q(('kind', stakeholders.domain.seats.words.LineKind['INFLUENCE'])), fields=('start', 'end'), name='seat_line_influence_once'), models.UniqueConstraint(models.F('kind'), django.db.models.functions.comparison.Least('start', 'end'), django.db.models.functions.comparison.Greatest('start', 'end'), condition=models.Q(('kind', stakeholders.domain.seats.words.LineKind['INFLUENCE']), _negated=True), name='seat_line_once_per_pair')],
            },
        ),
        migrations.CreateModel(
            name='SeatRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='stakeholders.seat')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('now', models.CharField(choices=[('vendor', 'Vendor'), ('credible_source', 'Credible source'), ('problem_solver', 'Problem solver'), ('trusted_adviser', 'Trusted adviser')], max_length=16)),
                ('target', models.CharField(blank=True, choices=[('vendor', 'Vendor'), ('credible_source', 'Credible source'), ('problem_solver', 'Problem solver'), ('trusted_adviser', 'Trusted adviser')], max_length=16)),
                ('edition', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('seat', 'user'), name='seat_relation_once'), models.CheckConstraint(condition=models.Q(('now__in', ['vendor', 'credible_source', 'problem_solver', 'trusted_adviser'])), name='seat_relation_now_known'), models.CheckConstraint(condition=models.Q(('target__in', ['', 'vendor', 'credible_source', 'problem_solver', 'trusted_adviser'])), name='seat_relation_target_known_or_open')],
            },
        ),
        migrations.AddField(
            model_name='deal',
            name='members',
            field=models.ManyToManyField(related_name='joined_deals', through='stakeholders.DealMember', through_fields=('deal', 'user'), to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='budgetsignal',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_signals', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='budgetoutcome',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_outcomes', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='budgetestimate',
            name='deal',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='budget', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='user',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='stakeholders.team'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetestimate',
            trigger=pgtrigger.compiler.Trigger(name='a_frozen_estimate_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."frozen_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed4f2c2ed0bdc0291a39bdf2d2d1eb09f03d232b', operation='UPDATE OR DELETE', pgid='pgtrigger_a_frozen_estimate_stays_a05b9', table='stakeholders_budgetestimate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetoutcome',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0469ca79d3afa0763b18a526726efb99489c30b1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_35936', table='stakeholders_budgetoutcome', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='budgetoutcome',
            index=models.Index(fields=['deal', 'kind', '-id'], name='budget_outcome_latest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetsignal',
            trigger=pgtrigger.compiler.Trigger(name='learnt_before_or_after', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    PERFORM 1 FROM stakeholders_deal WHERE id = NEW.deal_id FOR NO KEY UPDATE;\n    NEW.after_freeze := EXISTS (SELECT 1 FROM stakeholders_budgetestimate\n                     WHERE deal_id = NEW.deal_id AND frozen_at IS NOT NULL);\n    RETURN NEW;\n', hash='8957a55876439ba9d77c83baa7fb2fc0309bae5b', operation='INSERT', pgid='pgtrigger_learnt_before_or_after_77c19', table='stakeholders_budgetsignal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetsignal',
            trigger=pgtrigger.compiler.Trigger(name='what_was_frozen_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM stakeholders_deal WHERE id = OLD.deal_id FOR NO KEY UPDATE;\n    IF EXISTS (SELECT 1 FROM stakeholders_budgetestimate\n                     WHERE deal_id = OLD.deal_id AND frozen_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'pgtrigger: the budget of this deal is frozen, and so is every signal of it';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    IF NEW.deal_id <> OLD.deal_id THEN\n        RAISE EXCEPTION 'pgtrigger: a signal stays with its deal';\n    END IF;\n    NEW.after_freeze := OLD.after_freeze;\n    RETURN NEW;\n", hash='4286399544695ef0ec6eae7b47d43d9f023fa4fc', operation='UPDATE OR DELETE', pgid='pgtrigger_what_was_frozen_stays_a8f21', table='stakeholders_budgetsignal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deal',
            trigger=pgtrigger.compiler.Trigger(name='closed_freezes_the_budget', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND NEW.last_price IS NOT NULL)', func="\n    INSERT INTO stakeholders_budgetestimate\n           (deal_id, currency, tax_included, span, signals, frozen_at, frozen_by_id, frozen_for)\n    VALUES (NEW.id, NEW.currency, true, 'year', 0, NEW.closed_at, NEW.closed_by_id, NEW.number)\n    ON CONFLICT (deal_id) DO UPDATE\n       SET frozen_at = excluded.frozen_at, frozen_by_id = excluded.frozen_by_id, frozen_for = excluded.frozen_for\n     WHERE stakeholders_budgetestimate.frozen_at IS NULL;\n    RETURN NULL;\n", hash='881043d31b618f1f463bcff11384369351d374f4', operation='UPDATE', pgid='pgtrigger_closed_freezes_the_budget_536b7', table='stakeholders_deal', when='AFTER')),
        ),
    ]
