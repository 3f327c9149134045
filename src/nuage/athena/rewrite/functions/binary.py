"""Binary functions: hashes and encodings. https://trino.io/docs/current/functions/binary.html"""

from __future__ import annotations

from nuage.athena.rewrite.signatures import table

FUNCTIONS = table(r"""
length(varbinary) -> bigint := octet_length({0})
md5(varbinary) -> varbinary := unhex(md5({0}))
sha1(varbinary) -> varbinary := unhex(sha1({0}))
sha256(varbinary) -> varbinary := unhex(sha256({0}))
sha512(varbinary) -> varbinary := @hash({0}, 'sha512')
xxhash64(varbinary) -> varbinary := @xxhash64({0})
murmur3(varbinary) -> varbinary := @murmur3({0})
to_ieee754_32(real) -> varbinary := @to_ieee754(CAST({0} AS DOUBLE), 4)
to_ieee754_64(double) -> varbinary := @to_ieee754(CAST({0} AS DOUBLE), 8)
from_ieee754_32(varbinary) -> real := CAST(@from_ieee754({0}, 4) AS FLOAT)
from_ieee754_64(varbinary) -> double := @from_ieee754({0}, 8)
substr(varbinary, bigint) -> varbinary := @substr_bytes({0}, CAST({1} AS BIGINT), 9223372036854775807)
substr(varbinary, bigint, bigint) -> varbinary := @substr_bytes({0}, CAST({1} AS BIGINT), CAST({2} AS BIGINT))
lpad(varbinary, bigint, varbinary) -> varbinary := @pad_bytes({0}, CAST({1} AS BIGINT), {2}, true)
rpad(varbinary, bigint, varbinary) -> varbinary := @pad_bytes({0}, CAST({1} AS BIGINT), {2}, false)
crc32(varbinary) -> bigint := @crc32({0})
hmac_md5(varbinary, varbinary) -> varbinary := @hmac({0}, {1}, 'md5')
hmac_sha1(varbinary, varbinary) -> varbinary := @hmac({0}, {1}, 'sha1')
hmac_sha256(varbinary, varbinary) -> varbinary := @hmac({0}, {1}, 'sha256')
hmac_sha512(varbinary, varbinary) -> varbinary := @hmac({0}, {1}, 'sha512')
to_hex(varbinary) -> varchar := hex({0})
from_hex(varchar) -> varbinary := CASE WHEN length({0}) % 2 = 1 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'invalid input length ' || length({0})) ELSE unhex({0}) END
from_hex(varbinary) -> varbinary := unhex(decode({0}))
to_base64(varbinary) -> varchar := to_base64({0})
from_base64(varchar) -> varbinary := from_base64(rpad({0}, CAST(4 * ceil(length({0}) / 4.0) AS INTEGER), '='))
from_base64(varbinary) -> varbinary := from_base64(decode({0}))
to_base64url(varbinary) -> varchar := translate(to_base64({0}), '+/', '-_')
from_base64url(varchar) -> varbinary := from_base64(rpad(translate({0}, '-_', '+/'), CAST(4 * ceil(length({0}) / 4.0) AS INTEGER), '='))
to_base32(varbinary) -> varchar := @to_base32({0})
from_base32(varchar) -> varbinary := @from_base32({0})
to_big_endian_64(bigint) -> varbinary := @big_endian(CAST({0} AS BIGINT), 8)
to_big_endian_32(integer) -> varbinary := @big_endian(CAST({0} AS BIGINT), 4)
from_big_endian_64(varbinary) -> bigint := @from_big_endian({0}, 8)
from_big_endian_32(varbinary) -> integer := CAST(@from_big_endian({0}, 4) AS INTEGER)
reverse(varbinary) -> varbinary := @reverse_bytes({0})
""")
