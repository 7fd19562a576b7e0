"""The queue in a folder, which serves where there is no Redis."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from kombu import Connection

from conference import broker

if TYPE_CHECKING:
    from kombu.simple import SimpleQueue


def test_a_worker_never_meets_a_message_that_is_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {
        "data_folder_in": tmp_path,
        "data_folder_out": tmp_path,
        "control_folder": tmp_path / "control",
    }
    connection = Connection("filesystem://", transport=broker.FolderTransport, transport_options=folders)
    queue = connection.SimpleQueue("bell")
    met: list[Any] = []
    write = Path.write_text

    def write_while_somebody_looks(path: Path, text: str) -> int:
        for end in (0, len(text) // 2):
            write(path, text[:end])
            met.extend(_taken(queue))
        return write(path, text)

    monkeypatch.setattr(Path, "write_text", write_while_somebody_looks)
    queue.put({"id": 7})
    assert met == []
    assert [message.payload for message in _taken(queue)] == [{"id": 7}]
    connection.release()


def _taken(queue: SimpleQueue) -> list[Any]:
    try:
        return [queue.get(block=False)]
    except queue.Empty:
        return []
