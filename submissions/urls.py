from django.urls import path

from submissions.views import compose, deadlines, edit, findings, links, papers, styles, uploads

app_name = "submissions"

PAPER = "<slug:slug>/my-papers/<int:number>/"

urlpatterns = [
    path("<slug:slug>/chair/tracks/styles/", styles.styles, name="styles"),
    path("<slug:slug>/chair/tracks/styles/<int:pk>/remove/", styles.remove, name="remove_style"),
    path("<slug:slug>/submit/", papers.start, name="start"),
    path("<slug:slug>/my-papers/", papers.mine, name="mine"),
    path(PAPER, papers.paper, name="paper"),
    path(f"{PAPER}edit/", edit.edit, name="edit"),
    path(f"{PAPER}autosave/", edit.autosave, name="autosave"),
    path(f"{PAPER}check/", edit.check, name="check"),
    path(f"{PAPER}check/again/", edit.check_again, name="check_again"),
    path(f"{PAPER}uploads/", uploads.begin, name="uploads"),
    path(f"{PAPER}uploads/<uuid:public_id>/", uploads.upload, name="upload"),
    path(f"{PAPER}withdraw/", papers.withdraw, name="withdraw"),
    path(f"{PAPER}restore/", papers.restore, name="restore"),
    path(f"{PAPER}discard/", papers.discard, name="discard"),
    path(f"{PAPER}ask-authors/", links.ask_authors, name="ask_authors"),
    path("<slug:slug>/authors/<str:token>/", links.confirm, name="confirm"),
    path("<slug:slug>/late/<str:token>/", links.late_paper, name="late"),
    path("<slug:slug>/chair/form/", compose.form, name="form"),
    path("<slug:slug>/chair/form/new/", compose.field_new, name="field_new"),
    path("<slug:slug>/chair/form/preview/", compose.form_preview, name="form_preview"),
    path("<slug:slug>/chair/form/<int:pk>/", compose.field, name="field"),
    path("<slug:slug>/chair/form/<int:pk>/retire/", compose.field_retire, name="field_retire"),
    path("<slug:slug>/chair/form/<int:pk>/back/", compose.field_back, name="field_back"),
    path("<slug:slug>/chair/deadlines/", deadlines.deadlines, name="deadlines"),
    path("<slug:slug>/chair/deadlines/tracks/", deadlines.track_deadlines, name="track_deadlines"),
    path("<slug:slug>/chair/deadlines/late/", deadlines.late_link, name="late_link"),
    path("<slug:slug>/chair/deadlines/late/<int:pk>/back/", deadlines.late_link_back, name="late_link_back"),
    path(f"{PAPER}files/<uuid:public_id>/", papers.file, name="file"),
    path(f"{PAPER}files/<uuid:public_id>/answer/", findings.answer, name="answer_finding"),
    path(f"{PAPER}files/<uuid:public_id>/pictures/<slug:mark>/", findings.picture, name="picture"),
    path(f"{PAPER}findings/", findings.findings, name="findings"),
]
