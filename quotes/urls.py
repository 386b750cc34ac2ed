"""Where quotes answers."""

from django.urls import URLPattern, URLResolver, path

from quotes.views import approvals, negotiation, policies, proposals, quotes, workspace

app_name = "quotes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("deals/", workspace.deals, name="deals"),
    path("deals/<int:deal>/", workspace.deal, name="deal"),
    path("quotes/", quotes.quotes, name="quotes"),
    path("deals/<int:deal>/quotes/new/", quotes.quote_new, name="quote_new"),
    path("quotes/<int:quote>/", quotes.quote, name="quote"),
    path("quotes/<int:quote>/compare/", quotes.compare, name="compare"),
    path("versions/<int:version>/", quotes.version, name="version"),
    path("versions/<int:version>/lines/", quotes.lines, name="lines"),
    path("versions/<int:version>/lines/add/", quotes.line_add, name="line_add"),
    path("versions/<int:version>/lines/paste/", quotes.lines_paste, name="lines_paste"),
    path("versions/<int:version>/form/", quotes.version_form, name="version_form"),
    path("versions/<int:version>/terms/", quotes.version_terms, name="version_terms"),
    path("versions/<int:version>/next/", quotes.version_next, name="version_next"),
    path("versions/<int:version>/discard/", quotes.version_discard, name="version_discard"),
    path("versions/<int:version>/submit/", quotes.version_submit, name="version_submit"),
    path("versions/<int:version>/send/", quotes.version_send, name="version_send"),
    path("quotes/<int:quote>/negotiation/", negotiation.negotiation, name="negotiation"),
    path("quotes/<int:quote>/rounds/new/", negotiation.round_new, name="round_new"),
    path("quotes/<int:quote>/rounds/preview/", negotiation.round_preview, name="round_preview"),
    path("quotes/<int:quote>/anchors/", negotiation.anchors, name="anchors"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<int:asked>/", approvals.approval, name="approval"),
    path("approvals/<int:asked>/decide/", approvals.approval_decide, name="approval_decide"),
    path("approvals/<int:asked>/withdraw/", approvals.approval_withdraw, name="approval_withdraw"),
    path("quotes/<int:quote>/proposals/", proposals.proposals, name="proposals"),
    path("versions/<int:version>/proposals/new/", proposals.proposal_new, name="proposal_new"),
    path("proposals/<int:export>/", proposals.proposal, name="proposal"),
    path("proposals/<int:export>/download/", proposals.proposal_download, name="proposal_download"),
    path("policies/", policies.policies, name="policies"),
    path("policies/new/", policies.policy_new, name="policy_new"),
    path("policies/<int:policy>/", policies.policy, name="policy"),
    path("policies/<int:policy>/rules/", policies.policy_rules, name="policy_rules"),
    path("policies/<int:policy>/publish/", policies.policy_publish, name="policy_publish"),
]
