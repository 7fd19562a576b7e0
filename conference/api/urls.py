from django.urls import path

from conference.api import chasing, office, setup

HERE = "workshops/<slug:slug>/"
CHAIR = f"{HERE}chair/"

urlpatterns = [
    path("me/", office.Me.as_view(), name="me"),
    path(f"{CHAIR}settings/", setup.Settings.as_view(), name="settings"),
    path(f"{CHAIR}topics/", setup.Topics.as_view(), name="topics"),
    path(f"{CHAIR}tracks/", setup.Tracks.as_view(), name="tracks"),
    path(f"{CHAIR}tracks/<int:pk>/", setup.OneTrack.as_view(), name="track"),
    path(f"{CHAIR}dates/", setup.SetUpDates.as_view(), name="set_dates"),
    path(f"{CHAIR}dates/<int:pk>/", setup.OneDate.as_view(), name="set_date"),
    path(f"{HERE}people/", office.People.as_view(), name="people"),
    path(f"{HERE}people/<int:pk>/", office.OnePerson.as_view(), name="person"),
    path(f"{CHAIR}history/", office.History.as_view(), name="history"),
    path(f"{CHAIR}reminders/", chasing.Reminders.as_view(), name="reminders"),
    path(f"{CHAIR}reminders/<slug:kind>/", chasing.OneReminder.as_view(), name="reminder"),
    path(f"{HERE}mails/", office.Mails.as_view(), name="mails"),
    path(f"{HERE}mails/<int:pk>/", office.OneMail.as_view(), name="mail"),
    path(f"{HERE}mails/<int:pk>/act/", office.MailAct.as_view(), name="mail_act"),
    path(f"{HERE}jobs/", office.Jobs.as_view(), name="jobs"),
    path(f"{HERE}jobs/<int:pk>/", office.OneJob.as_view(), name="job"),
    path(f"{HERE}jobs/<int:pk>/act/", office.JobAct.as_view(), name="job_act"),
]
