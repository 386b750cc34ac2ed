"""A hint about a range instead of a number, with its setting."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations, models

BEGUN = date(2026, 1, 1)


def come_set(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "CoachSetting")
    source = "Ames、Mason 2015；宽度为本台设定"
    rows.objects.create(hint="range", high=Decimal("0.2"), valid_from=BEGUN, source=source)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0076_ranges_of_rounds")]

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
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach'), ('losing', 'Costs more than it brings'), ('past_floor', 'Past our limit on an issue'), ('step', 'How the move sits between both sides'), ('range', 'A range instead of a number'), ('claimed', 'A step against a mere claim'), ('early', 'A price too early'), ('late', 'They have fallen silent')], max_length=20),
        ),
        migrations.AlterField(
            model_name='coachsetting',
            name='hint',
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach'), ('losing', 'Costs more than it brings'), ('past_floor', 'Past our limit on an issue'), ('step', 'How the move sits between both sides'), ('range', 'A range instead of a number'), ('claimed', 'A step against a mere claim'), ('early', 'A price too early'), ('late', 'They have fallen silent')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='coachnote',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme', 'losing', 'past_floor', 'step', 'range', 'claimed', 'early', 'late'])), name='coach_note_hint_known'),
        ),
        migrations.AddConstraint(
            model_name='coachsetting',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme', 'losing', 'past_floor', 'step', 'range', 'claimed', 'early', 'late'])), name='coach_setting_hint_known'),
        ),
        migrations.RunPython(come_set, migrations.RunPython.noop),
    ]
