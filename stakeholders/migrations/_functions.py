"""What the tables lean on: two-character slices for Chinese search, the journal's hash, and the number sequences."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

ZH_BIGRAMS = """
CREATE FUNCTION zh_bigrams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
    SELECT coalesce(array_agg(DISTINCT substr(words, i, 2)), '{}')
      FROM generate_series(1, length(words) - 1) AS i
$$
"""

JOURNAL_HASH = """
CREATE FUNCTION journal_hash(previous text, stream text, number integer, at timestamptz, by_id bigint, act text,
                             object_type text, object_id bigint, facts jsonb) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        previous, stream, number, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), by_id, act,
        object_type, object_id, facts)::text, 'UTF8')), 'hex')
$$
"""

SEQUENCES = ("deal_number", "quote_number", "request_number")


BEFORE_THE_TABLES = [
    BtreeGistExtension(),
    migrations.RunSQL(ZH_BIGRAMS, "DROP FUNCTION zh_bigrams(text)"),
    migrations.RunSQL(
        JOURNAL_HASH,
        "DROP FUNCTION journal_hash(text, text, integer, timestamptz, bigint, text, text, bigint, jsonb)",
    ),
    *(
        migrations.RunSQL(f"CREATE SEQUENCE {name}", f"DROP SEQUENCE {name}")
        for name in SEQUENCES
    ),
]
