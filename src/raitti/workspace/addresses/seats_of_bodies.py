"""Where bodies are opened and ended, and their seats, terms, offices, founding and history looked after."""

from raitti.core.addresses import Paths, under
from raitti.workspace.addresses.bodies import BODY

_ORGANISATION = (
    "oma/jarjestot/<uuid:organisation>/",
    "mina-sidor/organisationer/<uuid:organisation>/",
    "my/organisations/<uuid:organisation>/",
)
_SEAT = under(BODY, "paikat/<uuid:seat>/", "platser/<uuid:seat>/", "seats/<uuid:seat>/")
_HOLDING = under(_SEAT, "haltijat/<int:holding>/", "innehavare/<int:holding>/", "holders/<int:holding>/")
_TERM = under(BODY, "kaudet/<int:term>/", "perioder/<int:term>/", "terms/<int:term>/")
_OFFICES = under(BODY, "tehtavat/", "uppdrag/", "offices/")
_FOUNDING = under(BODY, "perustaminen/", "grundande/", "founding/")

SEATS_OF_BODIES: Paths = {
    "body_new": ("oma/uusi-toimielin/", "mina-sidor/nytt-organ/", "my/new-body/"),
    "body_setter": under(BODY, "asettaja/", "tillsattare/", "setter/"),
    "body_take_over": under(BODY, "ota-hoitoon/", "ta-over/", "take-over/"),
    "body_end": under(BODY, "paattaminen/", "avsluta/", "end/"),
    "body_seats": under(BODY, "paikat/", "platser/", "seats/"),
    "body_seats_order": under(BODY, "paikkojen-jarjestys/", "platsernas-ordning/", "order-of-seats/"),
    "body_seat_new": under(BODY, "uusi-paikka/", "ny-plats/", "new-seat/"),
    "body_seat": _SEAT,
    "body_seat_edit": under(_SEAT, "tiedot/", "uppgifter/", "details/"),
    "body_seat_end": under(_SEAT, "paattaminen/", "avsluta/", "end/"),
    "body_seat_person": under(_SEAT, "nimea/<str:place>/", "utse/<str:place>/", "appoint/<str:place>/"),
    "body_holding_replace": under(_HOLDING, "vaihto/", "byte/", "replace/"),
    "body_holding_end": under(_HOLDING, "lahto/", "avgang/", "leave/"),
    "body_holding_name": under(_HOLDING, "nimi/", "namn/", "name/"),
    "body_holding_person": under(_HOLDING, "tiedot/", "uppgifter/", "details/"),
    "body_terms": under(BODY, "kaudet/", "perioder/", "terms/"),
    "body_term": _TERM,
    "body_report": under(_TERM, "kertomus/", "berattelse/", "report/"),
    "body_report_act": under(_TERM, "kertomus/<str:act>/", "berattelse/<str:act>/", "report/<str:act>/"),
    "body_offices": _OFFICES,
    "body_office_end": under(_OFFICES, "<int:office>/lahto/", "<int:office>/avgang/", "<int:office>/leave/"),
    "body_founding": _FOUNDING,
    "body_founding_step": under(_FOUNDING, "<str:step>/", "<str:step>/", "<str:step>/"),
    "body_founding_back": under(_FOUNDING, "<str:step>/peru/", "<str:step>/angra/", "<str:step>/undo/"),
    "body_history": under(BODY, "historia/", "historik/", "history/"),
    "represented": under(_ORGANISATION, "edustajat/", "representanter/", "representatives/"),
}
