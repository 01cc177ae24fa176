"""Several coders: `merge`, `assign`, `adjudicate` as people type them, and the laws of merging."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import decisions, project, store
from qualcode.cli import main
from qualcode.errors import StudyError
from qualcode.model import Decision, Study

Draft = Callable[[Study], list[Decision]]


@dataclass(frozen=True)
class Done:
    """What a command ended with and wrote."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "120")


def qualcode(folder: Path, *words: str) -> Done:
    """Run a command in a folder, in this process."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "argv", ["qualcode", *words])
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def judged(coder: str, verdict: str, code: str = "awareness.no_knowledge") -> Draft:
    """A coder accepts or rejects a code's first proposal, and marks the turn as read."""
    make = decisions.accept if verdict == "accept" else decisions.reject

    def draft(study: Study) -> list[Decision]:
        first = next(one for one in study.proposals if one.code == code)
        read = decisions.seen(study, first.transcript, first.turn, coder=coder)
        return [make(study, first, coder=coder), read]

    return draft


def write(folder: Path, path: Path, *drafts: Draft) -> Path:
    """Record decisions on the study into a store, which may stand elsewhere."""
    study = project.load(folder)
    for draft in drafts:
        store.append(path, draft(study))
    return path


def differing(folder: Path) -> Path:
    """The study's own store has Lan's decisions and Minh's, who differ once."""
    write(folder, folder / "coding.sqlite", judged("Lan", "accept"), judged("Minh", "reject"))
    return folder


def listed(folder: Path, *words: str) -> list[dict[str, object]]:
    done = qualcode(folder, "adjudicate", "--list", "--json", *words)
    return list(json.loads(done.stdout)["differences"])


def log(folder: Path) -> list[tuple[str, str, str]]:
    return [(d.action, d.coder, d.target) for d in store.read(folder / "coding.sqlite")]


# merge


def test_merge_says_what_each_store_brought_who_decided_and_how_many_differ(folder: Path) -> None:
    write(folder, folder / "coding.sqlite", judged("Lan", "accept"))
    other = write(folder, folder / "minh.sqlite", judged("Minh", "reject"))
    done = qualcode(folder, "merge", "minh.sqlite")
    assert done.returncode == 0, done.stderr
    assert "minh.sqlite: 2 new decisions, 0 known" in done.stderr
    assert "Decisions that stand: Lan 2; Minh 2" in done.stderr
    assert "Differences: 1, of which 1 are open; see: qualcode adjudicate" in done.stderr
    assert "policy: adjudicated" in done.stderr
    assert other.exists()


def test_merging_the_same_store_again_brings_nothing_new(folder: Path) -> None:
    write(folder, folder / "minh.sqlite", judged("Minh", "reject"))
    qualcode(folder, "merge", "minh.sqlite")
    before = log(folder)
    again = qualcode(folder, "merge", "minh.sqlite", "minh.sqlite")
    assert again.stderr.count("0 new decisions, 2 known") == 2
    assert log(folder) == before


def test_a_folder_stands_for_the_stores_in_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    for coder in ("Hoa", "Minh"):
        write(folder, tmp_path / "theirs" / f"{coder}.sqlite", judged(coder, "accept"))
    done = qualcode(folder, "merge", str(tmp_path / "theirs"), "--json")
    shown = json.loads(done.stdout)
    assert [(one["new"], one["different"]) for one in shown["merged"]] == [(2, 0), (2, 0)]
    assert (shown["decisions"], shown["differences"]) == ({"Hoa": 2, "Minh": 2}, 0)


def test_the_studys_own_folder_does_not_merge_its_store_into_itself(folder: Path) -> None:
    differing(folder)
    write(folder, folder / "hoa.sqlite", judged("Hoa", "accept"))
    shown = json.loads(qualcode(folder, "merge", ".", "--json").stdout)
    assert [(one["path"], one["new"]) for one in shown["merged"]] == [("hoa.sqlite", 2)]


def test_a_store_that_cannot_be_used_is_one_line_and_holds_up_no_other(folder: Path) -> None:
    (folder / "a.sqlite").write_text("không phải kho quyết định " * 100, encoding="utf-8")
    write(folder, folder / "b.sqlite", judged("Minh", "reject"))
    done = qualcode(folder, "merge", "a.sqlite", "gone.sqlite", "b.sqlite")
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines() if "ERROR" in line] == [
        "ERROR a.sqlite",
        "ERROR gone.sqlite",
    ]
    assert "b.sqlite: 2 new decisions" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_stores_says_so(folder: Path) -> None:
    done = qualcode(folder, "merge", "transcripts")
    assert done.returncode == 1
    assert "ERROR transcripts: there is no .sqlite file" in done.stderr


