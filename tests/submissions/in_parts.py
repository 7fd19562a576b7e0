"""Uploads in parts by tus 1.0.0, as a browser sends them."""

import base64

from tests.pdfs import pdf_bytes

TUS = {"Tus-Resumable": "1.0.0"}
PDF = pdf_bytes(2)
SIZE = len(PDF)


def named(name, kind="paper"):
    pairs = {"filename": name, "kind": kind}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


def begin(client, uploads, size=SIZE, name="paper.pdf", **more):
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": named(name, **more)}
    return client.post(uploads, headers=headers)


def go_on(client, where, content, offset, **more):
    headers = {**TUS, "Upload-Offset": str(offset), **more}
    return client.patch(where, content, content_type="application/offset+octet-stream", headers=headers)


def offset_of(client, where):
    return int(client.head(where, headers=TUS)["Upload-Offset"])
