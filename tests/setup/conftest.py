"""One demo for everything that types `make run`: loading it is dear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that the first start fills and the others find. For tests of the group ``run``."""
    return tmp_path_factory.mktemp("run") / "data"
