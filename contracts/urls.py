"""Where contracts answers."""

from django.urls import URLPattern, URLResolver, path

from contracts.views import statutes

app_name = "contracts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("law/", statutes.statutes, name="statutes"),
    path("law/<str:rule>/new/", statutes.statute_new, name="statute_new"),
    path("law/<int:statute>/checked/", statutes.statute_check, name="statute_check"),
]
