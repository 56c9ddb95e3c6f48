"""How times are told in English."""

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

_NTH_EN = {
    2: r"(?:second|2nd)",
    3: r"(?:third|3rd)",
    4: r"(?:fourth|4th)",
    5: r"(?:fifth|5th)",
    6: r"(?:sixth|6th)",
    8: r"(?:eighth|8th)",
}
_COUNTS_EN = {2: "(?:two|2)", 3: "(?:three|3)", 4: "(?:four|4)", 5: "(?:five|5)", 6: "(?:six|6)", 8: "(?:eight|8)"}

WORDS: Lexicon = (
    *numbered(
        Kind.DAY,
        [
            r"(?:mondays?|mon\.?)",
            r"(?:tuesdays?|tue(?:s)?\.?)",
            r"(?:wednesdays?|wed\.?)",
            r"(?:thursdays?|thu(?:rs?)?\.?)",
            r"(?:fridays?|fri\.?)",
            r"(?:saturdays?|sat\.?)",
            r"(?:sundays?|sun\.?)",
        ],
    ),
    *numbered(
        Kind.MONTH,
        [
            *(r"(?:january|jan\.?)", r"(?:february|feb\.?)", r"(?:march|mar\.?)", r"(?:april|apr\.?)", r"may"),
            *(r"(?:june|jun\.?)", r"(?:july|jul\.?)", r"(?:august|aug\.?)", r"(?:september|sept?\.?)"),
            *(r"(?:october|oct\.?)", r"(?:november|nov\.?)", r"(?:december|dec\.?)"),
        ],
        1,
    ),
    *(
        entry
        for n, word in _NTH_EN.items()
        for entry in entries(
            [
                (rf"every {word}", Kind.EVERY_NTH, n),
                (rf"(?:of |in )?every {word} month", Kind.MONTHLY, n),
                (word, Kind.ORDINAL, n),
            ]
        )
        if not (entry.kind == Kind.ORDINAL and n > 5)
    ),
    *(
        entry
        for n, word in _COUNTS_EN.items()
        for entry in entries(
            [
                (rf"every {word} weeks", Kind.INTERVAL, (n, "week")),
                (rf"every {word} days", Kind.INTERVAL, (n, "day")),
                (rf"every {word} months", Kind.MONTHLY, n),
            ]
        )
    ),
    *entries(
        [
            (r"(?:every )?(?:weekdays?|working days?|workdays?)", Kind.DAYS, WORKDAYS),
            (r"(?:every )?weekends?", Kind.DAYS, WEEKEND),
            (r"(?:every day|daily|each day|all days|any day|every single day|seven days a week)", Kind.DAILY),
            (r"(?:every week|weekly|once a week|each week)", Kind.WEEKLY),
            (r"(?:(?:of |in )?(?:every |each |the )month|monthly|once a month|month)", Kind.MONTHLY, 1),
            (r"(?:of |in )?every other month", Kind.MONTHLY, 2),
            (r"(?:every year|yearly|annually|each year|once a year)", Kind.YEARLY),
            (r"(?:every other|every second|alternate|alternating)", Kind.EVERY_NTH, 2),
            (r"(?:fortnightly|every fortnight|once a fortnight)", Kind.INTERVAL, (2, "week")),
            (r"\(?(?:odd|odd-numbered)(?: weeks?)?\)?", Kind.PARITY, 1),
            (r"\(?(?:even|even-numbered)(?: weeks?)?\)?", Kind.PARITY, 0),
            (r"(?:every|each|all)", Kind.EVERY),
            (r"(?:first|1st)", Kind.ORDINAL, 1),
            (r"last", Kind.ORDINAL, -1),
            (r"last day", Kind.MONTH_DAY, -1),
            (r"days?", Kind.UNIT, "day"),
            (r"weeks?", Kind.UNIT, "week"),
            (r"(?:in |during |over )?(?:the )?summers?", Kind.SEASON, SUMMER),
            (r"(?:in |during )?(?:the )?autumns?", Kind.SEASON, AUTUMN),
            (r"(?:in |during )?(?:the )?winters?", Kind.SEASON, WINTER),
            (r"(?:in |during )?(?:the )?spring", Kind.SEASON, SPRING),
            (r"(?:at|@)", Kind.AT),
            (r"(?:from|starting|starting on|starting from|beginning|since|onwards|as of)", Kind.FROM),
            (r"(?:until|till|through|ending|up to)", Kind.UNTIL),
            (r"to", Kind.DASH),
            (r"(?:but not|not|except(?: for| in| on)?|excluding|no|but no|apart from|without)", Kind.NOT),
            (r"(?:is |we are )?(?:closed|break|on holiday|on a break)", Kind.CLOSED),
            (r"(?:and|or|\+|&|nor)", Kind.AND),
            (r"\d{1,3} times", Kind.COUNT),
            (r"(?:around the clock|24/7|24 hours|all hours)", Kind.ALL_DAY),
            (r"(?:all day)", Kind.FILLER),
            (r"(?:in the )?evenings?", Kind.PART_OF_DAY, "evening"),
            (r"(?:in the )?afternoons?", Kind.PART_OF_DAY, "afternoon"),
            (r"(?:in the )?mornings?", Kind.PART_OF_DAY),
            (r"between", Kind.BETWEEN),
            (r"(?:by (?:appointment|arrangement|agreement)|on request|as agreed)", Kind.VAGUE, "arranged"),
            (
                r"(?:(?:twice|(?:two|three|four|five|six|several|a few|\d+) times) (?:a|per|every) (?:week|month|year)"
                r"|now and then|irregularly|occasionally|biweekly|bi–weekly|bimonthly)",
                Kind.VAGUE,
                "often",
            ),
            (
                r"(?:(?:during |in )?(?:the )?(?:school |spring |autumn )?(?:term(?: ?time)?s?|semester)|school year"
                r"|(?:the )?school holidays?)",
                Kind.VAGUE,
                "term",
            ),
            (r"(?:(?:today|tomorrow|next|this) (?:week|month|year|\w+day)|today|tomorrow)", Kind.VAGUE, "date"),
            (
                r"(?:at |half past |quarter past |quarter to )+"
                r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)",
                Kind.VAGUE,
                "digits",
            ),
            (r"(?:(?:12 )?(?:noon|midday))", Kind.CLOCK_WORD, 12),
            (r"(?:midnight)", Kind.CLOCK_WORD, 24),
            (r"(?:(?:public |bank |national )?holidays)", Kind.FEAST, "holidays"),
            (r"(?:christmas(?: holidays)?)", Kind.FEAST, "christmas"),
            (r"(?:christmas eve)", Kind.FEAST, "christmas_eve"),
            (r"(?:midsummer)", Kind.FEAST, "midsummer"),
            (r"(?:easter)", Kind.FEAST, "easter"),
            (r"(?:may day)", Kind.FEAST, "may_day"),
            (r"(?:new year(?:'s|’s)?(?: day)?)", Kind.FEAST, "new_year"),
            (r"(?:epiphany)", Kind.FEAST, "epiphany"),
            (r"(?:independence day)", Kind.FEAST, "independence"),
            (r"(?:ascension(?: day)?)", Kind.FEAST, "ascension"),
            (r"(?:on|in|the|of|always|open|during|a|we meet|also|hours|for|week on|o[’']clock)", Kind.FILLER),
            (r"(?:(?:the )?end of|all year(?: round)?)", Kind.FILLER),
        ]
    ),
)
