"""Where quotes answers."""

from django.urls import URLPattern, URLResolver, path

from quotes.views import workspace

app_name = "quotes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("deals/", workspace.deals, name="deals"),
    path("deals/<int:deal>/", workspace.deal, name="deal"),
]
