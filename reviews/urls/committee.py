"""The chairs' pages of papers, reviewers, conflicts and assignment, and a reviewer's preferences."""

from django.urls import URLPattern, path

from reviews.views import (
    assignment,
    bids,
    bulk,
    conflicts,
    expertise,
    findings,
    imports,
    pairs,
    papers,
    preferences,
    recruitment,
    reviewers,
    run_paper,
    standing,
)

PAPERS = "<slug:slug>/chair/papers/"
PAPER = f"{PAPERS}<int:number>/"
REVIEWERS = "<slug:slug>/chair/reviewers/"
CONFLICTS = "<slug:slug>/chair/conflicts/"
BIDS = "<slug:slug>/chair/bids/"
ASSIGNMENT = "<slug:slug>/chair/assignment/"
RUN = f"{ASSIGNMENT}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(PAPERS, papers.papers, name="papers"),
    path(f"{PAPERS}bulk/", bulk.bulk_action, name="bulk_action"),
    path(f"{PAPERS}import/", imports.import_rows, name="import_rows"),
    path(f"{PAPERS}columns/<slug:kind>/", bulk.choose_columns, name="choose_columns"),
    path(f"{PAPERS}export/<slug:kind>.<slug:ending>", bulk.export_table, name="export_table"),
    path(PAPER, papers.chair_paper, name="chair_paper"),
    path(f"{PAPER}reviewers/", papers.assign, {"part": "reviewer"}, name="assign_reviewer"),
    path(f"{PAPER}area-chairs/", papers.assign, {"part": "area_chair"}, name="assign_area_chair"),
    path(f"{PAPER}assignments/<int:pk>/take-back/", papers.take_back, name="take_back"),
    path(f"{PAPER}conflicts/", papers.set_conflict, name="set_conflict"),
    path(f"{PAPER}desk-reject/", papers.desk_reject, name="desk_reject"),
    path(f"{PAPER}take-up-again/", standing.take_up_again, name="take_up_again"),
    path(f"{PAPER}restore/", standing.restore, name="restore_paper"),
    path(f"{PAPER}more-time/", standing.extend, name="extend_paper"),
    path(f"{PAPERS}twins/", standing.twins, name="twins"),
    path(f"{PAPER}look/", papers.look, name="look"),
    path(f"{PAPER}findings/", findings.settle, name="settle_finding"),
    path(f"{PAPER}files/<uuid:public_id>/pictures/<slug:mark>/", findings.picture, name="picture"),
    path(REVIEWERS, reviewers.reviewers, name="reviewers"),
    path(f"{REVIEWERS}expertise/", expertise.expertise, name="expertise"),
    path(f"{REVIEWERS}invite/", recruitment.invite, name="invite_reviewers"),
    path(f"{REVIEWERS}invite/<slug:edition>/", recruitment.invite_earlier, name="invite_earlier"),
    path(f"{REVIEWERS}suggestions/<int:pk>/", recruitment.suggestion, name="suggestion"),
    path(f"{REVIEWERS}invitations/<int:pk>/remind/", reviewers.remind, name="remind_invitation"),
    path(f"{REVIEWERS}invitations/<int:pk>/cancel/", reviewers.cancel, name="cancel_invitation"),
    path(f"{REVIEWERS}invitations/<int:pk>/again/", reviewers.again, name="invite_again"),
    path(f"{REVIEWERS}<int:pk>/load/", reviewers.load, name="reviewer_load"),
    path(f"{REVIEWERS}<int:pk>/remove/", reviewers.remove, name="remove_reviewer"),
    path(f"{REVIEWERS}<int:pk>/senior/", reviewers.senior, name="senior"),
    path(CONFLICTS, conflicts.conflicts, name="conflicts"),
    path(f"{CONFLICTS}search/", conflicts.search, name="search_conflicts"),
    path(f"{CONFLICTS}hints/", conflicts.decide_hints, name="decide_hints"),
    path(f"{CONFLICTS}matrix/", conflicts.matrix, name="conflict_matrix"),
    path(f"{CONFLICTS}rules/", conflicts.rules, name="conflict_rules"),
    path(f"{CONFLICTS}<int:pk>/", conflicts.decide, name="decide_conflict"),
    path(BIDS, bids.chair_bids, name="chair_bids"),
    path(f"{BIDS}change/", bids.change_bidding, name="change_bidding"),
    path(ASSIGNMENT, assignment.proposals, name="assignment"),
    path(f"{ASSIGNMENT}repair/", assignment.repair, name="repair"),
    path(f"{ASSIGNMENT}area-chairs/", assignment.area_chairs, name="area_chairs"),
    path(f"{ASSIGNMENT}pairs/", pairs.pair_rules, name="pair_rules"),
    path(f"{ASSIGNMENT}pairs/<int:pk>/remove/", pairs.remove_pair_rule, name="remove_pair_rule"),
    path(f"{ASSIGNMENT}emergency/", pairs.emergency, name="emergency"),
    path(f"{ASSIGNMENT}emergency/<int:number>/<int:user>/", pairs.step_in, name="step_in"),
    path(RUN, assignment.run, name="run"),
    path(f"{RUN}papers/<int:number>/", run_paper.run_paper, name="run_paper"),
    path(f"{RUN}compare/", assignment.compare, name="compare_run"),
    path(f"{RUN}live/", assignment.live, name="run_live"),
    path(f"{RUN}discard/", assignment.discard, name="discard_run"),
    path("<slug:slug>/reviewing/bids/", bids.bids, name="bids"),
    path("<slug:slug>/reviewing/bids/<int:number>/", bids.bid, name="bid"),
    path("<slug:slug>/reviewing/preferences/", preferences.preferences, name="preferences"),
]
