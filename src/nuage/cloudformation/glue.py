"""AWS::Glue::Database and AWS::Glue::Table.

Source: AWS CloudFormation Template Reference, "AWS Glue".
"""

from __future__ import annotations

from typing import Any

from nuage.cloudformation.kind import Kind, Properties, request


class Database(Kind):
    """A database of the Data Catalog. Its name is DatabaseName, or that of its DatabaseInput."""

    TYPE = "AWS::Glue::Database"
    IDENTIFIER = "DatabaseName"
    FIXED = ("CatalogId", "DatabaseName")

    def make(self, clients: Any, wanted: Properties) -> Properties:
        """CreateDatabase."""
        name = wanted.get("DatabaseName") or wanted["DatabaseInput"].get("Name")
        request(clients.glue, "CreateDatabase", {"DatabaseInput": {**wanted["DatabaseInput"], "Name": name}})
        return {"DatabaseName": name}

    def change(self, clients: Any, found: Properties, wanted: Properties) -> None:
        """UpdateDatabase."""
        name = found["DatabaseName"]
        parameters = {"Name": name, "DatabaseInput": {**wanted["DatabaseInput"], "Name": name}}
        request(clients.glue, "UpdateDatabase", parameters)

    def unmake(self, clients: Any, found: Properties) -> None:
        """DeleteDatabase, with its tables."""
        clients.glue.delete_database(Name=found["DatabaseName"])


class Table(Kind):
    """A table of the Data Catalog."""

    TYPE = "AWS::Glue::Table"
    IDENTIFIER = "Name"
    FIXED = ("CatalogId", "DatabaseName")

    def make(self, clients: Any, wanted: Properties) -> Properties:
        """CreateTable."""
        table = {"Name": wanted.get("Name"), **wanted["TableInput"]}
        request(clients.glue, "CreateTable", {"DatabaseName": wanted["DatabaseName"], "TableInput": table})
        return {"Name": table["Name"]}

    def change(self, clients: Any, found: Properties, wanted: Properties) -> None:
        """UpdateTable; another name is no change but another table, which this is not."""
        table = {**wanted["TableInput"], "Name": found["Name"]}
        request(clients.glue, "UpdateTable", {"DatabaseName": found["DatabaseName"], "TableInput": table})

    def unmake(self, clients: Any, found: Properties) -> None:
        """DeleteTable."""
        clients.glue.delete_table(DatabaseName=found["DatabaseName"], Name=found["Name"])
