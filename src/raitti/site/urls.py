"""The public pages."""

from django.urls import path

from raitti.core.addresses import patterns_for
from raitti.site import (
    campaigns,
    clock,
    directory,
    feedback,
    feeds,
    front,
    handed_over,
    media,
    pages,
    paper,
    places,
    programmes,
    search,
    suggest,
)
from raitti.site.addresses import PATHS

urlpatterns = [
    *patterns_for(
        PATHS,
        {
            "front": front.front,
            "search": search.search,
            "organisations": directory.organisations,
            "organisation_embed": directory.organisation_embed,
            "organisation": directory.organisation,
            "services": directory.services,
            "service": directory.service,
            "location": directory.location,
            "municipalities": places.municipalities,
            "municipality": places.municipality,
            "topics": directory.topics,
            "topic": directory.topic,
            "programmes": programmes.programmes,
            "programme": programmes.programme,
            "project": programmes.project,
            "notice": programmes.notice,
            "project_clock": clock.project_clock,
            "campaign": campaigns.campaign,
            "where_it_went": handed_over.where_it_went,
            "lives_on": handed_over.lives_on,
            "portals": pages.portals,
            "latest": feeds.latest,
            "feed": feeds.feed,
            "about": pages.about,
            "open_data": pages.open_data,
            "accessibility": pages.accessibility,
            "privacy": pages.privacy,
            "empty_paper": paper.empty_paper,
            "empty_paper_file": paper.empty_paper_file,
            "feedback": feedback.feedback,
            "feedback_thanks": feedback.feedback_thanks,
            "suggest": suggest.suggest,
            "report": suggest.report,
        },
    ),
    path("media/pictures/<uuid:uid>.webp", media.picture, name="picture"),
    path("media/pictures/<uuid:uid>-small.webp", media.picture, {"size": "small"}, name="picture_small"),
    path("theme/<slug:key>.css", pages.theme),
    path("sitemap.xml", feeds.sitemap_index),
    path("sitemap-<slug:section>-<int:number>.xml", feeds.sitemap),
    path("robots.txt", feeds.robots),
]
