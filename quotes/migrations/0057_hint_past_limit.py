"""A hint where an outcome past our limit on its issue is agreed, with its setting."""

from datetime import date
from typing import Any

from django.db import migrations, models


def come_set(apps: Any, _: Any) -> None:
    source = "本台规则：越过自己写下的议题底线，要写理由"
    apps.get_model("quotes", "CoachSetting").objects.create(
        hint="past_floor", valid_from=date(2026, 1, 1), source=source
    )


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0056_hints_on_trades'),
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
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach'), ('losing', 'Costs more than it brings'), ('past_floor', 'Past our limit on an issue'), ('step', 'How the move sits between both sides')], max_length=20),
        ),
        migrations.AlterField(
            model_name='coachsetting',
            name='hint',
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach'), ('losing', 'Costs more than it brings'), ('past_floor', 'Past our limit on an issue'), ('step', 'How the move sits between both sides')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='coachnote',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme', 'losing', 'past_floor', 'step'])), name='coach_note_hint_known'),
        ),
        migrations.AddConstraint(
            model_name='coachsetting',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme', 'losing', 'past_floor', 'step'])), name='coach_setting_hint_known'),
        ),
        migrations.RunPython(come_set, migrations.RunPython.noop),
    ]
