"""What a program cannot ask of the API."""


class ApiError(Exception):
    """A request that cannot be answered; the message says what to change."""


class BadParameterError(ApiError):
    """A parameter that means nothing, by its name; `limit` is the bound that it passes, if it passes one."""

    def __init__(self, parameter: str, detail: str, *, limit: int | None = None) -> None:
        super().__init__(detail)
        self.parameter = parameter
        self.limit = limit
