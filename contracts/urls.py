"""Where contracts answers."""

from django.urls import URLPattern, URLResolver, path

from contracts.views import checklists, clauses, payment, sla, statutes

app_name = "contracts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("deals/<int:deal>/contract/", checklists.checklists, name="checklists"),
    path("deals/<int:deal>/contract/new/", checklists.checklist_new, name="checklist_new"),
    path("deals/<int:deal>/contract/payment/", payment.payment, name="payment"),
    path("deals/<int:deal>/contract/files/", checklists.checklist_files, name="checklist_files"),
    path("contract-items/<int:item>/", checklists.item, name="item"),
    path("clauses/", clauses.clauses, name="clauses"),
    path("clauses/new/", clauses.clause_new, name="clause_new"),
    path("clauses/<int:clause>/", clauses.clause, name="clause"),
    path("clauses/<int:clause>/edit/", clauses.clause_edit, name="clause_edit"),
    path("clauses/<int:clause>/history/", clauses.clause_history, name="clause_history"),
    path("sla/", sla.sla, name="sla"),
    path("sla/logs/new/", sla.incidents_new, name="incidents_new"),
    path("sla/wordings/new/", sla.wording_new, name="wording_new"),
    path("sla/wordings/<int:wording>/retire/", sla.wording_retire, name="wording_retire"),
    path("law/", statutes.statutes, name="statutes"),
    path("law/<str:rule>/new/", statutes.statute_new, name="statute_new"),
    path("law/<int:statute>/checked/", statutes.statute_check, name="statute_check"),
]
