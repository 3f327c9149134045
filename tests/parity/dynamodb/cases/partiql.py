"""PartiQL: statements, and how each mistake is answered."""

from __future__ import annotations

from typing import Any

from tests.parity.dynamodb.cases.common import Call, Cases, call, create, index, n, put, s


def _run(statement: str, *parameters: Any, **more: Any) -> Call:
    if parameters:
        more["Parameters"] = list(parameters)
    return call("execute_statement", Statement=statement, **more)


FILL: list[Call] = [
    create("music", "PK:S", "SK:N", attributes=["g:S"], GlobalSecondaryIndexes=[index("byg", "g", "SK")]),
    *[put("music", PK="a", SK=at, v=at, t=f"t{at}", g="odd" if at % 2 else "even", m={"M": {"k": s("x"), "l": {"L": [n(at)]}}})
      for at in range(1, 6)],
    put("music", PK="b", SK=1, v=1),
]  # fmt: skip

READS = [
    "SELECT * FROM music WHERE PK = 'a'", 'SELECT * FROM "music" WHERE PK = \'a\' AND SK = 2',
    "select SK, t from music where PK = 'a' and SK > 3", "SELECT * FROM music WHERE PK = 'a' AND v >= 4",
    "SELECT SK FROM music WHERE PK = 'a' AND SK BETWEEN 2 AND 4", "SELECT SK FROM music WHERE PK IN ['a', 'b'] AND SK = 1",
    "SELECT SK FROM music WHERE PK = 'a' ORDER BY SK DESC", "SELECT SK FROM music WHERE PK = 'a' ORDER BY SK ASC",
    "SELECT SK FROM music WHERE PK = 'a' AND begins_with(t, 't')", "SELECT SK FROM music WHERE PK = 'a' AND contains(t, '3')",
    "SELECT SK FROM music WHERE PK = 'a' AND attribute_type(t, 'S')", "SELECT SK FROM music WHERE PK = 'a' AND NOT v = 1",
    "SELECT SK FROM music WHERE PK = 'a' AND (v = 1 OR v = 3)", "SELECT SK FROM music WHERE PK = 'a' AND v <> 1",
    "SELECT SK FROM music WHERE PK = 'a' AND v != 1", "SELECT SK FROM music WHERE PK = 'a' AND missing IS MISSING",
    "SELECT SK FROM music WHERE PK = 'a' AND v IS NOT MISSING", "SELECT SK FROM music WHERE PK = 'a' AND size(t) = 2",
    'SELECT SK FROM music."byg" WHERE g = \'odd\'', 'SELECT SK FROM "music"."byg" WHERE g = \'odd\' ORDER BY SK DESC',
    'SELECT SK FROM "music"."nosuch" WHERE g = \'odd\'', "SELECT m.k, m.l[0] FROM music WHERE PK = 'a' AND SK = 1",
    "SELECT * FROM nosuch WHERE PK = 'a'", "SELECT * FROM music WHERE PK = 1", "SELECT * FROM", "SELECT FROM music",
    "SELEC * FROM music", "", "SELECT * FROM music WHERE", "SELECT * FROM music WHERE PK = 'a' ORDER BY v",
    "SELECT * FROM music WHERE v = 3", "SELECT COUNT(*) FROM music", "SELECT * FROM music, other",
    "SELECT SK FROM music WHERE PK = 'a' AND v IN (1, 2)", "SELECT SK FROM music WHERE PK = 'a' AND v IN [1, 2]",
    "SELECT SK FROM music WHERE PK = 'a' OR PK = 'b'", "SELECT * FROM music WHERE PK = 'a' LIMIT 1",
    "SELECT * FROM music WHERE PK = \"a\"", "SELECT * FROM music WHERE PK = 'a' AND SK = 1 AND m.k = 'x'",
    "SELECT SK FROM music WHERE PK = 'a' AND t LIKE 't%'", "SELECT SK FROM music WHERE PK = 'it''s'",
    "SELECT SK, v AS w FROM music WHERE PK = 'a' AND SK = 1", "SELECT * FROM music WHERE PK = 'a';",
    "SELECT SK FROM music WHERE PK = 'a' ORDER BY PK", "SELECT SK FROM music WHERE 'a' = PK AND 2 < SK",
    "SELECT SK FROM music WHERE PK = 'a' AND v = v", "SELECT SK FROM music WHERE PK = 'a' AND v = -1",
    "SELECT t FROM music WHERE PK = 'a' AND SK = 99", "SELECT SK FROM music WHERE PK = 'a' AND m = {'k': 'x', 'l': [1]}",
]  # fmt: skip

