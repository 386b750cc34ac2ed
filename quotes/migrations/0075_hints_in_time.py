"""Three hints: a step against a price that is only claimed, a first price too early, and silence; with their settings."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations, models

BEGUN = date(2026, 1, 1)
# hint, up to, where it comes from
ROWS = (
    ("claimed", Decimal(30), "本台规则：口头价先问范围，不还价；天数为本台设定"),
    ("early", None, "报价闸门；Sinaceur 等 2013：先交换信息再报价"),
    ("late", Decimal(14), "本台规则：闸门全绿 14 天未报价即提醒；天数为本台设定"),
)


def come_set(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "CoachSetting")
    rows.objects.bulk_create(
        rows(hint=hint, high=high, valid_from=BEGUN, source=source) for hint, high, source in ROWS
    )


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0074_aspiration'),
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
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach'), ('losing', 'Costs more than it brings'), ('past_floor', 'Past our limit on an issue'), ('step', 'How the move sits between both sides'), ('claimed', 'A step against a mere claim'), ('early', 'A price too early'), ('late', 'They have fallen silent')], max_length=20),
        ),
        migrations.AlterField(
            model_name='coachsetting',
            name='hint',
            field=models.CharField(choices=[('below_reservation', 'Below the lowest total we would sign'), ('first_step', 'The first step is too long'), ('not_shrinking', 'The concession does not shrink'), ('ahead_of_plan', 'Ahead of the plan'), ('one_sided', 'We move and they do not'), ('untraded', 'Given for nothing'), ('two_at_once', 'Margin and payment in one move'), ('price_only', 'Only the price moves'), ('pace', 'The pace of giving'), ('our_limit', 'What our pattern tells them'), ('their_limit', 'What their pattern tells us'), ('round_number', 'A round number'), ('shrinking', 'Concessions shrink'), ('extreme', 'A first number out of reach'), ('losing', 'Costs more than it brings'), ('past_floor', 'Past our limit on an issue'), ('step', 'How the move sits between both sides'), ('claimed', 'A step against a mere claim'), ('early', 'A price too early'), ('late', 'They have fallen silent')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='coachnote',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme', 'losing', 'past_floor', 'step', 'claimed', 'early', 'late'])), name='coach_note_hint_known'),
        ),
        migrations.AddConstraint(
            model_name='coachsetting',
            constraint=models.CheckConstraint(condition=models.Q(('hint__in', ['below_reservation', 'first_step', 'not_shrinking', 'ahead_of_plan', 'one_sided', 'untraded', 'two_at_once', 'price_only', 'pace', 'our_limit', 'their_limit', 'round_number', 'shrinking', 'extreme', 'losing', 'past_floor', 'step', 'claimed', 'early', 'late'])), name='coach_setting_hint_known'),
        ),
        migrations.RunPython(come_set, migrations.RunPython.noop),
    ]
