"""The log-in addresses of django-allauth that the desk uses, and no others."""

from allauth.account import views
from django.db import transaction
from django.urls import path

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("password/change/", transaction.atomic(views.password_change), name="account_change_password"),
]
