"""The errors of Dataloop's client, so that a service may name them: Curfew raises none of them."""

from __future__ import annotations


class ExceptionMain(Exception):
    pass


class PlatformException(Exception):
    pass


class BadRequest(PlatformException):
    pass


class Unauthorized(PlatformException):
    pass


class Forbidden(PlatformException):
    pass


class NotFound(PlatformException):
    pass


class RequestTimeout(PlatformException):
    pass


class Conflict(PlatformException):
    pass


class FailedDependency(PlatformException):
    pass


class InternalServerError(PlatformException):
    pass


class UnknownException(PlatformException):
    pass


class TokenExpired(PlatformException):
    pass


class SDKError(PlatformException):
    pass


class MissingEntity(PlatformException):
    pass


class EntityPrintError(PlatformException):
    pass


class ExportAnnotationError(PlatformException):
    pass


class ShowAnnotationError(PlatformException):
    pass
