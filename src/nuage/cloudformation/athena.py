"""AWS::Athena::WorkGroup and AWS::Athena::NamedQuery.

Source: AWS CloudFormation Template Reference, "Amazon Athena".
"""

from __future__ import annotations

from typing import Any

from nuage.cloudformation.kind import Kind, Properties, request


class WorkGroup(Kind):
    """A work group of Athena."""

    TYPE = "AWS::Athena::WorkGroup"
    IDENTIFIER = "Name"
    FIXED = ("Name",)

    def make(self, clients: Any, wanted: Properties) -> Properties:
        """CreateWorkGroup, and UpdateWorkGroup for one that is to be disabled from the start."""
        parameters = {name: wanted.get(name) for name in ("Name", "Description", "Tags")}
        configuration = wanted.get("WorkGroupConfiguration")
        request(clients.athena, "CreateWorkGroup", {**parameters, "Configuration": configuration})
        if wanted.get("State") == "DISABLED":
            clients.athena.update_work_group(WorkGroup=wanted["Name"], State="DISABLED")
        return {}

    def change(self, clients: Any, found: Properties, wanted: Properties) -> None:
        """UpdateWorkGroup. What a template no longer says goes back to its default."""
        configuration = dict(wanted.get("WorkGroupConfiguration") or {})
        results = configuration.pop("ResultConfiguration", None)
        if results:
            configuration["ResultConfigurationUpdates"] = results
        elif (found.get("WorkGroupConfiguration") or {}).get("ResultConfiguration"):
            configuration["ResultConfigurationUpdates"] = {"RemoveOutputLocation": True}
        if "BytesScannedCutoffPerQuery" not in configuration:
            configuration["RemoveBytesScannedCutoffPerQuery"] = True
        parameters = {
            "WorkGroup": found["Name"],
            "Description": wanted.get("Description", ""),
            "State": wanted.get("State", "ENABLED"),
            "ConfigurationUpdates": configuration,
        }
        request(clients.athena, "UpdateWorkGroup", parameters)

    def unmake(self, clients: Any, found: Properties) -> None:
        """DeleteWorkGroup; with what is in it where the template says RecursiveDeleteOption."""
        recursive = found.get("RecursiveDeleteOption")
        parameters = {"WorkGroup": found["Name"], "RecursiveDeleteOption": recursive}
        request(clients.athena, "DeleteWorkGroup", parameters)


class NamedQuery(Kind):
    """A query that is kept under a name; it is never changed but made anew, as on AWS."""

    TYPE = "AWS::Athena::NamedQuery"
    IDENTIFIER = "NamedQueryId"
    FIXED = ("Name", "Database", "Description", "QueryString", "WorkGroup")

    def make(self, clients: Any, wanted: Properties) -> Properties:
        """CreateNamedQuery."""
        parameters = {name: wanted.get(name) for name in self.FIXED}
        parameters["Name"] = parameters["Name"] or "query"  # CloudFormation makes a name up
        found = request(clients.athena, "CreateNamedQuery", parameters)
        return {"NamedQueryId": found["NamedQueryId"]}

    def change(self, clients: Any, found: Properties, wanted: Properties) -> None:
        """Nothing: all of it is fixed."""

    def unmake(self, clients: Any, found: Properties) -> None:
        """DeleteNamedQuery."""
        clients.athena.delete_named_query(NamedQueryId=found["NamedQueryId"])
