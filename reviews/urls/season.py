from django.urls import path

from reviews.views import decisions, files, progress, reviewing

urlpatterns = [
    path("<slug:slug>/reviewing/", reviewing.reviewing, name="reviewing"),
    path("<slug:slug>/reviewing/<int:number>/", reviewing.review, name="review"),
    path("<slug:slug>/reviewing/<int:number>/autosave/", reviewing.autosave, name="autosave_review"),
    path("<slug:slug>/reviewing/<int:number>/give-back/", reviewing.give_back, name="give_back"),
    path("<slug:slug>/papers/<int:number>/file/<uuid:public_id>/", files.paper_file, name="paper_file"),
    path("<slug:slug>/chair/reviews/", progress.progress, name="progress"),
    path("<slug:slug>/chair/reviews/remind/", progress.remind, name="remind"),
    path("<slug:slug>/chair/reviews/discussion/", progress.discussion, name="discussion"),
    path("<slug:slug>/chair/decisions/", decisions.decisions, name="decisions"),
    path("<slug:slug>/chair/decisions/release/", decisions.release, name="release"),
    path("<slug:slug>/chair/decisions/places/", decisions.places, name="places"),
    path("<slug:slug>/chair/decisions/what-if/", decisions.what_if, name="what_if"),
    path("<slug:slug>/chair/decisions/<int:number>/", decisions.decision, name="decision"),
    path("<slug:slug>/chair/decisions/<int:number>/mail/", decisions.decision_mail, name="decision_mail"),
]
