"""Make `translations.csv`: every free text of `activities.csv` in English, Russian and Kyrgyz.

Run from anywhere, after `make_register.py`: `python data/2017/make_translations.py`. Raises
KeyError for a text of the register that has no translation here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
REGISTER, TARGET = HERE / "activities.csv", HERE / "translations.csv"
TEXT_COLUMNS = ("district", "place", "title", "organiser", "partners", "audience", "note")
COLUMNS = ("text", "text_en", "text_ru", "text_ky")

Words = tuple[str, str, str]
"""English, Russian, Kyrgyz."""

# By the Russian name: English, Kyrgyz.
# fmt: off
TOWNS = {
    "Балыкчы": ("Balykchy", "Балыкчы"), "Баткен": ("Batken", "Баткен"),
    "Бишкек": ("Bishkek", "Бишкек"), "Джалал-Абад": ("Jalal-Abad", "Жалал-Абад"),
    "Исфана": ("Isfana", "Исфана"), "Кадамжай": ("Kadamjay", "Кадамжай"),
    "Кара-Балта": ("Kara-Balta", "Кара-Балта"), "Кара-Суу": ("Kara-Suu", "Кара-Суу"),
    "Каракол": ("Karakol", "Каракол"), "Кызыл-Кия": ("Kyzyl-Kyia", "Кызыл-Кыя"),
    "Нарын": ("Naryn", "Нарын"), "Ноокат": ("Nookat", "Ноокат"), "Ош": ("Osh", "Ош"),
    "Талас": ("Talas", "Талас"), "Токмок": ("Tokmok", "Токмок"), "Узген": ("Uzgen", "Өзгөн"),
    "Чолпон-Ата": ("Cholpon-Ata", "Чолпон-Ата"),
}
VILLAGES = {
    "Араван": ("Aravan", "Араван"), "Ат-Баши": ("At-Bashy", "Ат-Башы"),
    "Бакай-Ата": ("Bakay-Ata", "Бакай-Ата"), "Беловодское": ("Belovodskoye", "Беловодское"),
    "Боконбаево": ("Bokonbayevo", "Бөкөнбаев"), "Масы": ("Massy", "Масы"),
    "Сокулук": ("Sokuluk", "Сокулук"), "Сузак": ("Suzak", "Сузак"), "Чаек": ("Chaek", "Чаек"),
}
DISTRICTS = {
    "Араванский": ("Aravan", "Араван"), "Ат-Башинский": ("At-Bashy", "Ат-Башы"),
    "Бакай-Атинский": ("Bakay-Ata", "Бакай-Ата"), "Жайыльский": ("Jayil", "Жайыл"),
    "Жумгальский": ("Jumgal", "Жумгал"), "Иссык-Кульский": ("Issyk-Kul", "Ысык-Көл"),
    "Кадамжайский": ("Kadamjay", "Кадамжай"), "Кара-Сууский": ("Kara-Suu", "Кара-Суу"),
    "Лейлекский": ("Leilek", "Лейлек"), "Ленинский": ("Lenin", "Ленин"),
    "Московский": ("Moskva", "Москва"), "Ноокатский": ("Nookat", "Ноокат"),
    "Ноокенский": ("Nooken", "Ноокен"), "Октябрьский": ("Oktyabr", "Октябрь"),
    "Первомайский": ("Pervomay", "Биринчи Май"), "Свердловский": ("Sverdlov", "Свердлов"),
    "Сокулукский": ("Sokuluk", "Сокулук"), "Сузакский": ("Suzak", "Сузак"),
    "Тонский": ("Ton", "Тоң"), "Узгенский": ("Uzgen", "Өзгөн"),
}
VENUES = {
    "автовокзал": ("bus station", "автобекет"), "библиотека": ("library", "китепкана"),
    "дом культуры": ("house of culture", "маданият үйү"),
    "жилые кварталы": ("residential area", "турак жай кварталдары"),
    "кинотеатр": ("cinema", "кинотеатр"), "колледж": ("college", "колледж"),
    "лицей": ("lyceum", "лицей"), "мэрия": ("mayor’s office", "мэрия"),
    "онлайн": ("online", "онлайн"), "парк": ("park", "парк"), "площадь": ("square", "аянт"),
    "пресс-центр": ("press centre", "пресс-борбор"),
    "радиостудия": ("radio studio", "радиостудия"),
    "районная государственная администрация":
        ("district state administration", "райондук мамлекеттик администрация"),
    "рынок": ("market", "базар"), "стадион": ("stadium", "стадион"),
    "телестудия": ("TV studio", "телестудия"), "университет": ("university", "университет"),
    "учебный центр": ("training centre", "окуу борбору"), "школа": ("school", "мектеп"),
}
OBLASTS = {
    "Баткенской": ("Batken", "Баткен"), "Джалал-Абадской": ("Jalal-Abad", "Жалал-Абад"),
    "Иссык-Кульской": ("Issyk-Kul", "Ысык-Көл"), "Нарынской": ("Naryn", "Нарын"),
    "Ошской": ("Osh", "Ош"), "Таласской": ("Talas", "Талас"), "Чуйской": ("Chui", "Чүй"),
}
PHRASES = {
    # bodies
    "Библиотека": ("Library", "Китепкана"), "Дом культуры": ("House of culture", "Маданият үйү"),
    "Местное радио": ("Local radio", "Жергиликтүү радио"),
    "Местный телеканал": ("Local TV channel", "Жергиликтүү телеканал"),
    "Молодёжная организация": ("Youth organization", "Жаштар уюму"),
    "Неправительственная организация": ("Non-governmental organization", "Бейөкмөт уюм"),
    "Районная государственная администрация":
        ("District state administration", "Райондук мамлекеттик администрация"),
    "Университет": ("University", "Университет"),
    "Учреждение культуры": ("Cultural institution", "Маданият мекемеси"),
    "Школа": ("School", "Мектеп"),
    "Школы района": ("Schools of the district", "Райондун мектептери"),
    # audiences
    "Государственные органы, НПО": ("State bodies, NGOs", "Мамлекеттик органдар, бейөкмөт уюмдар"),
    "Государственные органы, НПО, молодёжь":
        ("State bodies, NGOs, young people", "Мамлекеттик органдар, бейөкмөт уюмдар, жаштар"),
    "Жители": ("General public", "Тургундар"),
    "Жители и выезжающие на работу за рубеж":
        ("General public and labour migrants", "Тургундар жана чет өлкөгө иштегени кетүүчүлөр"),
    "Журналисты": ("Journalists", "Журналисттер"),
    "Молодые лидеры": ("Young leaders", "Жаш лидерлер"), "Молодёжь": ("Young people", "Жаштар"),
    "Молодёжь и жители": ("Young people and general public", "Жаштар жана тургундар"),
    "Радиослушатели": ("Radio listeners", "Радио угуучулар"),
    "Семьи мигрантов": ("Families of migrants", "Мигранттардын үй-бүлөлөрү"),
    "Телезрители": ("TV viewers", "Телекөрүүчүлөр"), "Учащиеся": ("Pupils", "Окуучулар"),
    "Школьники и студенты": ("Pupils and students", "Окуучулар жана студенттер"),
    # notes
    "демонстрационные (вымышленные) данные":
        ("illustrative (invented) data", "ойдон чыгарылган (шарттуу) маалыматтар"),
    "число участников не указано":
        ("attendance not reported", "катышкандардын саны көрсөтүлгөн эмес"),
    "студия без зрителей": ("studio without an audience", "көрүүчүсүз студия"),
    "указано число позвонивших в эфир":
        ("the number of callers is given", "эфирге чалгандардын саны көрсөтүлгөн"),
    # titles
    "Акция «Остановим торговлю людьми»":
        ("Public action “Let us stop human trafficking”", "«Адам сатууну токтотолу» акциясы"),
    "Веломарафон против торговли людьми":
        ("Bicycle marathon against human trafficking", "Адам сатууга каршы веломарафон"),
    "Информационный стенд для выезжающих на работу за рубеж":
        ("Information stand for labour migrants",
         "Чет өлкөгө иштегени кетүүчүлөр үчүн маалымат стенди"),
    "Конкурс песни и танца «Молодёжь против торговли людьми»":
        ("Dance and song contest “Youth against human trafficking”",
         "«Жаштар адам сатууга каршы» ыр жана бий сынагы"),
    "Конференция о роли молодёжи в противодействии торговле людьми":
        ("Conference on the role of youth in combating human trafficking",
         "Жаштардын адам сатууга каршы күрөшүүдөгү ролу жөнүндө конференция"),
    "Круглый стол о противодействии торговле людьми":
        ("Round table on combating human trafficking",
         "Адам сатууга каршы күрөшүү боюнча тегерек стол"),
    "Лекция о безопасной миграции для студентов и школьников":
        ("Lecture on safe migration for students and pupils",
         "Студенттер жана окуучулар үчүн коопсуз миграция боюнча лекция"),
    "Онлайн-викторина о безопасной миграции":
        ("Online quiz on safe migration", "Коопсуз миграция боюнча онлайн викторина"),
    "Открытие кампании в регионе":
        ("Regional launch of the campaign", "Кампаниянын аймактык ачылышы"),
    "Подворный обход с беседами о безопасном выезде":
        ("Door-to-door talks on going abroad safely",
         "Үймө-үй кыдырып, чет өлкөгө коопсуз чыгуу тууралуу түшүндүрүү"),
    "Показ фильма о торговле людьми с обсуждением":
        ("Film about human trafficking, with a discussion",
         "Адам сатуу жөнүндөгү тасманы көрсөтүү жана талкуулоо"),
    "Пресс-конференция о кампании":
        ("Press conference on the campaign", "Кампания боюнча маалымат жыйыны"),
    "Прямой телеэфир: как безопасно искать работу за рубежом":
        ("Live TV: how to look for work abroad safely",
         "Түз эфир: чет өлкөдөн кантип коопсуз жумуш издөө керек"),
    "Радиоэфир со звонками: вопросы о выезде на работу":
        ("Radio phone-in: questions about working abroad",
         "Радиодогу түз байланыш: чет өлкөдө иштөө боюнча суроолор"),
    "Раздача листовок о безопасной миграции":
        ("Leaflets on safe migration", "Коопсуз миграция боюнча баракча таратуу"),
    "Семинар для волонтёров кампании":
        ("Workshop for campaign volunteers", "Кампаниянын ыктыярчылары үчүн семинар"),
    "Спортивный праздник «Молодёжь против торговли людьми»":
        ("Sports day “Youth against human trafficking”",
         "«Жаштар адам сатууга каршы» спорт майрамы"),
    "Тренинг для молодых лидеров": ("Training for young leaders", "Жаш лидерлер үчүн тренинг"),
    "Урок «Как распознать обман при поиске работы»":
        ("Lesson “How to recognize deception when looking for work”",
         "«Жумуш издөөдө алдамчылыкты кантип таануу керек» сабагы"),
    "Флешмоб студентов против торговли людьми":
        ("Students’ flash mob against human trafficking",
         "Студенттердин адам сатууга каршы флешмобу"),
    "Форум-театр «Обещанная работа»":
        ("Forum theatre “The promised job”", "«Убада кылынган жумуш» форум-театры"),
}
# By the Kyrgyz text: English, Russian.
KYRGYZ_TEXTS = {
    "Айыл өкмөтү": ("Aiyl okmotu (local government)", "Айыл окмоту"),
    "«Убада кылынган жумуш» форум-театры":
        ("Forum theatre “The promised job”", "Форум-театр «Обещанная работа»"),
    "Адам сатууга каршы күрөшүү боюнча тегерек стол":
        ("Round table on combating human trafficking",
         "Круглый стол о противодействии торговле людьми"),
    "Жарандар үчүн маалымат стенди":
        ("Information stand for citizens", "Информационный стенд для граждан"),
    "Жаштар арасындагы ыр жана бий сынагы":
        ("Youth dance and song contest", "Конкурс песни и танца среди молодёжи"),
    "Жаштардын адам сатууга каршы флешмобу":
        ("Youth flash mob against human trafficking", "Флешмоб молодёжи против торговли людьми"),
    "Коопсуз миграция боюнча баракча таратуу":
        ("Leaflets on safe migration", "Раздача листовок о безопасной миграции"),
    "Коопсуз миграция тууралуу үймө-үй кыдыруу":
        ("Door-to-door visits about safe migration",
         "Подворный обход с беседами о безопасной миграции"),
    "Окуучулар үчүн адам сатуунун алдын алуу боюнча сабак":
        ("Lesson for pupils on preventing human trafficking",
         "Урок для школьников о предупреждении торговли людьми"),
    "Түз эфир: чет өлкөдөн кантип коопсуз жумуш издөө керек":
        ("Live TV: how to look for work abroad safely",
         "Прямой телеэфир: как безопасно искать работу за рубежом"),
}
# fmt: on


def translate(column: str, text: str) -> Words:
    """A text of the register in the three languages; of `partners`, a single entry."""
    if text in KYRGYZ_TEXTS:
        english, russian = KYRGYZ_TEXTS[text]
        return english, russian, text
    if column == "district":
        english, kyrgyz = DISTRICTS[text.removesuffix(" район")]
        return f"{english} district", text, f"{kyrgyz} району"
    if column == "place":
        return _place(text)
    if text.startswith("Мэрия города "):
        english, kyrgyz = TOWNS[text.removeprefix("Мэрия города ")]
        return f"Mayor’s office of {english}", text, f"{kyrgyz} шаарынын мэриясы"
    if text.startswith("Полномочное"):
        english, kyrgyz = OBLASTS[text.split()[-2]]
        return (
            f"Office of the Government Plenipotentiary Representative in {english} oblast",
            text,
            f"КР Өкмөтүнүн {kyrgyz} облусундагы ыйгарым укуктуу өкүлчүлүгү",
        )
    english, kyrgyz = PHRASES[text]
    return english, text, kyrgyz


def _place(text: str) -> Words:
    """A settlement and a venue, or a venue alone."""
    settlement, _, venue = text.rpartition(", ")
    english, kyrgyz = VENUES[venue]
    if not settlement:
        return english, text, kyrgyz
    names, kind = (TOWNS, "шаары") if settlement.startswith("г. ") else (VILLAGES, "айылы")
    town = names[settlement[3:]]
    return f"{town[0]}, {english}", text, f"{town[1]} {kind}, {kyrgyz}"


def texts() -> Iterator[tuple[str, str]]:
    """Column and text of every free text of the register; entries of a list one by one."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column in TEXT_COLUMNS:
                for entry in row[column].split("; "):
                    if entry:
                        yield column, entry


def translations_text() -> str:
    """The table as CSV text with LF line ends, each text once, sorted by text."""
    rows = {text: translate(column, text) for column, text in texts()}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((text, *rows[text]) for text in sorted(rows))
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_text(translations_text(), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {TARGET.read_text(encoding='utf-8').count(chr(10)) - 1} texts")
