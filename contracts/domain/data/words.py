"""What a contract's data are, who decides on them, and the ways by which they leave the country."""

from collections.abc import Mapping

from dealdesk.kernel.refusals import Finding
from dealdesk.kernel.words import Word


class Part(Word):
    """Who decides what personal information is processed for."""

    ENTRUSTED = "entrusted", "The customer decides, we process for them"
    PROCESSOR = "processor", "We decide ourselves"


class Category(Word):
    ORDINARY = "ordinary", "Accounts, names, devices"
    BIOMETRIC = "biometric", "Face or voice print"
    MEDICAL = "medical", "Health and medical records"
    FINANCIAL = "financial", "Financial accounts"
    LOCATION = "location", "Whereabouts"
    MINORS = "minors", "Children under fourteen"


# 个人信息保护法, article 28.
SENSITIVE = frozenset(Category) - {Category.ORDINARY}


class Way(Word):
    """Each of them is provision abroad, wherever the data are stored."""

    PARTICIPANTS = "participants", "Participants abroad"
    NODES = "nodes", "Edge nodes abroad"
    TELEMETRY = "telemetry", "Logs or quality reports sent abroad"
    SUPPORT = "support", "Support that looks in from abroad"
    SUBPROCESSORS = "subprocessors", "Sub-processors abroad"
    STORAGE = "storage", "Storage or backup abroad"


# Why an answer counts, in a sentence.
WHY: Mapping[Way, Finding] = {
    Way.PARTICIPANTS: Finding(message="What people here say and show reaches somebody abroad."),
    Way.NODES: Finding(message="Media and signalling of people here pass a machine abroad, be it for a second."),
    Way.TELEMETRY: Finding(message="Identifiers, addresses and devices of people here are in the logs."),
    Way.SUPPORT: Finding(message="What staff abroad can open has been provided abroad, though it is stored here."),
    Way.SUBPROCESSORS: Finding(message="Whoever works for us abroad receives what they process."),
    Way.STORAGE: Finding(message="A copy lies abroad."),
}
# Which of the written answers says more of it.
SAID_IN: Mapping[Way, str] = {
    Way.NODES: "nodes",
    Way.TELEMETRY: "telemetry_path",
    Way.SUPPORT: "support_from",
    Way.SUBPROCESSORS: "subprocessors",
    Way.STORAGE: "nodes",
}


class Exemption(Word):
    """What lifts the formalities for personal information, never for important data."""

    NONE = "none", "None"
    CONTRACT = "contract", "Needed for a contract that the person is party to"
    STAFF = "staff", "Needed to manage staff across borders"
    EMERGENCY = "emergency", "Needed to protect life, health or property in an emergency"
    TRANSIT = "transit", "Collected abroad, processed here, nothing from here added"
    FREE_ZONE = "free_zone", "In a free-trade zone and not on its negative list"
