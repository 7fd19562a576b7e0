from django.urls import path

from conference.api import office

HERE = "workshops/<slug:slug>/"

urlpatterns = [
    path("me/", office.Me.as_view(), name="me"),
    path(f"{HERE}people/", office.People.as_view(), name="people"),
    path(f"{HERE}mails/", office.Mails.as_view(), name="mails"),
    path(f"{HERE}mails/<int:pk>/", office.OneMail.as_view(), name="mail"),
    path(f"{HERE}jobs/", office.Jobs.as_view(), name="jobs"),
    path(f"{HERE}jobs/<int:pk>/", office.OneJob.as_view(), name="job"),
]
