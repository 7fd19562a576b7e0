from django.urls import path

from program.api import draft, news, public, publish, releases, speakers

HERE = "workshops/<slug:slug>/"
CHAIR = f"{HERE}chair/"
SESSIONS = f"{CHAIR}sessions/"
SESSION = f"{SESSIONS}<uuid:session>/"

urlpatterns = [
    path("workshops/", public.Workshops.as_view(), name="workshops"),
    path(HERE, public.OneWorkshop.as_view(), name="workshop"),
    path(f"{HERE}dates/", public.Dates.as_view(), name="dates"),
    path(f"{HERE}programme/", public.Programme.as_view(), name="programme"),
    path(f"{HERE}speakers/", public.Speakers.as_view(), name="speakers"),
    path(f"{HERE}papers/", public.Papers.as_view(), name="papers"),
    path(f"{HERE}papers/<int:number>/", public.OnePaper.as_view(), name="paper"),
    path(f"{HERE}news/", news.News.as_view(), name="news"),
    path(f"{CHAIR}news/", news.AllNews.as_view(), name="all_news"),
    path(f"{CHAIR}news/<int:pk>/", news.OneNews.as_view(), name="news_post"),
    path(f"{CHAIR}speakers/", speakers.Speakers.as_view(), name="chair_speakers"),
    path(f"{CHAIR}speakers/<slug:speaker>/", speakers.OneSpeaker.as_view(), name="chair_speaker"),
    path(f"{CHAIR}speakers/<slug:speaker>/invite/", speakers.InviteSpeaker.as_view(), name="invite_speaker"),
    path(f"{CHAIR}releases/", releases.Releases.as_view(), name="releases"),
    path(f"{CHAIR}releases/next/", releases.NextRelease.as_view(), name="next_release"),
    path(f"{CHAIR}publish/", publish.Publish.as_view(), name="publish"),
    path(SESSIONS, draft.Sessions.as_view(), name="draft_sessions"),
    path(SESSION, draft.OneSession.as_view(), name="draft_session"),
    path(f"{SESSION}papers/", draft.SessionPapers.as_view(), name="session_papers"),
    path(f"{SESSION}papers/<int:number>/", draft.SessionPaper.as_view(), name="session_paper"),
]
