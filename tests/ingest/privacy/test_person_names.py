"""Texts that may name a person are questions; places, offices and works with such names are not.

`name_texts/` has invented notes with names, all in other words, and titles, places and offices
without any. Nobody looks into the `_held_out` files while the recognizer is changed: their shares
tell how it does on texts that nobody has seen.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.recognizers import find_kinds

PERSONS = (
    "vk.com/Чолпонбаева_Гулнура",
    "https://facebook.com/profile.php?name=Гулнура+Чолпонбаева",
    "Примеров Пример Примерович",
    "Примерова Проба Примеровна",
    "Проба Примерович",
    "ПРИМЕРОВА ПРОБА ПРИМЕРОВНА",
    "с участием Пробы Примеровны",
    "встреча с Примеровым Пробой Примеровичем",
    "Токтогул уулу",
    "Пример уулу Проба",
    "Проба Пример кызы",
    "Пример-уулу Проба",
    "Primer uulu Proba",
    "Proba Primer kyzy",
    "Примеров А. Б.",
    "Примеров А.Б",
    "А.Б. Примеров",
    "А. Б. Примеров",
    "Ө.Ү. Пробаева",
    "Ответственный: Примерова А.Б., тренер",
    "директор школы Примерова А.Б.",
    "школа № 5, директор Примеров А. Б.",
    "школа им. Ленина. Ответственный Примеров А.Б.",
    "школа им. Ленина, Примеров А.Б.",
    "школьница Примерова А.Б.",
    "г. Ош Примеров А.Б.",
    "от имени жителей Примеров А.Б.",
    "примерова проба примеровна",
    "Примерова проба примеровна",
    "проба примеровна примерова",
    "провела примеров проба примерович, тренер",
    "фильм «История», Примерова А. Б.",
    "спектакль «Проба» (реж. Примеров А. Б.)",
    "Пример уулу Проба, айыл башчысы",
    "Проба Пример кызы мектепте сабак өттү",
    "Примеров К. Р.",
    "Проба Ильинична",
    "Проба Пробакызы",
    "Фонд поддержки, Примеров А.Б.",
    "ИП Примеров А.Б.",
    "встреча с А. Б. Примеровым",
    "A. B. Primerov",
    "Примеров Асель",
    "Асель Примерова",
    "Примерова Асель, учитель",
    "А. Примеров",
    "Примеров А.",
    "Айгуль Пробина",
    "Aibek Primerov",
    "ПРИМЕРОВ АСАН",
    "Пострадавшая Айгуль Асанова, 17 лет, из с. Ак-Таш",
    "пострадавшая Айгуль",
    "жабырлануучу Нурбек",
    "Victim Nurbek was sent home",
    "17-летняя Айгуль",
    "Айгуль, 17 лет",
    "Айгуль эже",
    "дочь Айгуль",
    "с Айгуль Асановой",
    "Асановой А. помогли",
    "Айгүл Асанованын айтымында",
    "айгуль бакытовна",
    "асанова айгуль",
    "у а. б. асановой",
    "в школе Айгуль Асанова рассказала о себе",
    "Асанова,Айгуль",
    "Асанова-Айгуль",
    "Асанова Ж",
    "Ж . Асанова",
    "Айгуль\u00a0Асанова",
    "Айгуль\u200b Аса\u00adнова",
    "Aйгуль Acанова",
    "Aigul  Asanova",
    "Стихи А. Б. Примеровой",
)

NOBODY = (
    # organisers
    "Общественный фонд «Айгуль»",
    'ОФ "Сезим"',
    "О.Ф. Сезим",
    "О.О. Ак-Шоола",
    "Асан Ата айыл өкмөтү",
    "А.Ө. Кара-Суу",
    "Молодёжный центр Иссык-Куля",
    "Министерство внутренних дел К.Р.",
    "К.Р. Министрлер кабинети",
    "Ж.К. депутаттары",
    "Верховный Суд КР",
    "Пленум Верховной Палаты",
    "ГОЛОВНОЙ ОФИС УГОЛОВНОЙ ИНСПЕКЦИИ",
    "Кыргыз кызы ансамбли",
    "«Эл уулу» коомдук бирикмеси",
    "Мэрия г. Ош",
    "IOM; USAID Dignity and Rights project",
    "U.S. Embassy Democracy Commission",
    "Оазис; Улыбка; Благодать",
    # places
    "школа им. Т. Сатылганова",
    "школа имени А. Б. Примерова",
    "СШ им. народного артиста А. Б. Примерова",
    "СШ № 5 им. Пример уулу Пробы",
    "ул. Абдрахманова",
    "ул. А. Б. Примерова, 10",
    "Ч. Айтматов атындагы театр",
    "Ч. Т. Айтматов атындагы орто мектеп",
    "Курманжан датка көчөсү",
    "Пример уулу Проба атындагы мектеп",
    "Пример уулу айылы",
    "Пример уулу Проба айыл аймагы",
    "А.Б. Примеров көчөсү",
    "парк им. Панфилова",
    "парк имени И. В. Панфилова",
    "село Деревне Приречной",
    "В Деревне Приречной",
    "school No. 1 named after T. S. Primerov",
    "A. B. Primerov village",
    "Toktogul Street, 10",
    "г. Токмок, дом культуры",
    "гимназия А. Б. Примерова",
    # titles, audiences, notes
    "Форум-театр «Обещанная работа»",
    "Спектакль по повести Ч. Т. Айтматова",
    "Показ фильма «Пробагуль кызы»",
    "спектакль «Пробагуль кызы»",
    "Пьеса «Дочь: Проба Примеровна»",
    "«Пробагуль кызы» ыры",
    "«Пробагуль кызы» аттуу көркөм тасма",
    "film “Proba kyzy”",
    "для специалистов центра душевной помощи",
    "задачи экспертов ежедневной работы",
    "Турнир памяти А. Б. Примерова",
    "А.Б. Примеров атындагы кубок",
    "Ата-эненин уулу жана кызы",
    "айылдын кыздары жана уулу, кызы",
    "Эки кызы бар үй-бүлөлөр",
    "Элдин уулу",
    "Спектакль по пьесе А. П. Примерова",
    "КРСУ им. Б. Н. Примерова",
    "б/о Ак-Бермет",
    "С.О.С. Детская деревня",
    "Прямой эфир на радио; К. Р. Спорт",
    "Урок о любви: Основной курс",
    "Круглый стол о противодействии торговле людьми",
    "Урок «Как распознать обман при поиске работы»",
    "Адам сатууга каршы күрөшүү боюнча тегерек стол",
    "и т. д. и т. п.",
    "т. е. Школы района",
    "На Высоком Уровне",
    "Государственные органы, НПО",
    "Lesson on migrant rights at Zhapar Nyshanov school",
    "Детский Фонд",
    "Дом Офицеров",
    "Славянский Университет",
    "Союз Предпринимателей",
    "Красный Полумесяц",
    "Кара-Сууский район",
    "г. Кызыл-Кия",
    "Боконбаево",
    "Ак-Жар",
    "Ата Мекен",
    "Жапар Нышанов орто мектеби",
    "школа Ивана Панфилова",
    "ул. Токтогула",
    "Park Hotel",
    "Молодёжная организация",
    "Библиотека; Школы района",
    "Сказки А. С. Пушкина",
    "Поэзия Алыкула Осмонова",
    "http://example.org/zhapar-nyshanov-orto",
    "10 ДНЕЙ ДЛЯ СОТРУДНИКОВ И ВОЛОНТЁРОВ",
    "Встреча Выпускников",
)


def is_question(text: str) -> bool:
    return PERSON in find_kinds([text], is_text=True).get(0, ())


def read_texts(name: str) -> list[str]:
    """Return the lines of a file in `name_texts/`."""
    path = Path(__file__).parent / "name_texts" / f"{name}.txt"
    return path.read_text("utf-8").splitlines()


def share_of_questions(name: str) -> float:
    texts = read_texts(name)
    assert len(texts) == len(set(texts)) > 100
    return sum(PERSON in kinds for kinds in find_kinds(texts, is_text=True).values()) / len(texts)


@pytest.mark.parametrize("text", PERSONS)
def test_a_text_with_a_name_is_a_question(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", NOBODY)
def test_places_offices_and_works_are_no_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize("name", ["notes", "notes_held_out"])
def test_nearly_every_note_with_a_name_is_a_question(name: str) -> None:
    assert share_of_questions(name) >= 0.97


@pytest.mark.parametrize(("name", "most"), [("titles", 0.01), ("titles_held_out", 0.03)])
def test_nearly_no_title_without_a_name_is_a_question(name: str, most: float) -> None:
    assert share_of_questions(name) <= most


def test_a_name_in_the_codes_of_a_link_is_a_question() -> None:
    link = "https://ok.ru/profile/" + quote("Гулнура-Чолпонбаева")
    assert find_kinds([link, "https://24.kg/english/102753_Regions_of_Kyrgyzstan"]) == {
        0: (PERSON,)
    }
