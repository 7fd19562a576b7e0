from django.urls import path

from submissions.api import compose, files, lateness, papers

HERE = "workshops/<slug:slug>/"
CHAIR = f"{HERE}chair/"
PAPER = f"{HERE}my-papers/<int:number>/"
FILE = f"{PAPER}files/<uuid:public_id>/"

urlpatterns = [
    path(f"{HERE}submission-form/", papers.SubmissionForm.as_view(), name="submission_form"),
    path(f"{HERE}my-papers/", papers.OwnPapers.as_view(), name="own_papers"),
    path(PAPER, papers.OwnPaper.as_view(), name="own_paper"),
    path(f"{PAPER}submit/", papers.Submit.as_view(), name="submit"),
    path(f"{PAPER}withdraw/", papers.Withdraw.as_view(), name="withdraw"),
    path(f"{PAPER}restore/", papers.Restore.as_view(), name="restore"),
    path(f"{PAPER}ask-authors/", papers.AskAuthors.as_view(), name="ask_authors"),
    path(f"{PAPER}authorship/", papers.Authorship.as_view(), name="authorship"),
    path(f"{HERE}my-papers/late/", papers.LatePaper.as_view(), name="late_paper"),
    path(f"{PAPER}check-again/", files.CheckAgain.as_view(), name="check_again"),
    path(f"{PAPER}files/", files.Files.as_view(), name="files"),
    path(FILE, files.OneFile.as_view(), name="file"),
    path(f"{FILE}report/", files.Report.as_view(), name="report"),
    path(f"{FILE}findings/<slug:key>/", files.OneFinding.as_view(), name="answer_finding"),
    path(f"{FILE}seen/", files.FindingsSeen.as_view(), name="findings_seen"),
    path(f"{CHAIR}questions/", compose.Questions.as_view(), name="questions"),
    path(f"{CHAIR}questions/order/", compose.QuestionOrder.as_view(), name="question_order"),
    path(f"{CHAIR}questions/<int:pk>/", compose.OneQuestion.as_view(), name="question"),
    path(f"{CHAIR}questions/<int:pk>/back/", compose.QuestionBack.as_view(), name="question_back"),
    path(f"{CHAIR}styles/", compose.Styles.as_view(), name="styles"),
    path(f"{CHAIR}styles/measure/", compose.MeasureStyle.as_view(), name="measure_style"),
    path(f"{CHAIR}styles/<int:pk>/", compose.OneStyle.as_view(), name="style"),
    path(f"{CHAIR}tracks/<int:pk>/deadline/", lateness.TrackDeadline.as_view(), name="track_deadline"),
    path(f"{CHAIR}call-rules/", lateness.CallRules.as_view(), name="call_rules"),
    path(f"{CHAIR}late-links/", lateness.LateLinks.as_view(), name="late_links"),
    path(f"{CHAIR}late-links/<int:pk>/", lateness.OneLateLink.as_view(), name="late_link"),
]
