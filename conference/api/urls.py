from django.urls import path

from conference.api import chasing, ending, listed, office, oneself, setup, webhooks, wording

HERE = "workshops/<slug:slug>/"
CHAIR = f"{HERE}chair/"
HOOK = f"{CHAIR}webhooks/<int:pk>/"
TEXT = f"{CHAIR}mail-texts/<slug:key>/"

urlpatterns = [
    path("me/", office.Me.as_view(), name="me"),
    path("me/profile/", oneself.Profile.as_view(), name="profile"),
    path("me/publications/", oneself.Publications.as_view(), name="publications"),
    path("me/publications/<int:pk>/", oneself.OnePublication.as_view(), name="publication"),
    path("me/data/", oneself.Data.as_view(), name="own_data"),
    path("me/data/file/", oneself.DataFile.as_view(), name="own_data_file"),
    path("me/workshops/", oneself.NewWorkshop.as_view(), name="new_workshop"),
    path(f"{CHAIR}settings/", setup.Settings.as_view(), name="settings"),
    path(f"{CHAIR}topics/", setup.Topics.as_view(), name="topics"),
    path(f"{CHAIR}tracks/", setup.Tracks.as_view(), name="tracks"),
    path(f"{CHAIR}tracks/<int:pk>/", setup.OneTrack.as_view(), name="track"),
    path(f"{CHAIR}dates/", setup.SetUpDates.as_view(), name="set_dates"),
    path(f"{CHAIR}dates/<int:pk>/", setup.OneDate.as_view(), name="set_date"),
    path(f"{CHAIR}sponsors/", listed.Sponsors.as_view(), name="sponsors"),
    path(f"{CHAIR}sponsors/<int:pk>/", listed.OneSponsor.as_view(), name="sponsor"),
    path(f"{CHAIR}sponsors/<int:pk>/logo/", listed.SponsorLogo.as_view(), name="sponsor_logo"),
    path(f"{CHAIR}contacts/", listed.Contacts.as_view(), name="contacts"),
    path(f"{CHAIR}contacts/<int:pk>/", listed.OneContact.as_view(), name="contact"),
    path(f"{CHAIR}listed-people/", listed.ListedPeople.as_view(), name="listed_people"),
    path(f"{CHAIR}listed-people/<int:pk>/", listed.OneListedPerson.as_view(), name="listed_person"),
    path(f"{CHAIR}archive/", ending.Archive.as_view(), name="archive"),
    path(f"{CHAIR}archive/term/", ending.Term.as_view(), name="term"),
    path(f"{CHAIR}events/", webhooks.Events.as_view(), name="events"),
    path(f"{CHAIR}webhooks/", webhooks.Webhooks.as_view(), name="webhooks"),
    path(HOOK, webhooks.OneWebhook.as_view(), name="webhook"),
    path(f"{HOOK}on/", webhooks.SwitchWebhook.as_view(), name="switch_webhook"),
    path(f"{HOOK}secret/", webhooks.WebhookSecret.as_view(), name="webhook_secret"),
    path(f"{HOOK}messages/", webhooks.Messages.as_view(), name="webhook_messages"),
    path(f"{HOOK}messages/<int:delivery>/", webhooks.MessageAgain.as_view(), name="webhook_message"),
    path(f"{CHAIR}mail-texts/", wording.MailTexts.as_view(), name="mail_texts"),
    path(TEXT, wording.OneMailText.as_view(), name="mail_text"),
    path(f"{TEXT}preview/", wording.MailPreview.as_view(), name="mail_preview"),
    path(f"{CHAIR}mail-rules/", wording.Rules.as_view(), name="mail_rules"),
    path(f"{HERE}people/", office.People.as_view(), name="people"),
    path(f"{HERE}people/<int:pk>/", office.OnePerson.as_view(), name="person"),
    path(f"{CHAIR}history/", office.History.as_view(), name="history"),
    path(f"{CHAIR}reminders/", chasing.Reminders.as_view(), name="reminders"),
    path(f"{CHAIR}reminders/<slug:kind>/", chasing.OneReminder.as_view(), name="reminder"),
    path(f"{CHAIR}reminders/<slug:kind>/days/", wording.ReminderDays.as_view(), name="reminder_days"),
    path(f"{HERE}mails/", office.Mails.as_view(), name="mails"),
    path(f"{HERE}mails/<int:pk>/", office.OneMail.as_view(), name="mail"),
    path(f"{HERE}mails/<int:pk>/act/", office.MailAct.as_view(), name="mail_act"),
    path(f"{HERE}jobs/", office.Jobs.as_view(), name="jobs"),
    path(f"{HERE}jobs/<int:pk>/", office.OneJob.as_view(), name="job"),
    path(f"{HERE}jobs/<int:pk>/act/", office.JobAct.as_view(), name="job_act"),
]
