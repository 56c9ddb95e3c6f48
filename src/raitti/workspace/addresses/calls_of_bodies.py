"""Getting into bodies: calls for nominations, nominating for an association, and answering as a candidate."""

from raitti.core.addresses import Paths, under
from raitti.workspace.addresses.bodies import BODY

CALLS = under(BODY, "haut/", "nomineringar/", "calls/")
CALL = under(CALLS, "<int:number>/", "<int:number>/", "<int:number>/")
_OF_ORGANISATION = (
    "oma/jarjestot/<uuid:organisation>/toimielinhaut/",
    "mina-sidor/organisationer/<uuid:organisation>/nomineringar/",
    "my/organisations/<uuid:organisation>/calls/",
)

CALLS_OF_BODIES: Paths = {
    "calls_of_body": CALLS,
    "call_new": under(CALLS, "uusi/", "ny/", "new/"),
    "own_call": CALL,
    "call_edit": under(CALL, "muokkaa/", "redigera/", "edit/"),
    "call_withdraw": under(CALL, "peruuta/", "dra-tillbaka/", "withdraw/"),
    "call_choice": under(CALL, "valinta/", "urval/", "choice/"),
    "call_appoint": under(CALL, "nimea/", "utse/", "appoint/"),
    "calls_for_organisation": _OF_ORGANISATION,
    "nominate": under(_OF_ORGANISATION, "<uuid:call>/", "<uuid:call>/", "<uuid:call>/"),
    "choose_nominator": ("oma/nimea/<uuid:call>/", "mina-sidor/nominera/<uuid:call>/", "my/nominate/<uuid:call>/"),
    "candidate": ("ehdokas/<str:token>/", "kandidat/<str:token>/", "candidate/<str:token>/"),
}
