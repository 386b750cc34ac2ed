"""My desk, search and help."""

from django.urls import path

from dealdesk.home import views

app_name = "home"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("search/", views.search, name="search"),
    path("help/<slug:topic>/", views.help_page, name="help"),
]
