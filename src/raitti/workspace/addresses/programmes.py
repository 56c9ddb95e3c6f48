"""Where programmes, projects, their money and plans are looked after."""

from raitti.core.addresses import Paths

_PROJECT = ("oma/hankkeet/<uuid:project>/", "mina-sidor/projekt/<uuid:project>/", "my/projects/<uuid:project>/")
_SCENARIO = ("oma/laskelmat/<uuid:scenario>/", "mina-sidor/kalkyler/<uuid:scenario>/", "my/scenarios/<uuid:scenario>/")
_GRANT = ("oma/avustukset/<uuid:grant>/", "mina-sidor/understod/<uuid:grant>/", "my/grants/<uuid:grant>/")

_PROGRAMME = (
    "oma/ohjelmat/<uuid:programme>/",
    "mina-sidor/program/<uuid:programme>/",
    "my/programmes/<uuid:programme>/",
)
# What was worked out for all projects of a programme together.
_TOGETHER = (
    "oma/yhteislaskelmat/<uuid:scenario>/",
    "mina-sidor/gemensamma-kalkyler/<uuid:scenario>/",
    "my/joint-scenarios/<uuid:scenario>/",
)
_STRUCTURE = (
    "oma/rakenteet/<uuid:structure>/",
    "mina-sidor/strukturer/<uuid:structure>/",
    "my/structures/<uuid:structure>/",
)


def _under(root: tuple[str, str, str], fi: str, sv: str, en: str) -> tuple[str, str, str]:
    """The path of something below another, a word a language."""
    return root[0] + fi, root[1] + sv, root[2] + en


