"""What the database itself does with versions and decisions: what was offered stays, ends stay ends, the headline
follows, and whoever decides waits for their turn."""

from collections.abc import Iterable

import pgtrigger

# State, freezing and the totals' bookkeeping may move after a version leaves draft; what was offered may not.
# fmt: off
FROZEN_COLUMNS = (
    "quote_id", "number", "based_on_id", "price_book_id", "form", "currency", "tax_included", "rounding_scope",
    "rounding_mode", "bundle_price", "payment_plan", "prepay_percent", "credit_days", "term_months", "free_months",
    "sla_availability", "urgent_minutes", "normal_minutes", "support_hours", "valid_until", "note", "list_total",
    "itemised_total", "net_total", "tax_total", "gross_total", "discount", "floor_total", "content_hash", "frozen_at",
    "frozen_by_id", "created_at", "created_by_id", "branch", "rounding_places", "header_steps", "header_amount",
    "stacking", "columns", "recommended", "fx_from", "fx_rate", "fx_on", "fx_source", "furthest_in",
    "furthest_discount", "reckoning", "hash_form", "terms_hash", "cost_hash",
)
# fmt: on

# Whoever writes a version, the quote's headline is its newest one that is not void, or the newest where all are. The
# quote is held first, so that of two writers the second sees what the first wrote; a row that already says so is not
# written again.
HEADLINE = """
    SELECT id INTO shown FROM quotes_quote
     WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.quote_id ELSE NEW.quote_id END FOR NO KEY UPDATE;
    UPDATE quotes_quote q
       SET latest_number = v.number, latest_branch = v.branch, latest_state = v.state, latest_total = v.gross_total,
           latest_discount = v.discount, latest_term_months = v.term_months, latest_valid_until = v.valid_until,
           updated_at = greatest(q.updated_at, v.updated_at)
      FROM (SELECT * FROM quotes_quoteversion WHERE quote_id = shown ORDER BY state = 'void', number DESC LIMIT 1) v
     WHERE q.id = shown
       AND (q.latest_number, q.latest_branch, q.latest_state, q.latest_total, q.latest_discount,
            q.latest_term_months, q.latest_valid_until, q.updated_at) IS DISTINCT FROM
           (v.number, v.branch, v.state, v.gross_total, v.discount,
            v.term_months, v.valid_until, greatest(q.updated_at, v.updated_at));
    RETURN NULL;
"""

# Void and accepted lead nowhere, and who did it, when and why is not rewritten.
ENDS_STAY = (
    "OLD.state IN ('void', 'accepted') AND (OLD.state, OLD.void_reason, OLD.voided_at, OLD.voided_by_id, "
    "OLD.accepted_at, OLD.accepted_by_id) IS DISTINCT FROM (NEW.state, NEW.void_reason, NEW.voided_at, "
    "NEW.voided_by_id, NEW.accepted_at, NEW.accepted_by_id)"
)


# Whoever writes the row that says that a customer has a price, the deal's budget is frozen with it, with figures or
# without. The deal is held first, as every signal holds it.
FREEZES = """
    INSERT INTO stakeholders_budgetestimate
           (deal_id, currency, tax_included, span, signals, frozen_at, frozen_by_id, frozen_for)
    SELECT d.id, d.currency, true, 'year', 0, out_at, out_by, q.number
      FROM quotes_quote q JOIN stakeholders_deal d ON d.id = q.deal_id
     WHERE q.id = out_of FOR NO KEY UPDATE OF d
    ON CONFLICT (deal_id) DO UPDATE
       SET frozen_at = excluded.frozen_at, frozen_by_id = excluded.frozen_by_id, frozen_for = excluded.frozen_for
     WHERE stakeholders_budgetestimate.frozen_at IS NULL;
    RETURN NULL;
"""


