from reviews.urls.camera_ready import urlpatterns as camera_ready
from reviews.urls.committee import urlpatterns as committee
from reviews.urls.season import urlpatterns as season

app_name = "reviews"

urlpatterns = [*committee, *season, *camera_ready]
