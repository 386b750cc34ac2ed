"""What we offer."""

from django.apps import AppConfig
from django.db.models import Exists, OuterRef


class QuotesConfig(AppConfig):
    name = "quotes"
    verbose_name = "What we offer"

    def ready(self) -> None:
        """The models must be loaded before anything that asks them is imported."""
        from dealdesk.web.dealheader import provides  # noqa: PLC0415
        from quotes.domain.journal import SENTENCES  # noqa: PLC0415
        from quotes.queries.header import header_part  # noqa: PLC0415
        from stakeholders.permissions import Act  # noqa: PLC0415
        from stakeholders.queries.journal import tells  # noqa: PLC0415

        tells(
            SENTENCES,
            {
                "log_round": Act.SEE_ROUNDS,
                "amend_round": Act.SEE_ROUNDS,
                "attach_files": Act.SEE_ROUNDS,
                "download_attachment": Act.SEE_ROUNDS,
                "erase_attachment": Act.SEE_ROUNDS,
                "set_anchor": Act.SEE_ROUNDS,
                "note_value": Act.SEE_READINESS,
                "note_driver": Act.SEE_VALUE,
                "change_driver": Act.SEE_VALUE,
                "drop_driver": Act.SEE_VALUE,
                "answer_concern": Act.SEE_VALUE,
                "leave_concern": Act.SEE_VALUE,
                "set_value_basis": Act.SEE_VALUE,
                "pass_over": Act.SEE_READINESS,
                "note_rival": Act.SEE_RIVALS,
                "change_rival": Act.SEE_RIVALS,
                "drop_rival": Act.SEE_RIVALS,
                "attach_documents": Act.SEE_RIVALS,
                "download_document": Act.SEE_RIVALS,
                "erase_document": Act.SEE_RIVALS,
                "pass_over_version": Act.SEE_READINESS,
            },
        )
        from quotes.actions.links import tell_of_links  # noqa: PLC0415
        from stakeholders.actions.people import follows_closing  # noqa: PLC0415

        follows_closing(tell_of_links)
        provides(header_part)
        _owes_people()


def _owes_people() -> None:
    """Where we hold words about the people of a customer: told to whoever takes them out or erases them."""
    from quotes.actions.approvals.sheets import empty_sheets_in, empty_sheets_of  # noqa: PLC0415
    from quotes.actions.attachments import erase_files_of, forget_files_in  # noqa: PLC0415
    from quotes.actions.drafts import end_drafts_about, forget_drafts_in  # noqa: PLC0415
    from quotes.actions.links import forget_views_in, forget_views_of  # noqa: PLC0415
    from quotes.actions.readiness import forget_words_in, forget_words_of  # noqa: PLC0415
    from quotes.models import ApprovalSheet, Attachment, LinkView, RoundDraft, ValueWord  # noqa: PLC0415
    from quotes.models.typed import ABOUT_CUSTOMERS  # noqa: PLC0415
    from quotes.queries.amendments import amendments_with  # noqa: PLC0415
    from quotes.queries.attachments import files_with  # noqa: PLC0415
    from quotes.queries.drafts import drafts_with  # noqa: PLC0415
    from quotes.queries.links import links_to  # noqa: PLC0415
    from quotes.queries.negotiation import rounds_with  # noqa: PLC0415
    from quotes.queries.readiness import words_of  # noqa: PLC0415
    from quotes.queries.rivals import offers_told_by  # noqa: PLC0415
    from quotes.queries.value import figures_told_by  # noqa: PLC0415
    from stakeholders.actions.privacy import keeps_words  # noqa: PLC0415
    from stakeholders.queries.privacy import holds, remembers  # noqa: PLC0415

    for holder in (rounds_with, amendments_with, files_with, drafts_with, words_of):
        holds(holder)
    for holder in (offers_told_by, figures_told_by, links_to):
        holds(holder)
    keeps_words(typed=ABOUT_CUSTOMERS, erase=forget_words_of, forget=forget_words_in)
    keeps_words(typed=[], erase=end_drafts_about, forget=forget_drafts_in)
    keeps_words(typed=[], erase=erase_files_of, forget=forget_files_in)
    keeps_words(typed=[], erase=forget_views_of, forget=forget_views_in)
    keeps_words(typed=[], erase=empty_sheets_of, forget=empty_sheets_in)
    remembers(
        Exists(ValueWord.objects.filter(deal=OuterRef("pk"))),
        Exists(RoundDraft.objects.filter(quote__deal=OuterRef("pk")).exclude(values={})),
        Exists(Attachment.objects.filter(round__quote__deal=OuterRef("pk")).exclude(name="")),
        Exists(Attachment.objects.filter(rival__deal=OuterRef("pk")).exclude(name="")),
        Exists(LinkView.objects.filter(link__export__version__quote__deal=OuterRef("pk"))),
        Exists(ApprovalSheet.objects.filter(request__version__quote__deal=OuterRef("pk"), pdf__isnull=False)),
    )
