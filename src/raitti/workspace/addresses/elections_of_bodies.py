"""Where elections of bodies are prepared and looked after, and where one votes."""

from raitti.core.addresses import Paths, under

_BODY = ("oma/toimielimet/<uuid:body>/", "mina-sidor/organ/<uuid:body>/", "my/bodies/<uuid:body>/")
_ELECTIONS = under(_BODY, "vaalit/", "val/", "elections/")
_ELECTION = under(_ELECTIONS, "<int:number>/", "<int:number>/", "<int:number>/")

ELECTIONS_OF_BODIES: Paths = {
    "own_elections": _ELECTIONS,
    "election_new": under(_ELECTIONS, "uusi/", "nytt/", "new/"),
    "own_election": _ELECTION,
    "election_edit": under(_ELECTION, "tiedot/", "uppgifter/", "details/"),
    "candidate_new": under(_ELECTION, "ehdokkaat/uusi/", "kandidater/ny/", "candidates/new/"),
    "candidate_edit": under(
        _ELECTION, "ehdokkaat/<int:candidate>/", "kandidater/<int:candidate>/", "candidates/<int:candidate>/"
    ),
    "quota_new": under(_ELECTION, "kiintiot/uusi/", "kvoter/ny/", "quotas/new/"),
    "quota_edit": under(_ELECTION, "kiintiot/<int:quota>/", "kvoter/<int:quota>/", "quotas/<int:quota>/"),
    "election_roll": under(_ELECTION, "aanioikeutetut/", "rostberattigade/", "roll/"),
    "voter_remove": under(
        _ELECTION, "aanioikeutetut/<uuid:voter>/", "rostberattigade/<uuid:voter>/", "roll/<uuid:voter>/"
    ),
    "election_cancel": under(_ELECTION, "peru/", "stall-in/", "cancel/"),
    "elected_seats": under(_ELECTION, "paikat/", "platser/", "seats/"),
    "own_votes": ("oma/aanestykset/", "mina-sidor/omrostningar/", "my/votes/"),
    "ballot": ("oma/aanestykset/<uuid:voter>/", "mina-sidor/omrostningar/<uuid:voter>/", "my/votes/<uuid:voter>/"),
    "ballot_link": ("aanesta/<str:token>/", "rosta/<str:token>/", "vote/<str:token>/"),
}
