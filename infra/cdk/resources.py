"""Terraform's resources and data sources by their own names, without the bindings of a provider.

CDK Terrain has Python classes for every resource of AWS in a package of its own, `cdktn-provider-aws`: 46 MB
to download, 1.1 GB on disk. What is here needs none of it. Attributes are those of Terraform's
documentation; a block is a dictionary, and one that may be there several times a list of them.
"""

from __future__ import annotations

from typing import Any

from cdktn import TerraformDataSource, TerraformProvider, TerraformResource
from constructs import Construct

PROVIDER, VERSION = "hashicorp/aws", ">= 5.100"


class Aws(TerraformProvider):
    """The provider. Where it acts is in the environment: AWS_ENDPOINT_URL, AWS_PROFILE and the like."""

    def __init__(self, scope: Construct, tags: dict[str, str], region: str) -> None:
        super().__init__(
            scope,
            "aws",
            terraform_resource_type="aws",
            terraform_provider_source=PROVIDER,
            terraform_generator_metadata={"provider_name": "aws", "provider_version_constraint": VERSION},
        )
        self.add_override("region", region)
        # the default is 25, which would hide a wrong address behind minutes of waiting
        self.add_override("max_retries", 2)
        self.add_override("default_tags", {"tags": tags})


class Resource(TerraformResource):
    """A resource, such as `Resource(self, "aws_s3_bucket", "tweets", bucket="…")`.

    :param needs: resources that have to be there first, where no attribute says so already
    """

    def __init__(
        self,
        scope: Construct,
        kind: str,
        label: str,
        /,
        *,
        needs: tuple[Resource, ...] = (),
        **attributes: Any,
    ) -> None:
        # kinds share no names in Terraform; in a tree of constructs a name is there once
        super().__init__(
            scope, f"{kind}.{label}", terraform_resource_type=kind, depends_on=list(needs) or None
        )
        self.override_logical_id(label)
        for attribute, value in attributes.items():
            self.add_override(attribute, value)

    def __getitem__(self, attribute: str) -> str:
        """A reference to an attribute, which Terraform fills in; it can be part of any text."""
        return str(self.get_string_attribute(attribute))


class Data(TerraformDataSource):
    """A data source, such as `Data(self, "aws_caller_identity", "me")`."""

    def __init__(self, scope: Construct, kind: str, label: str, /, **attributes: Any) -> None:
        super().__init__(scope, f"{kind}.{label}", terraform_resource_type=kind)
        self.override_logical_id(label)
        for attribute, value in attributes.items():
            self.add_override(attribute, value)

    def __getitem__(self, attribute: str) -> str:
        """A reference to an attribute."""
        return str(self.get_string_attribute(attribute))
