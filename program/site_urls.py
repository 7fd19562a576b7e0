"""Addresses of the public site beside its pages: feeds, pictures of links, the map of the site, copies."""

from django.urls import path

from program.views import chair_news, chair_site, copies, embeds, feeds, news, sharing, subscriptions

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
    path("subscriptions/<str:token>/", subscriptions.subscription, name="subscription"),
    path("subscriptions/<str:token>/leave/", subscriptions.leave, name="leave"),
    path("<slug:slug>/subscribe/", subscriptions.subscribe, name="subscribe"),
    path("<slug:slug>/news/", news.news, name="news"),
    path("<slug:slug>/news.atom", news.news_atom, name="news_atom"),
    path("<slug:slug>/logo/", news.logo, name="logo"),
    path("<slug:slug>/banner/", news.banner, name="banner"),
    path("<slug:slug>/embed/programme/", embeds.embed_programme, name="embed_programme"),
    path("<slug:slug>/embed/papers/", embeds.embed_papers, name="embed_papers"),
    path("<slug:slug>/chair/publish/site/", chair_site.chair_site, name="chair_site"),
    path("<slug:slug>/chair/publish/awards/", chair_site.chair_awards, name="chair_awards"),
    path("<slug:slug>/chair/publish/news/", chair_news.chair_news, name="chair_news"),
    path("<slug:slug>/chair/publish/news/new/", chair_news.chair_news_new, name="chair_news_new"),
    path("<slug:slug>/chair/publish/news/<int:pk>/", chair_news.chair_news_post, name="chair_news_post"),
    path(
        "<slug:slug>/chair/publish/news/<int:pk>/delete/",
        chair_news.chair_news_delete,
        name="chair_news_delete",
    ),
    path("<slug:slug>/chair/publish/copy/", copies.copy, name="copy"),
    path("<slug:slug>/chair/publish/copy/<int:job>/", copies.copy_file, name="copy_file"),
]
