"""Rules on entrusted data and on terms drawn up by one side alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("contracts", "0004_published_wordings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='statute',
            name='statute_rule_known',
        ),
        migrations.AlterField(
            model_name='statute',
            name='rule',
            field=models.CharField(choices=[('late_interest', 'Interest on late payment to small and medium enterprises'), ('payment_by_public', 'When public bodies pay small and medium enterprises'), ('payment_by_large', 'When large enterprises pay small and medium enterprises'), ('acceptance_clock', 'From when payment is due where goods are accepted first'), ('damages', 'When agreed damages are too high'), ('exclusions', 'Which exclusions of liability are void'), ('mixed_rates', 'Which VAT rate applies to supplies that are not booked apart'), ('supplements', 'How far a public contract may be supplemented'), ('public_year', 'The fiscal year of public bodies'), ('cross_border', 'How personal information may leave the country'), ('entrustment', 'What is agreed where personal information is processed for somebody else'), ('entrustment_records', 'How long records of such processing are kept'), ('kept_here', 'Whose personal information stays in the country'), ('breach_notice', 'Whom to tell of a leak of personal information'), ('standard_terms', 'When terms drawn up by one side alone bind the other')], max_length=24),
        ),
        migrations.AddConstraint(
            model_name='statute',
            constraint=models.CheckConstraint(condition=models.Q(('rule__in', ['late_interest', 'payment_by_public', 'payment_by_large', 'acceptance_clock', 'damages', 'exclusions', 'mixed_rates', 'supplements', 'public_year', 'cross_border', 'entrustment', 'entrustment_records', 'kept_here', 'breach_notice', 'standard_terms'])), name='statute_rule_known'),
        ),
    ]
