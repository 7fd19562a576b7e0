"""The addresses of an installation that has a mail provider."""

from django.urls import include, path

urlpatterns = [path("mail-reports/", include("anymail.urls")), path("", include("conference.root_urls"))]
