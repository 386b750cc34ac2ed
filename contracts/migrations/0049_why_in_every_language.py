"""Why something failed is kept as its English sentence and figures, so that whoever reads it is told in a language of
their own. A sentence from before stays as it was read then: nothing in it is a place for a figure."""

import dealdesk.db
import django.core.serializers.json
from django.conf import settings
from django.db import migrations, models


def told(table: str, column: str) -> str:
    return f"""
        ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL;
        ALTER TABLE {table} ALTER COLUMN {column} TYPE jsonb USING CASE {column} WHEN '' THEN NULL
            ELSE jsonb_build_object('message', replace({column}, '%', '%%'), 'params', '{{}}'::jsonb) END;
    """


def undone(table: str, column: str) -> str:
    return f"""
        ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar(300) USING
            left(coalesce(replace({column} ->> 'message', '%%', '%'), ''), 300);
        ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;
    """


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0048_the_route_that_legal_signed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='checklistpaper',
            name='checklist_paper_finished_says_how',
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(told("contracts_checklistpaper", "failure"), undone("contracts_checklistpaper", "failure"))],
            state_operations=[
                migrations.AlterField(
                    model_name='checklistpaper',
                    name='failure',
                    field=dealdesk.db.FindingField(blank=True, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name='checklistpaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failure__isnull', True), ('finished_at', None), ('pdf', None), ('sha256', '')), models.Q(('failure__isnull', True), ('finished_at__isnull', False), ('pdf__isnull', False), models.Q(('sha256', ''), _negated=True)), models.Q(('failure__isnull', False), ('finished_at__isnull', False), ('pdf', None), ('sha256', '')), _connector='OR'), name='checklist_paper_finished_says_how'),
        ),
    ]
