"""All addresses of the installation. Workshops lie at the top, so their pages come last and reserve the rest."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from conference.api.doors import Nothing
from conference.views import api

V1: list[URLPattern | URLResolver] = [
    path("", include("conference.api.urls")),
    path("", include("submissions.api.urls")),
    path("", include("reviews.api.urls")),
    path("", include("program.api.urls")),
    path("<path:rest>", Nothing.as_view(), name="nothing"),
]

handler404 = "conference.views.trouble.not_found"
handler500 = "conference.views.trouble.server_error"

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/", api.reference, name="api_reference"),
    path("api/schema/", api.schema, name="api_schema"),
    path("api/v1/", include((V1, "api"))),
    *([path("mail-reports/", include("anymail.urls"))] if settings.EMAIL_REPORTS else []),
    path("", include("conference.urls")),
    path("", include("submissions.urls")),
    path("", include("reviews.urls")),
    path("", include("program.urls")),
]
