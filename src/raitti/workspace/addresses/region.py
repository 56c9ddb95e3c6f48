"""Where a region is looked after: the queue, what is old, doubles, fetching, letters."""

from raitti.core.addresses import Paths

DESK: Paths = {
    "desk": ("oma/", "mina-sidor/", "my/"),
}
CHECKS: Paths = {
    "check": ("tarkistus/<str:token>/", "kontroll/<str:token>/", "check/<str:token>/"),
    "check_thanks": ("tarkistus/<str:token>/kiitos/", "kontroll/<str:token>/tack/", "check/<str:token>/thanks/"),
    "check_left": ("tarkistus/<str:token>/ohi/", "kontroll/<str:token>/forbi/", "check/<str:token>/left/"),
    "confirm": ("oma/vahvista/<uuid:uid>/", "mina-sidor/bekrafta/<uuid:uid>/", "my/confirm/<uuid:uid>/"),
    "ask_again": (
        "oma/vahvista/<uuid:uid>/kirje/",
        "mina-sidor/bekrafta/<uuid:uid>/brev/",
        "my/confirm/<uuid:uid>/letter/",
    ),
}
DASHBOARDS: Paths = {
    "freshness": ("oma/ajantasaisuus/", "mina-sidor/aktualitet/", "my/freshness/"),
    "overview": ("oma/tilanne/", "mina-sidor/laget/", "my/overview/"),
    "overview_area": (
        "oma/tilanne/kunta/<slug:code>/",
        "mina-sidor/laget/kommun/<slug:code>/",
        "my/overview/municipality/<slug:code>/",
    ),
    "overview_area_list": (
        "oma/tilanne/kunta/<slug:code>/lista.csv",
        "mina-sidor/laget/kommun/<slug:code>/lista.csv",
        "my/overview/municipality/<slug:code>/list.csv",
    ),
    "overview_portal": (
        "oma/tilanne/alue/<slug:key>/",
        "mina-sidor/laget/region/<slug:key>/",
        "my/overview/region/<slug:key>/",
    ),
    "overview_portal_list": (
        "oma/tilanne/alue/<slug:key>/lista.csv",
        "mina-sidor/laget/region/<slug:key>/lista.csv",
        "my/overview/region/<slug:key>/list.csv",
    ),
}
HELPING: Paths = {
    "queue": ("oma/jono/", "mina-sidor/ko/", "my/queue/"),
    "matter": ("oma/jono/<uuid:uid>/", "mina-sidor/ko/<uuid:uid>/", "my/queue/<uuid:uid>/"),
    "first_look": ("oma/uudet/<uuid:uid>/", "mina-sidor/nya/<uuid:uid>/", "my/new/<uuid:uid>/"),
    "suggestion": ("oma/ehdotukset/<uuid:uid>/", "mina-sidor/forslag/<uuid:uid>/", "my/suggestions/<uuid:uid>/"),
    "reported": ("oma/ilmoitukset/<uuid:uid>/", "mina-sidor/anmalningar/<uuid:uid>/", "my/reports/<uuid:uid>/"),
    "hide": ("oma/piilota/<uuid:uid>/", "mina-sidor/dolj/<uuid:uid>/", "my/hide/<uuid:uid>/"),
    "appeal": ("oikaisupyynto/<str:token>/", "begar-omprovning/<str:token>/", "appeal/<str:token>/"),
    "appealed": ("oma/oikaisut/<uuid:uid>/", "mina-sidor/omprovningar/<uuid:uid>/", "my/appeals/<uuid:uid>/"),
    "history": ("oma/historia/<uuid:uid>/", "mina-sidor/historik/<uuid:uid>/", "my/history/<uuid:uid>/"),
    "change": (
        "oma/historia/<uuid:uid>/<int:number>/",
        "mina-sidor/historik/<uuid:uid>/<int:number>/",
        "my/history/<uuid:uid>/<int:number>/",
    ),
    "undo": ("kumoa/<str:token>/", "angra/<str:token>/", "undo/<str:token>/"),
}
DUPLICATES: Paths = {
    "duplicates": ("oma/kaksoiskappaleet/", "mina-sidor/dubbletter/", "my/duplicates/"),
    "duplicate": (
        "oma/kaksoiskappaleet/<uuid:uid>/",
        "mina-sidor/dubbletter/<uuid:uid>/",
        "my/duplicates/<uuid:uid>/",
    ),
    "unmerge": (
        "oma/kaksoiskappaleet/<uuid:uid>/kumoa/",
        "mina-sidor/dubbletter/<uuid:uid>/angra/",
        "my/duplicates/<uuid:uid>/undo/",
    ),
}
REGION: Paths = {
    "region_settings": (
        "oma/alueet/<slug:key>/asetukset/",
        "mina-sidor/regioner/<slug:key>/installningar/",
        "my/regions/<slug:key>/settings/",
    ),
}
HARVEST: Paths = {
    "harvest": (
        "oma/alueet/<slug:key>/lahteet/",
        "mina-sidor/regioner/<slug:key>/kallor/",
        "my/regions/<slug:key>/sources/",
    ),
    "harvest_source": (
        "oma/lahteet/<uuid:uid>/<slug:act>/",
        "mina-sidor/kallor/<uuid:uid>/<slug:act>/",
        "my/sources/<uuid:uid>/<slug:act>/",
    ),
}
LETTERS: Paths = {
    "mail_again": (
        "oma/jarjestot/<uuid:organisation>/posti/",
        "mina-sidor/organisationer/<uuid:organisation>/post/",
        "my/organisations/<uuid:organisation>/mail/",
    ),
    "own_mail_again": ("oma/posti/", "mina-sidor/post/", "my/mail/"),
    "letters": ("kirjeet/<str:token>/", "brev/<str:token>/", "letters/<str:token>/"),
}
POSTBOX: Paths = {
    "postbox": ("posti/", "post/", "post-box/"),
    "postbox_letter": ("posti/<slug:key>/", "post/<slug:key>/", "post-box/<slug:key>/"),
    "postbox_html": ("posti/<slug:key>/kirje/", "post/<slug:key>/brev/", "post-box/<slug:key>/letter/"),
}
