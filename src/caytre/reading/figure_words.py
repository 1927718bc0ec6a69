"""The words with which each language counts: scales, money, bounds, number words, and what a unit cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from caytre.reading.folding import place_tones
from caytre.reading.model import Bound


def number(digits: str, *, decimal: str) -> float | None:
    """The value of a numeral in a language whose decimal mark is `decimal`; None for what is no number.

    >>> number("1.234,5", decimal=","), number("1,234.5", decimal=","), number("6.5", decimal=",")
    (1234.5, 1234.5, 6.5)
    """
    other = "." if decimal == "," else ","
    for mark, group in ((decimal, other), (other, decimal)):
        if re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{mark}\d+)?|\d+(?:\{mark}\d+)?", digits):
            return float(digits.replace(group, "").replace(mark, "."))
    return None


@dataclass(frozen=True)
class Words:
    """One language's way with figures; every pattern runs over folded text."""

    decimal: str
    scales: Mapping[str, float]
    unit_names: Mapping[str, str]
    money: Mapping[str, str]  # signs that stand before the number
    bounds: Mapping[str, Bound]
    multiples: Mapping[str, float]  # "gấp đôi" -> 100 (per cent of growth)
    in_words: Callable[[str], float | None]
    number_word: str  # pattern of a number in words
    rank: str  # pattern with the group "rank"
    to: str  # what stands between the ends of a range
    stop_words: frozenset[str]
    stop_inside: frozenset[str]
    counted: re.Pattern[str]  # what a small number in words counts, where it is a figure at all
    not_a_figure_before: re.Pattern[str]
    not_a_figure_after: re.Pattern[str]
    bound_before: re.Pattern[str] = field(init=False)
    bound_after: re.Pattern[str] = field(init=False)
    candidate: re.Pattern[str] = field(init=False)
    known_unit: re.Pattern[str] = field(init=False)
    noun: re.Pattern[str] = field(init=False)
    longest_unit: int = 4
    after: str = "trở lên"

    def __post_init__(self) -> None:
        numeral = r"\d[\d.,]*(?<![.,])"
        scale = "|".join(sorted(map(re.escape, self.scales), key=len, reverse=True))
        scales = rf"(?:{scale})(?:\s(?:{scale}))?(?!\w)"
        value = rf"(?:{numeral}|{self.number_word})"
        signs = "|".join(sorted(map(re.escape, self.money), key=len, reverse=True))
        multiples = "|".join(sorted(map(re.escape, self.multiples), key=len, reverse=True))
        put = object.__setattr__  # frozen: the compiled patterns are worked out once, here
        put(
            self,
            "candidate",
            re.compile(
                rf"(?<![\w./,:-])(?:(?P<times>{multiples})(?!\w)|{self.rank}"
                rf"|(?:(?P<money>{signs})\s?)?(?P<first>{value})(?=\W|$|{scales})(?:\s?(?P<scale_first>{scales})(?={self.to}))?"
                rf"(?:(?:(?P<tight>\s?[-–—]\s?)|{self.to})(?:(?:{signs})\s?)?(?P<last>{value})(?=[^\w/]|$|{scales}))?"
                rf"(?:\s?(?P<scale>{scales}))?)"
            ),
        )
        names = "|".join(sorted(map(re.escape, self.unit_names), key=len, reverse=True))
        put(self, "known_unit", re.compile(rf"\s?(?P<unit>{names})(?!\w)(?P<per>\s?/\s?[^\W\d]+)?"))
        put(self, "noun", re.compile(r"(?:\s[^\W\d_]+(?:[-/][^\W\d_]+)*){1,6}"))
        put(self, "bounds", {place_tones(word): bound for word, bound in self.bounds.items()})
        bounds = "|".join(sorted(map(re.escape, self.bounds), key=len, reverse=True))
        put(self, "bound_before", re.compile(rf"(?<!\w)({bounds})\s(?:[^\W\d]+\s)?(?:[^\W\d]+\s)?$"))
        put(self, "bound_after", re.compile(rf"\s(?:{self.after})(?!\w)"))

    @property
    def fixed_units(self) -> frozenset[str]:
        return frozenset(self.unit_names.values()) | {"rank", "%"}

    def number(self, text: str) -> float | None:
        return number(text, decimal=self.decimal) if text[0].isdigit() else self.in_words(text)

    def scale(self, words: str | None) -> float:
        result = 1.0
        for word in (words or "").split():
            result *= self.scales[word]
        return result


