"""Why something failed is kept as its English sentence and figures, so that whoever reads it is told in a language of
their own. A sentence from before stays as it was read then: nothing in it is a place for a figure."""

import dealdesk.db
import django.core.serializers.json
import quotes.domain.proposals
from django.conf import settings
from django.db import migrations, models

# Nothing forbade a failed file to say nothing.
UNSAID = """
    UPDATE quotes_proposalexport
    SET failure = 'The PDF could not be made. Order it again; if it fails again, tell your administrator.'
    WHERE state = 'failed' AND failure = '';
"""


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
        ('quotes', '0121_names_and_lines_are_read'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(UNSAID, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='approvalsheet',
            name='sheet_finished_says_how',
        ),
        migrations.RemoveConstraint(
            model_name='batchitem',
            name='batch_item_is_a_file_or_a_reason',
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(told("quotes_approvalsheet", "failure"), undone("quotes_approvalsheet", "failure"))],
            state_operations=[
                migrations.AlterField(
                    model_name='approvalsheet',
                    name='failure',
                    field=dealdesk.db.FindingField(blank=True, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(told("quotes_batchitem", "refused"), undone("quotes_batchitem", "refused"))],
            state_operations=[
                migrations.AlterField(
                    model_name='batchitem',
                    name='refused',
                    field=dealdesk.db.FindingField(blank=True, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(told("quotes_proposalexport", "failure"), undone("quotes_proposalexport", "failure"))],
            state_operations=[
                migrations.AlterField(
                    model_name='proposalexport',
                    name='failure',
                    field=dealdesk.db.FindingField(blank=True, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name='approvalsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failure__isnull', True), ('finished_at', None), ('pdf', None), ('sha256', ''), ('snapshot__isnull', True)), models.Q(('failure__isnull', True), ('finished_at__isnull', False), ('pdf__isnull', False), ('snapshot__isnull', False), models.Q(('sha256', ''), _negated=True)), models.Q(('failure__isnull', True), ('finished_at__isnull', False), ('pdf', None), ('snapshot__isnull', True), models.Q(('sha256', ''), _negated=True)), models.Q(('failure__isnull', False), ('finished_at__isnull', False), ('pdf', None), ('sha256', ''), ('snapshot__isnull', True)), _connector='OR'), name='sheet_finished_says_how'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('export__isnull', False), ('refused__isnull', True)), models.Q(('export', None), ('refused__isnull', False)), _connector='OR'), name='batch_item_is_a_file_or_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='proposalexport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', quotes.domain.proposals.ExportState['FAILED']), _negated=True), ('failure__isnull', False), _connector='OR'), name='export_failed_says_why'),
        ),
    ]
