"""Where quotes answers."""

from django.urls import URLPattern, URLResolver, path

from quotes.views import approvals, negotiation, policies, proposals, workspace

app_name = "quotes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("deals/", workspace.deals, name="deals"),
    path("deals/<int:deal>/", workspace.deal, name="deal"),
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