def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(place_tones(alternatives))


def _words(listing: str) -> frozenset[str]:
    return frozenset(place_tones(listing).split())


_UNITS_VI = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}


def _vietnamese_number(words: str) -> float | None:
    """mười hai, hai mươi lăm, ba trăm; nothing larger is written in words."""
    total = last = 0
    for word in words.split():
        if word in ("linh", "lẻ"):
            continue
        if word == "mười":
            total, last = total + 10, 0
        elif word == "mươi":
            total, last = total - last + last * 10, 0
        elif word == "trăm":
            total, last = total - last + last * 100, 0
        elif word == "nhất":
            total = last = 1
        elif word == "nhì":
            total = last = 2
        elif word in _UNITS_VI:
            last = _UNITS_VI[word]
            total += last
        else:
            return None
    return float(total)


_UNITS_EN = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_RANKS_EN = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}


def _english_number(words: str) -> float | None:
    total = 0
    for word in words.replace("-", " ").split():
        if word in _RANKS_EN:
            return float(_RANKS_EN[word])
        if word[0].isdigit():  # 2nd, 11th
            return float(word.rstrip("stndrh"))
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _UNITS_EN:
            total += _UNITS_EN[word]
        else:
            return None
    return float(total)


_CURRENCIES_VI = {
    "usd": "USD",
    "đô la mỹ": "USD",
    "đô-la mỹ": "USD",
    "đô la hoa kỳ": "USD",
    "đôla mỹ": "USD",
    "đô la": "USD",
    "đồng việt nam": "VND",
    "đồng": "VND",
    "vnd": "VND",
    "vnđ": "VND",
    "euro": "EUR",
    "eur": "EUR",
    "nhân dân tệ": "CNY",
    "ndt": "CNY",
    "cny": "CNY",
    "rmb": "CNY",
    "yên nhật": "JPY",
    "yên": "JPY",
    "yen": "JPY",
    "jpy": "JPY",
    "won hàn quốc": "KRW",
    "won": "KRW",
    "krw": "KRW",
    "bảng anh": "GBP",
    "gbp": "GBP",
    "rúp": "RUB",
    "ruble": "RUB",
    "rub": "RUB",
    "baht": "THB",
    "kíp": "LAK",
    "kip": "LAK",
    "riel": "KHR",
    "ringgit": "MYR",
    "rupee": "INR",
    "rupiah": "IDR",
    "sgd": "SGD",
    "đô la singapore": "SGD",
    "aud": "AUD",
    "đô la australia": "AUD",
    "đô la úc": "AUD",
    "cad": "CAD",
    "đô la canada": "CAD",
    "đô la new zealand": "NZD",
    "nzd": "NZD",
    "franc thụy sĩ": "CHF",
    "chf": "CHF",
    "tenge": "KZT",
    "đài tệ": "TWD",
    "krone": "DKK",
    "krona": "SEK",
    "dirham": "AED",
    "rial": "OMR",
    "peso": "PHP",
    "rand": "ZAR",
    "real": "BRL",
    "$": "USD",
    "€": "EUR",
}
_CURRENCIES_EN = {
    "usd": "USD",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "us dollar": "USD",
    "dollars": "USD",
    "vnd": "VND",
    "vietnamese dong": "VND",
    "dong": "VND",
    "euros": "EUR",
    "euro": "EUR",
    "eur": "EUR",
    "yuan": "CNY",
    "renminbi": "CNY",
    "cny": "CNY",
    "rmb": "CNY",
    "yen": "JPY",
    "jpy": "JPY",
    "won": "KRW",
    "krw": "KRW",
    "pounds": "GBP",
    "gbp": "GBP",
    "roubles": "RUB",
    "rubles": "RUB",
    "rub": "RUB",
    "baht": "THB",
    "kip": "LAK",
    "riel": "KHR",
    "ringgit": "MYR",
    "rupees": "INR",
    "rupiah": "IDR",
    "sgd": "SGD",
    "singapore dollars": "SGD",
    "aud": "AUD",
    "australian dollars": "AUD",
    "cad": "CAD",
    "canadian dollars": "CAD",
    "new zealand dollars": "NZD",
    "nzd": "NZD",
    "swiss francs": "CHF",
    "kroner": "DKK",
    "krone": "DKK",
    "kronor": "SEK",
    "dirhams": "AED",
    "taiwan dollars": "TWD",
    "chf": "CHF",
}
_SIGNS = {
    "us$": "USD",
    "$us": "USD",
    "usd": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "vnd": "VND",
    "eur": "EUR",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
    "nz$": "NZD",
    "jpy": "JPY",
    "₩": "KRW",
    "₫": "VND",
}
_TEN_VI = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
_ONES_VI = r"(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín)"

