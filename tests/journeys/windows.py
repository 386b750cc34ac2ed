"""Two sizes of window, and what is held against a page that somebody looks at in one."""

from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
}  # fmt: skip


class Watch:
    """Hears every page of a window: errors in the console (a broken CSP among them), requests that leave the house,
    and answers that say the server failed."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.complaints: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser writes every 4xx to the console; whether one was due is for the story to say. A page that is left
        # while it asks for a preview gives that request up, and htmx says so.
        given_up = message.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text and not given_up:
            self.complaints.append(f"console on {message.page.url if message.page else '?'}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.complaints.append(f"asked somebody else: {request.url}")

    def _response(self, response: Response) -> None:
        is_asset = response.request.resource_type in {"stylesheet", "script", "image", "font"}
        if response.status >= 500 or (is_asset and response.status >= 400):
            self.complaints.append(f"{response.status} {response.url}")
