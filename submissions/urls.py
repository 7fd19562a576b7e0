from django.urls import path

from submissions.views import edit, findings, papers, uploads

app_name = "submissions"

PAPER = "<slug:slug>/my-papers/<int:number>/"

urlpatterns = [
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
    path(f"{PAPER}files/<uuid:public_id>/", papers.file, name="file"),
    path(f"{PAPER}files/<uuid:public_id>/answer/", findings.answer, name="answer_finding"),
    path(f"{PAPER}files/<uuid:public_id>/pictures/<slug:mark>/", findings.picture, name="picture"),
    path(f"{PAPER}findings/", findings.findings, name="findings"),
]
