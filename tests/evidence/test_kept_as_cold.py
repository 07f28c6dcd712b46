"""Whatever happens to a review between two builds, what was kept gives the bytes that a first build would give."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from prismabook.pipeline import assemble, write
from prismabook.project import Project

ARTICLE = """<article article-type="research-article"><front><article-meta>
<article-id pub-id-type="doi">10.5555/{number}</article-id><title-group><article-title>Drugazole in owls, trial {number}
</article-title></title-group><pub-date><year>2021</year></pub-date><abstract>
<p>Patients were randomised to drugazole (n=30) or placebo (n=30). {registered}</p></abstract></front><body><sec>
<title>Results</title><p>At week 12, 1{events}/30 patients responded with drugazole and 9/30 with placebo (p=0.04).</p>
</sec></body></article>
"""
RECORD = """TY  - JOUR
TI  - Drugazole in owls, trial {number}
PY  - 2021
DO  - 10.5555/{number}
AB  - A randomised trial: 1{events}/30 (40.0%) patients responded to drugazole, 9/30 (30.0%) to placebo. {registered}
ER  -

"""
digits = st.integers(0, 3)


def words(form: str, number: int, events: int, registered: int) -> str:
    """A paper or record; two in three name one of two registrations, and so may share a study with others."""
    named = f"It was registered as NCT0000000{registered}." if registered else ""
    return form.format(number=number, events=events, registered=named)


def paper(file: int, number: int, events: int, registered: int) -> Callable[[Project], object]:
    text = words(ARTICLE, number, events, registered % 3)
    return lambda project: (project.seeds / f"{file}.xml").write_text(text, "utf-8")


def export(file: int, numbers: list[int], events: int, registered: int) -> Callable[[Project], object]:
    text = "".join(words(RECORD, number, events, (registered + number) % 3) for number in numbers)
    return lambda project: (project.seeds / f"{file}.ris").write_text(text, "utf-8")


def take_away(file: int, ending: str) -> Callable[[Project], object]:
    return lambda project: (project.seeds / f"{file}.{ending}").unlink(missing_ok=True)


def decide(place: int, action: str) -> Callable[[Project], object]:
    """Reject or correct one of the data that there are; the decision stays when its document goes."""

    def done(project: Project) -> None:
        table = project.data / "extraction.csv"
        rows = list(csv.DictReader(table.read_text("utf-8").splitlines())) if table.is_file() else []
        if rows:
            file = project.decisions / "extraction.yml"
            before = file.read_text("utf-8") if file.is_file() else ""
            change = "  time_point: week 5\n" if action == "correct" else ""
            entry = f"- action: {action}\n  datum: {rows[place % len(rows)]['id']}\n{change}  reason: so it is\n"
            file.write_text(before + entry, "utf-8")

    return done


def harm(place: int, room: str) -> Callable[[Project], object]:
    """Turn one bit of what was kept."""

    def done(project: Project) -> None:
        folder = project.cache / room
        for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
            data = bytearray(entry.read_bytes())
            data[place % len(data)] ^= 1
            entry.write_bytes(bytes(data))

    return done


edits = st.lists(
    st.one_of(
        st.builds(paper, digits, digits, digits, digits),
        st.builds(export, digits, st.lists(digits, min_size=1, max_size=3), digits, digits),
        st.builds(take_away, digits, st.sampled_from(["xml", "ris"])),
        st.builds(decide, st.integers(0, 99), st.sampled_from(["reject", "correct"])),
        st.builds(harm, st.integers(0, 9999), st.sampled_from(["intake", "evidence"])),
    ),
    min_size=2,
    max_size=5,
)


def built(root: Path) -> dict[str, bytes]:
    """All that a build writes."""
    project = Project(root)
    write(assemble(project), project)
    files = [*project.data.iterdir(), project.bibliography, project.decisions / "keys.csv"]
    return {file.name: file.read_bytes() for file in files}


@settings(max_examples=12)
@given(edits)
def test_what_was_kept_gives_what_a_first_build_gives(changes: list[Callable[[Project], object]]) -> None:
    with TemporaryDirectory() as name:
        root = Path(name, "kept")
        (root / "seeds").mkdir(parents=True)
        (root / "review" / "decisions").mkdir(parents=True)
        (root / "_quarto.yml").write_text("project:\n  type: book\n", "utf-8")
        for number, change in enumerate([paper(0, 0, 0, 1), export(0, [0, 1, 2], 0, 0), *changes]):
            change(Project(root))
            first = Path(name, f"first-{number}")
            shutil.copytree(root, first, ignore=shutil.ignore_patterns(".prismabook"))
            assert built(root) == built(first)