def first_price_out(
    name: str, operation: pgtrigger.Operation, condition: str, *, quote: str, at: str, by: str
) -> pgtrigger.Trigger:
    """On a row of which the condition holds a price has gone out: of which quote, when and by whom."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        condition=pgtrigger.Condition(condition),
        declare=[("out_of", "bigint"), ("out_at", "timestamptz"), ("out_by", "bigint")],
        func=f"out_of := {quote}; out_at := NEW.{at}; out_by := NEW.{by};{FREEZES}",
    )


VERSION_TRIGGERS = [
    pgtrigger.Trigger(
        name="offer_is_never_edited",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.state <> 'draft' AND ("
            + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FROZEN_COLUMNS)
            + " OR NEW.state = 'draft')"
        ),
        func="RAISE EXCEPTION 'pgtrigger: a submitted offer is never edited; make a new version';",
    ),
    pgtrigger.Trigger(
        name="offer_is_never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        condition=pgtrigger.Condition("OLD.state <> 'draft'"),
        func="RAISE EXCEPTION 'pgtrigger: a submitted offer is never deleted';",
    ),
    pgtrigger.Trigger(
        name="what_is_submitted_is_not_undone",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.state = 'draft' AND NEW.state <> 'draft'"),
        func="DELETE FROM quotes_draftedit WHERE version_id = NEW.id; RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="an_end_is_an_end",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(ENDS_STAY),
        func="RAISE EXCEPTION 'pgtrigger: what is void or accepted stays so; make a new version';",
    ),
    pgtrigger.Trigger(
        name="headline_repeats_the_latest",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("shown", "bigint")],
        func=HEADLINE,
    ),
    # After the headline, which holds the quote before this holds the deal: triggers go by their names.
    first_price_out(
        "sent_freezes_the_budget",
        pgtrigger.Insert | pgtrigger.Update,
        "NEW.sent_at IS NOT NULL",
        quote="NEW.quote_id",
        at="sent_at",
        by="sent_by_id",
    ),
]

# Of a decision that the request is held for: those before it have decided, and where one is enough nobody has.
IN_ITS_TURN = """
                    SELECT s.request_id, s.turn, s.one_suffices INTO step
                      FROM quotes_approvalstep s WHERE s.id = NEW.step_id;
                    -- Whoever made a counter said so before anybody was asked about it.
                    IF NEW.counter_id IS NULL AND EXISTS (
                        SELECT FROM quotes_approvalstep s
                         WHERE s.request_id = step.request_id AND s.turn < step.turn
                           AND NOT EXISTS (
                               SELECT FROM quotes_decision d JOIN quotes_approvalstep o ON o.id = d.step_id
                                WHERE o.id = s.id OR (s.one_suffices AND o.one_suffices
                                  AND o.request_id = s.request_id AND o.turn = s.turn))
                    ) THEN
                        RAISE EXCEPTION 'pgtrigger: whoever comes before decides first';
                    END IF;
                    IF step.one_suffices AND EXISTS (
                        SELECT FROM quotes_decision d JOIN quotes_approvalstep o ON o.id = d.step_id
                         WHERE o.one_suffices AND o.request_id = step.request_id AND o.turn = step.turn
                    ) THEN
                        RAISE EXCEPTION 'pgtrigger: another decision was enough for this step';
                    END IF;
                    RETURN NEW;
                """

# Of a decision, which holds for one content of one open request, whose requester the row keeps.
BOUND = """
                    SELECT r.requested_by_id, r.content_hash, r.closed_at, v.content_hash AS version_hash INTO request
                      FROM quotes_approvalstep s JOIN quotes_approvalrequest r ON r.id = s.request_id
                      JOIN quotes_quoteversion v ON v.id = r.version_id
                     WHERE s.id = NEW.step_id FOR UPDATE OF r;
                    IF request.closed_at IS NOT NULL THEN
                        RAISE EXCEPTION 'pgtrigger: this request is closed';
                    END IF;
                    IF request.content_hash <> request.version_hash OR request.content_hash <> NEW.content_hash THEN
                        RAISE EXCEPTION 'pgtrigger: a decision holds for one content hash';
                    END IF;
                    NEW.requested_by_id := request.requested_by_id;
                    RETURN NEW;
                """

# A decision goes only while its request is open, and what was taken back is kept.
REVOKED = """
                    SELECT r.closed_at INTO closed
                      FROM quotes_approvalstep s JOIN quotes_approvalrequest r ON r.id = s.request_id
                     WHERE s.id = OLD.step_id FOR UPDATE OF r;
                    IF closed IS NOT NULL OR NOT EXISTS (
                        SELECT FROM quotes_revokeddecision k
                         WHERE k.step_id = OLD.step_id AND k.decided_by_id = OLD.decided_by_id
                           AND k.decided_at = OLD.decided_at AND k.content_hash = OLD.content_hash
                    ) THEN
                        RAISE EXCEPTION 'pgtrigger: a decision stays, unless it is revoked while its request is open';
                    END IF;
                    RETURN OLD;
                """


def as_asked(name: str, *, but: Iterable[str]) -> pgtrigger.Trigger:
    """What was asked, of whom and about what stays as it was: else a row that is changed approves what nobody read.
    Only what became of it, the columns of `but`, is written later."""
    later = ", ".join(f"'{column}'" for column in but)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
                    IF to_jsonb(OLD) - ARRAY[{later}] IS DISTINCT FROM to_jsonb(NEW) - ARRAY[{later}] THEN
                        RAISE EXCEPTION 'pgtrigger: what was asked stays as it was';
                    END IF;
                    RETURN NEW;
                """,
    )


STEP_TRIGGERS = [
    as_asked(
        "whom_a_step_asks_never_changes",
        but=(
            "handed_to_id",
            "handed_because",
            "handed_at",
            "handed_by_id",
            "delegation_id",
            "added_because",
            "reminded_at",
            "raised_to_id",
            "raised_at",
        ),
    ),
    pgtrigger.Protect(name="steps_are_kept", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        name="never_handed_to_the_requester",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("num_nonnulls(NEW.handed_to_id, NEW.delegation_id, NEW.raised_to_id) > 0"),
        func="""
            IF EXISTS (SELECT FROM quotes_approvalrequest r
                         LEFT JOIN quotes_delegation d ON d.id = NEW.delegation_id
                        WHERE r.id = NEW.request_id
                          AND r.requested_by_id IN (NEW.handed_to_id, NEW.raised_to_id, d.to_id)) THEN
                RAISE EXCEPTION 'pgtrigger: whoever asked never decides';
            END IF;
            RETURN NEW;
        """,
    ),
    pgtrigger.Trigger(
        name="a_step_is_chased_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "((OLD.reminded_at IS NOT NULL AND OLD.reminded_at IS DISTINCT FROM NEW.reminded_at"
            " AND (OLD.reminded_at < OLD.handed_at AND OLD.handed_at <= NEW.reminded_at) IS NOT TRUE)"
            " OR (OLD.raised_at IS NOT NULL AND (OLD.raised_at, OLD.raised_to_id)"
            " IS DISTINCT FROM (NEW.raised_at, NEW.raised_to_id)))"
        ),
        func="RAISE EXCEPTION 'pgtrigger: a step is reminded of once a hand-on, and goes one level up once';",
    ),
]
