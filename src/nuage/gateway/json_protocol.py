"""The JSON protocol (DynamoDB, Athena, Glue, EventBridge, …), read and written in less time than LocalStack
takes, with the same result.

Whatever is unusual is left to LocalStack: CBOR, a message that is no JSON, a value of another type than the
service's model has.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
from botocore.model import OperationModel, ServiceModel, Shape
from localstack.aws.protocol.parser import JSONRequestParser
from localstack.aws.protocol.serializer import JSONResponseSerializer
from localstack.http import Request

from nuage.gateway import json_shapes
from nuage.gateway.json_shapes import Compiler, Converter, UnfitError

_JSON = "application/x-amz-json-"
# items of DynamoDB are kept as they came, checked member by member: a page of a scan has thousands
_ITEMS = frozenset({"AttributeMap", "AttributeValue", "ItemList", "Key"})
_STORED = {"dynamodb": _ITEMS, "dynamodbstreams": _ITEMS}


class JsonParser(JSONRequestParser):
    """Reads the requests of one service."""

    def __init__(self, service: ServiceModel) -> None:
        super().__init__(service)
        self._compiler = Compiler(self._scalar, reading=True)

    def _handle_json_body(self, request: Request, shape: Shape, uri_params: Any = None) -> Any:
        if (request.headers.get("Content-Type") or "").startswith(_JSON):
            try:
                # nothing here comes from a form, which werkzeug would look for
                body = request.get_data(parse_form_data=False)
                return self._compiler.converter(shape)(orjson.loads(body) if body else {})
            except (orjson.JSONDecodeError, UnfitError):
                pass  # what is wrong with it, LocalStack says
        return super()._handle_json_body(request, shape, uri_params)

    def _scalar(self, shape: Shape) -> Converter | None:
        match shape.type_name:
            case "blob":
                return json_shapes.decoded
            case "integer" | "long":
                return json_shapes.whole_number
            case "float" | "double":
                return json_shapes.real_number
            case "timestamp":
                return lambda value: self._time(shape, value)
        return None

    def _time(self, shape: Shape, value: Any) -> Any:
        try:
            return self._convert_str_to_timestamp(value, shape.serialization.get("timestampFormat"))
        except (AttributeError, TypeError, ValueError) as error:
            raise UnfitError(repr(value)) from error


class JsonSerializer(JSONResponseSerializer):
    """Writes the answers of one service."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._compiler = Compiler(self._scalar, False, _STORED.get(service, frozenset()))

    def _get_mime_type(self, headers: Any) -> str:
        headers = headers or {}
        return self._mime_type(headers.get("Accept"), headers.get("Content-Type"))

    @lru_cache(maxsize=256)  # noqa: B019 - there is one serializer a service, and it stays
    def _mime_type(self, accept: str | None, content_type: str | None) -> str:
        named = {"Accept": accept, "Content-Type": content_type}
        found: str = super()._get_mime_type({name: value for name, value in named.items() if value})
        return found

    def _serialize_body_params(
        self,
        params: Any,
        shape: Shape | None,
        operation_model: OperationModel,
        mime_type: str,
        request_id: str,
    ) -> Any:
        if shape is not None and mime_type not in self.CBOR_TYPES:
            try:
                return orjson.dumps(self._compiler.converter(shape)(params), default=json_shapes.encoded)
            except (orjson.JSONEncodeError, UnfitError):
                pass  # what is wrong with it, LocalStack says
        return super()._serialize_body_params(params, shape, operation_model, mime_type, request_id)

    def _scalar(self, shape: Shape) -> Converter | None:
        match shape.type_name:
            case "blob":
                return json_shapes.encoded
            case "timestamp":
                return lambda value: self._convert_timestamp_to_str(
                    value, shape.serialization.get("timestampFormat")
                )
        return None
