"""Where stakeholders answers."""

from django.urls import path

from stakeholders.views import customers, deals, engagements, journal, members, people, plans, privacy, seats, workdays

app_name = "stakeholders"
urlpatterns = [
    path("customers/", customers.customers, name="customers"),
    path("customers/workbook/", customers.customers_workbook, name="customers_workbook"),
    path("customers/new/", customers.customer_new, name="customer_new"),
    path("customers/<int:customer>/", customers.customer, name="customer"),
    path("customers/<int:customer>/edit/", customers.customer_edit, name="customer_edit"),
    path("customers/<int:customer>/contacts/new/", customers.contact_new, name="contact_new"),
    path("contacts/<int:contact>/edit/", customers.contact_edit, name="contact_edit"),
    path("deals/new/", deals.deal_new, name="deal_new"),
    path("deals/<int:deal>/edit/", deals.deal_edit, name="deal_edit"),
    path("deals/<int:deal>/stage/", deals.deal_stage, name="deal_stage"),
    path("deals/<int:deal>/members/", members.deal_members, name="deal_members"),
    path("deals/<int:deal>/members/add/", members.member_add, name="member_add"),
    path("deals/<int:deal>/members/<int:person>/remove/", members.member_remove, name="member_remove"),
    path("deals/<int:deal>/owner/", members.deal_owner, name="deal_owner"),
    path("deals/<int:deal>/seats/", seats.seats, name="seats"),
    path("seats/<int:seat>/edit/", seats.seat_edit, name="seat_edit"),
    path("seats/<int:seat>/remove/", seats.seat_remove, name="seat_remove"),
    path("deals/<int:deal>/plan/", plans.plan, name="plan"),
    path("deals/<int:deal>/plan/begin/", plans.plan_begin, name="plan_begin"),
    path("deals/<int:deal>/plan/leads/", plans.plan_leads, name="plan_leads"),
    path("deals/<int:deal>/plan/new/", plans.milestone_new, name="milestone_new"),
    path("milestones/<int:milestone>/edit/", plans.milestone_edit, name="milestone_edit"),
    path("milestones/<int:milestone>/done/", plans.milestone_done, name="milestone_done"),
    path("milestones/<int:milestone>/reopen/", plans.milestone_reopen, name="milestone_reopen"),
    path("milestones/<int:milestone>/remove/", plans.milestone_remove, name="milestone_remove"),
    path("workdays/", workdays.workdays, name="workdays"),
    path("workdays/import/", workdays.workdays_import, name="workdays_import"),
    path("deals/<int:deal>/engagements/", engagements.engagements, name="engagements"),
    path("engagements/<int:engagement>/edit/", engagements.engagement_edit, name="engagement_edit"),
    path("engagements/<int:engagement>/remove/", engagements.engagement_remove, name="engagement_remove"),
    path("deals/<int:deal>/timeline/", journal.timeline, name="timeline"),
    path("contacts/<int:contact>/export/", privacy.contact_export, name="contact_export"),
    path("contacts/<int:contact>/erase/", privacy.contact_erase, name="contact_erase"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/new/", privacy.privacy_new, name="privacy_new"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:person>/", people.person_edit, name="person_edit"),
    path("teams/new/", people.team_new, name="team_new"),
    path("teams/<int:team>/", people.team_edit, name="team_edit"),
]