WRITES = [
    "INSERT INTO music VALUE {'PK': 'n', 'SK': 1, 'v': [1, 'two', {'three': true}], 'z': null}",
    "INSERT INTO music VALUE {'PK': 'n', 'SK': 1}", "INSERT INTO music VALUE {'PK': 'n'}",
    "INSERT INTO music VALUE {'PK': 'n', 'SK': 'x'}", "INSERT INTO nosuch VALUE {'PK': 'n'}",
    "INSERT INTO music VALUES ('n', 2)", "INSERT INTO music VALUE {'PK': 'n', 'SK': 2, 's': <<'a', 'b'>>, 'ns': <<1, 2.5>>}",
    "SELECT * FROM music WHERE PK = 'n'",
    "UPDATE music SET v = 10 WHERE PK = 'n' AND SK = 1", "UPDATE music SET v = v + 1 WHERE PK = 'n' AND SK = 1",
    "UPDATE music SET v = 10 SET w = 'x' WHERE PK = 'n' AND SK = 1 RETURNING ALL NEW *",
    "UPDATE music SET v = 11 WHERE PK = 'n' AND SK = 1 RETURNING ALL OLD *",
    "UPDATE music SET v = 12 WHERE PK = 'n' AND SK = 1 RETURNING MODIFIED NEW *",
    "UPDATE music SET v = 13 WHERE PK = 'n' AND SK = 1 RETURNING MODIFIED OLD *",
    "UPDATE music REMOVE w WHERE PK = 'n' AND SK = 1 RETURNING ALL NEW *",
    "UPDATE music SET l = list_append([1], [2]) WHERE PK = 'n' AND SK = 1 RETURNING ALL NEW *",
    "UPDATE music SET l[0] = 5 WHERE PK = 'n' AND SK = 1 RETURNING ALL NEW *",
    "UPDATE music SET v = 10 WHERE PK = 'none' AND SK = 1", "UPDATE music SET v = 10 WHERE PK = 'n'",
    "UPDATE music SET v = 10", "UPDATE music SET v = 10 WHERE PK = 'n' AND SK = 1 AND v = 99",
    "UPDATE music SET SK = 10 WHERE PK = 'n' AND SK = 1", "UPDATE music SET v = 1 WHERE PK = 'n' AND SK > 1",
    "UPDATE music SET s = set_add(s, <<'c'>>) WHERE PK = 'n' AND SK = 2 RETURNING ALL NEW *",
    "UPDATE music SET s = set_delete(s, <<'a'>>) WHERE PK = 'n' AND SK = 2 RETURNING ALL NEW *",
    "DELETE FROM music WHERE PK = 'n' AND SK = 1 AND v = 99", "DELETE FROM music WHERE PK = 'n' AND SK = 1 RETURNING ALL OLD *",
    "DELETE FROM music WHERE PK = 'n' AND SK = 1", "DELETE FROM music WHERE PK = 'n'", "DELETE FROM music",
    "DELETE FROM nosuch WHERE PK = 'n'", "DROP TABLE music", "SELECT * FROM music WHERE PK = 'n'",
]  # fmt: skip

