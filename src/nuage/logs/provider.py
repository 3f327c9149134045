"""LocalStack's CloudWatch Logs, whose log groups lose their first tags and keep their last ones."""

from __future__ import annotations

from localstack.aws.api import RequestContext
from localstack.aws.api.logs import AmazonResourceName, LogGroupName, Tags
from localstack.services.logs.models import logs_stores
from localstack.services.logs.provider import LogsProvider
from localstack.services.moto import call_moto
from localstack.utils.aws import arns


class NuageLogsProvider(LogsProvider):
    """Keeps tags of log groups that had none, and lets those of deleted ones go."""

    def tag_resource(
        self, context: RequestContext, resource_arn: AmazonResourceName, tags: Tags, **others: object
    ) -> None:
        """Add tags to those that are there."""
        self._tags(context).setdefault(resource_arn, {})
        super().tag_resource(context, resource_arn, tags, **others)

    def tag_log_group(
        self, context: RequestContext, log_group_name: LogGroupName, tags: Tags, **others: object
    ) -> None:
        """The same, by a log group's name: an operation that AWS advises against."""
        self._tags(context).setdefault(self._arn(context, log_group_name), {})
        super().tag_log_group(context, log_group_name, tags, **others)

    def delete_log_group(
        self, context: RequestContext, log_group_name: LogGroupName, **_others: object
    ) -> None:
        """Delete a log group with its tags: otherwise the next one of its name had them."""
        call_moto(context)
        self._tags(context).pop(self._arn(context, log_group_name), None)

    @staticmethod
    def _tags(context: RequestContext) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = logs_stores[context.account_id][context.region].TAGS
        return found

    @staticmethod
    def _arn(context: RequestContext, name: str) -> str:
        return str(arns.log_group_arn(name, account_id=context.account_id, region_name=context.region))
