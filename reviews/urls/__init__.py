from reviews.urls.committee import urlpatterns as committee
from reviews.urls.season import urlpatterns as season

app_name = "reviews"

urlpatterns = [*committee, *season]