CASES: Cases = {
    "partiql reads": [*FILL, *[_run(statement) for statement in READS]],
    "partiql writes": [*FILL, *[_run(statement) for statement in WRITES]],
    "partiql parameters": [
        *FILL,
        _run("SELECT SK FROM music WHERE PK = ? AND SK = ?", s("a"), n(2)),
        _run("SELECT SK FROM music WHERE PK = ?"),
        _run("SELECT SK FROM music WHERE PK = ?", s("a"), s("b")),
        _run("SELECT SK FROM music WHERE PK = 'a'", s("a")),
        _run("INSERT INTO music VALUE {'PK': ?, 'SK': ?, 'v': ?}", s("p"), n(1), {"L": [s("x")]}),
        _run("UPDATE music SET v = ? WHERE PK = ? AND SK = ?", n(3), s("p"), n(1)),
        _run("SELECT * FROM music WHERE PK = ?", s("p"), ReturnConsumedCapacity="TOTAL"),
        _run("SELECT * FROM music WHERE PK = ?", s("p"), ConsistentRead=True, ReturnConsumedCapacity="INDEXES"),
        _run("DELETE FROM music WHERE PK = ? AND SK = ?", s("p"), n(1), ReturnConsumedCapacity="TOTAL"),
        _run("SELECT SK FROM music WHERE PK IN [?, ?] AND SK = 1", s("a"), s("b")),
    ],
    "partiql batches": [
        *FILL,
        call("batch_execute_statement", Statements=[
            {"Statement": "SELECT SK FROM music WHERE PK = 'a' AND SK = 1"},
            {"Statement": "SELECT SK FROM music WHERE PK = 'a' AND SK = 77"},
            {"Statement": "SELECT SK FROM nosuch WHERE PK = 'a' AND SK = 1"}], ReturnConsumedCapacity="TOTAL"),
        call("batch_execute_statement", Statements=[
            {"Statement": "INSERT INTO music VALUE {'PK': 'x', 'SK': 1}"},
            {"Statement": "INSERT INTO music VALUE {'PK': 'a', 'SK': 1}"}]),
        call("batch_execute_statement", Statements=[
            {"Statement": "SELECT SK FROM music WHERE PK = 'a'"}]),
        call("batch_execute_statement", Statements=[
            {"Statement": "SELECT SK FROM music WHERE PK = 'a' AND SK = 1"},
            {"Statement": "INSERT INTO music VALUE {'PK': 'a', 'SK': 1}"}]),
        call("execute_transaction", TransactStatements=[
            {"Statement": "INSERT INTO music VALUE {'PK': 'y', 'SK': 1}"},
            {"Statement": "UPDATE music SET v = 100 WHERE PK = 'a' AND SK = 1"}]),
        call("execute_transaction", TransactStatements=[
            {"Statement": "INSERT INTO music VALUE {'PK': 'y', 'SK': 1}"},
            {"Statement": "UPDATE music SET v = 100 WHERE PK = 'a' AND SK = 1"}]),
        call("execute_transaction", TransactStatements=[
            {"Statement": "SELECT v FROM music WHERE PK = 'a' AND SK = 1"},
            {"Statement": "SELECT v FROM music WHERE PK = 'a' AND SK = 2"}], ReturnConsumedCapacity="TOTAL"),
        call("execute_transaction", TransactStatements=[
            {"Statement": "SELECT v FROM music WHERE PK = 'a' AND SK = 1"},
            {"Statement": "UPDATE music SET v = 1 WHERE PK = 'a' AND SK = 2"}]),
        call("execute_transaction", TransactStatements=[
            {"Statement": "UPDATE music SET v = 1 WHERE PK = 'a' AND SK = 2 AND v = 77"}]),
        call("execute_transaction", TransactStatements=[
            {"Statement": "EXISTS(SELECT * FROM music WHERE PK = 'a' AND SK = 2 AND v = 2)"},
            {"Statement": "UPDATE music SET v = 1 WHERE PK = 'a' AND SK = 3"}]),
    ],
}  # fmt: skip
