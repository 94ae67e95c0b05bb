"""``dushu shelf``: the texts that were opened, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.__main__ import main
from reader.session import open_session

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setenv("DUSHU_HOME", str(tmp_path / "home"))
    paths = [tmp_path / "rain.txt", tmp_path / "snow.txt"]
    session = open_session()
    for path, name in zip(paths, ("雨天", "雪天"), strict=True):
        path.write_text(f"{name}\n今天{name}，我在家看书。\n", encoding="gb18030")
        document = session.load(path)
        session.shelving.place(document)
        session.shelving.keep_copy(document)
    session.close()
    return paths


def shelf(capsys: Capture, *words: str) -> tuple[int, str, str]:
    status = main(["shelf", *words])
    return status, *capsys.readouterr()


def titles(capsys: Capture, *words: str) -> list[str]:
    _, out, _ = shelf(capsys, "list", "--json", *words)
    return [json.loads(line)["title"] for line in out.splitlines()]


def test_texts_are_listed_found_and_described(texts: list[Path], capsys: Capture) -> None:
    assert titles(capsys) == ["雪天", "雨天"]
    assert titles(capsys, "雨") == titles(capsys, "rain") == ["雨天"]
    status, out, err = shelf(capsys)
    assert (status, err) == (0, "")
    assert out.count("\n") == 2
    _, out, _ = shelf(capsys, "find", "雨天", "--json")
    found = json.loads(out)
    assert (found["path"], found["trouble"], found["coverage"]) == (str(texts[0]), "", None)


def test_names_and_tags_are_given_from_outside(texts: list[Path], capsys: Capture) -> None:
    assert shelf(capsys, "rename", "雨天", "my [bold] text")[0] == 0
    assert shelf(capsys, "tag", "my [bold] text", "news", "#easy")[0] == 0
    assert shelf(capsys, "untag", "my [bold] text", "news")[0] == 0
    _, out, _ = shelf(capsys, "list", "#easy", "--json")
    assert (json.loads(out)["title"], json.loads(out)["tags"]) == ("my [bold] text", ["easy"])


def test_what_is_taken_off_can_be_put_back(texts: list[Path], capsys: Capture) -> None:
    assert "restore" in shelf(capsys, "remove", "雨天")[1]
    assert titles(capsys) == ["雪天"]
    assert titles(capsys, "--removed") == ["雨天"]
    assert shelf(capsys, "restore")[0] == 0
    assert titles(capsys) == ["雪天", "雨天"]
    assert shelf(capsys, "restore")[0] == 1


def test_a_text_is_got_back_though_its_file_is_gone(
    texts: list[Path], tmp_path: Path, capsys: Capture
) -> None:
    before = texts[0].read_bytes()
    texts[0].unlink()
    assert shelf(capsys, "copy", "雨天", "-o", str(tmp_path / "again.txt"))[0] == 0
    assert (tmp_path / "again.txt").read_bytes() == before
    status, _, err = shelf(capsys, "copy", "雨天", "-o", str(tmp_path / "again.txt"))
    assert status == 1
    assert "is there already" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["remove", "nothing"], "no such text"),
        (["rename", "天", "x"], "may mean"),
        (["open", "雨天"], "needs a terminal"),
        (["tag", "\x1b[31m", "x"], "no such text"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    words: list[str], says: str, texts: list[Path], capsys: Capture
) -> None:
    status, out, err = shelf(capsys, *words)
    assert (status, out) == (1, "")
    assert says in err
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_an_empty_shelf_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("DUSHU_HOME", str(tmp_path / "home"))
    status, out, err = shelf(capsys)
    assert (status, out) == (0, "")
    assert "dushu FILE" in err


def test_the_doctor_tells_of_the_copies_and_of_a_damaged_one(
    texts: list[Path], tmp_path: Path, capsys: Capture
) -> None:
    main(["doctor", "--check"])
    assert "✓ copies of texts: 2, 0.0 MB" in capsys.readouterr().out
    copy = next((tmp_path / "home" / "data" / "texts").glob("*.gz"))
    copy.write_bytes(copy.read_bytes()[:-5])
    assert main(["doctor", "--check"]) == 1
    assert f"✗ copies of texts: {copy}: damaged" in capsys.readouterr().out
