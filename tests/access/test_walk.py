"""Everyone tries every door in every phase: what is hidden looks like what is missing, and no page says too much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from django.urls import reverse

from conference.models import AuditEntry
from reviews.sight import Info
from tests.access.addresses import allauth_names, arguments_of
from tests.access.phases import CHAIR_AND_AUTHOR, EVERYBODY, PHASES
from tests.access.rule import ALL, Rule
from tests.access.scene import ANSWERS, WORDS, Scene, Word, make_scene
from tests.access.walking import Answer, Door, Gone, changed, doors, get, read, tables
from tests.cast import one_on_servers

pytestmark = pytest.mark.django_db
# In this phase everyone tries every door, and those that it closes to all once more in the first that opens them. Else those
# whose answer the phase could change are tried, one of all who may read the same in that phase. The doors of the API are tried
# by one of those everywhere, and in some phases: they ask for sight where the pages do.
THOROUGH = "reviewing"
# What takes a second to make is made where most of what there is is hidden from visitors and chairs, and where most is shown.
COSTLY_IN = {"decided", "published_accepted"}
PROGRAMS_IN = {"reviewing", "decided", "released_accepted", "published_rejected"}
SAME_FOR_ALL = {"visitor", "author", "program_chair"}
# Each of these holds what a later phase holds, or less, and what a workshop shows then it shows later too. Where a person
# may read the same in both, a page of the workshop that opens to her in both or in neither is tried in the later one. The
# doors of a paper, which ask for sight of it in this very phase, are tried in each.
LATER = {
    "discussion": "decided",
    "released_accepted": "published_accepted",
    "released_rejected": "published_rejected",
}
LOG_IN = "/accounts/login/"
NO_TOKEN = 401

# What nobody reads in a phase although the rules would let somebody: there is no page for it then.
# Evidence of a conflict would name an author to a chair; the mails of a draft are its authors' own.
BLIND = ("reviewing", "decided", "withdrawn")
# Who travels how is asked of accepted papers only.
BEFORE = frozenset({"sneezewort", "bogbean"})
# An author reads her answer to the reviews wherever there is one; there is none before there are reviews.
UNANSWERED = {word.text for word in ANSWERS}
UNREAD = dict.fromkeys(BLIND, BEFORE | {"thistledown"}) | {
    "draft": BEFORE | UNANSWERED | {"thistledown", "receiptword"},
    "submitted": BEFORE | UNANSWERED | {"thistledown"},
    "published_rejected": BEFORE,
}


@pytest.mark.parametrize("phase", one_on_servers(PHASES, "decided"))
def test_every_door_in(phase):
    scene = make_scene(phase)
    every = list(doors(scene))
    seen: dict[Word, set[str]] = defaultdict(set)
    faults: list[str] = []
    before = tables()
    sights = _sights(scene)
    like = {actor: actor for actor in EVERYBODY} if phase == THOROUGH else sights
    later = replace(scene, phase=LATER.get(phase, phase))
    waiting = {
        actor for actor in EVERYBODY if later.phase != phase and sights[actor] == _sights(later)[actor]
    }
    tried = set()
    for actor in EVERYBODY:
        gone = {False: Gone(scene.clients[actor]), True: Gone(scene.programs[actor])}
        for door in every:
            alike = sights[actor] if door.is_for_programs else like[actor]
            case = (door.name, door.path, door.rule.opens(scene, actor), alike)
            if actor in waiting and _is_tried_later(door, actor, scene, later):
                continue
            if _is_tried(door, actor, phase) and case not in tried:
                tried.add(case)
                faults += _try(scene, actor, door, seen, gone[door.is_for_programs])
    assert not faults, "\n".join(faults)
    assert changed(before, tables()) == [], "reading a page changed something"
    if waiting:
        return
    readers = {
        word: [actor for actor in EVERYBODY if scene.may_read(word, actor) and actor != word.names]
        for word in WORDS
    }
    silent = {word.text for word in WORDS if readers[word] and not seen[word]}
    assert silent == UNREAD.get(phase, set()), "a secret that nobody could read proves nothing"


def _sights(scene: Scene) -> dict[str, object]:
    """Return for each person what she may read: one of all who may read the same tries a door for them."""
    return {
        actor: (
            actor == "visitor",
            tuple((scene.may_read(word, actor), word.names == actor) for word in WORDS),
        )
        for actor in EVERYBODY
    }


def _is_tried(door: Door, actor: str, phase: str) -> bool:
    rule = door.rule
    if not rule.get:
        return False
    if rule.costly and (actor not in {"visitor", "program_chair"} or phase not in COSTLY_IN):
        return False
    if door.is_for_programs and phase not in PROGRAMS_IN:
        return False
    if phase == THOROUGH or phase == _opening(rule):
        return rule.is_tried_by(actor)
    public = rule.who == ALL and rule.needs is None
    return rule.depends and actor in rule.who and (not public or actor in SAME_FOR_ALL)


def _opening(rule: Rule) -> str | None:
    """Return the first phase that opens a door which the thorough one leaves closed to all."""
    opened = [phase for phase in PHASES if phase in rule.phases]
    return opened[0] if opened and THOROUGH not in opened else None


def _is_tried_later(door: Door, actor: str, scene: Scene, later: Scene) -> bool:
    is_same = door.rule.opens(scene, actor) == door.rule.opens(later, actor)
    return is_same and door.rule.needs is None and _is_tried(door, actor, later.phase)


def _try(scene: Scene, actor: str, door: Door, seen: dict[Word, set[str]], gone: Gone) -> list[str]:
    """Open one door as one person; return what is wrong with the answer."""
    where = f"{scene.phase}: {actor} at {door.name} {door.path}"
    client = scene.client(actor, door.name)
    try:
        answer = get(client, door.path)
    except Exception as error:  # noqa: BLE001 - one broken page must not hide the others
        return [f"{where}: {type(error).__name__}: {error}"]
    if door.rule.opens(scene, actor):
        right = answer.status in door.rule.answers
    elif actor == "visitor" and door.rule.unsigned == NO_TOKEN:
        right = answer.status == NO_TOKEN
    elif actor == "visitor" and "visitor" not in door.rule.who and _needs_account(door):
        right = answer.status == 302 and answer.target.startswith(LOG_IN)
    else:
        right = answer.status == 404 and _looks_gone(scene, actor, door, answer, gone)
    faults = [] if right else [f"{where}: answered {answer.status} {answer.target}"]
    return faults + _told(scene, actor, door, answer, seen, where)


def _looks_gone(scene: Scene, actor: str, door: Door, answer: Answer, gone: Gone) -> bool:
    """Say whether a refusal is that of what is not there: behind this very door for those who come in at it for other things."""
    if actor not in door.rule.who and gone.is_known(answer):
        return True
    return gone.is_like(answer, door.missing)


def _needs_account(door: Door) -> bool:
    if door.rule.unsigned == 404:
        return False
    return bool(door.rule.who) or not door.name.startswith(("program:", "api:"))


def _told(
    scene: Scene, actor: str, door: Door, answer: Answer, seen: dict[Word, set[str]], where: str
) -> list[str]:
    faults = []
    for word in WORDS:
        if not word.is_in(answer.text) or word.names == actor:
            continue
        seen[word].add(actor)
        if actor in door.rule.committee and Info.REVIEWER_IDENTITIES in word.infos:
            continue
        if not scene.may_read(word, actor):
            faults.append(f"{where}: tells {word.text!r} ({word.infos[0]})")
        elif not set(word.infos) & door.rule.shows:
            faults.append(f"{where}: shows {word.text!r}, but its rule does not name {word.infos[0]}")
    return faults


def test_forced_look_needs_a_reason_shows_once_and_stays_in_the_history():
    scene = make_scene("reviewing")
    client, path, page = (
        scene.clients["program_chair"],
        scene.url("reviews:look"),
        scene.url("reviews:chair_paper"),
    )
    looks = AuditEntry.objects.filter(workshop=scene.cast.workshop, actor=scene.cast.people["program_chair"])
    before = looks.count()
    assert scene.sight(Info.AUTHOR_IDENTITIES, "program_chair") == "F"

    refused = read(client.post(path, {"look-reason": " "}), path)
    assert (refused.status, "bellweather" in refused.text, looks.count()) == (422, False, before)

    shown = read(client.post(path, {"look-reason": "A name in the text"}), path)
    assert (shown.status, "bellweather" in shown.text, looks.count()) == (200, True, before + 1)
    assert "cache-control: no-store" in shown.text
    assert "bellweather" not in get(client, page).text
    for other in ("program_chair_conflicted", CHAIR_AND_AUTHOR, "area_chair_assigned"):
        assert scene.clients[other].post(path, {"look-reason": "Curious"}).status_code == 404
    assert AuditEntry.objects.filter(action=looks.latest("pk").action).count() == 1


@pytest.mark.enumeration
def test_pages_of_the_log_in_library_tell_nothing_of_papers():
    scene = make_scene("decided")
    faults, opened = [], 0
    paths = {reverse(name) for name in allauth_names() if name.isidentifier() and not arguments_of(name)}
    for actor in EVERYBODY:
        for path in sorted(paths):
            answer = get(scene.clients[actor], path)
            opened += answer.status == 200
            assert answer.status < 500, path
            found = [word.text for word in WORDS if word.is_in(answer.text) and word.names != actor]
            faults += [f"{actor} at {path}: {text}" for text in found]
    assert opened > 5 * len(EVERYBODY)
    assert not faults, "\n".join(faults)
