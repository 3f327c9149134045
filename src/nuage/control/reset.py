"""`POST /_nuage/reset`: an empty lab."""

from __future__ import annotations

from nuage.control.requests import Answer, BadRequestError, Request


def post(request: Request) -> Answer:
    """Empty all services, or those of `services=s3,dynamodb`."""
    # imported when they are needed: a start need not wait for them
    from nuage.state.reset import reset
    from nuage.state.services import UnknownServiceError

    request.only("services")
    text = request.query.get("services")
    names = None if text is None else [name.strip() for name in text.split(",")]
    try:
        return Answer(reset(names))
    except UnknownServiceError as error:
        raise BadRequestError(str(error)) from None
