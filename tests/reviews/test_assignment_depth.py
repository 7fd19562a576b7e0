"""Assignment in depth: what is asked for holds; effects before changes; repairs; area chairs; late reviews; kept from whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import AuditEntry, Mail
from reviews.models import Assignment, AssignmentRun, PairRule
from reviews.services.committee import set_emergency_load
from submissions.models import Submission
from tests.factories import (
    AffiliationFactory,
    AssignmentFactory,
    ConflictFactory,
    DateFactory,
    PublicationFactory,
    ReviewFactory,
    RoleFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
)
from tests.reviews.committee_room import client_of, make_room
from tests.reviews.test_assignment_pages import ASK, names_on, run_of, run_url, text_of

pytestmark = pytest.mark.django_db

SUBJECTS = ("glaciers", "forests", "rivers")


@pytest.fixture
def season(room):
    """Three papers on three subjects and four reviewers, three of whom know one each."""
    for subject in SUBJECTS:
        topic = TopicFactory(workshop=room.workshop, name=subject.title())
        room.paper(title=f"Watching {subject}", abstract=f"We watch {subject} from orbit.").topics.add(topic)
        user = room.reviewer(f"{subject.title()} Expert", max_load=3)
        user.reviewing.get().topics.add(topic)
        PublicationFactory(user=user, title=f"A survey of {subject}", abstract=f"On {subject} alone.")
    room.reviewer("New Hand", max_load=3)
    return room


@pytest.fixture
def solve(season, jobs_run):
    """Post the form and run the job: ``solve(senior="on")`` returns the proposal."""

    def solve(**change):
        with jobs_run():
            response = season.client.post(
                season.url("assignment/"), {**ASK, "reviews_per_paper": 1, **change}
            )
        assert response.status_code == 302
        return run_of(season)

    return solve


def reviewer(season, name):
    return season.workshop.reviewers.get(user__name=name)


def paper(season, number):
    return season.workshop.submissions.get(number=number)


def rule(season, number, name, kind, note=""):
    user = reviewer(season, name).user
    data = {"paper": number, "user": user.pk, "kind": kind, "note": note}
    return season.client.post(season.url("assignment/pairs/"), data)


def test_each_track_has_its_own_demand_and_the_form_begins_where_the_last_one_ended(season, solve):
    other = TrackFactory(workshop=season.workshop, name="Demos")
    season.workshop.submissions.filter(number=3).update(track=other)
    run = solve(**{f"track_{other.pk}": 3, "at_least": 1, "seed": 7})
    assert {number: len(names_on(run, number)) for number in (1, 2, 3)} == {1: 1, 2: 1, 3: 3}
    text = text_of(season.client.get(run_url(season)))
    assert "other numbers in some tracks" in text
    assert "seed 7" in text
    assert "lacks" not in text
    form = season.client.get(season.url("assignment/")).context["form"]
    assert form[f"track_{other.pk}"].value() == 3
    assert form["seed"].value() == 7
    assert form.more_is_open


def test_one_gets_as_many_as_she_asked_for_where_it_can_be_and_else_is_named(season, solve):
    row = reviewer(season, "New Hand")
    url = season.url(f"reviewers/{row.pk}/load/")
    assert season.client.post(url, {"max_load": 2, "min_load": 3}).status_code == 422
    assert season.client.post(url, {"max_load": 3, "min_load": 2}).status_code == 302
    assert AuditEntry.objects.get(action="reviewer_load").text.endswith("3 papers at most, 2 at least")
    assert "2 at least" in text_of(season.client.get(season.url("reviewers/")))
    run = solve()
    assert sum("New Hand" in names_on(run, number) for number in (1, 2, 3)) == 2
    assert run.summary["below"] == []
    for number in (1, 2):
        ConflictFactory(submission=paper(season, number), user=row.user, kind="chair")
    short = solve()
    assert short.summary["below"] == [["New Hand", 1]]
    assert "New Hand: 1 fewer" in text_of(season.client.get(run_url(season)))


def test_a_fixed_pair_whose_places_are_taken_is_named_before_and_after_solving(season, solve):
    AssignmentFactory(submission=paper(season, 1), user=reviewer(season, "Rivers Expert").user)
    PairRule.objects.create(
        workshop=season.workshop,
        submission=paper(season, 1),
        user=reviewer(season, "New Hand").user,
        kind="fixed",
    )
    ask = {**ASK, "reviews_per_paper": 1, "step": "check"}
    words = "#1 and New Hand are to be always together, but the paper has all its reviewers"
    checked = text_of(season.client.post(season.url("assignment/"), ask))
    assert "This can be solved" in checked
    assert words in checked
    run = solve()
    assert names_on(run, 1) == {"Rivers Expert"}
    assert words in text_of(season.client.get(run_url(season)))
    other = season.another_chair()
    assert words in text_of(client_of(other).get(run_url(season)))
    ConflictFactory(submission=paper(season, 1), user=other)
    assert words not in text_of(client_of(other).get(run_url(season)))


def test_everyone_gets_a_paper_where_it_can_be_and_who_does_not_is_named(season, solve):
    assert "New Hand" not in {name for n in (1, 2, 3) for name in names_on(solve(), n)}
    run = solve(at_least=1)
    text = text_of(season.client.get(run_url(season)))
    assert len({name for n in (1, 2, 3) for name in names_on(run, n)}) == 3
    assert "Fewer papers than they should have" in text
    assert run.summary["below"][0][1] == 1
    assert run.summary["below"][0][0] in text
    assert any(
        name == "New Hand" for n in (1, 2, 3) for name in names_on(solve(at_least=1, reviews_per_paper=2), n)
    )


def test_a_senior_is_on_each_paper(season, solve):
    row = reviewer(season, "New Hand")
    assert season.client.post(season.url(f"reviewers/{row.pk}/senior/"), {"senior": "1"}).status_code == 302
    assert "senior" in text_of(season.client.get(season.url("reviewers/")))
    run = solve(senior="on", reviews_per_paper=2)
    assert all("New Hand" in names_on(run, number) for number in (1, 2, 3))
    season.client.post(season.url(f"reviewers/{row.pk}/senior/"), {"senior": "0"})
    blocked = season.client.post(season.url("assignment/"), {**ASK, "senior": "on"})
    assert "cannot have a senior reviewer" in text_of(blocked, 422)


def test_two_of_one_institution_are_not_on_one_paper(season, solve):
    for name in ("Glaciers Expert", "New Hand"):
        AffiliationFactory(
            user=reviewer(season, name).user, domain="ice.example", institution="Ice Institute"
        )
    for number in (2, 3):
        rule(season, number, "Glaciers Expert", "forbidden")
    rule(season, 1, "New Hand", "fixed")
    assert names_on(solve(reviews_per_paper=2), 1) == {"New Hand", "Glaciers Expert"}
    assert "Glaciers Expert" not in names_on(solve(reviews_per_paper=2, apart="on"), 1)
    blocked = season.client.post(season.url("assignment/"), {**ASK, "reviews_per_paper": 3, "apart": "on"})
    assert "institution" in text_of(blocked, 422)


@pytest.mark.parametrize("name", ["senior", "apart"])
def test_a_draw_and_a_quota_do_not_go_together(season, name):
    response = season.client.post(season.url("assignment/"), {**ASK, "cap": 60, name: "on"})
    assert "be kept in a draw" in text_of(response, 422)


def test_a_lowest_score_is_looked_at_before_and_its_smallest_change_is_said(season, solve):
    blocked = season.client.post(season.url("assignment/"), {**ASK, "reviews_per_paper": 2, "minimum": "0.9"})
    text = text_of(blocked, 422)
    assert "With the minimum score" in text
    assert "Lower the minimum score to 0" in text
    checked = season.client.post(season.url("assignment/"), {**ASK, "step": "check"})
    assert "This can be solved." in text_of(checked)
    assert not AssignmentRun.objects.exists()
    run = solve(minimum="0.3")
    assert min(run.pairs.values_list("score", flat=True)) >= 0.3


def test_the_fair_aim_keeps_the_share_that_is_asked_for(season, solve):
    run = solve(fair="fair", keep=80, reviews_per_paper=2)
    assert run.summary["share"] >= 0.8
    assert "80% of the best total kept" in text_of(season.client.get(run_url(season)))


def test_fixed_and_forbidden_pairs_hold_and_are_left_to_the_solver_again(season, solve):
    assert names_on(solve(), 1) == {"Glaciers Expert"}
    assert rule(season, 1, "New Hand", "fixed", "Asked for it").status_code == 302
    assert rule(season, 2, "Forests Expert", "forbidden").status_code == 302
    text = text_of(season.client.get(season.url("assignment/pairs/")))
    assert "Always together" in text
    assert "Asked for it" in text
    run = solve()
    assert names_on(run, 1) == {"New Hand"}
    assert "Forests Expert" not in names_on(run, 2)
    forests = reviewer(season, "Forests Expert").user_id
    why = season.client.get(run_url(season, "papers/2/"), {"why": forests}).context["paper"].why
    assert "by the list of forbidden pairs" in why.sentence
    for pair in PairRule.objects.all():
        season.client.post(season.url(f"assignment/pairs/{pair.pk}/remove/"))
    assert names_on(solve(), 1) == {"Glaciers Expert"}


def test_a_pair_with_a_conflict_is_not_fixed_and_one_that_gets_it_is_named(season):
    user = reviewer(season, "New Hand").user
    rule(season, 1, "New Hand", "fixed")
    ConflictFactory(submission=paper(season, 1), user=user, kind="chair")
    blocked = season.client.post(season.url("assignment/"), {**ASK, "reviews_per_paper": 1})
    assert "#1 and New Hand are to be always together" in text_of(blocked, 422)
    assert "Has a conflict by now" in text_of(season.client.get(season.url("assignment/pairs/")))
    assert "has a conflict with #1" in text_of(rule(season, 1, "New Hand", "fixed"), 422)


def test_pairs_come_from_csv_after_a_look(season):
    rule(season, 3, "New Hand", "forbidden")
    mail = reviewer(season, "Rivers Expert").user.email
    rows = f"paper,email,rule,note\n1,{mail},fixed,hers\n2,New Hand,never\n3,New Hand,none\n1,Nobody,fixed\n2,{mail},often\n"
    url = season.url("papers/import/")
    response = season.client.post(url, {"kind": "pairs", "text": rows, "step": "look"})
    text = text_of(response)
    for shown in ("Rivers Expert: always together", "New Hand: never together", "to the solver again"):
        assert shown in text
    assert "Nobody on the committee is" in text
    assert "is no rule: fixed, forbidden or none" in text
    assert PairRule.objects.count() == 1
    stamp = response.context["plan"].stamp
    season.client.post(url, {"kind": "pairs", "text": rows, "step": "good", "stamp": stamp})
    found = set(PairRule.objects.values_list("submission__number", "user__name", "kind", "note"))
    assert found == {(1, "Rivers Expert", "fixed", "hers"), (2, "New Hand", "forbidden", "")}


def test_pairs_of_a_kept_paper_are_neither_shown_nor_touched(season):
    other = season.another_chair()
    client = client_of(other)
    rule(season, 1, "New Hand", "forbidden", "zirbelholz")
    pair = PairRule.objects.get()
    assert "zirbelholz" in text_of(client.get(season.url("assignment/pairs/")))
    ConflictFactory(submission=paper(season, 1), user=other)
    response = client.get(season.url("assignment/pairs/"))
    assert response.context["rules"] == []
    assert "#1 " not in str(response.context["form"]["paper"])
    assert client.post(season.url(f"assignment/pairs/{pair.pk}/remove/")).status_code == 404
    data = {"paper": 1, "user": pair.user_id, "kind": "fixed"}
    assert client.post(season.url("assignment/pairs/"), data).status_code == 422
    rows = {"kind": "pairs", "text": "1,New Hand,none", "step": "look"}
    assert client.post(season.url("papers/import/"), rows).context["plan"].changes == ()
    assert PairRule.objects.get().kind == "forbidden"


def test_the_effect_is_shown_before_a_change_is_made(season, solve):
    row = reviewer(season, "New Hand")
    AssignmentFactory(submission=season.paper(title="Fourth"), user=row.user)
    season.workshop.reviewers.filter(pk=row.pk).update(max_load=1)
    run = solve(minimum="0", at_least=1)
    expert = reviewer(season, "Glaciers Expert").user
    rule(season, 1, "New Hand", "forbidden")
    url = run_url(season, "papers/1/")
    shown = season.client.get(url, {"leaves": expert.pk, "comes": row.user_id})
    effect, text = shown.context["paper"].effect, text_of(shown)
    pairs = {
        (pair.submission.number, pair.user_id): pair.score for pair in run.pairs.select_related("submission")
    }
    candidates = run.papers.get(submission__number=1).candidates
    score = next(item["score"] for item in candidates if item["user"] == row.user_id)
    gain = score - pairs[1, expert.pk]
    assert effect.share_after == pytest.approx(effect.share_before + gain / run.summary["optimum"], abs=1e-3)
    assert effect.paper_after == pytest.approx(score)
    assert effect.lowest_after == pytest.approx(min(score, *(s for (n, _), s in pairs.items() if n != 1)))
    assert [(load.name, load.before, load.after) for load in effect.loads] == [
        ("Glaciers Expert", 1, 0),
        ("New Hand", 1, 2),
    ]
    assert effect.warnings == (
        "New Hand would have 2 papers and takes 1 at most.",
        "Glaciers Expert would have 0, and should have 1 at least.",
        "The chairs’ list says: New Hand never with this paper.",
    )
    assert "What it would do" in text
    assert names_on(run, 1) == {"Glaciers Expert"}
    data = {"version": run.version, "leaves": expert.pk, "comes": row.user_id}
    assert season.client.post(url, data).status_code == 302
    run.refresh_from_db()
    assert run.summary["share"] == pytest.approx(effect.share_after, abs=1e-4)
    assert names_on(run, 1) == {"New Hand"}

    ConflictFactory(submission=paper(season, 1), user=reviewer(season, "Rivers Expert").user)
    rivers = reviewer(season, "Rivers Expert").user_id
    refused = text_of(season.client.get(url, {"comes": rivers}))
    assert "This can’t be done." in refused
    assert "Rivers Expert has a conflict with #1." in refused
    assert "3 of the 1" not in refused


def test_the_effect_names_what_quotas_lose(season, solve):
    row = reviewer(season, "Glaciers Expert")
    season.workshop.reviewers.filter(pk=row.pk).update(is_senior=True, max_load=3)
    for name in ("Rivers Expert", "New Hand"):
        AffiliationFactory(
            user=reviewer(season, name).user, domain="ice.example", institution="Ice Institute"
        )
    run = solve(senior="on", apart="on", reviews_per_paper=2)
    on_it = names_on(run, 3)
    assert on_it == {"Glaciers Expert", "Rivers Expert"}
    shown = season.client.get(
        run_url(season, "papers/3/"),
        {"leaves": row.user_id, "comes": reviewer(season, "New Hand").user_id},
    )
    assert shown.context["paper"].effect.warnings == (
        "No senior would be on the paper.",
        "New Hand and another on the paper are of one institution.",
    )


@pytest.fixture
def live(season, solve):
    """The three papers with an expert each, live."""
    run = solve()
    season.client.post(run_url(season, "live/"), {"version": run.version})
    Mail.objects.all().delete()
    return season


def repair(season, jobs_run):
    with jobs_run():
        assert season.client.post(season.url("assignment/repair/")).status_code == 302
    run = run_of(season)
    assert run.kind == "repair"
    return run


def active(season, number):
    rows = Assignment.objects.filter(submission__number=number, state="active", part="reviewer")
    return set(rows.values_list("user__name", flat=True))


def test_a_repair_changes_as_little_as_can_be_and_says_what_before(live, jobs_run):
    assert live.client.get(live.url("assignment/")).context["needs"].any is False
    # A later paper comes in, and the expert on glaciers has a conflict by now and had not begun.
    live.paper(title="Watching glaciers once more", abstract="We watch glaciers again.")
    glaciers = reviewer(live, "Glaciers Expert").user
    ConflictFactory(submission=paper(live, 1), user=glaciers, kind="chair")
    needs = live.client.get(live.url("assignment/")).context["needs"]
    assert (needs.short, needs.in_conflict) == ((4,), (1,))

    run = repair(live, jobs_run)
    shown = live.client.get(run_url(live))
    changes = {row.number: (row.leaves, row.comes) for row in shown.context["changes"]}
    assert set(changes) == {1, 4}
    assert changes[1][0] == ("Glaciers Expert",)
    assert changes[4] == ((), ("Glaciers Expert",))
    assert active(live, 1) == {"Glaciers Expert"}
    text = text_of(live.client.get(run_url(live, "live/")))
    assert "2 new assignments become live, 1 is taken off, and 3 mails go out" in text
    live.client.post(run_url(live, "live/"), {"version": run.version})
    assert active(live, 1) == set(changes[1][1])
    assert active(live, 2) == {"Forests Expert"}
    assert active(live, 4) == {"Glaciers Expert"}
    assert Mail.objects.filter(template="assignment_moved").get().recipient == glaciers
    assert Mail.objects.filter(template="assignment").count() == 2


def test_a_repair_leaves_whoever_has_begun(live, jobs_run):
    glaciers = reviewer(live, "Glaciers Expert").user
    ConflictFactory(submission=paper(live, 1), user=glaciers, kind="chair")
    begun = Assignment.objects.get(submission__number=1)
    run = repair(live, jobs_run)
    assert run.summary["leaving"] == [begun.pk]
    ReviewFactory(assignment=begun, state="draft", submitted_at=None)
    other = live.another_chair()
    ConflictFactory(submission=paper(live, 1), user=other, kind="chair")
    response = live.client.post(run_url(live, "live/"), {"version": run.version})
    assert "was begun since, at #1" in text_of(response, 422)
    kept = text_of(client_of(other).post(run_url(live, "live/"), {"version": run.version}), 403)
    assert "#1" not in kept
    assert "another chair makes it live" in kept
    assert active(live, 1) == {"Glaciers Expert"}
    again = repair(live, jobs_run)
    assert again.summary["leaving"] == []
    assert names_on(again, 1) == {"Glaciers Expert"}


def test_a_live_pair_with_a_conflict_does_not_stop_a_new_proposal(live, solve):
    ConflictFactory(submission=paper(live, 1), user=reviewer(live, "Glaciers Expert").user, kind="chair")
    run = solve(reviews_per_paper=2)
    assert len(names_on(run, 1)) == 2
    assert live.client.post(run_url(live, "live/"), {"version": run.version}).status_code == 302
    assert len(active(live, 1)) == 2


def test_a_repair_keeps_from_a_chair_what_it_changes_at_her_paper(live, jobs_run):
    ConflictFactory(submission=paper(live, 1), user=reviewer(live, "Glaciers Expert").user, kind="chair")
    repair(live, jobs_run)
    other = live.another_chair()
    client = client_of(other)
    assert [row.number for row in client.get(run_url(live)).context["changes"]] == [1]
    assert client.get(live.url("assignment/")).context["needs"].in_conflict == (1,)
    ConflictFactory(submission=paper(live, 1), user=other)
    assert client.get(run_url(live)).context["changes"] == []
    assert client.get(live.url("assignment/")).context["needs"].in_conflict == ()
    text = text_of(client.get(run_url(live, "live/")))
    assert "0 new assignments become live, 0 are taken off" in text


def test_without_anything_live_there_is_nothing_to_repair(season):
    assert season.client.get(season.url("assignment/")).context["needs"] is None
    season.client.post(season.url("assignment/repair/"))
    assert not AssignmentRun.objects.exists()


def test_a_late_review_is_given_to_the_best_who_agreed(live):
    workshop = live.workshop
    url = live.url("assignment/emergency/")
    assert "No review is late" in text_of(live.client.get(url))
    DateFactory(workshop=workshop, key="review_deadline", at=timezone.now() - timedelta(days=2))
    Assignment.objects.update(assigned_at=timezone.now() - timedelta(days=20))
    ReviewFactory(assignment=Assignment.objects.get(submission__number=2))
    Assignment.objects.filter(submission__number=3).update(state="declined", ended_at=timezone.now())
    needs = {need.number: need for need in live.client.get(url).context["page"].needs}
    assert set(needs) == {1, 3}
    assert needs[1].late == ("Glaciers Expert",)
    assert needs[3].short == 1
    assert needs[1].helpers == ()

    for name in ("Forests Expert", "New Hand", "Rivers Expert"):
        data = {"user": reviewer(live, name).user_id, "load": 1}
        assert live.client.post(url, data).status_code == 302
    ConflictFactory(submission=paper(live, 1), user=reviewer(live, "Forests Expert").user)
    page = live.client.get(url).context["page"]
    helpers = {need.number: [helper.name for helper in need.helpers] for need in page.needs}
    assert set(helpers[1]) == {"New Hand", "Rivers Expert"}
    assert "Rivers Expert" not in helpers[3]
    best = page.needs[0].helpers[0]
    assert best.score == max(helper.score for helper in page.needs[0].helpers)
    assert live.client.post(f"{url}1/{best.user_id}/").status_code == 302
    assert active(live, 1) == {"Glaciers Expert", best.name}
    mail = Mail.objects.get(template="assignment_emergency")
    assert mail.recipient_id == best.user_id
    assert "Watching glaciers" in mail.body
    assert "The deadline is over" in mail.body
    assert 1 not in {need.number for need in live.client.get(url).context["page"].needs}


def test_an_emergency_asks_nobody_who_may_not_or_has_no_place(live):
    url = live.url("assignment/emergency/")
    row = reviewer(live, "New Hand")
    Assignment.objects.exclude(submission__number=3).update(state="declined", ended_at=timezone.now())

    def step_in(number):
        live.client.post(f"{url}{number}/{row.user_id}/")
        return "New Hand" in active(live, number)

    assert not step_in(1), "did not agree"
    set_emergency_load(reviewer=row, load=1, by=live.chair)
    live.workshop.reviewers.filter(pk=row.pk).update(max_load=1)
    ConflictFactory(submission=paper(live, 2), user=row.user)
    assert not step_in(2), "has a conflict"
    assert not step_in(3), "lacks nobody"
    assert step_in(1)
    fourth, fifth = live.paper(title="Fourth"), live.paper(title="Fifth")
    assert step_in(fourth.number)
    assert not step_in(fifth.number), "has no place left"


def test_an_emergency_at_a_kept_paper_is_not_for_that_chair(live):
    Assignment.objects.filter(submission__number=1).update(state="declined", ended_at=timezone.now())
    set_emergency_load(reviewer=reviewer(live, "New Hand"), load=1, by=live.chair)
    other = live.another_chair()
    client, url = client_of(other), live.url("assignment/emergency/")
    assert [need.number for need in client.get(url).context["page"].needs] == [1]
    ConflictFactory(submission=paper(live, 1), user=other)
    assert client.get(url).context["page"].needs == ()
    user = reviewer(live, "New Hand").user_id
    assert client.post(f"{url}1/{user}/").status_code == 404
    assert active(live, 1) == set()


def test_a_reviewer_offers_late_reviews_beside_her_load(season):
    row = reviewer(season, "New Hand")
    data = {
        "max_load": 3, "emergency_load": 2,
        "conflicts-TOTAL_FORMS": 0, "conflicts-INITIAL_FORMS": 0,
    }  # fmt: skip
    client = client_of(row.user)
    url = f"/{season.workshop.slug}/reviewing/preferences/"
    assert client.post(url, data).status_code == 302
    row.refresh_from_db()
    assert row.emergency_load == 2
    assert 'value="2"' in text_of(client.get(url))
    assert "2 late" in text_of(season.client.get(season.url("reviewers/")))


def test_area_chairs_get_their_papers_from_the_solver(season, jobs_run):
    url = season.url("assignment/area-chairs/")
    assert "Not yet" in text_of(season.client.get(url))
    chairs = {}
    for subject in ("glaciers", "forests"):
        user = UserFactory(name=f"{subject.title()} Chair")
        RoleFactory(workshop=season.workshop, kind="area_chair", user=user)
        PublicationFactory(user=user, title=f"Advances in {subject}", abstract=f"All about {subject}.")
        chairs[subject] = user
    ask = {"per_paper": 1, "most": 2, "at_least": 1, "text": 100, "topics": 0}
    blocked = text_of(season.client.post(url, {**ask, "most": 1, "at_least": ""}), 422)
    assert "the area chairs take at most 2" in blocked
    ConflictFactory(submission=paper(season, 2), user=chairs["forests"], kind="chair")
    with jobs_run():
        assert season.client.post(url, ask).status_code == 302
    run = run_of(season)
    assert (run.kind, run.state) == ("area_chairs", "proposed")
    assert names_on(run, 2) == {"Glaciers Chair"}
    text = text_of(season.client.get(run_url(season)))
    assert "Papers and area chairs" in text
    assert f"Proposal {run.pk}" in text_of(season.client.get(url))
    assert f"Proposal {run.pk}" not in text_of(season.client.get(season.url("assignment/")))
    assert season.client.get(run_url(season, "papers/2/")).status_code == 200
    season.client.post(run_url(season, "live/"), {"version": run.version})
    rows = Assignment.objects.filter(part="area_chair", state="active")
    assert rows.count() == 3
    assert set(Mail.objects.values_list("template", flat=True)) == {"assignment_area_chair"}
    season.workshop.refresh_from_db()
    assert season.workshop.assignments_live_at is None
    handled = rows.get(submission__number=2)
    assert handled.user == chairs["glaciers"]


def test_nobody_reviews_a_paper_that_she_handles(season, solve):
    glaciers = reviewer(season, "Glaciers Expert").user
    RoleFactory(workshop=season.workshop, kind="area_chair", user=glaciers)
    AssignmentFactory(submission=paper(season, 1), user=glaciers, part="area_chair", mark="")
    assert "Glaciers Expert" not in names_on(solve(), 1)


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.enumeration
def test_queries_of_the_new_pages_do_not_grow(django_assert_num_queries, many):
    room = make_room()
    room.workshop.assignments_live_at = timezone.now()
    room.workshop.save()
    people = [room.reviewer(f"Reviewer {n}", emergency_load=1) for n in range(4)]
    papers = Submission.objects.bulk_create(
        Submission(workshop=room.workshop, track=room.track, number=n, title=f"Trees {n}", state="submitted")
        for n in range(1, many + 1)
    )
    PairRule.objects.bulk_create(
        PairRule(workshop=room.workshop, submission=paper, user=people[n % 4], kind="forbidden")
        for n, paper in enumerate(papers)
    )
    with django_assert_num_queries(16):
        room.client.get(room.url("assignment/pairs/"))
    with django_assert_num_queries(16):
        room.client.get(room.url("assignment/emergency/"))
