"""What holds of every text whatever: exact offsets, no overlap, time linear in length."""

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caytre.reading.folding import fold
from caytre.reading.gazetteer import load
from caytre.reading.names import find_names, find_offices

NAMES = sorted({name.text for entry in load() for name in entry.names})
PIECES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(["Thủ tướng", "Bộ trưởng", "ông", "Nguyễn", "Đức", "Huy", "Nga", "Anh", "của", "tại", "nguyên"]),
    st.sampled_from(
        ["President", "of", "Mr", ", ", ". ", "\n", "\u00a0", "  ", "-", "(", ")", "\u0301", "\u200b", "İ"]
    ),
    st.text(max_size=6),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(PIECES, max_size=25))
    text = draw(st.sampled_from(["", " "])).join(parts)
    form = draw(st.sampled_from(["", "NFC", "NFD"]))
    shape = draw(st.sampled_from([str, str.upper]))
    return shape(unicodedata.normalize(form, text) if form else text)


@settings(max_examples=300)
@given(texts(), st.sampled_from(["vi", "en", None]))
def test_offsets_are_exact_and_mentions_do_not_overlap(text, language):
    mentions = find_names(text, language)

    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text != ""
    for one, other in pairwise(mentions):
        assert one.end <= other.start
    for held in find_offices(text, mentions, language):
        assert held.start <= held.office_start < held.office_end <= held.end
        assert held.person in mentions


@settings(max_examples=300)
@given(texts())
def test_folding_leads_back_to_the_original(text):
    folded = fold(text)

    assert len(folded.text) == len(folded.cased)
    reached = 0
    for at in range(len(folded.cased)):
        start, end = folded.span(at, at + 1)
        assert reached <= start < end <= len(text)
        composed = unicodedata.normalize("NFC", text[start:end])
        letter = unicodedata.normalize("NFC", folded.cased[at])
        assert letter.isspace() or letter in composed
        reached = start


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "unit",
    [
        "Thủ tướng ",
        "Bộ trưởng, ",
        "Nga, ",
        "Việt Nam-",
        "Nguyễn Văn ",
        "A",
        "A ",
        "ông ",
        " ",
        "\u0301",
        "e\u0301",
        "Cộng hòa ",
        "President of the ",
        "Giám đốc Sở a b c d ",
        "-",
        "\n",
        "Vụ trưởng Vụ Hội đồng, ",
        "al-Al",
        "O'",
        "de la ",
    ],
)
def test_the_work_grows_with_the_length_and_no_faster(unit, language):
    def calls(length: int) -> int:
        """Functions called, in Python and C, while names are found in a text of this length."""
        count = 0

        def counted(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        text = (unit * (length // len(unit) + 1))[:length]
        sys.setprofile(counted)
        try:
            find_names(text, language)
        finally:
            sys.setprofile(None)
        return count

    find_names("Thủ tướng A của Nga", language)  # reads the data
    few, many = calls(2_001), calls(16_001)

    # eight times the text; sixty-four times the work if it were quadratic
    assert many < 12 * few + 200