@pytest.mark.parametrize("name", ["coding (1).sqlite", "coding-LAPTOP-7.sqlite"])
def test_without_arguments_conflict_copies_are_merged_and_left_in_place(
    folder: Path, name: str
) -> None:
    write(folder, folder / "coding.sqlite", judged("Lan", "accept"))
    copy = shutil.copy(folder / "coding.sqlite", folder / name)
    write(folder, Path(copy), judged("Minh", "reject"))
    done = qualcode(folder, "merge")
    assert done.returncode == 0, done.stderr
    assert f"{name}: 2 new decisions, 2 known" in done.stderr
    assert "may be deleted" in done.stderr
    assert Path(copy).exists()


def test_without_any_copy_it_says_what_to_give(folder: Path) -> None:
    done = qualcode(folder, "merge")
    assert done.returncode == 0
    assert "qualcode merge FILE.sqlite" in done.stderr


def drafts_of(coder: str, number: int) -> list[Decision]:
    return [Decision("", "", 0, coder, "add", "t1", code=f"c{n}") for n in range(number)]


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from(["Lan", "Minh", "Hoa"]), st.integers(1, 4)), max_size=4),
    st.data(),
)
def test_merging_in_any_order_and_again_gives_the_same_decisions(
    sizes: list[tuple[str, int]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        paths = []
        for number, (coder, size) in enumerate(sizes):
            paths.append(root / f"{number}.sqlite")
            store.append(paths[-1], drafts_of(coder, size))
        orders = [data.draw(st.permutations([*paths, *paths[:2]])) for _ in range(2)]
        for number, order in enumerate(orders):
            (root / str(number)).mkdir()
            for path in order:
                project.merge(root / str(number), path)
        first, second = (store.read(root / str(n) / "coding.sqlite") for n in range(2))
        assert first == second
        assert len(first) == sum(size for _, size in sizes)


def test_a_store_merged_both_ways_is_the_same_on_both_sides(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        store.append(tmp_path / name / "coding.sqlite", drafts_of(name, 3))
    project.merge(tmp_path / "a", tmp_path / "b" / "coding.sqlite")
    project.merge(tmp_path / "b", tmp_path / "a" / "coding.sqlite")
    a, b = (store.read(tmp_path / name / "coding.sqlite") for name in ("a", "b"))
    assert a == b
    assert len(a) == 6


def test_merging_what_is_not_there_is_an_error(folder: Path) -> None:
    with pytest.raises(StudyError, match="gone"):
        project.merge(folder, folder / "gone.sqlite")


# recover


def damaged(path: Path) -> bytes:
    """A store of 300 decisions whose fourth part is overwritten."""
    store.append(path, drafts_of("Lan", 300))
    whole = path.read_bytes()
    part = len(whole) // 8 // 4096 * 4096
    path.write_bytes(whole[: 4 * part] + b"\0" * 2 * part + whole[6 * part :])
    return path.read_bytes()


def test_recover_says_what_was_saved_what_is_gone_and_where_the_damaged_file_is(
    folder: Path,
) -> None:
    path = folder / "coding.sqlite"
    before = damaged(path)
    assert "qualcode recover" in qualcode(folder, "code").stderr
    done = qualcode(folder, "recover")
    assert done.returncode == 0, done.stderr
    saved = len(store.read(path))
    assert 0 < saved < 300
    assert f"Saved {saved} decisions (Lan {saved})." in done.stderr
    assert "at least so many decisions are gone" in done.stderr
    [kept] = folder.glob("coding.sqlite.damaged*")
    assert kept.read_bytes() == before
    assert kept.name in done.stderr
    assert "nothing was changed" in qualcode(folder, "recover").stderr


def test_recover_takes_any_file_and_tells_programs(folder: Path) -> None:
    damaged(folder / "lan.sqlite")
    shown = json.loads(qualcode(folder, "recover", "lan.sqlite", "--json").stdout)
    assert shown["saved"] == len(store.read(folder / "lan.sqlite"))
    assert shown["lost"] > 0
    assert shown["kept"] == "lan.sqlite.damaged-1"


def test_what_recover_saved_and_a_colleagues_copy_make_all_of_it(folder: Path) -> None:
    store.append(folder / "copy.sqlite", drafts_of("Lan", 300))
    shutil.copy(folder / "copy.sqlite", folder / "coding.sqlite")
    whole = store.read(folder / "copy.sqlite")
    data = (folder / "coding.sqlite").read_bytes()
    middle = len(data) // 2 // 4096 * 4096
    (folder / "coding.sqlite").write_bytes(data[:middle])
    assert qualcode(folder, "recover").returncode == 0
    assert qualcode(folder, "merge", "copy.sqlite").returncode == 0
    assert store.read(folder / "coding.sqlite") == whole


@pytest.mark.parametrize("words", [(), ("gone.sqlite",)])
def test_where_there_is_no_store_there_is_nothing_to_recover(
    folder: Path, words: Sequence[str]
) -> None:
    done = qualcode(folder, "recover", *words)
    assert done.returncode == 1
    assert "there is nothing to save" in done.stderr


# assign


@pytest.fixture
def three(folder: Path) -> Path:
    """A study of three transcripts."""
    talk = (folder / "transcripts" / "pvs_01.txt").read_text("utf-8")
    for number in (2, 3):
        # One that is the same as another, letter by letter, would be left out.
        copy = folder / "transcripts" / f"pvs_0{number}.txt"
        copy.write_text(talk.replace("Lào Cai", f"Tỉnh {number}"), encoding="utf-8")
    (folder / "transcripts" / "cases.csv").unlink()
    return folder


def test_assigning_by_name_records_what_is_not_assigned_yet(three: Path) -> None:
    done = qualcode(three, "assign", "pvs_01", "pvs_02", "--to", "Lan, Minh", "--coder", "Hoa")
    assert done.returncode == 0, done.stderr
    assert len(log(three)) == 4
    qualcode(three, "assign", "pvs_02", "pvs_03", "--to", "Minh", "--coder", "Hoa")
    assert log(three)[4:] == [("assign", "Hoa", "Minh")]


def test_an_assignment_of_several_is_taken_back_in_one_step(three: Path) -> None:
    qualcode(three, "assign", "pvs_01", "pvs_02", "--to", "Lan", "--coder", "Hoa")
    qualcode(three, "undo", "--coder", "Hoa")
    shown = json.loads(qualcode(three, "assign", "--json").stdout)
    assert shown["assigned"] == []
    assert shown["unassigned"] == ["pvs_01", "pvs_02", "pvs_03"]


def test_a_plan_is_recorded_only_when_told_to_and_once(three: Path) -> None:
    plan = ("assign", "--to", "Lan,Minh", "--double", "30%", "--by", "type", "--seed", "4")
    shown = qualcode(three, *plan)
    assert shown.returncode == 0, shown.stderr
    assert "+Lan, +Minh" in shown.stdout
    assert "Coded by several: 1 of 3 transcripts, 33% of the sentences" in shown.stderr
    assert "Nothing is recorded" in shown.stderr
    assert log(three) == []
    assert qualcode(three, *plan, "--apply").returncode == 0
    assert len(log(three)) == 4
    assert "no decision to record" in qualcode(three, *plan, "--apply").stderr
    assert len(log(three)) == 4


def test_a_plan_for_programs_is_all_of_standard_output(three: Path) -> None:
    shown = json.loads(qualcode(three, "assign", "--to", "Lan,Minh", "--json").stdout)["plan"]
    assert [one["transcript"] for one in shown] == ["pvs_01", "pvs_02", "pvs_03"]
    assert sorted(one["coders"][0] for one in shown) == ["Lan", "Lan", "Minh"]
    assert {one["sentences"] for one in shown} == {3}


def test_progress_is_each_coders_own(three: Path) -> None:
    qualcode(three, "assign", "pvs_01", "--to", "Lan,Minh", "--coder", "Hoa")
    write(three, three / "coding.sqlite", judged("Lan", "accept"))
    shown = json.loads(qualcode(three, "assign", "--json").stdout)
    assert {one["coder"]: (one["reviewed"], one["sentences"]) for one in shown["assigned"]} == {
        "Lan": (2, 3),
        "Minh": (0, 3),
    }
    table = qualcode(three, "assign")
    assert "2/3 (67%)" in table.stdout
    assert "Assigned to nobody: pvs_02, pvs_03" in table.stderr


@pytest.mark.parametrize(
    "words", [("pvs_01",), ("--apply",), ("--double", "20%"), ("pvs_01", "--to", " , ")]
)
def test_assigning_to_nobody_is_wrong_usage(three: Path, words: Sequence[str]) -> None:
    assert qualcode(three, "assign", *words).returncode == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pvs_1", "--to", "Lan"), "did you mean 'pvs_01'?"),
        (("--to", "Lan", "--double", "2"), "two coders at least"),
        (("--to", "Lan,Minh", "--double", "half"), "a share such as 20%"),
        (("--to", "Lan,Minh", "--double", "1", "--by", "nope"), "there are: "),
    ],
)
def test_what_cannot_be_assigned_is_one_line(three: Path, words: Sequence[str], said: str) -> None:
    done = qualcode(three, "assign", *words)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


@pytest.mark.parametrize("words", [("--double", "1"), ("--by", "type"), ("--apply",), ("--json",)])
def test_what_goes_with_a_plan_is_wrong_usage_beside_a_name(
    three: Path, words: Sequence[str]
) -> None:
    done = qualcode(three, "assign", "pvs_01", "--to", "Lan,Minh", *words)
    assert done.returncode == 2
    assert log(three) == []


# adjudicate


def test_the_list_has_each_difference_with_its_sides(folder: Path) -> None:
    [one] = listed(differing(folder))
    assert (one["transcript"], one["turn"], one["code"]) == ("pvs_01", 2, "awareness.no_knowledge")
    sides = {side["coder"]: side["verdict"] for side in sides_of(one)}
    assert sides == {"Lan": "yes", "Minh": "no"}
    text = qualcode(folder, "adjudicate", "--list")
    assert str(one["id"]) in text.stdout
    assert "● Lan" in text.stdout
    assert "✗ Minh" in text.stdout
    assert "Differences: 1, of which 1 are open" in text.stderr


def sides_of(one: dict[str, object]) -> Iterator[dict[str, str]]:
    assert isinstance(one["sides"], list)
    yield from one["sides"]


@pytest.mark.parametrize(
    ("outcome", "target"),
    [(("--take", "Lan"), "accept"), (("--take", "Minh"), "reject"), (("--reject",), "reject")],
)
def test_one_difference_can_be_settled_by_its_id(
    folder: Path, outcome: Sequence[str], target: str
) -> None:
    [one] = listed(differing(folder))
    words = (str(one["id"])[:6], *outcome, "--note", "theo định nghĩa", "--coder", "Hoa")
    done = qualcode(folder, "adjudicate", *words)
    assert done.returncode == 0, done.stderr
    assert log(folder)[-1] == ("adjudicate", "Hoa", target)
    assert listed(folder) == []
    [settled] = listed(folder, "--all")
    assert settled["settled"] == {"outcome": target, "coder": "Hoa", "note": "theo định nghĩa"}


def test_an_outcome_without_a_reason_is_refused(folder: Path) -> None:
    [one] = listed(differing(folder))
    done = qualcode(folder, "adjudicate", str(one["id"]), "--reject")
    assert done.returncode == 1
    assert "reason" in done.stderr
    assert len(log(folder)) == 4


def test_an_id_that_no_difference_has_is_refused(folder: Path) -> None:
    done = qualcode(differing(folder), "adjudicate", "ffff", "--reject", "--note", "x")
    assert done.returncode == 1
    assert "qualcode adjudicate --list" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("abcd",),
        ("--take", "Lan"),
        ("abcd", "--take", "Lan", "--reject"),
        ("abcd", "--reject", "--json"),
    ],
)
def test_an_outcome_needs_an_id_and_an_id_one_outcome(folder: Path, words: Sequence[str]) -> None:
    assert qualcode(folder, "adjudicate", *words).returncode == 2


