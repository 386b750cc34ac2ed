"""The law may be asked about data that leave the country; a text may be known by its name before it was read."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0017_renewals'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='clauseversion',
            name='clause_rules_known',
        ),
        migrations.RemoveConstraint(
            model_name='statute',
            name='statute_rule_known',
        ),
        migrations.AlterField(
            model_name='clauseversion',
            name='rules',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('late_interest', 'Interest on late payment to small and medium enterprises'), ('payment_by_public', 'When public bodies pay small and medium enterprises'), ('payment_by_large', 'When large enterprises pay small and medium enterprises'), ('acceptance_clock', 'From when payment is due where goods are accepted first'), ('damages', 'When agreed damages are too high'), ('exclusions', 'Which exclusions of liability are void'), ('mixed_rates', 'Which VAT rate applies to supplies that are not booked apart'), ('supplements', 'How far a public contract may be supplemented'), ('public_year', 'The fiscal year of public bodies'), ('cross_border', 'How personal information may leave the country'), ('entrustment', 'What is agreed where personal information is processed for somebody else'), ('entrustment_records', 'How long records of such processing are kept'), ('kept_here', 'Whose personal information stays in the country'), ('breach_notice', 'Whom to tell of a leak of personal information'), ('standard_terms', 'When terms drawn up by one side alone bind the other'), ('declaration', 'That we say at signing that we are a small or medium enterprise'), ('undisputed', 'That what nobody disputes is paid'), ('excuses', 'What is no reason to pay late'), ('non_cash', 'That nobody is made to take bills instead of money'), ('confirmation', 'When a debt to a small or medium enterprise is confirmed'), ('input_tax', 'Which VAT a buyer credits'), ('single_supply', 'Which VAT rate applies to one supply of several kinds'), ('exempt_abroad', 'What may leave the country without formalities'), ('sensitive', 'What information is sensitive, and the separate consent to it'), ('minors', 'Who consents for children under fourteen'), ('consent_abroad', 'What people are told and consent to before it leaves the country'), ('impact', 'When the impact is assessed beforehand, and how long the report is kept'), ('network_logs', 'How long network logs are kept'), ('foreign_requests', 'What authorities abroad may be given'), ('data_fines', 'Fines for unlawful processing of personal information'), ('finance_personal', 'Personal financial information'), ('finance_grades', 'Grades of financial data'), ('finance_business', "Data of the central bank's business fields"), ('health_here', 'Where health information is stored'), ('health_big', 'Health and medical big data'), ('health_guide', 'The guide to health data security'), ('damages_adjusted', 'Whether parties may rule out that damages are adjusted')], max_length=24), blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='statute',
            name='checked_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='statute',
            name='rule',
            field=models.CharField(choices=[('late_interest', 'Interest on late payment to small and medium enterprises'), ('payment_by_public', 'When public bodies pay small and medium enterprises'), ('payment_by_large', 'When large enterprises pay small and medium enterprises'), ('acceptance_clock', 'From when payment is due where goods are accepted first'), ('damages', 'When agreed damages are too high'), ('exclusions', 'Which exclusions of liability are void'), ('mixed_rates', 'Which VAT rate applies to supplies that are not booked apart'), ('supplements', 'How far a public contract may be supplemented'), ('public_year', 'The fiscal year of public bodies'), ('cross_border', 'How personal information may leave the country'), ('entrustment', 'What is agreed where personal information is processed for somebody else'), ('entrustment_records', 'How long records of such processing are kept'), ('kept_here', 'Whose personal information stays in the country'), ('breach_notice', 'Whom to tell of a leak of personal information'), ('standard_terms', 'When terms drawn up by one side alone bind the other'), ('declaration', 'That we say at signing that we are a small or medium enterprise'), ('undisputed', 'That what nobody disputes is paid'), ('excuses', 'What is no reason to pay late'), ('non_cash', 'That nobody is made to take bills instead of money'), ('confirmation', 'When a debt to a small or medium enterprise is confirmed'), ('input_tax', 'Which VAT a buyer credits'), ('single_supply', 'Which VAT rate applies to one supply of several kinds'), ('exempt_abroad', 'What may leave the country without formalities'), ('sensitive', 'What information is sensitive, and the separate consent to it'), ('minors', 'Who consents for children under fourteen'), ('consent_abroad', 'What people are told and consent to before it leaves the country'), ('impact', 'When the impact is assessed beforehand, and how long the report is kept'), ('network_logs', 'How long network logs are kept'), ('foreign_requests', 'What authorities abroad may be given'), ('data_fines', 'Fines for unlawful processing of personal information'), ('finance_personal', 'Personal financial information'), ('finance_grades', 'Grades of financial data'), ('finance_business', "Data of the central bank's business fields"), ('health_here', 'Where health information is stored'), ('health_big', 'Health and medical big data'), ('health_guide', 'The guide to health data security'), ('damages_adjusted', 'Whether parties may rule out that damages are adjusted')], max_length=24),
        ),
        migrations.AddConstraint(
            model_name='clauseversion',
            constraint=models.CheckConstraint(condition=models.Q(('rules__contained_by', ['late_interest', 'payment_by_public', 'payment_by_large', 'acceptance_clock', 'damages', 'exclusions', 'mixed_rates', 'supplements', 'public_year', 'cross_border', 'entrustment', 'entrustment_records', 'kept_here', 'breach_notice', 'standard_terms', 'declaration', 'undisputed', 'excuses', 'non_cash', 'confirmation', 'input_tax', 'single_supply', 'exempt_abroad', 'sensitive', 'minors', 'consent_abroad', 'impact', 'network_logs', 'foreign_requests', 'data_fines', 'finance_personal', 'finance_grades', 'finance_business', 'health_here', 'health_big', 'health_guide', 'damages_adjusted'])), name='clause_rules_known'),
        ),
        migrations.AddConstraint(
            model_name='statute',
            constraint=models.CheckConstraint(condition=models.Q(('rule__in', ['late_interest', 'payment_by_public', 'payment_by_large', 'acceptance_clock', 'damages', 'exclusions', 'mixed_rates', 'supplements', 'public_year', 'cross_border', 'entrustment', 'entrustment_records', 'kept_here', 'breach_notice', 'standard_terms', 'declaration', 'undisputed', 'excuses', 'non_cash', 'confirmation', 'input_tax', 'single_supply', 'exempt_abroad', 'sensitive', 'minors', 'consent_abroad', 'impact', 'network_logs', 'foreign_requests', 'data_fines', 'finance_personal', 'finance_grades', 'finance_business', 'health_here', 'health_big', 'health_guide', 'damages_adjusted'])), name='statute_rule_known'),
        ),
    ]
