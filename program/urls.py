from django.urls import path

from program import site_urls
from program.views import chair_programme, chair_speakers, opt_ins, papers, schedule, site, speakers
from program.views.publish import publish
from program.views.speaker_form import speaker_form, speaker_form_photo

app_name = "program"

urlpatterns = [
    *site_urls.urlpatterns,
    path("speakers/<str:token>/", speaker_form, name="speaker_form"),
    path("speakers/<str:token>/photo/", speaker_form_photo, name="speaker_form_photo"),
    path("<slug:slug>/chair/programme/", chair_programme.chair_programme, name="chair_programme"),
    path("<slug:slug>/chair/programme/day/", chair_programme.chair_day, name="chair_day"),
    path("<slug:slug>/chair/programme/new/", chair_programme.chair_session_new, name="chair_session_new"),
    path("<slug:slug>/chair/programme/<uuid:session>/", chair_programme.chair_session, name="chair_session"),
    path(
        "<slug:slug>/chair/programme/<uuid:session>/delete/",
        chair_programme.chair_session_delete,
        name="chair_session_delete",
    ),
    path(
        "<slug:slug>/chair/programme/<uuid:session>/papers/",
        chair_programme.chair_session_papers,
        name="chair_session_papers",
    ),
    path("<slug:slug>/chair/speakers/", chair_speakers.chair_speakers, name="chair_speakers"),
    path("<slug:slug>/chair/speakers/new/", chair_speakers.chair_speaker_new, name="chair_speaker_new"),
    path("<slug:slug>/chair/speakers/at/<slug:speaker>/", chair_speakers.chair_speaker, name="chair_speaker"),
    path(
        "<slug:slug>/chair/speakers/at/<slug:speaker>/invite/",
        chair_speakers.chair_speaker_invite,
        name="chair_speaker_invite",
    ),
    path(
        "<slug:slug>/chair/speakers/at/<slug:speaker>/delete/",
        chair_speakers.chair_speaker_delete,
        name="chair_speaker_delete",
    ),
    path(
        "<slug:slug>/chair/speakers/at/<slug:speaker>/photo/",
        chair_speakers.chair_speaker_photo,
        name="chair_speaker_photo",
    ),
    path("<slug:slug>/chair/opt-ins/", opt_ins.opt_ins, name="opt_ins"),
    path("<slug:slug>/chair/opt-ins/<int:pk>/", opt_ins.opt_in, name="opt_in"),
    path("<slug:slug>/chair/opt-ins/<int:pk>/package/", opt_ins.package, name="opt_in_package"),
    path(
        "<slug:slug>/chair/opt-ins/<int:pk>/package/<int:job>/",
        opt_ins.package_file,
        name="opt_in_package_file",
    ),
    path("<slug:slug>/chair/publish/", publish, name="publish"),
    path("<slug:slug>/", site.site, name="site"),
    path("<slug:slug>/call/", site.call, name="call"),
    path("<slug:slug>/people/", site.people, name="people"),
    path("<slug:slug>/sponsors/<int:pk>/logo/", site.sponsor_logo, name="sponsor_logo"),
    path("<slug:slug>/programme/", schedule.programme, name="programme"),
    path("<slug:slug>/programme.ics", schedule.programme_ics, name="programme_ics"),
    path("<slug:slug>/programme.pdf", schedule.programme_as_pdf, name="programme_pdf"),
    path("<slug:slug>/programme/<uuid:session>.ics", schedule.session_ics, name="session_ics"),
    path("<slug:slug>/speakers/", speakers.speakers, name="speakers"),
    path("<slug:slug>/speakers/<slug:speaker>/", speakers.speaker, name="speaker"),
    path("<slug:slug>/speakers/<slug:speaker>/photo/", site.speaker_photo, name="speaker_photo"),
    path("<slug:slug>/papers/", papers.papers, name="papers"),
    path("<slug:slug>/papers.bib", papers.papers_bib, name="papers_bib"),
    path("<slug:slug>/papers/<int:number>/", papers.paper, name="paper"),
    path("<slug:slug>/papers/<int:number>/paper.pdf", papers.paper_pdf, name="paper_pdf"),
    path("<slug:slug>/papers/<int:number>/files/<slug:kind>/", papers.paper_file, name="paper_file"),
]
