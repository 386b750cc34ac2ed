"""What a plan is made of: the usual milestones, in the order in which a purchase runs through a customer's house."""

from dealdesk.kernel.words import Word


class MilestoneKind(Word):
    PROOF = "proof", "Technical proof"
    CASE = "case", "Project approval and business case"
    DECISION = "decision", "Decision to buy"
    SECURITY = "security", "Security review"
    LEGAL = "legal", "Legal review"
    PURCHASING = "purchasing", "Purchase order"
    SIGNATURE = "signature"
    KICKOFF = "kickoff", "Kick-off"
    OTHER = "other", "Other milestone"


# One after another, as mutual action plans are usually drawn; nobody's lead times come with it.
USUAL_CHAIN = (
    MilestoneKind.PROOF,
    MilestoneKind.CASE,
    MilestoneKind.DECISION,
    MilestoneKind.SECURITY,
    MilestoneKind.LEGAL,
    MilestoneKind.PURCHASING,
    MilestoneKind.SIGNATURE,
    MilestoneKind.KICKOFF,
)
