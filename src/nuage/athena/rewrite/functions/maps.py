"""Map functions. https://trino.io/docs/current/functions/map.html"""

from __future__ import annotations

from nuage.athena.rewrite.signatures import table

FUNCTIONS = table(r"""
cardinality(map(K, V)) -> bigint := CAST(cardinality({0}) AS BIGINT)
map() -> map(unknown, unknown) := map()
map(array(K), array(V)) -> map(K, V) := CASE WHEN len({0}) <> len({1})
 THEN {!INVALID_FUNCTION_ARGUMENT: Key and value arrays must be the same length} ELSE map({0}, {1}) END
map_concat(map(K, V), map(K, V)...) -> map(K, V) := map_concat({args})
map_entries(map(K, V)) -> array(row(K, V)) := list_transform(map_entries({0}), lambda "e": struct_pack("field0" := struct_extract("e", 'key'), "field1" := struct_extract("e", 'value')))
map_filter(map(K, V), function(K, V, boolean)) -> map(K, V)
map_from_entries(array(row(K, V))) -> map(K, V) := map_from_entries(list_transform({0}, lambda "e": struct_pack("key" := struct_extract_at("e", 1), "value" := struct_extract_at("e", 2))))
multimap_from_entries(array(row(K, V))) -> map(K, array(V)) := nuage_multimap(list_transform({0}, lambda "e": struct_pack("key" := struct_extract_at("e", 1), "value" := struct_extract_at("e", 2))))
map_keys(map(K, V)) -> array(K)
map_values(map(K, V)) -> array(V)
map_zip_with(map(K, V), map(K, W), function(K, V, W, X)) -> map(K, X)
transform_keys(map(K, V), function(K, V, L)) -> map(L, V)
transform_values(map(K, V), function(K, V, W)) -> map(K, W)
""")
