"""Sentences as a diplomat writes them, in both languages, from the same values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caytre.record.engine import sentences
from caytre.record.engine.answers import ActorRef, Amount, Sentence, When, Words
from caytre.record.engine.facts import Composer, Fact, Passage
from caytre.record.engine.sentences import dates, numbers
from caytre.record.models import PREDICATES

VIETNAM = ActorRef("state:VN", "Việt Nam", "Viet Nam", "state", "VN")
KAZAKHSTAN = ActorRef("state:KZ", "Kazakhstan", "Kazakhstan", "state", "KZ")
PHILIPPINES = ActorRef("state:PH", "Philippines", "Philippines", "state", "PH")
COUNCIL = ActorRef("org:un-hrc", "Hội đồng Nhân quyền Liên hợp quốc", "Human Rights Council", "organisation")
ASEAN = ActorRef("org:asean", "ASEAN", "ASEAN", "organisation")
MINISTER = ActorRef("person:x", "Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu", "person", "VN")


def said(fact: Fact, language: str) -> str:
    return sentences.render(Composer().say(fact), language)


def a_fact(predicate: str, modality: str = "done", quote: str = "lời của nguồn", **fields) -> Fact:
    return Fact(1, predicate, modality, passages=(Passage(7, 0, len(quote), quote, "Bài", language="vi"),), **fields)


@pytest.mark.parametrize(
    ("edtf", "form", "vi", "en"),
    [
        ("2026-11-22", "plain", "22/11/2026", "22 November 2026"),
        ("2026-11-22", "on", "ngày 22/11/2026", "on 22 November 2026"),
        ("2023-09", "on", "tháng 9/2023", "in September 2023"),
        ("2023", "on", "năm 2023", "in 2023"),
        ("2023", "plain", "2023", "2023"),
        ("2024-11", "since", "từ tháng 11/2024", "since November 2024"),
        ("../2030", "on", "đến năm 2030", "until 2030"),
        ("2021/..", "on", "từ năm 2021", "since 2021"),
        ("2021/", "plain", "từ năm 2021", "since 2021"),
        ("2023/2025", "on", "giai đoạn 2023–2025", "in 2023–2025"),
        ("2026-12-03/2026-12-05", "on", "ngày 3–5/12/2026", "on 3–5 December 2026"),
        ("2026-01/2026-10", "plain", "tháng 1–10/2026", "January–October 2026"),
        (
            "2026-11-30/2026-12-02",
            "on",
            "từ ngày 30/11/2026 đến ngày 2/12/2026",
            "from 30 November 2026 to 2 December 2026",
        ),
        ("2025-33", "on", "quý I/2025", "in the first quarter of 2025"),
        ("2025-21", "plain", "mùa xuân 2025", "spring 2025"),
        ("2021~", "on", "khoảng năm 2021", "in about 2021"),
        ("2021-05-04?", "on", "có thể ngày 4/5/2021", "perhaps on 4 May 2021"),
        ("202X", "on", "thập niên 2020", "in the 2020s"),
        ("2026-11-10", "recorded", "ghi nhận ngày 10/11/2026", "as of 10 November 2026"),
        ("no date", "on", "no date", "no date"),
        ("2023-99", "plain", "2023-99", "2023-99"),
        ("", "on", "", ""),
    ],
)
def test_a_date_is_written_as_the_language_has_it_and_a_partial_one_stays_partial(edtf, form, vi, en):
    assert (dates.write(edtf, "vi", form), dates.write(edtf, "en", form)) == (vi, en)


@pytest.mark.parametrize(
    ("number", "unit", "bound", "vi", "en"),
    [
        ("700000000000", "USD", "at_least", "hơn 700 tỷ USD", "more than USD 700 billion"),
        ("1120000000", "USD", "", "1,12 tỷ USD", "USD 1.12 billion"),
        ("5.05", "%", "nearly", "gần 5,05%", "nearly 5.05%"),
        ("1234567", "người", "about", "khoảng 1.234.567 người", "about 1,234,567 người"),
        ("0", "", "", "0", "0"),
        ("-3.5", "%", "", "-3,5%", "-3.5%"),
    ],
)
def test_an_amount_keeps_its_bound_and_takes_the_separators_of_the_language(number, unit, bound, vi, en):
    amount = Amount(Decimal(number), unit, bound)

    assert (numbers.write_amount(amount, "vi"), numbers.write_amount(amount, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("fact", "vi", "en"),
    [
        (
            a_fact("visit", "planned", subject=MINISTER, object=KAZAKHSTAN, value="thăm chính thức", valid="2026-12"),
            "Nguyễn Thị Mẫu dự kiến thăm Kazakhstan (thăm chính thức) tháng 12/2026.",
            "Nguyễn Thị Mẫu is to visit Kazakhstan (official visit) in December 2026.",
        ),
        (
            a_fact("visit", subject=MINISTER, object=PHILIPPINES, value="thăm"),
            "Nguyễn Thị Mẫu đã thăm Philippines.",
            "Nguyễn Thị Mẫu visited the Philippines.",
        ),
        (
            a_fact(
                "membership_term", "ongoing",
                subject=VIETNAM, object=COUNCIL, value="nhiệm kỳ 2026-2028", valid="2026/2028",
            ),
            "Việt Nam là thành viên Hội đồng Nhân quyền Liên hợp quốc (giai đoạn 2026–2028).",
            "Viet Nam is a member of the Human Rights Council (2026–2028).",
        ),
        (
            a_fact(
                "organisation_membership", "ongoing", "Việt Nam gia nhập ASEAN",
                subject=VIETNAM, object=ASEAN, valid="1995",
            ),
            "Việt Nam gia nhập ASEAN năm 1995.",
            "Viet Nam joined ASEAN in 1995.",
        ),
        (
            a_fact(
                "position_held", "ongoing",
                subject=MINISTER, object=VIETNAM, value="Bộ trưởng Ngoại giao", valid="2026-11-10",
            ),
            "Nguyễn Thị Mẫu là Bộ trưởng Ngoại giao Việt Nam, ghi nhận ngày 10/11/2026.",
            "Nguyễn Thị Mẫu is Minister of Foreign Affairs of Viet Nam, as of 10 November 2026.",
        ),
        (
            a_fact(
                "trade_figure", "done", "kim ngạch hai chiều đạt 1,12 tỷ USD",
                subject=VIETNAM, object=KAZAKHSTAN, number=Decimal(1_120_000_000), unit="USD", valid="2025",
            ),
            "Kim ngạch thương mại, Việt Nam – Kazakhstan: 1,12 tỷ USD (năm 2025).",
            "Trade, Viet Nam – Kazakhstan: USD 1.12 billion (2025).",
        ),
        (
            a_fact("pledge", "planned", subject=KAZAKHSTAN, object=VIETNAM, number=Decimal(50), unit="suất học bổng"),
            "Kazakhstan cam kết với Việt Nam: 50 suất học bổng.",
            "Kazakhstan made a pledge to Viet Nam: 50 suất học bổng.",
        ),
        (
            a_fact("agreement", subject=VIETNAM, object=KAZAKHSTAN, value="Hiệp định Mẫu", valid="2026-10-27"),
            "Việt Nam và Kazakhstan đã ký Hiệp định Mẫu ngày 27/10/2026.",
            "Viet Nam and Kazakhstan signed “Hiệp định Mẫu” on 27 October 2026.",
        ),
    ],
)  # fmt: skip
def test_a_fact_reads_as_a_sentence_in_both_languages(fact, vi, en):
    assert (said(fact, "vi"), said(fact, "en")) == (vi, en)


@pytest.mark.parametrize("language", sentences.LANGUAGES)
@pytest.mark.parametrize("predicate", PREDICATES)
@pytest.mark.parametrize("modality", sentences.MODALITIES)
def test_every_kind_of_fact_has_a_sentence_in_every_modality_with_all_and_with_no_values(language, predicate, modality):
    full = a_fact(
        predicate, modality, subject=VIETNAM, object=COUNCIL, value="điều gì",
        number=Decimal(5), unit="%", valid="2026", place="Hà Nội",
    )  # fmt: skip
    assert "{" not in said(full, language)
    assert "[" not in said(full, language)
    assert "“lời của nguồn”" in said(a_fact(predicate, modality), language)


def test_where_a_value_is_missing_the_quote_speaks_instead():
    fact = a_fact("visit", quote="Đoàn sang thăm", object=KAZAKHSTAN)

    assert said(fact, "vi") == "Chuyến thăm: “Đoàn sang thăm”."
    assert said(fact, "en") == "Visit: “Đoàn sang thăm”."


def test_both_languages_have_the_same_messages():
    def ids(table, prefix=""):
        for key, value in table.items():
            yield from ids(value, f"{prefix}{key}.") if isinstance(value, dict) else [f"{prefix}{key}"]

    assert set(ids(sentences.catalogue("vi"))) == set(ids(sentences.catalogue("en")))


def test_both_languages_of_a_message_ask_for_the_same_values():
    import re

    def texts(table, prefix=""):
        for key, value in table.items():
            if isinstance(value, dict):
                yield from texts(value, f"{prefix}{key}.")
            else:
                yield f"{prefix}{key}", set(re.findall(r"\{(\w+)", value))

    assert dict(texts(sentences.catalogue("vi"))) == dict(texts(sentences.catalogue("en")))


def test_markup_and_braces_in_a_source_are_words_and_nothing_else():
    nasty = "{subject} [x] {0} %s <b> #let"
    fact = a_fact("agreement", subject=VIETNAM, value=nasty)

    assert said(fact, "vi") == f"Việt Nam đã ký {nasty}."


def test_a_name_is_a_part_of_its_own_so_that_a_page_can_link_it():
    made = sentences.parts(Composer().say(a_fact("visit", subject=MINISTER, object=PHILIPPINES)), "en")

    assert [(part.text, part.actor) for part in made if part.actor] == [
        ("Nguyễn Thị Mẫu", "person:x"),
        ("Philippines", "state:PH"),
    ]


def test_one_is_singular_in_english():
    assert (
        sentences.render(Sentence("brief.read", (("count", 1), ("sources", 1))), "en")
        == "1 document read, from 1 source."
    )
    assert (
        sentences.render(Sentence("brief.read", (("count", 1200), ("sources", 2))), "en")
        == "1,200 documents read, from 2 sources."
    )


def test_the_glossary_knows_a_level_with_or_without_marks_and_in_either_language():
    for words in (
        "Đối tác chiến lược toàn diện",
        "DOI TAC CHIEN LUOC TOAN DIEN",
        "comprehensive strategic partnership",
    ):
        assert sentences.translate(Words(words), "en") == ("Comprehensive Strategic Partnership", False)


def test_an_empty_value_counts_as_missing():
    sentence = Sentence(
        "visit.done", (("subject", VIETNAM), ("object", KAZAKHSTAN), ("when", When("")), ("value", Words(" ")))
    )

    assert sentences.render(sentence, "vi") == "Việt Nam đã thăm Kazakhstan."
