"""Where open groups are joined, read and led."""

from raitti.core.addresses import Paths, under

_GROUPS = ("oma/ryhmat/", "mina-sidor/grupper/", "my/groups/")
GROUP = under(_GROUPS, "<uuid:group>/", "<uuid:group>/", "<uuid:group>/")
_THREAD = under(GROUP, "keskustelut/<uuid:thread>/", "samtal/<uuid:thread>/", "threads/<uuid:thread>/")
_POST = under(GROUP, "viestit/<uuid:post>/", "inlagg/<uuid:post>/", "messages/<uuid:post>/")
_QUESTION = under(GROUP, "kysymykset/<uuid:question>/", "fragor/<uuid:question>/", "questions/<uuid:question>/")
_MEMBER = under(GROUP, "jasenet/<uuid:member>/", "medlemmar/<uuid:member>/", "members/<uuid:member>/")
_MATERIAL = under(GROUP, "aineisto/<uuid:material>/", "material/<uuid:material>/", "material/<uuid:material>/")

GROUPS_OF_BODIES: Paths = {
    "own_groups": _GROUPS,
    "groups_join": ("ryhmat/liity/", "grupper/ga-med/", "groups/join/"),
    "group_confirm": ("ryhmat/vahvista/<str:token>/", "grupper/bekrafta/<str:token>/", "groups/confirm/<str:token>/"),
    "group_letters": ("ryhmat/kirjeet/<str:token>/", "grupper/brev/<str:token>/", "groups/letters/<str:token>/"),
    "own_group": GROUP,
    "group_member": _MEMBER,
    "group_people": under(GROUP, "jasenet/", "medlemmar/", "members/"),
    "group_own": under(GROUP, "oma/", "eget/", "own/"),
    "group_thread_new": under(GROUP, "keskustelut/uusi/", "samtal/nytt/", "threads/new/"),
    "group_thread": _THREAD,
    "group_post": under(_POST, "muokkaa/", "andra/", "edit/"),
    "group_report": under(_POST, "ilmoita/", "anmal/", "report/"),
    "group_decide": under(_POST, "ratkaise/", "avgor/", "decide/"),
    "group_appeal": under(_POST, "oikaisu/", "overklagande/", "appeal/"),
    "group_peace": under(GROUP, "ilmoitukset/", "anmalningar/", "reports/"),
    "group_question_new": under(GROUP, "kysymykset/uusi/", "fragor/ny/", "questions/new/"),
    "group_question": _QUESTION,
    "group_question_edit": under(_QUESTION, "muokkaa/", "andra/", "edit/"),
    "group_summary": under(_QUESTION, "yhteenveto/", "sammanfattning/", "summary/"),
    "group_settings": under(GROUP, "asetukset/", "installningar/", "settings/"),
    "group_material_new": under(GROUP, "aineisto/uusi/", "material/nytt/", "material/new/"),
    "group_file": _MATERIAL,
    "group_material_remove": under(_MATERIAL, "poista/", "ta-bort/", "remove/"),
}
