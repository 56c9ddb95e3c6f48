"""Languages people are served in, by code, in the order forms offer them."""

from django.utils.translation import gettext_lazy as _

LANGUAGE_NAMES = {
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
    "se": _("Northern Sámi"),
    "smn": _("Inari Sámi"),
    "sms": _("Skolt Sámi"),
    "fsl": _("Finnish Sign Language"),
    "ar": _("Arabic"),
    "de": _("German"),
    "es": _("Spanish"),
    "et": _("Estonian"),
    "fa": _("Persian"),
    "fr": _("French"),
    "ku": _("Kurdish"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "th": _("Thai"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "vi": _("Vietnamese"),
    "zh": _("Chinese"),
}
