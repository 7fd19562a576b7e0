from django.urls import path

from reviews.api import (
    assigning,
    camera_ready,
    chairs,
    final_table,
    judging,
    meta_reviews,
    preferences,
    recruiting,
    release,
    reviewing,
    season,
    standing,
    talking,
)

HERE = "workshops/<slug:slug>/"
DESK = f"{HERE}reviewing/<int:number>/"
CHAIR = f"{HERE}chair/"
PAPER = f"{CHAIR}papers/<int:number>/"
OWN = f"{HERE}my-papers/<int:number>/"
FINAL = f"{OWN}camera-ready/"
PROPOSALS = f"{CHAIR}proposals/"
RUN = f"{PROPOSALS}<int:pk>/"
TABLE = f"{CHAIR}camera-ready/"
SAID = f"{HERE}papers/<int:number>/discussion/"

urlpatterns = [
    path(f"{OWN}decision/", reviewing.OwnDecision.as_view(), name="own_decision"),
    path(f"{OWN}answer/", talking.AnswerToReviews.as_view(), name="answer"),
    path(FINAL, camera_ready.Checklist.as_view(), name="checklist"),
    path(f"{FINAL}items/<slug:item>/", camera_ready.OneItem.as_view(), name="checklist_item"),
    path(f"{FINAL}options/<int:pk>/", camera_ready.Option.as_view(), name="checklist_option"),
    path(f"{FINAL}names/", camera_ready.FinalNames.as_view(), name="final_names"),
    path(f"{FINAL}authors/", camera_ready.AuthorWish.as_view(), name="author_wish"),
    path(SAID, talking.Discussion.as_view(), name="discussion"),
    path(f"{SAID}read/", talking.DiscussionRead.as_view(), name="discussion_read"),
    path(f"{SAID}<int:pk>/", talking.OneComment.as_view(), name="comment"),
    path(f"{HERE}reviewing/bids/", talking.Bids.as_view(), name="bids"),
    path(f"{HERE}reviewing/bids/<int:number>/", talking.OneBid.as_view(), name="bid"),
    path(f"{HERE}reviewing/", reviewing.Reviewing.as_view(), name="reviewing"),
    path(f"{HERE}handling/", reviewing.Handling.as_view(), name="handling"),
    path(f"{HERE}reviewing/preferences/", preferences.Preferences.as_view(), name="preferences"),
    path(f"{DESK}give-back/", preferences.GiveBack.as_view(), name="give_back"),
    path(DESK, reviewing.Desk.as_view(), name="desk"),
    path(f"{DESK}meta-review/", meta_reviews.OwnMetaReview.as_view(), name="meta_review"),
    path(f"{DESK}review/", reviewing.OwnReview.as_view(), name="review"),
    path(
        f"{HERE}papers/<int:number>/files/<uuid:public_id>/", reviewing.BlindFile.as_view(), name="blind_file"
    ),
    path(f"{CHAIR}papers/", chairs.Papers.as_view(), name="chair_papers"),
    path(PAPER, chairs.Paper.as_view(), name="chair_paper"),
    path(f"{PAPER}look/", release.Look.as_view(), name="look"),
    path(f"{PAPER}original/", release.OriginalFile.as_view(), name="original_file"),
    path(f"{CHAIR}papers/mail/", standing.NoteToAuthors.as_view(), name="mail_authors"),
    path(f"{PAPER}take-up-again/", standing.TakeUpAgain.as_view(), name="take_up_again"),
    path(f"{PAPER}restore/", standing.Restore.as_view(), name="restore_paper"),
    path(f"{PAPER}deadline/", standing.Deadline.as_view(), name="extend_paper"),
    path(f"{PAPER}track/", standing.PaperTrack.as_view(), name="paper_track"),
    path(f"{PAPER}tags/", standing.Tags.as_view(), name="tags"),
    path(f"{CHAIR}season/", season.Season.as_view(), name="season"),
    path(f"{CHAIR}season/bidding/", season.Bidding.as_view(), name="bidding"),
    path(f"{CHAIR}season/discussion/", season.DiscussionPhase.as_view(), name="discussion_phase"),
    path(f"{CHAIR}season/rebuttal/", season.RebuttalPhase.as_view(), name="rebuttal_phase"),
    path(f"{CHAIR}pair-rules/", season.PairRules.as_view(), name="pair_rules"),
    path(f"{CHAIR}pair-rules/<int:pk>/", season.OnePairRule.as_view(), name="pair_rule"),
    path(f"{CHAIR}decisions/release/", release.Release.as_view(), name="release"),
    path(f"{PAPER}assignments/", chairs.Assignments.as_view(), name="assignments"),
    path(f"{PAPER}assignments/<int:pk>/", chairs.OneAssignment.as_view(), name="assignment"),
    path(f"{PAPER}desk-reject/", chairs.DeskReject.as_view(), name="desk_reject"),
    path(f"{PAPER}reviews/", judging.Reviews.as_view(), name="reviews"),
    path(f"{PAPER}decision/", judging.PaperDecision.as_view(), name="decision"),
    path(f"{PAPER}conflicts/", judging.SetConflict.as_view(), name="set_conflict"),
    path(f"{CHAIR}invitations/", recruiting.Invitations.as_view(), name="invitations"),
    path(f"{CHAIR}invitations/<int:pk>/", recruiting.OneInvitation.as_view(), name="invitation"),
    path(f"{CHAIR}invitations/<int:pk>/act/", recruiting.InvitationAct.as_view(), name="invitation_act"),
    path(f"{CHAIR}reviewers/", recruiting.Reviewers.as_view(), name="reviewers"),
    path(f"{CHAIR}reviewers/<int:pk>/", recruiting.OneReviewer.as_view(), name="reviewer"),
    path(f"{CHAIR}suggestions/", recruiting.Suggestions.as_view(), name="suggestions"),
    path(f"{CHAIR}suggestions/<int:pk>/act/", recruiting.SuggestionAct.as_view(), name="suggestion_act"),
    path(PROPOSALS, assigning.Proposals.as_view(), name="proposals"),
    path(f"{PROPOSALS}check/", assigning.CheckProposal.as_view(), name="check_proposal"),
    path(f"{PROPOSALS}area-chairs/", assigning.AskForAreaChairs.as_view(), name="ask_area_chairs"),
    path(f"{PROPOSALS}repair/", assigning.AskForRepair.as_view(), name="ask_repair"),
    path(RUN, assigning.OneProposal.as_view(), name="proposal"),
    path(f"{RUN}papers/", assigning.ProposedPapers.as_view(), name="proposed_papers"),
    path(f"{RUN}papers/<int:number>/", assigning.ProposedPaper.as_view(), name="proposed_paper"),
    path(f"{RUN}live/", assigning.MakeLive.as_view(), name="make_live"),
    path(TABLE, final_table.FinalTable.as_view(), name="final_table"),
    path(f"{TABLE}remind/", final_table.FinalReminders.as_view(), name="remind_final"),
    path(f"{TABLE}<int:number>/", final_table.FinalPaper.as_view(), name="final_paper"),
    path(f"{TABLE}<int:number>/last-day/", final_table.ExtendFinal.as_view(), name="extend_final"),
    path(f"{TABLE}<int:number>/authors/<int:pk>/", final_table.AuthorsWish.as_view(), name="decide_authors"),
    path(f"{TABLE}<int:number>/files/<uuid:public_id>/", final_table.FinalFile.as_view(), name="final_file"),
    path(f"{CHAIR}conflicts/", judging.Conflicts.as_view(), name="conflicts"),
    path(f"{CHAIR}conflicts/<int:pk>/", judging.OneConflict.as_view(), name="conflict"),
]
