
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0051_budgets_before_any_price'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='coachnote',
            name='coach_note_hint_known',
        ),
        migrations.RemoveConstraint(
            model_name='coachsetting',
            name='coach_setting_hint_known',
        ),
        migrations.AlterField(
            model_name='coachnote',
            name='hint',
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach')], max_length=20),
        ),
        migrations.AlterField(
            model_name='coachsetting',
            name='hint',
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='coachnote',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme'])), name='coach_note_hint_known'),
        ),
        migrations.AddConstraint(
            model_name='coachsetting',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme'])), name='coach_setting_hint_known'),
        ),
    ]