def test_the_list_is_narrowed_by_code_and_transcript(folder: Path) -> None:
    differing(folder)
    assert len(listed(folder, "--code", "awareness")) == 1
    assert listed(folder, "--code", "affordability") == []
    assert len(listed(folder, "--transcript", "pvs_01")) == 1
    assert "did you mean" in qualcode(folder, "adjudicate", "--code", "awarness").stderr
    assert "did you mean" in qualcode(folder, "adjudicate", "--transcript", "pvs_1").stderr


def test_without_a_terminal_the_screen_names_the_scripted_way(folder: Path) -> None:
    done = qualcode(differing(folder), "adjudicate")
    assert done.returncode == 1
    assert "qualcode adjudicate --list" in done.stderr


def test_under_the_policy_adjudicated_an_older_outcome_outranks_a_newer_decision(
    folder: Path,
) -> None:
    (folder / "qualcode.yaml").write_text("coder: Hoa\npolicy: adjudicated\n", encoding="utf-8")
    [one] = listed(differing(folder))
    qualcode(folder, "adjudicate", str(one["id"]), "--reject", "--note", "chung chung")
    write(folder, folder / "coding.sqlite", judged("Lan", "accept"))
    assert "awareness.no_knowledge" not in {
        coding.code for coding in project.load(folder).codings if coding.status == "accepted"
    }
    said = qualcode(folder, "adjudicate", "--list").stderr
    assert "write into qualcode.yaml" not in said


def test_with_one_coder_it_says_what_a_comparison_needs(folder: Path) -> None:
    write(folder, folder / "coding.sqlite", judged("Lan", "accept"))
    done = qualcode(folder, "adjudicate")
    assert done.returncode == 0
    assert "two have coded the same transcript" in done.stderr
