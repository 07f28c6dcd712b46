"""Many mutated documents through all readers: does one crash, hang, or cost a neighbour?

    python benchmarks/fuzz.py [--inputs 100000] [--seed 1] [--processes 2] [--extract 20]

Each input is a real document or a made-up one of every format, changed by one to six mutations. It must give at least
one source and findings, never an exception; within two seconds; and an intact document read after it must give what
it always gives. Every 50th input goes through the extraction rules too. What fails is written to a folder, to be
looked at again with the seed that made it.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 2.0
"""Processor seconds that one input may take."""
GIVEN_UP = 30
"""Seconds by the clock after which an input is ended from outside."""
LARGEST = 12_000
"""Bytes that are taken of a document; what makes a reader stop needs no long one, and mutations lengthen it."""
FAILED = ("PB107", "PB302", "PB130", "PB301")
"""Findings that tell of an error of ours: a reader, a record or a rule that stopped, a quote that does not stand."""
BROKEN = re.compile(r"(?:Key|Index|Attribute|Assertion|Recursion|Unicode\w+|ZeroDivision|Overflow|Unbound\w+)Error: ")
"""How a record's finding (PB119) reads where the reader stopped over it and did not foresee it."""
NASTY = (
    b"\0 \xff\xfe \xef\xbb\xbf <![CDATA[ ]]> <!DOCTYPE x [<!ENTITY a 'b'>]> &a; &#0; &#x110000; <script> </script> "
    b"<!-- --> {{< include /etc/passwd >}} ```{=html} =cmd|' @SUM(1) %PDF-1.7 PK\x03\x04 ER\x20\x20- TY\x20\x20- "
    b"PMID-\x20 @article{ } { [ ] "
    b"\xe2\x80\xae \xe2\x80\x8b 1e999 -0 NaN 99999999999999999999 \\ \" ' \r \n\n \t 10.1234/ NCT00000000"
).split(b" ")


@dataclass(frozen=True)
class Failure:
    """An input that failed: its number, which document it was made of, and how."""

    number: int
    seed: str
    how: str


