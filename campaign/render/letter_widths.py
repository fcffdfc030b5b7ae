"""The widths of the letters of Arial as shares of the font size, and estimates for others."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_UNKNOWN, _WIDE = 0.7, 1.0


class LetterWidths(dict[str, float]):
    """{letter: width as a share of the font size}; an estimate for a letter not measured."""

    def __missing__(self, letter: str) -> float:
        if unicodedata.combining(letter):
            return 0.0
        return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN


def _widths(by_width: Mapping[int, str]) -> LetterWidths:
    return LetterWidths(
        {c: thousandths / 1000 for thousandths, letters in by_width.items() for c in letters}
    )


# Thousandths of the font size, measured on Liberation Sans, which has the widths of Arial.
REGULAR = _widths(
    {
        191: "'",
        222: "ijlіј‘’",
        260: "|",
        278: " !,./:;I[\\]ftІЇї\u00a0",
        333: "()-`r·“”„",
        334: "{}",
        350: "•",
        355: '"',
        365: "гѓ",
        389: "*",
        400: "°",
        438: "кќ",
        458: "зт",
        469: "^",
        500: "JcksvxyzЈсухѕўү",
        510: "эє",
        521: "чь",
        531: "в",
        542: "ЃГпя",
        549: "÷",
        552: "нџң",
        556: "#$0123456789?L_abdeghnopquаеорѐёђћөҮ«»–",
        559: "ийѝ",
        573: "бц",
        583: "ЌКдл",
        584: "+<=>~−×",
        604: "З",
        611: "FTZТ",
        625: "ъ",
        635: "ЎУ",
        656: "БЛЬ",
        667: "&ABEKPSVXYЀЁЅАВЕРХЧ",
        669: "ж",
        677: "Д",
        688: "м",
        719: "ЄЍЏИЙПЭы",
        722: "CDHNRUwНСЯҢ",
        740: "Ц",
        750: "ю",
        760: "Ф",
        778: "GOQОӨ",
        792: "Ъ",
        802: "ш",
        812: "њ",
        823: "фщ",
        833: "MmМ",
        854: "Ћ",
        865: "Ђ",
        885: "Ы",
        889: "%",
        906: "љ",
        917: "Ш",
        923: "Ж",
        938: "Щ",
        944: "W",
        1000: "—…",
        1010: "ЊЮ",
        1015: "@",
        1057: "Љ",
        1073: "№",
    }
)
BOLD = _widths(
    {
        238: "'",
        276: "Ї",
        278: " ,./I\\ijlІіј\u00a0‘’",
        280: "|",
        281: "ї",
        333: "!()-:;[]`ft·",
        350: "•",
        389: "*r{}",
        400: "°",
        417: "гѓ",
        474: '"',
        490: "т",
        497: "з",
        500: "zкќ“”„",
        549: "÷",
        552: "эє",
        556: "#$0123456789J_aceksvxyЈаесухѐёѕўҮү«»–",
        567: "ЃГ",
        581: "ч",
        583: "я",
        584: "+<=>^~−×",
        604: "нпџң",
        610: "ЌК",
        611: "?FLTZbdghnopquТорђћө",
        615: "вийцьѝ",
        618: "б",
        622: "ЎУ",
        626: "З",
        635: "дл",
        667: "EPSVXYЀЅЕРХ",
        669: "Ё",
        702: "Л",
        703: "Ч",
        709: "ж",
        711: "ЄЭ",
        712: "Д",
        719: "ЍЏБИЙПЬЯ",
        722: "&ABCDHKNRUАВНСҢ",
        729: "ъ",
        730: "Ц",
        740: "м",
        778: "GOQwОӨ",
        833: "MМш",
        844: "щ",
        854: "Фыю",
        870: "Ъ",
        875: "Ћф",
        885: "Ђ",
        889: "%m",
        904: "Ж",
        906: "њ",
        944: "W",
        969: "љ",
        975: "@",
        979: "Ы",
        1000: "—…",
        1005: "Ш",
        1019: "Щ",
        1031: "Ю",
        1062: "Њ",
        1094: "Љ",
        1115: "№",
    }
)
