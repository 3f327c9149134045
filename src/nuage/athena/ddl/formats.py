"""The storage formats of Hive: which classes Glue stores for STORED AS and for a SerDe alone."""

from __future__ import annotations

from dataclasses import dataclass

TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat"
TEXT_OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
OPENX_JSON = "org.openx.data.jsonserde.JsonSerDe"
HIVE_JSON = "org.apache.hive.hcatalog.data.JsonSerDe"
PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
ORC = "org.apache.hadoop.hive.ql.io.orc.OrcSerde"
# SerDes whose columns Hive takes from the metastore; for any other it says "from deserializer"
NATIVE = (LAZY_SIMPLE, PARQUET, ORC, "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe")


@dataclass(frozen=True, slots=True)
class Format:
    """The classes of a storage format."""

    input: str
    output: str
    serde: str


FORMATS = {
    "TEXTFILE": Format(TEXT_INPUT, TEXT_OUTPUT, LAZY_SIMPLE),
    "JSON": Format(TEXT_INPUT, TEXT_OUTPUT, OPENX_JSON),
    "SEQUENCEFILE": Format(
        "org.apache.hadoop.mapred.SequenceFileInputFormat",
        "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat",
        LAZY_SIMPLE,
    ),
    "RCFILE": Format(
        "org.apache.hadoop.hive.ql.io.RCFileInputFormat",
        "org.apache.hadoop.hive.ql.io.RCFileOutputFormat",
        "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe",
    ),
    "ORC": Format(
        "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
        "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
        ORC,
    ),
    "PARQUET": Format(
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        PARQUET,
    ),
    "AVRO": Format(
        "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
        "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
        "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
    ),
    "ION": Format(
        "com.amazon.ionhiveserde.formats.IonInputFormat",
        "com.amazon.ionhiveserde.formats.IonOutputFormat",
        "com.amazon.ionhiveserde.IonHiveSerDe",
    ),
}
