"""String functions. https://trino.io/docs/current/functions/string.html"""

from __future__ import annotations

from nuage.athena.rewrite.signatures import table

# what trim() removes when it is not told: Trino's white space
SPACES = (
    "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29) || chr(30) || chr(31)"
)

FUNCTIONS = table(
    r"""
length(varchar) -> bigint
lower(varchar(x)) -> varchar(x)
upper(varchar(x)) -> varchar(x) := replace(upper(replace({0}, 'ß', chr(1))), chr(1), 'ß')
reverse(varchar(x)) -> varchar(x) := array_to_string(list_reverse(string_split({0}, '')), '')
chr(bigint) -> varchar(1) := chr(CAST({0} AS INTEGER))
codepoint(varchar(1)) -> integer := CASE WHEN length({0}) = 1 THEN unicode({0})
 ELSE {!INVALID_FUNCTION_ARGUMENT: Input string must be a single character string} END
concat(varchar, varchar...) -> varchar := {pipe}
concat(varbinary...) -> varbinary := {pipe}
concat(array(T), array(T)) -> array(T) := CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL ELSE list_concat({0}, {1}) END
concat(array(T), array(T), array(T)) -> array(T) := CASE WHEN {0} IS NULL OR {1} IS NULL OR {2} IS NULL THEN NULL
 ELSE list_concat(list_concat({0}, {1}), {2}) END
concat(array(T), T) -> array(T) := CASE WHEN {0} IS NULL THEN NULL ELSE list_append({0}, {1}) END
concat(T, array(T)) -> array(T) := CASE WHEN {1} IS NULL THEN NULL ELSE list_prepend({0}, {1}) END
concat_ws(varchar, array(varchar)) -> varchar := CASE WHEN {1} IS NULL THEN NULL ELSE nuage_join(list_filter({1}, lambda "e": "e" IS NOT NULL), {0}) END
concat_ws(varchar, varchar...) -> varchar := concat_ws({args})
ends_with(varchar, varchar) -> boolean
starts_with(varchar, varchar) -> boolean
hamming_distance(varchar, varchar) -> bigint := CASE WHEN length({0}) = length({1}) THEN CAST(len(list_filter(list_zip(string_split({0}, ''), string_split({1}, '')), lambda "p": struct_extract_at("p", 1) <> struct_extract_at("p", 2))) AS BIGINT)
 ELSE {!INVALID_FUNCTION_ARGUMENT: The input strings to hamming_distance function must have the same length} END
levenshtein_distance(varchar, varchar) -> bigint := CASE WHEN strlen({0}) = length({0}) AND strlen({1}) = length({1}) THEN levenshtein({0}, {1}) ELSE @levenshtein({0}, {1}) END
lpad(varchar, bigint, varchar) -> varchar := CASE WHEN {1} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]} WHEN {2} = '' THEN {!INVALID_FUNCTION_ARGUMENT: Padding string must not be empty}
 ELSE lpad({0}, CAST({1} AS INTEGER), {2}) END
rpad(varchar, bigint, varchar) -> varchar := CASE WHEN {1} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]} WHEN {2} = '' THEN {!INVALID_FUNCTION_ARGUMENT: Padding string must not be empty}
 ELSE rpad({0}, CAST({1} AS INTEGER), {2}) END
trim(varchar(x)) -> varchar(x) := trim({0}, SPACES)
trim(varchar(x), varchar(y)) -> varchar(x) := trim({0}, {1})
ltrim(varchar(x)) -> varchar(x) := ltrim({0}, SPACES)
ltrim(varchar(x), varchar(y)) -> varchar(x) := ltrim({0}, {1})
rtrim(varchar(x)) -> varchar(x) := rtrim({0}, SPACES)
rtrim(varchar(x), varchar(y)) -> varchar(x) := rtrim({0}, {1})
replace(varchar(x), varchar(y)) -> varchar(x) := replace({0}, {1}, '')
replace(varchar(x), varchar(y), varchar(z)) -> varchar(min(2147483647, x + z * (x + 1))) := CASE WHEN {1} = '' THEN {2} || nuage_join(string_split({0}, ''), {2}) || CASE WHEN {0} = '' THEN '' ELSE {2} END
 ELSE replace({0}, {1}, {2}) END
split(varchar(x), varchar(y)) -> array(varchar(x)) := CASE WHEN {1} = '' THEN {!INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string}
 ELSE string_split({0}, {1}) END
split(varchar(x), varchar(y), bigint) -> array(varchar(x)) := CASE
 WHEN {2} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: Limit must be positive}
 WHEN {1} = '' THEN {!INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string}
 WHEN len(string_split({0}, {1})) <= {2} THEN string_split({0}, {1})
 ELSE list_append(list_slice(string_split({0}, {1}), 1, {2} - 1), nuage_join(list_slice(string_split({0}, {1}), {2}, len(string_split({0}, {1}))), {1})) END
split_part(varchar(x), varchar(y), bigint) -> varchar(x) := CASE
 WHEN {2} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: Index must be greater than zero}
 WHEN {1} = '' THEN CASE WHEN {2} > length({0}) THEN NULL ELSE substr({0}, {2}, 1) END
 ELSE list_extract(string_split({0}, {1}), {2}) END
split_to_map(varchar, varchar, varchar) -> map(varchar, varchar) := map_from_entries(list_transform(CASE WHEN {0} = '' THEN [] ELSE string_split({0}, {1}) END, lambda "e":
 CASE WHEN len(string_split("e", {2})) = 2 THEN struct_pack("key" := split_part("e", {2}, 1), "value" := split_part("e", {2}, 2))
 ELSE nuage_error('INVALID_FUNCTION_ARGUMENT', 'Key-value delimiter must appear exactly once in each entry. Bad input: ''' || "e" || '''') END))
split_to_multimap(varchar, varchar, varchar) -> map(varchar, array(varchar)) := nuage_multimap(list_transform(CASE WHEN {0} = '' THEN [] ELSE string_split({0}, {1}) END, lambda "e":
 CASE WHEN len(string_split("e", {2})) = 2 THEN struct_pack("key" := split_part("e", {2}, 1), "value" := split_part("e", {2}, 2))
 ELSE nuage_error('INVALID_FUNCTION_ARGUMENT', 'Key-value delimiter must appear exactly once in each entry. Bad input: ' || "e") END))
strpos(varchar, varchar) -> bigint := CASE WHEN {1} = '' THEN CAST(1 + 0 * length({0}) AS BIGINT) ELSE strpos({0}, {1}) END
position(varchar, varchar) -> bigint := strpos({1}, {0})
strpos(varchar, varchar, bigint) -> bigint := CASE WHEN {2} = 0 THEN {!INVALID_FUNCTION_ARGUMENT: 'instance' must be a positive or negative number.}
 ELSE @strpos({0}, {1}, CAST({2} AS BIGINT)) END
substr(varchar(x), bigint) -> varchar(x) := nuage_substr({0}, {1}, 2147483647)
substr(varchar(x), bigint, bigint) -> varchar(x) := nuage_substr({0}, {1}, {2})
substring(varchar(x), bigint) -> varchar(x) := nuage_substr({0}, {1}, 2147483647)
substring(varchar(x), bigint, bigint) -> varchar(x) := nuage_substr({0}, {1}, {2})
translate(varchar, varchar, varchar) -> varchar
to_utf8(varchar) -> varbinary := encode({0})
from_utf8(varbinary) -> varchar := @from_utf8({0}, chr(65533))
from_utf8(varbinary, varchar) -> varchar := @from_utf8({0}, {1})
soundex(varchar) -> varchar(4) := @soundex({0})
luhn_check(varchar) -> boolean := @luhn_check({0})
format_number(double) -> varchar := @format_number(CAST({0} AS DOUBLE))
parse_data_size(varchar) -> decimal(38, 0) := CAST(@parse_data_size({0}) AS DECIMAL(38,0))
parse_presto_data_size(varchar) -> decimal(38, 0) := CAST(@parse_data_size({0}) AS DECIMAL(38,0))
human_readable_seconds(double) -> varchar := @human_readable_seconds(CAST({0} AS DOUBLE))
url_decode(varchar(x)) -> varchar(x) := @url_decode({0})
url_encode(varchar(x)) -> varchar(min(2147483647, x * 12)) := @url_encode({0})
url_extract_fragment(varchar(x)) -> varchar(x) := @url_part({0}, 'fragment')
url_extract_host(varchar(x)) -> varchar(x) := @url_part({0}, 'host')
url_extract_parameter(varchar(x), varchar(y)) -> varchar(x) := @url_parameter({0}, {1})
url_extract_path(varchar(x)) -> varchar(x) := @url_part({0}, 'path')
url_extract_port(varchar) -> bigint := CAST(@url_part({0}, 'port') AS BIGINT)
url_extract_protocol(varchar(x)) -> varchar(x) := @url_part({0}, 'protocol')
url_extract_query(varchar(x)) -> varchar(x) := @url_part({0}, 'query')
uuid() -> uuid := uuid()
""".replace("SPACES", SPACES)
)
