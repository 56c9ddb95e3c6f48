"""How times are told in Finnish."""

from raitti.directory.wording.lexicon import (
    AUTUMN,
    SPRING,
    SUMMER,
    WEEKEND,
    WINTER,
    WORKDAYS,
    Kind,
    Lexicon,
    entries,
    numbered,
)

_NUMBERS_FI = {
    2: r"(?:kahden|2|2:n)",
    3: r"(?:kolmen|3|3:n)",
    4: r"(?:neljän|4|4:n)",
    5: r"(?:viiden|5|5:n)",
    6: r"(?:kuuden|6|6:n)",
    8: r"(?:kahdeksan|8|8:n)",
}
_NTH_FI = {
    2: r"(?:toinen|toise\w*|toista|toka|2\.)",
    3: r"(?:kolmas|kolman\w*|kolmatta|3\.)",
    4: r"(?:neljäs|neljän\w*|neljättä|4\.)",
    5: r"(?:viides|viiden\w*|5\.)",
    6: r"(?:kuudes|kuuden\w*|6\.)",
}
_WEEKS_FI = r"(?:viik\w+|vko?t|vko?|vk:t)"
_MONTH_FI = r"(?:kuukauden|kuukaudessa|kuukausi|kuun|kuussa|kk:n|kk)"

_HOURS_FI = r"(?:yksi|kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän|kymmenen|yksitoista|kaksitoista)"
_AT_HOURS_FI = r"(?:yhdeltä|kahdelta|kolmelta|neljältä|viideltä|kuudelta|seitsemältä|kahdeksalta|yhdeksältä|kymmeneltä)"

