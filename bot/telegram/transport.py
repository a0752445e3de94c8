"""The wire: python-telegram-bot's requests over aiohttp, which stays fast with hundreds in flight.

PTB's stock transport falls to a tenth of its speed there. This one keeps PTB's contract and nothing more: the
same errors, the same time-outs, no retry of its own.
"""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

READ_SECONDS = 20.0
CONNECT_SECONDS = 10.0


class NotSentError(NetworkError):
    """The request surely never left: the connection could not be made."""


class AiohttpRequest(BaseRequest):
    """One pool of connections; ``limit`` is how many requests may be in flight."""

    def __init__(self, limit: int = 256) -> None:
        self._limit = limit
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds an answer may take."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._limit, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer as values; NetworkError when it is none of Telegram's, but that of a machine on the way."""
        try:
            answer = msgspec.json.decode(payload, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise NetworkError("Invalid server response") from error
        if "result" not in answer and answer.get("ok") is not False:
            raise NetworkError("Invalid server response")
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send and return status and body; TimedOut when no answer came, NotSentError when nothing was sent.

        The address holds the token, so no error repeats it.
        """
        if self._session is None:
            raise RuntimeError("the transport is not open")
        read = READ_SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=read)
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, proxy=_proxy(*urlsplit(url)[:2])
            ) as response:
                status, body = response.status, await response.read()
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            raise NotSentError(f"no connection: {type(error).__name__}") from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"connection broke: {type(error).__name__}") from None
        # A gateway's page means nothing of what its number says: a 404 of Telegram's own would be a void token.
        # What was asked for with GET is a file, and may be anything.
        if method != "GET" or status != HTTPStatus.OK:
            self.parse_json_payload(body)
        return status, body


@lru_cache(maxsize=8)
def _proxy(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for a server; aiohttp would look for it in a thread at every request."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _body(data: RequestData | None) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    """JSON where there is no file: a form in parts costs a third of the speed."""
    if data is None:
        return None
    if not data.contains_files:
        return aiohttp.BytesPayload(msgspec.json.encode(data.parameters), content_type="application/json")
    # A file is shown under the name that stands here: letters go as they are, or «Danh sách» reads «Danh%20s%C3%A1ch».
    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form
