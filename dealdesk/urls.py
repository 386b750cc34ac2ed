"""Every address of the desk: the shell's own, then each app's."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from dealdesk.home import health, styleguide
from dealdesk.web.guards import public

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("language", public(set_language), name="set_language"),
    path("accounts/", include("dealdesk.accounts_urls")),
    path("r/", include("dealdesk.readers_urls")),
    path("", include("dealdesk.home.urls")),
    path("", include("stakeholders.urls")),
    path("", include("quotes.urls")),
    path("", include("contracts.urls")),
]

handler403 = "dealdesk.home.errors.permission_denied"
handler404 = "dealdesk.home.errors.not_found"
handler500 = "dealdesk.home.errors.server_error"

if settings.DEBUG:
    # Every part the screens are put together from, on one page, for those who build them.
    urlpatterns.append(path("styleguide/", styleguide.styleguide, name="styleguide"))