PROJECTS: Paths = {
    "own_projects": ("oma/hankkeet/", "mina-sidor/projekt/", "my/projects/"),
    "own_project": _PROJECT,
    "project_edit": _under(_PROJECT, "tiedot/", "uppgifter/", "details/"),
    "project_work": _under(_PROJECT, "toiminnot/", "verksamhet/", "activities/"),
    "work_file": _under(_PROJECT, "toiminnot/tiedostosta/", "verksamhet/fran-fil/", "activities/from-file/"),
    "work_row": _under(
        _PROJECT,
        "toiminnot/<slug:sort>/<int:number>/",
        "verksamhet/<slug:sort>/<int:number>/",
        "activities/<slug:sort>/<int:number>/",
    ),
    "work_act": _under(
        _PROJECT,
        "toiminnot/<slug:sort>/<int:number>/<slug:act>/",
        "verksamhet/<slug:sort>/<int:number>/<slug:act>/",
        "activities/<slug:sort>/<int:number>/<slug:act>/",
    ),
}
PLANS: Paths = {
    "plans": _under(_PROJECT, "suunnitelmat/", "planer/", "plans/"),
    "plan_ask": _under(_PROJECT, "suunnitelmat/laske/", "planer/berakna/", "plans/solve/"),
    "plan_compare": _under(_PROJECT, "suunnitelmat/vertaa/", "planer/jamfor/", "plans/compare/"),
    "plan_version": _under(_PROJECT, "suunnitelmat/<int:number>/", "planer/<int:number>/", "plans/<int:number>/"),
    "plan_version_file": _under(
        _PROJECT,
        "suunnitelmat/<int:number>/suunnitelma.<slug:form>",
        "planer/<int:number>/plan.<slug:form>",
        "plans/<int:number>/plan.<slug:form>",
    ),
    "plan_permission": _under(
        _PROJECT,
        "suunnitelmat/<int:number>/muutoshakemus/",
        "planer/<int:number>/andringsansokan/",
        "plans/<int:number>/change-application/",
    ),
    "scenario": _SCENARIO,
    "scenario_file": _under(_SCENARIO, "suunnitelma.<slug:form>", "plan.<slug:form>", "plan.<slug:form>"),
    "scenario_what_if": _under(_SCENARIO, "entapa-jos/", "tank-om/", "what-if/"),
    "scenario_act": _under(_SCENARIO, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
    "plan_accept": _under(_SCENARIO, "hyvaksy/", "godkann/", "accept/"),
}
MONEY: Paths = {
    "money": _under(_PROJECT, "rahat/", "pengar/", "money/"),
    "grant_open": _under(_PROJECT, "rahat/uusi-avustus/", "pengar/nytt-understod/", "money/new-grant/"),
    "grant_decision": _under(_GRANT, "paatos/", "beslut/", "decision/"),
    "grant_entry": _under(_GRANT, "kirjaa/<slug:kind>/", "for-in/<slug:kind>/", "enter/<slug:kind>/"),
    "payment_plan": _under(_GRANT, "maksusuunnitelma/", "betalningsplan/", "payment-plan/"),
    "instalment_drop": _under(
        _GRANT, "maksusuunnitelma/<int:pk>/poista/", "betalningsplan/<int:pk>/ta-bort/", "payment-plan/<int:pk>/remove/"
    ),
    "clock": _under(_PROJECT, "vuosikello/", "arsklocka/", "year-clock/"),
    "clock_mark": _under(
        _PROJECT,
        "vuosikello/<int:year>/<slug:what>/",
        "arsklocka/<int:year>/<slug:what>/",
        "year-clock/<int:year>/<slug:what>/",
    ),
    "entry_correct": (
        "oma/kirjaukset/<uuid:entry>/oikaise/",
        "mina-sidor/bokforingar/<uuid:entry>/ratta/",
        "my/entries/<uuid:entry>/correct/",
    ),
}
STRUCTURES: Paths = {
    "structures": _under(_PROJECT, "rakenteet/", "strukturer/", "structures/"),
    "structure_new": _under(_PROJECT, "rakenteet/uusi/", "strukturer/ny/", "structures/new/"),
    "project_close": _under(_PROJECT, "paata/", "avsluta/", "close/"),
    "project_archive": _under(_PROJECT, "arkisto.zip", "arkiv.zip", "archive.zip"),
    "structure": _STRUCTURE,
    "structure_edit": _under(_STRUCTURE, "muokkaa/", "redigera/", "edit/"),
    "structure_receiver": _under(_STRUCTURE, "vastaanottaja/", "mottagare/", "receiver/"),
    "structure_step": _under(_STRUCTURE, "vaihe/<slug:step>/", "steg/<slug:step>/", "step/<slug:step>/"),
    "structure_act": _under(_STRUCTURE, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
    "structure_offer": _under(_STRUCTURE, "tarjoa/", "erbjud/", "offer/"),
    "structure_accept": _under(_STRUCTURE, "ota-vastaan/", "ta-emot/", "accept/"),
    "structure_decline": _under(_STRUCTURE, "kieltaydy/", "avboj/", "decline/"),
    "structure_end": _under(_STRUCTURE, "lopeta/", "upphor/", "end/"),
    "structure_attach": _under(_STRUCTURE, "liitteet/", "bilagor/", "files/"),
    "structure_file": _under(_STRUCTURE, "liitteet/<uuid:file>/", "bilagor/<uuid:file>/", "files/<uuid:file>/"),
    "structure_file_remove": _under(
        _STRUCTURE, "liitteet/<uuid:file>/poista/", "bilagor/<uuid:file>/ta-bort/", "files/<uuid:file>/remove/"
    ),
    "structure_package": _under(_STRUCTURE, "luovutuspaketti.zip", "overlatelsepaket.zip", "handover.zip"),
}
_NOTICE = _under(_PROJECT, "tiedotteet/<int:number>/", "meddelanden/<int:number>/", "notices/<int:number>/")
NOTICES: Paths = {
    "own_notices": _under(_PROJECT, "tiedotteet/", "meddelanden/", "notices/"),
    "own_notice": _NOTICE,
    "own_notice_edit": _under(_NOTICE, "muokkaa/", "redigera/", "edit/"),
    "own_notice_text": _under(
        _NOTICE, "tiedote-<slug:tongue>.txt", "meddelande-<slug:tongue>.txt", "notice-<slug:tongue>.txt"
    ),
    "own_notice_act": _under(_NOTICE, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
}
CAMPAIGNS: Paths = {
    "pleas": _under(_PROJECT, "vaikuttaminen/", "paverkan/", "pleas/"),
    "plea_new": _under(_PROJECT, "vaikuttaminen/uusi/", "paverkan/ny/", "pleas/new/"),
    "plea_edit": _under(_PROJECT, "vaikuttaminen/<int:pk>/", "paverkan/<int:pk>/", "pleas/<int:pk>/"),
    "programme_pleas": _under(_PROGRAMME, "vaikuttaminen/", "paverkan/", "pleas/"),
    "programme_plea_new": _under(_PROGRAMME, "vaikuttaminen/uusi/", "paverkan/ny/", "pleas/new/"),
    "programme_plea_edit": _under(_PROGRAMME, "vaikuttaminen/<int:pk>/", "paverkan/<int:pk>/", "pleas/<int:pk>/"),
    "campaign_new": _under(_PROJECT, "kampanjat/uusi/", "kampanjer/ny/", "campaigns/new/"),
    "campaign_edit": _under(_PROJECT, "kampanjat/<int:pk>/", "kampanjer/<int:pk>/", "campaigns/<int:pk>/"),
    "supports": _under(
        _PROJECT, "kampanjat/<int:pk>/kannatukset/", "kampanjer/<int:pk>/stod/", "campaigns/<int:pk>/supports/"
    ),
    "programme_campaign_new": _under(_PROGRAMME, "kampanjat/uusi/", "kampanjer/ny/", "campaigns/new/"),
    "programme_campaign_edit": _under(_PROGRAMME, "kampanjat/<int:pk>/", "kampanjer/<int:pk>/", "campaigns/<int:pk>/"),
    "programme_supports": _under(
        _PROGRAMME, "kampanjat/<int:pk>/kannatukset/", "kampanjer/<int:pk>/stod/", "campaigns/<int:pk>/supports/"
    ),
}
PROGRAMMES: Paths = {
    "own_programme": _PROGRAMME,
    "programme_edit": _under(_PROGRAMME, "tiedot/", "uppgifter/", "details/"),
    "programme_plans": _under(_PROGRAMME, "suunnitelmat/", "planer/", "plans/"),
    "programme_plan_ask": _under(_PROGRAMME, "suunnitelmat/laske/", "planer/berakna/", "plans/solve/"),
    "programme_plan_read": _under(_PROGRAMME, "suunnitelmat/tiedostosta/", "planer/fran-fil/", "plans/from-file/"),
    "programme_scenario": _TOGETHER,
    "programme_part": _under(_TOGETHER, "<int:number>/", "<int:number>/", "<int:number>/"),
    "programme_scenario_act": _under(_TOGETHER, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
    "programme_scenario_file": _under(_TOGETHER, "suunnitelmat.<slug:form>", "planer.<slug:form>", "plans.<slug:form>"),
    "programme_file": _under(_PROGRAMME, "hankkeet.<slug:form>", "projekt.<slug:form>", "projects.<slug:form>"),
}
