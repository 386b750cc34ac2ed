"""Where contracts answers."""

from django.urls import URLPattern, URLResolver, path

from contracts.views import checklists, clauses, lookouts, obligations, payment, renewals, sla, statutes

app_name = "contracts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("deals/<int:deal>/contract/", checklists.checklists, name="checklists"),
    path("deals/<int:deal>/contract/new/", checklists.checklist_new, name="checklist_new"),
    path("deals/<int:deal>/contract/payment/", payment.payment, name="payment"),
    path("deals/<int:deal>/contract/files/", checklists.checklist_files, name="checklist_files"),
    path("deals/<int:deal>/contract/payment/law/", payment.payment_law, name="payment_law"),
    path("deals/<int:deal>/contract/payment/declaration/", payment.declaration_paper, name="declaration_paper"),
    path("deals/<int:deal>/contract/payment/declaration/new/", payment.declaration_new, name="declaration_new"),
    path("declarations/<int:declaration>/", payment.declaration, name="declaration"),
    path("contract-items/<int:item>/", checklists.item, name="item"),
    path("deals/<int:deal>/after/", obligations.after, name="after"),
    path("deals/<int:deal>/after/begin/", obligations.after_begin, name="after_begin"),
    path("deals/<int:deal>/after/new/", obligations.obligation_new, name="obligation_new"),
    path("contract-lives/<int:life>/", obligations.life, name="life"),
    path("obligations/", obligations.obligations, name="obligations"),
    path("renewals/", renewals.renewals, name="renewals"),
    path("renewals/prices/", renewals.price_readings, name="price_readings"),
    path("renewals/prices/new/", renewals.price_reading_new, name="price_reading_new"),
    path("renewals/<int:life>/", renewals.renewal, name="renewal"),
    path("renewals/<int:life>/begin/", renewals.renewal_begin, name="renewal_begin"),
    path("obligations/lookouts/", lookouts.lookouts, name="lookouts"),
    path("obligations/lookouts/new/", lookouts.lookout_new, name="lookout_new"),
    path("obligations/<int:obligation>/", obligations.obligation, name="obligation"),
    path("obligations/<int:obligation>/edit/", obligations.obligation_edit, name="obligation_edit"),
    path("obligations/<int:obligation>/settle/", obligations.obligation_settle, name="obligation_settle"),
    path("obligations/<int:obligation>/reopen/", obligations.obligation_reopen, name="obligation_reopen"),
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
    path("law/lpr/", payment.prime_rates, name="prime_rates"),
    path("law/lpr/new/", payment.prime_rate_new, name="prime_rate_new"),
    path("law/<str:rule>/new/", statutes.statute_new, name="statute_new"),
    path("law/<int:statute>/checked/", statutes.statute_check, name="statute_check"),
]
