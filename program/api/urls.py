from django.urls import path

from program.api import (
    documents,
    draft,
    news,
    planning,
    public,
    publish,
    releases,
    signups,
    site,
    speakers,
    volumes,
)

HERE = "workshops/<slug:slug>/"
CHAIR = f"{HERE}chair/"
SESSIONS = f"{CHAIR}sessions/"
SESSION = f"{SESSIONS}<uuid:session>/"
FILLING = f"{CHAIR}fillings/<int:pk>/"
DOCUMENT = f"{CHAIR}documents/<slug:kind>/"
OPT_IN = f"{CHAIR}opt-ins/<int:pk>/"
LIST = f"{CHAIR}sign-up-lists/<int:pk>/"
OWN = f"{HERE}my-papers/<int:number>/"

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
    path(f"{SESSION}pinned/", planning.Pin.as_view(), name="pin"),
    path(f"{SESSION}fit/", planning.Fit.as_view(), name="fit_session"),
    path(f"{CHAIR}steps/", planning.Steps.as_view(), name="steps"),
    path(f"{CHAIR}days/", planning.Days.as_view(), name="days"),
    path(f"{CHAIR}fillings/", planning.Fillings.as_view(), name="fillings"),
    path(FILLING, planning.OneFilling.as_view(), name="filling"),
    path(f"{FILLING}take/", planning.TakeFilling.as_view(), name="take_filling"),
    path(f"{CHAIR}presenters/", planning.Presenters.as_view(), name="presenters"),
    path(f"{CHAIR}presenters/<int:number>/", planning.Presenter.as_view(), name="presenter"),
    path(f"{OWN}presenting/", planning.Presenting.as_view(), name="presenting"),
    path(f"{OWN}letter/", documents.AskLetter.as_view(), name="ask_letter"),
    path(f"{CHAIR}speakers/<slug:speaker>/photo/", speakers.SpeakerPhoto.as_view(), name="speaker_photo"),
    path(f"{CHAIR}site/", site.Site.as_view(), name="site"),
    path(f"{CHAIR}site/pictures/<slug:item>/", site.SitePicture.as_view(), name="site_picture"),
    path(f"{CHAIR}site/copy/", site.SiteCopy.as_view(), name="site_copy"),
    path(f"{CHAIR}site/copy/file/", site.SiteCopyFile.as_view(), name="site_copy_file"),
    path(f"{CHAIR}awards/", site.Awards.as_view(), name="awards"),
    path(f"{CHAIR}awards/<int:pk>/", site.OneAward.as_view(), name="award"),
    path(f"{CHAIR}remarks/", site.Remarks.as_view(), name="remarks"),
    path(f"{CHAIR}remarks/<int:pk>/", site.OneRemark.as_view(), name="remark"),
    path(f"{CHAIR}figures/", site.Figures.as_view(), name="figures"),
    path(f"{CHAIR}sign-up-lists/", signups.SignupLists.as_view(), name="signup_lists"),
    path(LIST, signups.OneSignupList.as_view(), name="signup_list"),
    path(f"{LIST}people/", signups.SignedUp.as_view(), name="signed_up"),
    path(f"{CHAIR}documents/", documents.Documents.as_view(), name="documents"),
    path(DOCUMENT, documents.OneDocument.as_view(), name="document"),
    path(f"{DOCUMENT}file/", documents.DocumentFile.as_view(), name="document_file"),
    path(f"{CHAIR}document-texts/", documents.Texts.as_view(), name="document_texts"),
    path(f"{CHAIR}document-texts/map/", documents.BookletMap.as_view(), name="booklet_map"),
    path(f"{CHAIR}certificates/", documents.Certificates.as_view(), name="certificates"),
    path(f"{CHAIR}letters/", documents.Letters.as_view(), name="letters"),
    path(f"{CHAIR}letters/<int:pk>/", documents.OneLetter.as_view(), name="letter"),
    path(f"{CHAIR}opt-ins/", volumes.OptIns.as_view(), name="opt_ins"),
    path(OPT_IN, volumes.OneOptIn.as_view(), name="opt_in"),
    path(f"{OPT_IN}papers/", volumes.OptInPapers.as_view(), name="opted_papers"),
    path(f"{OPT_IN}package/", volumes.Package.as_view(), name="package"),
    path(f"{OPT_IN}package/file/", volumes.PackageFile.as_view(), name="package_file"),
    path(f"{CHAIR}exports/<slug:kind>/", volumes.Export.as_view(), name="export"),
    path(f"{CHAIR}volume/", volumes.Volume.as_view(), name="volume"),
    path(f"{CHAIR}accepted-elsewhere/", volumes.AcceptedElsewhere.as_view(), name="accepted_elsewhere"),
]
