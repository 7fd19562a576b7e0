"""One demo for everything that types `make run`: loading it is dear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.setup.running import Starts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that the first start fills and the others find. For tests of the group ``run``."""
    return tmp_path_factory.mktemp("run") / "data"


@pytest.fixture(scope="session")
def starts(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starts]:
    """`make run` on that folder: the one that a test before left running, or a new one."""
    made = Starts(data_dir, tmp_path_factory.mktemp("logs"))
    with made.stack:
        yield made
