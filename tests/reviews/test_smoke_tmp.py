import pytest
from tests.factories import *
def test_pages(room, jobs_run):
    c=room.client
    t=TopicFactory(workshop=room.workshop)
    p=room.paper("Ann Author", abstract="Trees and fields"); p.topics.add(t)
    PaperFileFactory(submission=p)
    rs=[room.reviewer(f"Rev {n}") for n in range(4)]
    for r in rs: PublicationFactory(user=r)
    InvitationFactory(workshop=room.workshop)
    ConflictFactory(submission=p,user=rs[0])
    for u in ["papers/","papers/1/","reviewers/","reviewers/invite/","conflicts/","assignment/"]:
        r=c.get(room.url(u)); assert r.status_code==200,u
    with jobs_run():
        r=c.post(room.url("assignment/"),{"reviews_per_paper":2,"text":70,"topics":30,"fair":"exact"})
    assert r.status_code==302
    r=c.get(r.url); assert r.status_code==200; print(r.content.decode())
    run=room.workshop.assignment_runs.get()
    print(run.state,run.problem,run.job.state,run.job.error)
    r=c.get(room.url(f"assignment/{run.pk}/papers/1/?why={rs[1].pk}")); assert r.status_code==200
    r=c.get(room.url(f"assignment/{run.pk}/live/")); assert r.status_code==200
    from tests.reviews.committee_room import client_of
    r=client_of(rs[1]).get("/fields-2026/reviewing/preferences/"); assert r.status_code==200
