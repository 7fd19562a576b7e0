"""All addresses of the installation. Workshops lie at the top, so their pages come last and reserve the rest."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

handler500 = "conference.views.trouble.server_error"

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/v1/", include("program.api_urls")),
    path("", include("conference.urls")),
    path("", include("submissions.urls")),
    path("", include("reviews.urls")),
    path("", include("program.urls")),
]