WORDS: Lexicon = (
    *numbered(
        Kind.DAY,
        [
            r"(?:maanantai\w*|ma\.?)",
            r"(?:tiistai\w*|ti\.?)",
            r"(?:keskiviik\w*|ke\.?)",
            r"(?:torstai\w*|to\.?)",
            r"(?:perjantai\w*|pe\.?)",
            r"(?:lauantai\w*|la\.?)",
            r"(?:sunnuntai\w*|su\.?)",
        ],
    ),
    *numbered(
        Kind.MONTH,
        [
            rf"{stem}(?:kuu(?!kau)\w*|k\.?|(?=\s?–))"
            for stem in (
                *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
                *("heinä", "elo", "syys", "loka", "marras", "joulu"),
            )
        ],
        1,
    ),
    *(
        entry
        for n, word in _NTH_FI.items()
        for entry in entries(
            [
                (rf"joka {word}", Kind.EVERY_NTH, n),
                (rf"joka {word} {_MONTH_FI}", Kind.MONTHLY, n),
                (word, Kind.ORDINAL, n),
            ]
        )
        if not (entry.kind == Kind.ORDINAL and n > 5)
    ),
    *(
        entry
        for n, word in _NUMBERS_FI.items()
        for entry in entries(
            [
                (rf"(?:aina )?{word} päivän välein", Kind.INTERVAL, (n, "day")),
                (rf"(?:aina )?{word} viikon välein", Kind.INTERVAL, (n, "week")),
                (rf"(?:aina )?{word} (?:kuukauden|kk:n) välein", Kind.MONTHLY, n),
            ]
        )
    ),
    *entries(
        [
            (r"(?:arkisin|arkena|arkipäiv\w+|joka arki\w*|arki–?(?:ilt|aam)\w+)", Kind.DAYS, WORKDAYS),
            (r"(?:(?:joka )?viikonlop\w+)", Kind.DAYS, WEEKEND),
            (
                r"(?:joka(?:inen)? päivä|päivittäin|joka ikinen päivä|kaikkina päivinä|(?:viikon )?jokaisena päivänä)",
                Kind.DAILY,
            ),
            (r"(?:joka viikko|viikoi?t+ain|(?:kerran )?viikossa|viikoittaiset?)", Kind.WEEKLY),
            (
                rf"(?:(?:joka |jokaisen |aina )?{_MONTH_FI}|kuukausittain|kerran (?:kuukaudessa|kuussa|kk:ssa))",
                Kind.MONTHLY,
                1,
            ),
            (r"(?:joka vuosi|vuosittain|kerran vuodessa)", Kind.YEARLY),
            (rf"\(?(?:parittom\w+|pariton)(?: {_WEEKS_FI})?\)?", Kind.PARITY, 1),
            (rf"\(?(?:parilli\w+|parill\.)(?: {_WEEKS_FI})?\)?", Kind.PARITY, 0),
            (r"joka(?:inen)?", Kind.EVERY),
            (r"(?:ensimmäi\w+|eka)", Kind.ORDINAL, 1),
            (r"(?:viimei\w+|vika)", Kind.ORDINAL, -1),
            (r"viimei\w+ päivä\w*", Kind.MONTH_DAY, -1),
            (r"päivä(?:nä|t)?", Kind.UNIT, "day"),
            (r"(?:viikko|viikon|viikolla|viikkoina|viikoilla|viikot|viikkojen|vko|vk)", Kind.UNIT, "week"),
            (r"(?:kesäisin|kesällä|kesäaikaan|kesäaikana|kesän ajan|kesäkuukau\w+|kesä)", Kind.SEASON, SUMMER),
            (r"(?:syksyisin|syksyllä)", Kind.SEASON, AUTUMN),
            (r"(?:talvisin|talvella|talvikuukau\w+)", Kind.SEASON, WINTER),
            (r"(?:keväisin|keväällä)", Kind.SEASON, SPRING),
            (r"(?:klo\.?|kello)", Kind.AT),
            (r"(?:alkaen|lähtien|eteenpäin|alkaa|alk\.?|starttaa|aloitus)", Kind.FROM),
            (r"(?:asti|saakka)", Kind.UNTIL),
            (r"(?:alusta)", Kind.DASH),
            (
                r"(?:ei(?: kuitenkaan| ole)?|eikä|paitsi(?: ei)?|lukuun ?ottamatta|pois ?lukien"
                r"|ilman|poikkeuksena)",
                Kind.NOT,
            ),
            (
                r"(?:on )?(?:suljettu|kiinni|(?!lounas)\w*tau(?:olla|ko|koa)|kesätau\w+|lomalla|loma)",
                Kind.CLOSED,
            ),
            (
                r"(?:ei(?: ole)? (?:toimintaa|kokoontumis\w+|kokoonnuta|kokoonnu|kerhoa|ryhmää|aukioloa))",
                Kind.CLOSED,
            ),
            (r"(?:ja|sekä|tai|\+|&)", Kind.AND),
            (r"(?:\d{1,3}) (?:kertaa|krt|kerran)", Kind.COUNT),
            (r"(?:ympäri vuorokauden|vuorokauden ympäri|24/7|24 h|24h)", Kind.ALL_DAY),
            (r"(?:koko päivän)", Kind.FILLER),
            (r"väli(?:llä|senä aikana)", Kind.BETWEEN),
            (
                r"(?:sopimuksen mukaan|sopimalla|sovit\w+|ajanvarau\w+|varauksesta|pyynnöstä|tarvittaessa)",
                Kind.VAGUE,
                "arranged",
            ),
            (
                r"(?:(?:noin kerran|kahdesti|kolmesti|(?:kaksi|kolme|neljä|viisi|kuusi|pari|\d+) kertaa|useita kertoja"
                r"|muutaman kerran) (?:viikossa|kuussa|kuukaudessa|vuodessa)|silloin tällöin|epäsäännölli\w+)",
                Kind.VAGUE,
                "often",
            ),
            (
                r"(?:(?:kevät|syys|talvi|kesä|toiminta|luku|näytäntö)?kau(?:si|della|den|sina)(?: aikana)?"
                r"|kouluvuo\w+(?: aikana)?|koulujen loma(?:–ai\w+)?"
                r"|(?:koulujen )?(?:hiihto|syys|talvi|joulu|kesä|koulu)–?lom"
                r"(?:a–ai\w+|aviik\w+|alla|ien|ina|ien aikana))",
                Kind.VAGUE,
                "term",
            ),
            (
                r"(?:huomenna|tänään|ylihuomenna|(?:ensi|tulevana|seuraavana|viime)"
                r" (?:viiko\w+|kuussa|kuun|vuonna|\w+tai\w*|keskiviik\w+))",
                Kind.VAGUE,
                "date",
            ),
            (
                rf"(?:(?:(?:kello|klo|puoli) )+{_HOURS_FI}|(?:puoli )?{_AT_HOURS_FI}(?:toista)?)",
                Kind.VAGUE,
                "digits",
            ),
            (r"(?:puolenpäivän|keskipäivällä|puoleltapäivin)", Kind.CLOCK_WORD, 12),
            (r"(?:puoliyöhön|keskiyöhön|puoliyö)", Kind.CLOCK_WORD, 24),
            (
                r"(?:pyhä(?:t|nä|inä|inä|päiv\w+)|pyhinä|pyhisin|arkipyhi\w+|juhlapyhi\w+|juhlapäiv\w+)",
                Kind.FEAST,
                "holidays",
            ),
            (r"(?:joulu(?:na|n|un|pyhinä|n pyhinä|)|joulun aikaan)", Kind.FEAST, "christmas"),
            (r"(?:jouluaat\w+)", Kind.FEAST, "christmas_eve"),
            (r"(?:juhannu\w+)", Kind.FEAST, "midsummer"),
            (r"(?:pääsiäi\w+)", Kind.FEAST, "easter"),
            (r"(?:vap(?:pu|un|puna|pua)\w*)", Kind.FEAST, "may_day"),
            (r"(?:uudenvuoden\w+|uutenavuotena|uusivuosi)", Kind.FEAST, "new_year"),
            (r"(?:loppiai\w+)", Kind.FEAST, "epiphany"),
            (r"(?:itsenäisyyspäiv\w+)", Kind.FEAST, "independence"),
            (r"(?:helatorstai\w*)", Kind.FEAST, "ascension"),
            (
                r"(?:aina|viikon|on|auki|avoinna|kokoontuu|kokoontuminen|kokoonnumme|kokoonnutaan"
                r"|tapaamme|tavataan|yhteensä|pidetään|loppuun|ajan|ympäri vuoden|vuoden ympäri)",
                Kind.FILLER,
            ),
            (r"(?:kuluvan|joka kerta|kerho|ryhmä|tapaaminen|tapaamiset|ajalla|aikana|myös)", Kind.FILLER),
            (r"(?:alkuun)", Kind.FILLER),
            (r"(?:iltaisin|illalla|iltana|illat|iltoina|ilta)", Kind.PART_OF_DAY, "evening"),
            (r"(?:iltapäivisin|iltapäivällä|iltapäivänä|ip\.?)", Kind.PART_OF_DAY, "afternoon"),
            (r"(?:aamuisin|päivisin|aamupäivisin|aamulla|aamuna|aamupäivällä|päivällä|ap\.?)", Kind.PART_OF_DAY),
        ]
    ),
)
