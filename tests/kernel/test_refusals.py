from decimal import Decimal

from dealdesk.kernel.refusals import ApprovalNeeded, Blocker, ForbiddenRefusal, Refusal, StaleRefusal


def test_a_refusal_is_a_sentence_with_its_values_filled_in() -> None:
    refusal = Refusal("At most %(most)s %% of %(what)s.", field="discount", most=15, what="list")
    assert str(refusal) == "At most 15 % of list."
    assert (refusal.message, refusal.params, refusal.field) == (
        "At most %(most)s %% of %(what)s.",
        {"most": 15, "what": "list"},
        "discount",
    )


def test_stale_and_forbidden_are_refusals_too() -> None:
    assert [str(kind("No.")) for kind in (StaleRefusal, ForbiddenRefusal)] == ["No.", "No."]
    assert all(issubclass(kind, Refusal) for kind in (StaleRefusal, ForbiddenRefusal))


def test_findings_are_equal_when_they_say_the_same() -> None:
    assert Blocker(message="Missing %(what)s.", params={"what": "floor"}) == Blocker(
        message="Missing %(what)s.", params={"what": "floor"}
    )
    assert str(Blocker(message="Missing %(what)s.", params={"what": "floor"})) == "Missing floor."


def test_an_approval_names_its_figure_limit_and_approver() -> None:
    needed = ApprovalNeeded(
        message="Ask.", figure="discount_percent", value=Decimal(18), limit=Decimal(15), approver="team_manager"
    )
    assert (needed.figure, needed.value, needed.limit, needed.approver) == (
        "discount_percent",
        Decimal(18),
        Decimal(15),
        "team_manager",
    )
