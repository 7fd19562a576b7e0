"""Figures of the affinity: how long it takes on texts of real length. Run by `make bench`.

The texts are real abstracts where ../shared holds them, else made of made-up words with the frequencies of language.
"""

import json
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reviews.affinity import Corpus, affinity

ROOT = Path(__file__).resolve().parent.parent
ABSTRACTS = ROOT.parent / "shared" / "papers" / "abstracts.json"
PAPERS, REVIEWERS, TEXTS, SENTENCES = 200, 60, 30, 9


def sentences(rng: np.random.Generator) -> list[str]:
    if ABSTRACTS.exists():
        papers = json.loads(ABSTRACTS.read_text())["papers"]
        return [part for paper in papers for part in f"{paper['title']}. {paper['abstract']}".split(". ")]
    words = [f"w{number}x" for number in range(20_000)]
    return [" ".join(words[at % 20_000] for at in rng.zipf(1.3, 25)) for _ in range(2_000)]


def main() -> None:
    rng = np.random.default_rng(0)
    known = sentences(rng)

    def text() -> str:
        return ". ".join(known[at] for at in rng.integers(0, len(known), SENTENCES))

    submissions = [text() for _ in range(PAPERS)]
    own = [[text() for _ in range(TEXTS)] for _ in range(REVIEWERS)]
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        scores = affinity(submissions, own)
        seconds.append(time.perf_counter() - started)
    kind = "real sentences" if ABSTRACTS.exists() else "made-up words"
    print(
        f"affinity: {PAPERS} papers x {REVIEWERS} reviewers x {TEXTS} texts ({kind}): {median(seconds):.2f} s"
    )
    corpus = Corpus(submissions, own)
    started = time.perf_counter()
    for paper in range(PAPERS):
        corpus.evidence(paper, int(scores[paper].argmax()))
    each = (time.perf_counter() - started) / PAPERS
    print(f"evidence: {1000 * each:.1f} ms a pair")


if __name__ == "__main__":
    main()
