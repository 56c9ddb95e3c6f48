"""Many invented associations with names as associations have them, from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

_ABOUT = """Eläkkeensaajat Sydänyhdistys Hengitysyhdistys Omaishoitajat Reumayhdistys Diabetesyhdistys Invalidit
    Kuulo Näkövammaiset Muistiyhdistys Mielenterveysyhdistys Neuroyhdistys Allergiayhdistys Kilpirauhasyhdistys Martat
    Metsästysseura Riistamiehet Kalastusseura Kalamiehet Partiolaiset Nuorisoseura Kyläyhdistys Kotiseutuyhdistys
    Maamiesseura Marttayhdistys Työttömät Sotaveteraanit Rintamaveteraanit Reserviläiset Pelastuspalvelu Palokunta
    Voimistelijat Urheilijat Hiihtäjät Suunnistajat Pallo Kiekko Pursiseura Melojat Ratsastajat Golf Kamerakerho
    Kuoro Mieskuoro Naiskuoro Soittokunta Teatteri Kesäteatteri Taideyhdistys Käsityöläiset Lukupiiri Yrittäjät
    Yrittäjänaiset Sukuseura Siirtolapuutarha Luonnonystävät Luonnonsuojelu Lintutieteellinen Puutarhaseura Koiraharrastajat
    Kissaharrastajat Hevosystävät Mehiläishoitajat Perhokerho Shakki Bridge Pelaajat Moottorikerho Museoautoilijat
    Lapset Perheet Vanhempainyhdistys Kummit Ystävät Tukijat Vertaiset Kehitysvammaiset Kuntoutujat Selkäyhdistys Astma
    Psoriasis Syöpäyhdistys Keliakia Parkinson Epilepsia Afasia Lihastauti Munuaisyhdistys Avustajakoirat Raittiusseura
    Päihdetyö Setlementti Lähetys Lukijat Runoilijat Kirjoittajat Elokuvakerho Radioamatöörit Tähtitiede Geologia""".split()
_HOW = ("", "", "", " seudun", " alueen", " Ylä", " Ala", " Uusi", " Vanha", " Itäinen", " Läntinen")
_VILLAGES = "Mäki Ranta Niemi Joki Koski Harju Perä Kylä Suo Lampi Saari Salmi Korpi Aho Niitty".split()
_FIRST = "Kanta Musta Valkea Iso Pikku Honka Kuusi Mänty Haapa Lehto Kivi Hauki Karhu Hirvi Susi Kota Pelto".split()


@dataclass(frozen=True)
class Invented:
    name: str
    municipality: str
    email: str
    phone: str
    website: str


def crowd(number: int, municipalities: list[tuple[str, str]], seed: int) -> Iterator[Invented]:
    """Associations of municipalities, given by code and name; no two have the same name. Four in ten say nothing
    of how they are reached, a few share an office."""
    dice = random.Random(seed)
    made: set[str] = set()
    while len(made) < number:
        code, town = dice.choice(municipalities)
        where = (
            f"{town}n{dice.choice(_HOW)}"
            if dice.random() < 0.6
            else f"{dice.choice(_FIRST)}{dice.choice(_VILLAGES).lower()}n"
        )
        name = f"{where} {dice.choice(_ABOUT)}{dice.choice((' ry', ' ry', ''))}"
        if name in made:
            continue
        made.add(name)
        host = f"y{len(made)}.example" if dice.random() < 0.8 else f"talo{dice.randrange(number // 20 + 1)}.example"
        tells = dice.random() < 0.6
        phone = f"040 {dice.randint(100, 999)} {dice.randint(1000, 9999)}"
        website = f"https://{host}/{len(made)}"
        yield Invented(name, code, *((f"posti@{host}", phone, website) if tells else ("", "", "")))
