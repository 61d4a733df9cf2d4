"""Addresses of the members room."""

from django.urls import path

from members.views import accounts, contact, declaration_sheets, declarations, people, roster, session

app_name = "members"

urlpatterns = [
    path("login/", session.sign_in, name="login"),
    path("logout/", session.sign_out, name="logout"),
    path("password/", session.password, name="password"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.new_account, name="new_account"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/password/", accounts.give_password, name="give_password"),
    path("accounts/<int:pk>/close/", accounts.close_account, name="close_account"),
    path("accounts/<int:pk>/open/", accounts.open_account, name="open_account"),
    path("accounts/<int:pk>/unlock/", accounts.unlock_account, name="unlock_account"),
    path("accounts/<int:pk>/contact/", contact.account_contact, name="account_contact"),
    path("accounts/<int:pk>/appoint/", accounts.appoint_user, name="appoint"),
    path("accounts/tokens/<int:pk>/revoke/", accounts.revoke_api_token, name="revoke_token"),
    path("appointments/<int:pk>/end/", accounts.end_post, name="end_post"),
    path("members/", people.members, name="members"),
    path("members/new/", people.new_person, name="new_person"),
    path("members/import/", roster.import_page, name="import_roster"),
    path("members/import/template.xlsx", roster.template, name="roster_template"),
    path("members/<str:employee_number>/", people.member, name="member"),
    path("members/<str:employee_number>/details/", people.change_details, name="change_details"),
    path("members/<str:employee_number>/transfer/", people.transfer, name="transfer"),
    path("members/<str:employee_number>/status/", people.change_status, name="change_status"),
    path("members/<str:employee_number>/leave/", people.leave, name="leave"),
    path("members/<str:employee_number>/exempt/", people.exempt, name="exempt"),
    path("exemptions/<int:pk>/end/", people.end_exemption, name="end_exemption"),
    path("declarations/", declarations.declarations, name="declarations"),
    path("declarations/enter/", declarations.enter, name="enter_declarations"),
    path("declarations/decide/", declarations.decide_several, name="decide_declarations"),
    path("declarations/import/<slug:code>/<int:year>/", declaration_sheets.import_page, name="import_declarations"),
    path(
        "declarations/import/<slug:code>/<int:year>/declarations.xlsx",
        declaration_sheets.workbook,
        name="declarations_workbook",
    ),
    path("declarations/<int:pk>/", declarations.declaration, name="declaration"),
    path("declarations/<int:pk>/decide/", declarations.decide, name="decide"),
    path("me/reminders/", contact.my_reminders, name="my_reminders"),
    path("me/declaration/", declarations.my_declaration, name="my_declaration"),
]
