from django.urls import path

from reviews.views import (
    decisions,
    discussion,
    files,
    judging,
    meta_reviews,
    progress,
    rebuttals,
    review_files,
    review_forms,
    reviewing,
    rounds,
    shepherding,
    sub_reviews,
)

DISCUSSION = "<slug:slug>/papers/<int:number>/discussion/"

urlpatterns = [
    path("<slug:slug>/reviewing/", reviewing.reviewing, name="reviewing"),
    path("<slug:slug>/reviewing/<int:number>/", reviewing.review, name="review"),
    path("<slug:slug>/reviewing/<int:number>/autosave/", reviewing.autosave, name="autosave_review"),
    path("<slug:slug>/reviewing/<int:number>/give-back/", reviewing.give_back, name="give_back"),
    path("<slug:slug>/papers/<int:number>/file/<uuid:public_id>/", files.paper_file, name="paper_file"),
    path("<slug:slug>/reviewing/reviews.txt", review_files.review_file, name="review_files"),
    path("<slug:slug>/reviewing/upload/", review_files.upload_reviews, name="upload_reviews"),
    path("<slug:slug>/reviewing/<int:number>/review.txt", review_files.review_file, name="review_file"),
    path("<slug:slug>/reviewing/<int:number>/meta-review/", meta_reviews.meta_review, name="meta_review"),
    path("<slug:slug>/reviewing/<int:number>/sub-reviewer/", sub_reviews.sub_reviewer, name="sub_reviewer"),
    path("sub-reviews/<str:token>/", sub_reviews.sub_review, name="sub_review"),
    path(DISCUSSION, discussion.discuss, name="discuss"),
    path(f"{DISCUSSION}read/", discussion.read, name="discussion_read"),
    path(f"{DISCUSSION}<int:pk>/", discussion.edit_comment, name="edit_comment"),
    path(f"{DISCUSSION}follow/", discussion.follow, name="follow_discussions"),
    path("<slug:slug>/my-papers/<int:number>/answer/", rebuttals.rebuttal, name="rebuttal"),
    path("<slug:slug>/chair/reviews/rebuttal/", rebuttals.rebuttal_window, name="rebuttal_window"),
    path(
        "<slug:slug>/chair/papers/<int:number>/reviews/<int:pk>/", judging.judge_review, name="judge_review"
    ),
    path("<slug:slug>/chair/reviews/form/", review_forms.review_form, name="review_form"),
    path("<slug:slug>/chair/reviews/", progress.progress, name="progress"),
    path("<slug:slug>/chair/reviews/rounds/", rounds.rounds, name="rounds"),
    path("<slug:slug>/chair/reviews/rounds/<int:pk>/", rounds.move_round, name="move_round"),
    path("<slug:slug>/chair/reviews/discussion/", progress.discussion, name="discussion"),
    path("<slug:slug>/chair/decisions/", decisions.decisions, name="decisions"),
    path("<slug:slug>/chair/decisions/release/", decisions.release, name="release"),
    path("<slug:slug>/chair/decisions/places/", decisions.places, name="places"),
    path("<slug:slug>/chair/decisions/what-if/", decisions.what_if, name="what_if"),
    path("<slug:slug>/chair/decisions/<int:number>/", decisions.decision, name="decision"),
    path("<slug:slug>/chair/decisions/<int:number>/conditions/", shepherding.conditions, name="conditions"),
    path("<slug:slug>/reviewing/<int:number>/conditions/", shepherding.shepherd, name="shepherd"),
    path("<slug:slug>/my-papers/<int:number>/conditions/", shepherding.revision, name="revision"),
    path("<slug:slug>/chair/decisions/<int:number>/mail/", decisions.decision_mail, name="decision_mail"),
]
