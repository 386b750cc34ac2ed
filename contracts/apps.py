"""What we sign."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = "What we sign"

    def ready(self) -> None:
        """The models must be loaded before anything that asks them is imported."""
        from contracts.domain.journal import SENTENCES  # noqa: PLC0415
        from stakeholders.queries.journal import tells  # noqa: PLC0415

        tells(SENTENCES, {})
