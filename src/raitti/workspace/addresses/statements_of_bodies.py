"""Where statements, representatives and initiatives of bodies are looked after, and where organisations have a word."""

from raitti.core.addresses import Paths, under
from raitti.workspace.addresses.bodies import BODY

_STATEMENT = (
    "oma/lausunnot/<uuid:statement>/",
    "mina-sidor/utlatanden/<uuid:statement>/",
    "my/statements/<uuid:statement>/",
)
_ORGANISATION = (
    "oma/jarjestot/<uuid:organisation>/",
    "mina-sidor/organisationer/<uuid:organisation>/",
    "my/organisations/<uuid:organisation>/",
)
_REPRESENTATION = (
    "oma/edustukset/<uuid:representation>/",
    "mina-sidor/representation/<uuid:representation>/",
    "my/representations/<uuid:representation>/",
)
_INITIATIVE = (
    "oma/aloitteet/<uuid:initiative>/",
    "mina-sidor/initiativ/<uuid:initiative>/",
    "my/initiatives/<uuid:initiative>/",
)

STATEMENTS_OF_BODIES: Paths = {
    "own_statements": under(BODY, "lausunnot/", "utlatanden/", "statements/"),
    "statement_new": under(BODY, "lausunnot/uusi/", "utlatanden/nytt/", "statements/new/"),
    "own_statement": _STATEMENT,
    "statement_write": under(_STATEMENT, "teksti/", "text/", "text/"),
    "statement_version": under(_STATEMENT, "teksti/<int:number>/", "text/<int:number>/", "text/<int:number>/"),
    "statement_act": under(_STATEMENT, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
    "statement_open": under(_STATEMENT, "kommenttikierros/", "kommentarsrunda/", "comment-round/"),
    "statement_comment": under(
        _STATEMENT,
        "kommentti/<slug:tongue>/<int:line>/",
        "kommentar/<slug:tongue>/<int:line>/",
        "comment/<slug:tongue>/<int:line>/",
    ),
    "statement_comment_answer": under(
        _STATEMENT, "kommentit/<uuid:comment>/", "kommentarer/<uuid:comment>/", "comments/<uuid:comment>/"
    ),
    "statement_sign": under(
        _STATEMENT,
        "allekirjoitus/<uuid:organisation>/",
        "underskrift/<uuid:organisation>/",
        "signature/<uuid:organisation>/",
    ),
    "statement_send": under(_STATEMENT, "laheta/", "skicka/", "send/"),
    "statement_answer": under(_STATEMENT, "vastaus/", "svar/", "answer/"),
    "statement_effect": under(_STATEMENT, "vaikutus/", "inverkan/", "effect/"),
    "statement_correct": under(_STATEMENT, "oikaisu/", "rattelse/", "correction/"),
    "statement_drop": under(_STATEMENT, "luopuminen/", "avsta/", "drop/"),
    "representations": under(BODY, "edustajat/", "representanter/", "representatives/"),
    "representation_new": under(BODY, "edustajat/uusi/", "representanter/ny/", "representatives/new/"),
    "representation_confirm": under(_REPRESENTATION, "vahvistus/", "bekraftelse/", "confirmation/"),
    "representation_end": under(_REPRESENTATION, "paatos/", "avslut/", "end/"),
    "representation_report": under(_REPRESENTATION, "kuulumiset/", "rapport/", "report/"),
    "representation_answer": ("edustus/<str:token>/", "representation/<str:token>/", "representation/<str:token>/"),
    "initiatives": under(BODY, "aloitteet/", "initiativ/", "initiatives/"),
    "own_initiative": _INITIATIVE,
    "initiative_act": under(_INITIATIVE, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
    "initiative_agenda": under(_INITIATIVE, "kokous/", "mote/", "meeting/"),
    "initiative_answer": under(_INITIATIVE, "vastaus/", "svar/", "answer/"),
    "own_words": under(_ORGANISATION, "vaikuttaminen/", "paverkan/", "having-a-say/"),
    "statement_ask": under(
        _ORGANISATION, "vaikuttaminen/lausuntopyynto/", "paverkan/begar-utlatande/", "having-a-say/ask/"
    ),
    "initiative_new": under(_ORGANISATION, "vaikuttaminen/aloite/", "paverkan/initiativ/", "having-a-say/initiative/"),
}
