"""Files from before keep their bytes and the mark in them; what was made clean counts as handed out when it was ordered.

Orders under way are rendered without a mark from now on; of several for the same file the last one stays.
"""

from django.db import migrations

KEPT = "pgtrigger_files_are_kept_bb9ad"
COPY = f"""
UPDATE quotes_proposalexport
   SET printed = CASE WHEN is_draft THEN 'draft' WHEN is_expired THEN 'expired' ELSE 'clean' END
 WHERE state = 'done';
UPDATE quotes_proposalexport e
   SET state = 'failed', finished_at = e.requested_at, failure = '同一文件已另行导出。'
 WHERE e.state IN ('queued', 'rendering')
   AND EXISTS (SELECT FROM quotes_proposalexport o
                WHERE o.version_id = e.version_id AND o.kind = e.kind AND o.language = e.language
                  AND o.state IN ('queued', 'rendering') AND o.id > e.id);
-- No hash of what goes into the press is the hash of what came out: these keys meet no others.
INSERT INTO quotes_paper (key, sha256, pages, pdf)
SELECT DISTINCT ON (e.sha256) e.sha256, e.sha256, coalesce(e.pages, 0), f.pdf
  FROM quotes_proposalfile f JOIN quotes_proposalexport e ON e.id = f.export_id
 WHERE e.sha256 <> ''
 ORDER BY e.sha256, e.id;
ALTER TABLE quotes_proposalfile DISABLE TRIGGER {KEPT};
UPDATE quotes_proposalfile f SET paper_id = p.id
  FROM quotes_proposalexport e JOIN quotes_paper p ON p.key = e.sha256
 WHERE e.id = f.export_id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE quotes_proposalfile ENABLE TRIGGER {KEPT};
INSERT INTO quotes_proposalcopy (export_id, stamp, sha256, handed_at, handed_by_id)
SELECT e.id, e.printed, e.sha256, e.requested_at, e.requested_by_id
  FROM quotes_proposalexport e
 WHERE e.state = 'done' AND (e.printed <> 'draft' OR EXISTS (
       SELECT FROM stakeholders_journalentry j
        WHERE j.act = 'download_proposal' AND j.facts->>'sha256' = e.sha256));
"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0105_papers_and_copies")]

    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
