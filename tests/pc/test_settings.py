"""xlwings.conf as VBA's Input # reads it (Microsoft's reference: quoted or up to a comma or line end; a blank line is an empty value)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjip.pc.settings import pairs, restored, tokens, whole, with_settings

OURS = {"INTERPRETER_WIN": r"C:\LKjIP\python.exe", "ADD_WORKBOOK_TO_PYTHONPATH": "False"}
OUR_LINES = '"INTERPRETER_WIN","C:\\LKjIP\\python.exe"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","False"\r\n'


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ('"A","1"\r\n"B","2"\r\n', ["A", "1", "B", "2"]),
        ('"A","1"\n"B",""', ["A", "1", "B", ""]),
        ("A, 1\r\n B ,2", ["A", "1", "B", "2"]),
        ('"A","x, y"\r\n', ["A", "x, y"]),
        ('"A","1"\r\n\r\n"B","2"\r\n', ["A", "1", "", "B", "2"]),
        ("# catatan\r\n", ["# catatan"]),
    ],
)
def test_values_as_excel_reads_them(text: str, read: list[str]) -> None:
    assert list(tokens(text)) == read


def test_the_first_of_a_name_counts_in_any_case() -> None:
    assert pairs('"interpreter_win","a"\r\n"INTERPRETER_WIN","b"\r\n') == {"INTERPRETER_WIN": "a"}


def test_a_blank_line_hides_what_follows() -> None:
    text = '"A","1"\r\n\r\n"B","2"\r\n'
    assert "B" not in pairs(text)
    assert not whole(text)
    assert whole('"A","1"\r\n')


def test_other_lines_stay_as_they_are() -> None:
    before = '"LICENSE_KEY","abc"\r\n# catatan kami\n\r\n"SHOW CONSOLE","False"'
    assert with_settings(before, OURS) == OUR_LINES + before


def test_an_earlier_value_gives_way_and_comes_back() -> None:
    before = '"PYTHONPATH","D:\\x"\r\n"interpreter_win","D:\\lama\\python.exe"\r\n"SHOW CONSOLE","True"\r\n'
    after = with_settings(before, OURS)
    assert after == OUR_LINES + '"PYTHONPATH","D:\\x"\r\n"SHOW CONSOLE","True"\r\n'
    assert restored(after, before, OURS) == before


def test_what_others_wrote_meanwhile_stays() -> None:
    before = '"INTERPRETER_WIN","D:\\lama\\python.exe"\r\n"A","1"\r\n'
    later = with_settings(before, OURS) + '"B","2"\r\n'
    assert restored(later, before, OURS) == before + '"B","2"\r\n'


def test_a_value_that_somebody_changed_meanwhile_stays() -> None:
    before = '"INTERPRETER_WIN","D:\\lama\\python.exe"\r\n'
    later = with_settings(before, OURS).replace(r"C:\LKjIP", r"E:\baru")
    assert pairs(restored(later, before, OURS)) == {"INTERPRETER_WIN": r"E:\baru\python.exe"}


LINES = st.lists(
    st.sampled_from(['"A","1"\r\n', '"INTERPRETER_WIN","D:\\p.exe"\r\n', "\r\n", "# x\n", '"B",""\n', "C,3\r", '"D","x\ty"\r\n'])
).map("".join)


@given(LINES)
def test_whatever_stands_there_ours_are_read_and_everything_comes_back(before: str) -> None:
    after = with_settings(before, OURS)
    assert OURS.items() <= pairs(after).items()
    assert with_settings(after, OURS) == after
    assert restored(after, before, OURS) == before
