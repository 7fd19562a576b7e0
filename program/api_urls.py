from django.urls import path

from program import api

app_name = "api"

urlpatterns = [
    path("workshops/", api.WorkshopList.as_view(), name="workshops"),
    path("workshops/<slug:slug>/", api.WorkshopDetail.as_view(), name="workshop"),
    path("workshops/<slug:slug>/dates/", api.DateList.as_view(), name="dates"),
    path("workshops/<slug:slug>/programme/", api.SessionList.as_view(), name="programme"),
    path("workshops/<slug:slug>/speakers/", api.SpeakerList.as_view(), name="speakers"),
    path("workshops/<slug:slug>/papers/", api.PaperList.as_view(), name="papers"),
    path("workshops/<slug:slug>/papers/<int:number>/", api.PaperDetail.as_view(), name="paper"),
]
