"""Whom we deal with."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "stakeholders"
    verbose_name = "Whom we deal with"

    def ready(self) -> None:
        """The models must be loaded before anything that asks them is imported."""
        from allauth.account.signals import password_changed, user_logged_in  # noqa: PLC0415

        from dealdesk.web.dealheader import provides  # noqa: PLC0415
        from stakeholders.queries.deals import header_part  # noqa: PLC0415
        from stakeholders.views.people import logged_in, password_was_changed  # noqa: PLC0415

        provides(header_part)
        user_logged_in.connect(logged_in)
        password_changed.connect(password_was_changed)
