"""The project's own commands before and after a render: ``project: pre-render:`` and ``post-render:``."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project import Node, load_yaml
from prismabook.render.embedded.codes import HOOK_FAILED
from prismabook.render.result import Progress

CONFIG = "_quarto.yml"
OWN = ("prismabook build", "prismabook checklist")
"""Commands that whoever calls the renderer runs before and after it: they are not run again."""


def run_hooks(root: Path, when: str, inputs: Sequence[str], outputs: Sequence[str], progress: Progress) -> None:
    """Run the commands one after the other in the project's folder, as Quarto does.

    Parameters
    ----------
    when
        ``pre-render`` or ``post-render``.
    inputs, outputs
        Files by path from the root; the commands find them in ``QUARTO_PROJECT_INPUT_FILES`` and ``…_OUTPUT_FILES``.

    Raises
    ------
    PrismabookError
        If a command cannot be started or fails; those after it are not run.
    """
    node, _ = load_yaml(root / CONFIG, CONFIG)  # what is wrong with it is told where the book is read
    if node is None or not isinstance(node.value, dict) or not isinstance(node.value.get("project"), Node):
        return
    project = node["project"]
    for command, line in _commands(project, when):
        progress(f"{when}: {command}")
        _run(root, command, _environment(root, project, inputs, outputs), Place(CONFIG, line))


def _commands(project: Node, when: str) -> Iterator[tuple[str, int]]:
    """The commands with their lines."""
    given = project.value.get(when) if isinstance(project.value, dict) else None
    if given is None or given.value is None:
        return
    for node in given.value if isinstance(given.value, list) else [given]:
        if str(node.value) not in OWN:
            yield str(node.value), node.line


def _environment(root: Path, project: Node, inputs: Sequence[str], outputs: Sequence[str]) -> dict[str, str]:
    """What Quarto tells such commands; programs beside this Python are found first."""
    folder = project["output-dir"].value if "output-dir" in project else "_book"
    found = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "QUARTO_PROJECT_ROOT": str(root.resolve()),
        "QUARTO_PROJECT_OUTPUT_DIR": str(root.resolve() / str(folder)),
        "QUARTO_PROJECT_INPUT_FILES": "\n".join(inputs),
        "QUARTO_PROJECT_RENDER_ALL": "1",
    }
    return found | ({"QUARTO_PROJECT_OUTPUT_FILES": "\n".join(outputs)} if outputs else {})


def _run(root: Path, command: str, environment: dict[str, str], place: Place) -> None:
    try:
        words = shlex.split(command, posix=os.name != "nt")
        if words and words[0].endswith(".py"):  # Quarto, too, starts a script with the program for its kind
            words.insert(0, sys.executable)
        ran = subprocess.run(
            words, cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except (OSError, ValueError, IndexError) as error:
        raise PrismabookError(Finding(HOOK_FAILED, f"“{command}”: {error}", place)) from error
    if ran.returncode:
        said = (ran.stderr.strip() or ran.stdout.strip()).rpartition("\n")[2]
        raise PrismabookError(Finding(HOOK_FAILED, f"“{command}”: exit status {ran.returncode}; {said}", place))