VIETNAMESE = Words(
    decimal=",",
    scales={"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9},
    unit_names=_CURRENCIES_VI | {"%": "%", "phần trăm": "%", "điểm phần trăm": "percentage points"},
    money=_SIGNS,
    bounds={
        "gần": "nearly",
        "sát": "nearly",
        "hơn": "at_least",
        "trên": "at_least",
        "vượt": "at_least",
        "vượt mốc": "at_least",
        "ít nhất": "at_least",
        "tối thiểu": "at_least",
        "không dưới": "at_least",
        "khoảng": "about",
        "xấp xỉ": "about",
        "ước": "about",
        "ước đạt": "about",
        "chừng": "about",
        "tối đa": "at_most",
        "dưới": "at_most",
        "không quá": "at_most",
        "không vượt quá": "at_most",
    },
    multiples={"gấp đôi": 100.0, "gấp rưỡi": 50.0},
    in_words=_vietnamese_number,
    number_word=(
        rf"(?:{_TEN_VI}\smươi(?:\s{_ONES_VI})?|mười(?:\s{_ONES_VI})?(?!\w)"
        rf"|{_TEN_VI}\străm(?:\s(?:linh|lẻ)?\s?{_ONES_VI})?|{_TEN_VI})(?!\w)"
    ),
    rank=(
        r"(?:(?:lớn|cao|đông|nhiều|mạnh|đứng|xếp|hạng|vị trí|thứ hạng)\s(?:hàng\s)?(?:thứ"
        r"|hạng)\s(?P<rank>\d{1,3}|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|nhất|nhì)(?!\w))"
    ),
    to=r"\s(?:đến|tới)\s",
    stop_words=_words(
        """
        của và trong tại với để đã được so là vào từ đến cho có ở do này trên nhằm theo khi nên mà thì sẽ đang
        cùng hoặc hay tăng giảm bằng gồm như về đạt qua trước sau nữa lần mỗi giữa trở cũng nhưng bởi nếu còn
        chỉ ra lên xuống chưa không vẫn đều tới thuộc giai nhất ông bà kể gấp bao vượt chiếm tính
        """
    ),
    stop_inside=_words("năm tháng ngày tuần giờ thập"),
    counted=_pattern(
        r"(?:văn kiện|thỏa thuận|bản ghi nhớ|hiệp định|nghị định thư|tuyên bố|dự án|chuyến|khóa|kỳ họp|vòng"
        r"|nghị quyết|công dân|người|sĩ quan|quân nhân|cán bộ|tỉnh|thành phố|tập đoàn|doanh nghiệp|hợp đồng"
        r"|văn phòng|lãnh sự quán|đại sứ quán|suất học bổng|học bổng|đường bay|phiếu|ứng cử viên|phiên)"
    ),
    not_a_figure_before=_pattern(
        r"(?:(?<!\w)(?:(?<!tổng\s)số|khóa|kỳ|vòng|điều|chương|khoản|mục|trang|phụ lục|lần thứ|thứ|ngày|mùng|tháng|năm"
        r"|quý|thế kỷ|đại hội|công nghiệp|lô|tầng|đt|tel|điện thoại|quốc lộ|phiên bản|cop|nhóm g|hạng|tập|phần|giờ"
        r"|cùng kỳ|quyển|đợt)\s|(?:khóa|kỳ|vòng|nhóm|tỷ số)\s[^\W\d]{1,8}\s)$"
    ),
    not_a_figure_after=re.compile(r"/\d|-[^\W\d]|/[^\W\d]{1,5}(?:-|\d)|h\d|:\d|\s(?:giờ|phút)(?!\w)|°"),
)

ENGLISH = Words(
    decimal=".",
    scales={
        "hundred": 1e2,
        "thousand": 1e3,
        "million": 1e6,
        "billion": 1e9,
        "trillion": 1e12,
        "bn": 1e9,
        "mn": 1e6,
        "m": 1e6,
        "tn": 1e12,
        "k": 1e3,
    },
    unit_names=_CURRENCIES_EN | {"%": "%", "per cent": "%", "percent": "%", "percentage points": "percentage points"},
    money=_SIGNS,
    bounds={
        "nearly": "nearly",
        "almost": "nearly",
        "close to": "nearly",
        "just under": "nearly",
        "more than": "at_least",
        "over": "at_least",
        "above": "at_least",
        "exceeding": "at_least",
        "exceeded": "at_least",
        "surpassed": "at_least",
        "surpassing": "at_least",
        "at least": "at_least",
        "no fewer than": "at_least",
        "upwards of": "at_least",
        "no less than": "at_least",
        "topped": "at_least",
        "about": "about",
        "around": "about",
        "approximately": "about",
        "some": "about",
        "roughly": "about",
        "an estimated": "about",
        "estimated at": "about",
        "up to": "at_most",
        "at most": "at_most",
        "less than": "at_most",
        "under": "at_most",
        "below": "at_most",
        "no more than": "at_most",
        "fewer than": "at_most",
    },
    multiples={"doubled": 100.0, "doubling": 100.0, "twofold": 100.0, "tripled": 200.0, "threefold": 200.0},
    in_words=_english_number,
    number_word=(
        r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven"
        r"|eight|nine))?|one hundred|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
        r"|nineteen|one|two|three|four|five|six|seven|eight|nine|ten)(?!\w)"
    ),
    rank=(
        r"(?:(?P<rank>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,3}(?:st|nd|rd"
        r"|th))(?=[\s-](?:largest|biggest|most|highest|busiest)))"
    ),
    to=r"\s(?:to|and)\s",
    stop_words=_words(
        """
        of and in at with to was were is are from by for on the a an as that which who have has had this
        compared against since during between into up down year-on-year respectively over under through or per
        so if than but when while while after before including worth more less higher lower according annually
        """
    ),
    stop_inside=frozenset(),
    counted=_pattern(
        r"(?:agreements?|documents?|memorand|mous?|treat|deals|contracts?|projects?|visits?|rounds?|sessions?"
        r"|resolutions?|citizens|people|nationals|officers|soldiers|peacekeepers|troops|personnel|provinces"
        r"|cities|companies|scholarships|cooperation|embass|consulates|flights|votes|candidates|instruments"
        r"|protocols|statements)"
    ),
    not_a_figure_before=_pattern(
        r"(?:(?<!\w)(?:no\.|number|nos\.|resolution|article|chapter|annex|section|paragraph|session|round"
        r"|tel:?|phone|page|table|industry|group of|agenda|vision|version|cop|january|february|march|april|may"
        r"|june|july|august|september|october|november|december|decree|directive)\s)$"
    ),
    not_a_figure_after=_pattern(
        r"/\d|-[^\W\d]{2,}(?:-|/)|/[^\W\d]|:\d|\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)|st\b|nd\b|rd\b|th\b|°"
    ),
    longest_unit=3,
    after="or more",
)
