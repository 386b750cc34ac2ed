"""What we sign."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = "What we sign"

    def ready(self) -> None:
        """The models must be loaded before anything that asks them is imported."""
        from contracts.actions.checklists import erase_evidence_of, forget_evidence_in  # noqa: PLC0415
        from contracts.actions.delivered import erase_delivered_of, forget_delivered_in  # noqa: PLC0415
        from contracts.actions.obligations import begin_life, erase_obligations_of, forget_obligations_in  # noqa: PLC0415
        from contracts.actions.payment import erase_declarations_of, forget_declarations_in  # noqa: PLC0415
        from contracts.actions.signing import refuse_unsigned  # noqa: PLC0415
        from contracts.actions.signoffs import ask_anew  # noqa: PLC0415
        from contracts.domain.journal import SENTENCES  # noqa: PLC0415
        from contracts.models import checklists, signing, signoffs  # noqa: PLC0415
        from contracts.models.data import DATA_WORDS  # noqa: PLC0415
        from contracts.models.delivered import DELIVERED  # noqa: PLC0415
        from contracts.models.experience import EXPERIENCE_WORDS  # noqa: PLC0415
        from contracts.models.liability import LIABILITY_WORDS  # noqa: PLC0415
        from contracts.models.obligations import FOLLOWING  # noqa: PLC0415
        from contracts.models.payment import ABOUT_CUSTOMERS as ABOUT_PAYMENT  # noqa: PLC0415
        from contracts.queries.header import header_part  # noqa: PLC0415
        from contracts.queries.signoffs import waiting_in_inbox  # noqa: PLC0415
        from dealdesk.web.dealheader import provides  # noqa: PLC0415
        from dealdesk.web.waiting import waits_beside  # noqa: PLC0415
        from stakeholders.actions.deals import asks_before_signing, follows_signing  # noqa: PLC0415
        from stakeholders.actions.members import follows_hand_over  # noqa: PLC0415
        from stakeholders.actions.privacy import keeps_words  # noqa: PLC0415
        from stakeholders.queries.journal import tells  # noqa: PLC0415

        tells(SENTENCES, {})
        keeps_words(typed=ABOUT_PAYMENT, erase=erase_declarations_of, forget=forget_declarations_in)
        typed = [*checklists.ABOUT_CUSTOMERS, *signoffs.ABOUT_CUSTOMERS, *signing.ABOUT_CUSTOMERS]
        typed += [*DATA_WORDS, *EXPERIENCE_WORDS, *LIABILITY_WORDS]
        keeps_words(typed=typed, erase=erase_evidence_of, forget=forget_evidence_in)
        asks_before_signing(refuse_unsigned)
        keeps_words(typed=FOLLOWING, erase=erase_obligations_of, forget=forget_obligations_in)
        keeps_words(typed=DELIVERED, erase=erase_delivered_of, forget=forget_delivered_in)
        follows_signing(begin_life)
        follows_hand_over(ask_anew)
        provides(header_part)
        waits_beside(waiting_in_inbox)
