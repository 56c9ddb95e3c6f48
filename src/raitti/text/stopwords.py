"""Words too common to find anything by; kept in names, left out of running text and of queries that say more."""

_FINNISH = """
ja tai sekä eli mutta vaan kun jos niin että jotta koska vaikka kuin ei en et emme ette eivät on ole olla oli ovat olen
olet olemme olette olisi ollut se sen sitä siinä siitä siihen sillä sille ne niitä niiden niissä niistä niihin niille
tämä tämän tätä tässä tästä tähän nämä näiden näitä näissä joka jonka jota jossa josta johon jolla jolle jotka joiden
joita joissa joista joihin joilla joille mikä mitä missä mistä mihin minne kuka kenen ketä hän hänen häntä he heidän
heitä heille minä minun minua minulle sinä sinun sinua sinulle me meidän meitä meille te teidän teitä teille myös
kanssa sekä noin vain jo nyt sitten siis esimerkiksi esim mm ym jne kaikki kaikille oma oman omaa voi voivat voit saa
saat saada sekä itse hyvin kuten ilman per etc
"""
_SWEDISH = """
och eller men att om som på i till för med av är var ett en den det de dem han hon vi ni jag du sig sin sitt sina från
inte också så när där här vid efter under över utan mellan kan ska skall vill har hade blir blev vara varit alla andra
denna detta dessa din ditt dina er ert era vår vårt våra deras man bland samt än då nu vad vem vilka vilken vilket hur
"""
_ENGLISH = """
and or but the a an of to in on for with by at from is are was were be been it its this that these those as not no you
your we our they their he she his her i my me us them can will may also have has had do does if when where which who
what how all any other than then so such into about
"""
STOP_WORDS = {
    "fi": frozenset(_FINNISH.split()),
    "sv": frozenset(_SWEDISH.split()),
    "en": frozenset(_ENGLISH.split()),
}
