"""One question to a server that speaks OpenAI's chat protocol, and the JSON in its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from qualcode.model import Bilingual

LONGEST = 1_000_000
"""Bytes of an answer that are read: one about a passage has a few hundred."""
TRIES = 50
"""Opening braces at which JSON is looked for."""


class NoAnswer(Exception):  # noqa: N818 - it is what there was
    """Why a question got no answer."""

    def __init__(self, vi: str, en: str, *, final: bool = False) -> None:
        """Say whether it is of no use to ask on."""
        super().__init__(en)
        self.reason = Bilingual(vi, en)
        self.final = final


class _NoRedirect(HTTPRedirectHandler):
    """Follows no server that sends the talk on to another address."""

    def redirect_request(
        self, _req: Request, _fp: IO[bytes], _code: int, _msg: str, _headers: object, _newurl: str
    ) -> None:
        """Return no new request."""


def _opener() -> OpenerDirector:
    """Return what opens addresses directly: a proxy would be another computer."""
    return build_opener(ProxyHandler({}), _NoRedirect())


def answer(address: str, request: Mapping[str, object], timeout: float) -> str:
    """Return the words of the model's answer.

    Raises:
        NoAnswer: if there is none.
    """
    body = json.dumps(request, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"}
    # Its scheme is http or https: whoever calls has seen to that.
    call = Request(f"{address}/chat/completions", body, headers, method="POST")  # noqa: S310
    try:
        with _opener().open(call, timeout=timeout) as reply:
            data = reply.read(LONGEST + 1)
    except HTTPError as error:
        raise _refused(error) from error
    except TimeoutError as error:
        raise _slow(timeout) from error
    except URLError as error:
        raise _slow(timeout) if isinstance(error.reason, TimeoutError) else _gone(error) from error
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(f"đứt kết nối ({error})", f"the connection broke ({error})") from error
    return _words(data)


def _refused(error: HTTPError) -> NoAnswer:
    with error:
        said = " ".join(error.read(2000).decode(errors="replace").split())[:200]
    told = f"HTTP {error.code} {said}".strip()
    return NoAnswer(
        f"máy chủ báo lỗi ({told}); hãy xem tên mô hình và nhật ký của máy chủ",
        f"the server reports an error ({told}); see the model's name and the server's own log",
    )


def _slow(timeout: float) -> NoAnswer:
    return NoAnswer(
        f"chờ {timeout:g} giây mà chưa có trả lời; hãy dùng mô hình nhỏ hơn hoặc tăng timeout",
        f"no answer within {timeout:g} seconds; use a smaller model or a longer timeout",
    )


def _gone(error: URLError) -> NoAnswer:
    return NoAnswer(
        f"không có máy chủ nào trả lời ({error.reason}); hãy khởi động nó (ví dụ: ollama serve) "
        "rồi chạy lại",
        f"no server answers ({error.reason}); start it (for instance: ollama serve), then run "
        "again",
        final=True,
    )


def _words(data: bytes) -> str:
    try:
        words = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        words = None
    if not isinstance(words, str):
        raise NoAnswer(
            "trả lời không theo giao thức chat của OpenAI; địa chỉ thường kết thúc bằng /v1",
            "its answer is not in OpenAI's chat protocol; the address usually ends in /v1",
        )
    return words


def json_in(text: str, key: str) -> list[object] | None:
    """Return the list under a key of the first JSON object in a text that has one."""
    decoder = json.JSONDecoder()
    # What a model thinks aloud comes before its answer.
    start = text.rfind("</think>") + 1
    for _ in range(TRIES):
        start = text.find("{", start)
        if start < 0:
            return None
        try:
            found, _end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and isinstance(found.get(key), list):
            return list(found[key])
        start += 1
    return None
