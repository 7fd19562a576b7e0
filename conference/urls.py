from django.urls import path

from conference.views import invitation, office, operator, people, personal, reminders, setup, site

app_name = "conference"

urlpatterns = [
    path("", personal.home, name="home"),
    path("healthz/", site.healthz, name="healthz"),
    path("readyz/", operator.readyz, name="readyz"),
    path("metrics/", operator.metrics, name="metrics"),
    path("operator/", operator.operator, name="operator"),
    path("operator/examine/", operator.examine, name="examine"),
    path("me/", personal.dashboard, name="dashboard"),
    path("me/profile/", personal.profile, name="profile"),
    path("me/profile/publications/", personal.add_publications, name="add_publications"),
    path("institutions/", personal.institutions, name="institutions"),
    path("new/", personal.new_workshop, name="new_workshop"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("jobs/<int:pk>/", office.job, name="job"),
    path("jobs/<int:pk>/cancel/", office.cancel_job, name="cancel_job"),
    path("jobs/<int:pk>/retry/", office.retry_job, name="retry_job"),
    path("<slug:slug>/theme.css", site.theme, name="theme"),
    path("<slug:slug>/chair/", setup.chair, name="chair"),
    path("<slug:slug>/chair/settings/", setup.settings, name="settings"),
    path("<slug:slug>/chair/tracks/", setup.tracks, name="tracks"),
    path("<slug:slug>/chair/topics/", setup.topics, name="topics"),
    path("<slug:slug>/chair/dates/", setup.dates, name="dates"),
    path("<slug:slug>/chair/people/", people.people, name="people"),
    path("<slug:slug>/chair/people/roles/", people.give_role, name="give_role"),
    path("<slug:slug>/chair/people/roles/<int:pk>/remove/", people.take_role, name="take_role"),
    path("<slug:slug>/chair/people/paste/", people.paste_committee, name="paste_committee"),
    path("<slug:slug>/chair/sponsors/", people.sponsors, name="sponsors"),
    path("<slug:slug>/chair/mail/", office.outbox, name="outbox"),
    path("<slug:slug>/chair/mail/<int:pk>/retry/", office.retry_mail, name="retry_mail"),
    path("<slug:slug>/chair/mail/reminders/", reminders.overview, name="reminders"),
    path("<slug:slug>/chair/mail/reminders/<slug:kind>/", reminders.reminder, name="reminder"),
    path("<slug:slug>/chair/mail/reminders/<slug:kind>/days/", reminders.reminder_rule, name="reminder_rule"),
    path("<slug:slug>/chair/mail/texts/", office.texts, name="mail_texts"),
    path("<slug:slug>/chair/mail/texts/<slug:key>/", office.text, name="mail_text"),
    path("<slug:slug>/chair/mail/texts/<slug:key>/reset/", office.reset_text, name="reset_mail_text"),
    path("<slug:slug>/chair/jobs/", office.jobs, name="jobs"),
    path("<slug:slug>/chair/history/", office.history, name="history"),
]