def main() -> None:
    """Run and print; exit status 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--extract", type=int, default=50, help="every how many inputs the rules are tried too")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    step = 250
    parts = [
        (options.seed, at, min(at + step, options.inputs), options.extract) for at in range(0, options.inputs, step)
    ]
    begin, failures, slowest, done = time.perf_counter(), [], (0.0, ""), 0
    read: Counter[str] = Counter()
    with ProcessPoolExecutor(options.processes) as pool:
        for found, slow, readers in pool.map(run, parts):
            failures += found
            read += readers
            slowest = max(slowest, slow)
            done += step
            if done % 10_000 == 0:
                sys.stdout.write(f"{min(done, options.inputs)} inputs, {len(failures)} failures\n")
                sys.stdout.flush()
    for failure in failures:
        options.keep.mkdir(exist_ok=True)
        (options.keep / f"{failure.number}.bin").write_bytes(made(options.seed, failure.number)[1])
        sys.stdout.write(f"input {failure.number} of {failure.seed}: {failure.how}\n")
    taken = time.perf_counter() - begin
    sys.stdout.write(f"{options.inputs} inputs in {taken:.0f} s: {len(failures)} failures; ")
    sys.stdout.write(f"slowest {slowest[0]:.2f} s ({slowest[1]})\n")
    for reader, count in read.most_common():
        sys.stdout.write(f"{count:>8} {reader or 'not recognised'}\n")
    sys.exit(1 if failures else 0)


def run(part: tuple[int, int, int, int]) -> tuple[list[Failure], tuple[float, str], Counter[str]]:
    """A stretch of the inputs: what failed, the slowest of them, and how many each reader took."""
    from prismabook.extraction import draft
    from prismabook.sources import read_bytes

    seed, first, last, extract = part
    good = (ROOT / "seeds" / "003_6c8f74dbc2f578eb.txt").read_bytes()
    intact = read_bytes(good, "good", "seeds/good")
    failures, slowest, readers = [], (0.0, ""), Counter[str]()
    for number in range(first, last):
        name, data = made(seed, number)
        begin = time.process_time()
        try:
            _watch(GIVEN_UP)
            sources, findings = read_bytes(data, "x", "seeds/x")
            codes = [finding.code.id for finding in findings]
            codes += ["PB107" for finding in findings if finding.code.id == "PB119" and BROKEN.match(finding.message)]
            if extract and number % extract == 0:
                codes += [finding.code.id for source in sources[:20] for finding in draft(source).findings]
            how = "" if sources else "no source"
            how = next((code for code in codes if code in FAILED), how)
            readers.update({sources[0].reader} if sources else ())
        except BaseException as error:  # anything that comes out is a failure
            how = f"{type(error).__name__}: {error}"
        finally:
            _watch(0)
        took = time.process_time() - begin
        if took > SECONDS:
            how = how or f"{took:.1f} s"
        if number % 50 == 0 and read_bytes(good, "good", "seeds/good") != intact:
            how = how or "a neighbour is read otherwise after it"
        if how:
            failures.append(Failure(number, name, how))
        slowest = max(slowest, (took, f"input {number} of {name}"))
    return failures, slowest, readers


def _watch(seconds: int) -> None:
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _late)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _late(*_: object) -> None:
    raise TimeoutError("given up")


_DOCUMENTS: list[tuple[str, bytes]] = []


def documents() -> Sequence[tuple[str, bytes]]:
    """Documents of every format, by name."""
    if not _DOCUMENTS:
        sys.path.insert(0, str(ROOT / "tests" / "sources"))
        import made_files

        from scale import article

        tests = ROOT / "tests"
        folders = (
            ROOT / "seeds",
            tests / "sources" / "samples",
            tests / "sources" / "records",
            tests / "extraction" / "documents",
        )
        paths = sorted(path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file())
        _DOCUMENTS.extend((path.name, path.read_bytes()[:LARGEST]) for path in paths)
        _DOCUMENTS.append(("article.jats", article(1)[:6000].encode() + article(1)[-2000:].encode()))
        _DOCUMENTS.append(("article.pdf", made_files.pdf()))
        _DOCUMENTS.append(("article.docx", made_files.docx()))
        _DOCUMENTS.append(("plain.docx", made_files.word("<w:p><w:r><w:t>Methods</w:t></w:r></w:p>" * 3)))
    return _DOCUMENTS


def made(seed: int, number: int) -> tuple[str, bytes]:
    """An input by its number: always the same for the same seed."""
    dice = random.Random(f"{seed}/{number}")
    name, data = dice.choice(documents())
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        dice.choice(MUTATIONS)(changed, dice)
    return name, bytes(changed[:400_000])


def _flip(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 12)):
        if data:
            data[dice.randrange(len(data))] = dice.randrange(256)


def _cut(data: bytearray, dice: random.Random) -> None:
    start, end = sorted((dice.randint(0, len(data)), dice.randint(0, len(data))))
    if dice.random() < 0.5:
        end = min(end, start + 60)
    del data[start:end]


def _truncate(data: bytearray, dice: random.Random) -> None:
    del data[dice.randint(0, len(data)) :]


def _repeat(data: bytearray, dice: random.Random) -> None:
    start = dice.randint(0, len(data))
    piece = bytes(data[start : start + dice.choice((1, 3, 20, 400))])
    data[start:start] = piece * dice.choice((2, 5, 10, 10, 100))


def _insert(data: bytearray, dice: random.Random) -> None:
    at = dice.randint(0, len(data))
    data[at:at] = dice.choice(NASTY) * dice.choice((1, 1, 1, 1, 50, 1000))


def _swap(data: bytearray, dice: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    if len(lines) > 2:
        one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
        data[:] = b"\n".join(lines)


def _splice(data: bytearray, dice: random.Random) -> None:
    _, other = dice.choice(documents())
    start = dice.randint(0, len(other))
    at = dice.randint(0, len(data))
    data[at:at] = other[start : start + dice.randint(1, 3000)]


def _encode(data: bytearray, dice: random.Random) -> None:
    text = bytes(data).decode("utf-8", "replace")
    data[:] = text.encode(dice.choice(("utf-16", "utf-16-le", "gb18030", "cp1252", "utf-8-sig", "utf-7")), "replace")


def _line_ends(data: bytearray, dice: random.Random) -> None:
    data[:] = bytes(data).replace(b"\n", dice.choice((b"\r", b"\r\n", b" ", b"")))


MUTATIONS: Sequence[Callable[[bytearray, random.Random], None]] = (
    _flip,
    _flip,
    _cut,
    _cut,
    _truncate,
    _repeat,
    _insert,
    _insert,
    _swap,
    _splice,
    _encode,
    _line_ends,
)


if __name__ == "__main__":
    main()
