"""The five source documents are what was received, byte for byte."""

import hashlib
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
SHA256 = {
    "000_4f474896de85dbf4.txt": "a1fda7e6393aca7c1741b785e004f55d9f5a3de28c46a45ef709034a62b797bb",
    "001_38093528884f99bb.txt": "40bd5bf1f7c1adc7b4c929edf1406da4da72119b4db1916cd6f5dd3a87a47463",
    "002_9a7ecce802d9f912.txt": "e976a959265e2f65a7c46676b3abbc614ff8d3b2fdb4d818b31b3df605e2243c",
    "003_6c8f74dbc2f578eb.txt": "6af78bdb06cacee423aaf78e1ac99863cb8b280dfbcb7c04634d75eae5096f57",
    "004_728cc2a040713f9d.txt": "a7d476c256c8f7a1ac9b0a44f1fddea75f09bc1e07a748f02583f0bb330b5bb9",
}


def test_the_documents_are_untouched() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")}
    assert found == SHA256
