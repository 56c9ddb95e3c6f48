"""How times are told in Finland's Swedish."""

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

_NTH_SV = {2: r"(?:andra|2:a)", 3: r"(?:tredje|3:e)", 4: r"(?:fjärde|4:e)", 5: r"(?:femte|5:e)", 6: r"(?:sjätte|6:e)"}
_MONTH_SV = r"månad(?:en|er)?"

WORDS: Lexicon = (
    *numbered(
        Kind.DAY,
        [
            r"(?:måndag(?:ar|en|s|arna|s(?:kväll|eftermiddag|förmiddag)\w*)?|månd?\.?|må\.?)",
            r"(?:tisdag(?:ar|en|s|arna|s(?:kväll|eftermiddag|förmiddag)\w*)?|tisd?\.?|ti\.?)",
            r"(?:onsdag(?:ar|en|s|arna|s(?:kväll|eftermiddag|förmiddag)\w*)?|onsd?\.?|on\.?)",
            r"(?:torsdag(?:ar|en|s|arna|s(?:kväll|eftermiddag|förmiddag)\w*)?|torsd?\.?|tor\.?|to\.?)",
            r"(?:fredag(?:ar|en|s|arna|s(?:kväll|eftermiddag|förmiddag)\w*)?|fred?\.?|fr\.?)",
            r"(?:lördag(?:ar|en|s|arna|s(?:kväll|eftermiddag|förmiddag)\w*)?|lörd?\.?|lö\.?)",
            r"(?:söndag(?:ar|en|s|arna|s(?:kväll|eftermiddag|förmiddag)\w*)?|sönd?\.?|sö\.?)",
        ],
    ),
    *numbered(
        Kind.MONTH,
        [
            *(r"(?:januari|jan\.?)", r"(?:februari|feb\.?)", r"(?:mars)", r"(?:april|apr\.?)", r"(?:maj)"),
            *(r"(?:juni|jun\.?)", r"(?:juli|jul\.)", r"(?:augusti|aug\.?)", r"(?:september|sept?\.?)"),
            *(r"(?:oktober|okt\.?)", r"(?:november|nov\.?)", r"(?:december|dec\.?)"),
        ],
        1,
    ),
    *(
        entry
        for n, word in _NTH_SV.items()
        for entry in entries(
            [
                (rf"var(?:je)? {word}", Kind.EVERY_NTH, n),
                (rf"(?:i )?var(?:je)? {word} {_MONTH_SV}", Kind.MONTHLY, n),
                (word, Kind.ORDINAL, n),
            ]
        )
        if not (entry.kind == Kind.ORDINAL and n > 5)
    ),
    *entries(
        [
            (
                r"(?:vardag(?:ar|arna|sdagar)?|(?:alla )?vardagar|varje vardag"
                r"|vardags(?:kväll|eftermiddag|förmiddag)\w*)",
                Kind.DAYS,
                WORKDAYS,
            ),
            (r"vardagen", Kind.DAYS, WORKDAYS),
            (r"(?:veckoslut(?:en)?|veckosluten|varje veckoslut|helger(?:na)?)", Kind.DAYS, WEEKEND),
            (r"(?:varje dag|dagligen|alla dagar|veckans alla dagar)", Kind.DAILY),
            (r"(?:varje vecka|veckovis|en gång i veckan|i veckan)", Kind.WEEKLY),
            (
                rf"(?:(?:i |av |under )?(?:varje |var )?{_MONTH_SV}|(?:varje )?månads?|månadens|månatligen"
                r"|en gång i månaden|i månaden|varje månads)",
                Kind.MONTHLY,
                1,
            ),
            (r"(?:i )?varannan månad", Kind.MONTHLY, 2),
            (r"(?:varje år|årligen|en gång om året)", Kind.YEARLY),
            (r"varannan", Kind.EVERY_NTH, 2),
            (r"\(?(?:ojämna?|udda)(?: veckor(?:nas?)?| vecka)?\)?", Kind.PARITY, 1),
            (r"\(?jämna?(?: veckor(?:nas?)?| vecka)?\)?", Kind.PARITY, 0),
            (r"(?:varje|alla)", Kind.EVERY),
            (r"(?:första|1:a)", Kind.ORDINAL, 1),
            (r"sista", Kind.ORDINAL, -1),
            (r"sista dagen", Kind.MONTH_DAY, -1),
            (r"dag(?:ar|en)?", Kind.UNIT, "day"),
            (r"veck(?:a|or|an|orna)", Kind.UNIT, "week"),
            (r"(?:på |om |under )?(?:sommaren|somrarna|sommartid|sommar)", Kind.SEASON, SUMMER),
            (r"(?:på |om |under )?(?:hösten|höstarna)", Kind.SEASON, AUTUMN),
            (r"(?:på |om |under )?(?:vintern|vintrarna|vintertid)", Kind.SEASON, WINTER),
            (r"(?:på |om |under )?(?:våren|vårarna)", Kind.SEASON, SPRING),
            (r"(?:kl\.?|klockan|klo)", Kind.AT),
            (
                r"(?:från och med|från o\.?m\.?|fr\.? ?o\.? ?m\.?|från|fr\.|med början|börjar|startar|start|med start)",
                Kind.FROM,
            ),
            (r"(?:till och med|till o\.?m\.?|t\.? ?o\.? ?m\.?|till|fram till|tills)", Kind.UNTIL),
            (
                r"(?:inte|ej|utom|förutom|med undantag (?:av|för)|undantaget|dock inte|dock ej|utan|men inte|men ej)",
                Kind.NOT,
            ),
            (
                r"(?:är )?(?:stängt|(?!lunch)\w*paus|\w*uppehåll|semester|ledigt|ingen verksamhet|inga träffar)",
                Kind.CLOSED,
            ),
            (r"(?:och|samt|eller|\+|&)", Kind.AND),
            (r"\d{1,3} gånger", Kind.COUNT),
            (r"(?:dygnet runt|24/7|24 h)", Kind.ALL_DAY),
            (r"(?:hela dagen)", Kind.FILLER),
            (r"(?:på )?(?:kvällarna|kvällar|kvällen|kvällstid|kväll)", Kind.PART_OF_DAY, "evening"),
            (r"(?:på )?eftermiddag(?:ar|en|arna)?", Kind.PART_OF_DAY, "afternoon"),
            (r"(?:på )?(?:förmiddag(?:ar|en|arna)?|morgonen|morgnar|morgnarna)", Kind.PART_OF_DAY),
            (r"mellan", Kind.BETWEEN),
            (
                r"(?:(?:enligt|efter) (?:överenskommelse|behov)|på (?:begäran|beställning)"
                r"|(?:med |genom )?tids(?:bokning|beställning))",
                Kind.VAGUE,
                "arranged",
            ),
            (
                r"(?:(?:ungefär |cirka )?(?:två|tre|fyra|fem|sex|några|flera|\d+) gånger"
                r" (?:i veckan|i månaden|om året|per \w+)|då och då|oregelbundet)",
                Kind.VAGUE,
                "often",
            ),
            (
                r"(?:(?:under |på )?(?:vår|höst)?(?:terminen|terminerna|säsongen)|(?:under )?(?:läs|skol)året"
                r"|(?:skol|sport|höst|jul|sommar)lov(?:et|en)?)",
                Kind.VAGUE,
                "term",
            ),
            (r"(?:i (?:morgon|dag|övermorgon)|nästa (?:vecka|månad|år|\w+dag))", Kind.VAGUE, "date"),
            (
                r"(?:(?:kl\.?|klockan|halv|kvart över|kvart i) )+"
                r"(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)",
                Kind.VAGUE,
                "digits",
            ),
            (r"(?:midnatt)", Kind.CLOCK_WORD, 24),
            (r"(?:helgdag(?:ar|arna)?|söckenhelg(?:er)?|röda dagar|storhelg(?:er)?)", Kind.FEAST, "holidays"),
            (r"(?:jul(?:en|helgen|helgerna)?)", Kind.FEAST, "christmas"),
            (r"(?:julafton(?:en)?)", Kind.FEAST, "christmas_eve"),
            (r"(?:midsommar(?:en|helgen)?)", Kind.FEAST, "midsummer"),
            (r"(?:påsk(?:en|helgen)?)", Kind.FEAST, "easter"),
            (r"(?:första maj|valborg|vappen)", Kind.FEAST, "may_day"),
            (r"(?:nyår(?:et|sdagen|shelgen)?)", Kind.FEAST, "new_year"),
            (r"(?:trettondag(?:en)?)", Kind.FEAST, "epiphany"),
            (r"(?:självständighetsdag(?:en)?)", Kind.FEAST, "independence"),
            (r"(?:kristi himmelsfärds(?: )?dag(?:en)?)", Kind.FEAST, "ascension"),
            (
                r"(?:på|i|om|den|de|veckans|alltid|öppet|också|under|tiden|träffas|vi träffas|vi samlas|med|en gång"
                r"|sammanlagt|men|av|året runt|slutet av|slutet på)",
                Kind.FILLER,
            ),
        ]
    ),
    *(
        entry
        for n, word in {2: "(?:två|2)", 3: "(?:tre|3)", 4: "(?:fyra|4)"}.items()
        for entry in entries(
            [
                (rf"(?:med )?{word} veckors mellanrum", Kind.INTERVAL, (n, "week")),
                (rf"(?:med )?{word} dagars mellanrum", Kind.INTERVAL, (n, "day")),
                (rf"(?:med )?{word} månaders mellanrum", Kind.MONTHLY, n),
            ]
        )
    ),
)
