"""Addresses of the public site beside its pages: feeds, pictures of links, the map of the site, copies."""

from django.urls import path

from program.views import copies, feeds, sharing

urlpatterns = [
    path("robots.txt", sharing.robots, name="robots"),
    path("sitemap.xml", sharing.sitemap_index, name="sitemap_index"),
    path("<slug:slug>/sitemap.xml", sharing.sitemap, name="sitemap"),
    path("<slug:slug>/card.png", sharing.site_card, name="site_card"),
    path("<slug:slug>/papers/<int:number>/card.png", sharing.paper_card, name="paper_card"),
    path("<slug:slug>/papers.atom", feeds.papers_atom, name="papers_atom"),
    path("<slug:slug>/papers.json", feeds.papers_json, name="papers_json"),
    path("<slug:slug>/programme.json", feeds.programme_json, name="programme_json"),
    path("<slug:slug>/papers/<int:number>/talk.ics", feeds.talk_ics, name="talk_ics"),
    path("<slug:slug>/chair/publish/copy/", copies.copy, name="copy"),
    path("<slug:slug>/chair/publish/copy/<int:job>/", copies.copy_file, name="copy_file"),
]
