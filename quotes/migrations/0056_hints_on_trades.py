"""Two hints about a trade: that it costs more than it brings, and how it sits between both sides; with their settings."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations, models

BEGUN = date(2026, 1, 1)
# hint, from, where it comes from
ROWS = (
    ("losing", None, "本台规则：换来的低于付出的，要写理由"),
    ("step", Decimal("0.005"), "Hindriks、Jonker、Tykhonov 2007；阈值取可让空间的 0.5%，本台设定"),
)


def come_set(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "CoachSetting")
    rows.objects.bulk_create(rows(hint=hint, low=low, valid_from=BEGUN, source=source) for hint, low, source in ROWS)


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0055_priced_moves'),
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
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach'), ('losing', 'Costs more than it brings'), ('step', 'How the move sits between both sides')], max_length=20),
        ),
        migrations.AlterField(
            model_name='coachsetting',
            name='hint',
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach'), ('losing', 'Costs more than it brings'), ('step', 'How the move sits between both sides')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='coachnote',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme', 'losing', 'step'])), name='coach_note_hint_known'),
        ),
        migrations.AddConstraint(
            model_name='coachsetting',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme', 'losing', 'step'])), name='coach_setting_hint_known'),
        ),
        migrations.RunPython(come_set, migrations.RunPython.noop),
    ]
