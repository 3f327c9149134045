DATE '2020-02-29'
DATE '2020-02-30'
DATE '2020-2-9'
DATE 'x'
TIMESTAMP '2020-01-05 10:11:12.345'
TIMESTAMP '2020-01-05 10:11'
TIMESTAMP '2020-01-05'
TIMESTAMP '2020-01-05 10:11:12.345 UTC'
TIMESTAMP '2020-07-05 10:11:12.345 Europe/Paris'
TIMESTAMP '2020-01-05 10:11:12.345 +05:30'
TIMESTAMP '2020-01-05 10:11:12.345 -05:30'
TIMESTAMP '2020-01-05 10:11:12.345 Nowhere/City'
TIMESTAMP '2020-13-05 10:11:12'
TIMESTAMP '0001-01-01 00:00:00.000'
TIME '10:11:12.345'
TIME '10:11'
TIME '25:00:00'
INTERVAL '1' DAY
INTERVAL '1' SECOND
INTERVAL '1.5' SECOND
INTERVAL '90' MINUTE
INTERVAL '-1' DAY
INTERVAL -'1' DAY
- INTERVAL '1' DAY
INTERVAL '1 02:03:04.567' DAY TO SECOND
INTERVAL '02:03' HOUR TO MINUTE
INTERVAL '1' WEEK
INTERVAL '1' MONTH
INTERVAL '14' MONTH
INTERVAL '1' YEAR
INTERVAL '1-2' YEAR TO MONTH
INTERVAL 'x' DAY
INTERVAL '1' QUARTER
INTERVAL '1' DAY + INTERVAL '2' HOUR
INTERVAL '1' DAY - INTERVAL '25' HOUR
INTERVAL '1' DAY + INTERVAL '1' MONTH
INTERVAL '1' DAY * 2
2 * INTERVAL '1' DAY
INTERVAL '3' HOUR * 1.5
INTERVAL '1' DAY / 2
INTERVAL '14' MONTH * 2
INTERVAL '14' MONTH / 4
INTERVAL '1' DAY / 0
INTERVAL '1' MONTH * 1.5
INTERVAL '1' DAY = INTERVAL '24' HOUR
INTERVAL '1' DAY > INTERVAL '23' HOUR
INTERVAL '12' MONTH = INTERVAL '1' YEAR
DATE '2020-01-31' + INTERVAL '1' MONTH
DATE '2020-01-31' + INTERVAL '1' DAY
DATE '2020-03-31' - INTERVAL '1' MONTH
DATE '2020-02-29' + INTERVAL '1' YEAR
DATE '2020-01-31' + INTERVAL '1' HOUR
DATE '2020-01-31' - INTERVAL '1' SECOND
INTERVAL '1' DAY + DATE '2020-01-31'
INTERVAL '1' DAY - DATE '2020-01-31'
DATE '2020-01-31' + 1
DATE '2020-01-31' - DATE '2020-01-01'
DATE '2020-01-31' - TIMESTAMP '2020-01-01 12:00:00.000'
TIMESTAMP '2020-01-31 10:00:00.000' + INTERVAL '1' MONTH
TIMESTAMP '2020-01-31 10:00:00.000' - INTERVAL '90' MINUTE
TIMESTAMP '2020-01-31 10:00:00.000' - TIMESTAMP '2020-01-30 09:30:00.000'
TIMESTAMP '2020-01-31 10:00:00.000' - TIMESTAMP '2020-02-01 10:00:00.000'
TIMESTAMP '2020-03-29 01:30:00.000 Europe/Paris' + INTERVAL '1' HOUR
TIMESTAMP '2020-03-28 02:30:00.000 Europe/Paris' + INTERVAL '1' DAY
TIMESTAMP '2020-10-24 02:30:00.000 Europe/Paris' + INTERVAL '1' DAY
TIMESTAMP '2020-02-29 02:30:00.000 Europe/Paris' + INTERVAL '1' MONTH
TIMESTAMP '2020-03-29 03:30:00.000 Europe/Paris' - TIMESTAMP '2020-03-29 01:30:00.000 Europe/Paris'
TIME '10:00:00.000' + INTERVAL '3' HOUR
TIME '23:00:00.000' + INTERVAL '3' HOUR
TIME '01:00:00.000' - INTERVAL '3' HOUR
TIME '10:00:00.000' + INTERVAL '1' MONTH
TIME '10:00:00.000' - TIME '09:30:00.000'
DATE '2020-01-31' = TIMESTAMP '2020-01-31 00:00:00.000'
DATE '2020-01-31' < TIMESTAMP '2020-01-31 00:00:01.000'
DATE '2020-01-31' = '2020-01-31'
DATE '2020-01-31' BETWEEN DATE '2020-01-01' AND DATE '2020-12-31'
TIMESTAMP '2020-01-31 10:00:00.000 Europe/Paris' = TIMESTAMP '2020-01-31 09:00:00.000 UTC'
TIMESTAMP '2020-01-31 10:00:00.000 Europe/Paris' = TIMESTAMP '2020-01-31 10:00:00.000'
TIMESTAMP '2020-01-31 10:00:00.000' AT TIME ZONE 'Europe/Paris'
TIMESTAMP '2020-07-31 10:00:00.000 UTC' AT TIME ZONE 'Europe/Paris'
TIMESTAMP '2020-07-31 10:00:00.000 UTC' AT TIME ZONE '+02:00'
TIMESTAMP '2020-07-31 10:00:00.000 UTC' AT TIME ZONE 'Nowhere/City'
TIMESTAMP '2020-07-31 10:00:00.000 UTC' AT TIME ZONE INTERVAL '2' HOUR
TIME '10:00:00.000' AT TIME ZONE 'Europe/Paris'
at_timezone(TIMESTAMP '2020-07-31 10:00:00.000 UTC', 'America/New_York')
at_timezone(TIMESTAMP '2020-07-31 10:00:00.000', 'America/New_York')
with_timezone(TIMESTAMP '2020-07-31 10:00:00.000', 'America/New_York')
with_timezone(TIMESTAMP '2020-03-29 02:30:00.000', 'Europe/Paris')
current_date
current_timestamp
localtimestamp
localtime
current_time
now()
current_timezone()
current_timestamp(0)
localtimestamp(3)
year(DATE '2020-05-17')
quarter(DATE '2020-05-17')
month(DATE '2020-05-17')
week(DATE '2020-01-01')
week(DATE '2021-01-01')
week_of_year(DATE '2021-01-01')
year_of_week(DATE '2021-01-01')
yow(DATE '2021-01-01')
day(DATE '2020-05-17')
day_of_month(DATE '2020-05-17')
day_of_week(DATE '2020-05-17')
dow(DATE '2020-05-17')
day_of_year(DATE '2020-05-17')
doy(DATE '2020-05-17')
hour(TIMESTAMP '2020-05-17 10:11:12.345')
minute(TIMESTAMP '2020-05-17 10:11:12.345')
second(TIMESTAMP '2020-05-17 10:11:12.345')
millisecond(TIMESTAMP '2020-05-17 10:11:12.345')
hour(TIME '10:11:12.345')
millisecond(TIME '10:11:12.345')
hour(TIMESTAMP '2020-05-17 10:11:12.345 Europe/Paris')
day(TIMESTAMP '2020-05-17 23:11:12.345 America/New_York')
timezone_hour(TIMESTAMP '2020-05-17 10:11:12.345 +05:30')
timezone_minute(TIMESTAMP '2020-05-17 10:11:12.345 +05:30')
timezone_hour(TIMESTAMP '2020-05-17 10:11:12.345 -05:30')
timezone_minute(TIMESTAMP '2020-05-17 10:11:12.345 -05:30')
year(TIMESTAMP '2020-05-17 10:11:12.345')
year(INTERVAL '14' MONTH)
month(INTERVAL '14' MONTH)
day(INTERVAL '50' HOUR)
hour(INTERVAL '50' HOUR)
minute(INTERVAL '-90' MINUTE)
second(INTERVAL '90.5' SECOND)
millisecond(INTERVAL '90.5' SECOND)
day(INTERVAL '-50' HOUR)
hour(INTERVAL '-50' HOUR)
EXTRACT(YEAR FROM DATE '2020-05-17')
EXTRACT(QUARTER FROM DATE '2020-05-17')
EXTRACT(WEEK FROM DATE '2020-05-17')
EXTRACT(DAY_OF_WEEK FROM DATE '2020-05-17')
EXTRACT(DOW FROM DATE '2020-05-17')
EXTRACT(DOY FROM DATE '2020-05-17')
EXTRACT(YOW FROM DATE '2020-05-17')
EXTRACT(HOUR FROM TIMESTAMP '2020-05-17 10:11:12.345')
EXTRACT(TIMEZONE_HOUR FROM TIMESTAMP '2020-05-17 10:11:12.345 +05:30')
EXTRACT(HOUR FROM DATE '2020-05-17')
EXTRACT(MILLENNIUM FROM DATE '2020-05-17')
date('2020-05-17')
date(TIMESTAMP '2020-05-17 10:00:00.000')
date('x')
date_trunc('second', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('minute', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('hour', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('day', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('week', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('month', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('quarter', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('year', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('millisecond', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('decade', TIMESTAMP '2020-05-17 10:11:12.345')
date_trunc('MONTH', DATE '2020-05-17')
date_trunc('week', DATE '2020-05-17')
date_trunc('hour', DATE '2020-05-17')
date_trunc('hour', TIMESTAMP '2020-05-17 10:11:12.345 +05:30')
date_trunc('day', TIMESTAMP '2020-05-17 23:11:12.345 America/New_York')
date_trunc('hour', TIME '10:11:12.345')
date_trunc('day', TIME '10:11:12.345')
SELECT date_trunc(u, DATE '2020-05-17') FROM (VALUES 'month', 'year') t(u)
date_add('day', 1, DATE '2020-01-31')
date_add('month', 1, DATE '2020-01-31')
date_add('year', -1, DATE '2020-02-29')
date_add('quarter', 1, DATE '2020-01-31')
date_add('week', -1, DATE '2020-01-31')
date_add('hour', 1, DATE '2020-01-31')
date_add('second', 86399, TIMESTAMP '2020-01-31 00:00:01.000')
date_add('millisecond', 5, TIMESTAMP '2020-01-31 00:00:01.000')
date_add('hour', 1, TIMESTAMP '2020-03-29 01:30:00.000 Europe/Paris')
date_add('day', 1, TIMESTAMP '2020-03-28 02:30:00.000 Europe/Paris')
date_add('minute', 90, TIME '23:00:00.000')
date_add('century', 1, DATE '2020-01-31')
SELECT date_add(u, 1, DATE '2020-01-31') FROM (VALUES 'month', 'year') t(u)
date_diff('day', DATE '2020-01-31', DATE '2020-03-01')
date_diff('month', DATE '2020-01-31', DATE '2020-02-29')
date_diff('month', DATE '2020-01-15', DATE '2020-02-14')
date_diff('year', DATE '2020-02-29', DATE '2021-02-28')
date_diff('week', DATE '2020-01-01', DATE '2020-01-14')
date_diff('quarter', DATE '2020-01-01', DATE '2020-12-31')
date_diff('day', DATE '2020-03-01', DATE '2020-01-31')
date_diff('hour', TIMESTAMP '2020-01-01 10:30:00.000', TIMESTAMP '2020-01-01 12:00:00.000')
date_diff('second', TIMESTAMP '2020-01-01 10:30:00.000', TIMESTAMP '2020-01-01 10:29:59.500')
date_diff('millisecond', TIMESTAMP '2020-01-01 10:30:00.000', TIMESTAMP '2020-01-01 10:30:00.123')
date_diff('day', TIMESTAMP '2020-01-01 10:30:00.000', TIMESTAMP '2020-01-02 10:29:59.000')
date_diff('day', TIMESTAMP '2020-03-28 12:00:00.000 Europe/Paris', TIMESTAMP '2020-03-29 12:00:00.000 Europe/Paris')
date_diff('hour', TIMESTAMP '2020-03-28 12:00:00.000 Europe/Paris', TIMESTAMP '2020-03-29 12:00:00.000 Europe/Paris')
date_diff('day', DATE '2020-01-01', TIMESTAMP '2020-01-02 10:00:00.000')
date_diff('minute', TIME '10:00:00.000', TIME '11:30:59.000')
date_diff('month', TIMESTAMP '2020-01-31 12:00:00.000', TIMESTAMP '2020-02-29 11:00:00.000')
last_day_of_month(DATE '2020-02-10')
last_day_of_month(TIMESTAMP '2020-02-10 10:00:00.000')
from_iso8601_date('2020-05-11')
from_iso8601_date('2020-W10')
from_iso8601_date('2020-W10-1')
from_iso8601_date('2020-123')
from_iso8601_date('2020')
from_iso8601_date('2020-05')
from_iso8601_date('20200511')
from_iso8601_date('x')
from_iso8601_timestamp('2020-05-11')
from_iso8601_timestamp('2020-05-11T11:15:05')
from_iso8601_timestamp('2020-05-11T11:15:05.055+01:00')
from_iso8601_timestamp('2020-05-11T11:15Z')
from_iso8601_timestamp('2020-05-11T11:15:05.123456Z')
from_iso8601_timestamp('2020-05-11 11:15:05')
from_iso8601_timestamp('2020-W10')
from_iso8601_timestamp('2020')
from_iso8601_timestamp('x')
from_iso8601_timestamp_nanos('2020-05-11T11:15:05.123456789Z')
to_iso8601(DATE '2020-05-11')
to_iso8601(TIMESTAMP '2020-05-11 11:15:05.123')
to_iso8601(TIMESTAMP '2020-05-11 11:15:05.123 +01:00')
to_iso8601(TIMESTAMP '2020-05-11 11:15:05.123 Europe/Paris')
to_iso8601(TIMESTAMP '2020-05-11 11:15:05.123 UTC')
from_unixtime(1488366000)
from_unixtime(1488366000.123)
from_unixtime(1488366000.12356)
from_unixtime(-1)
from_unixtime(0)
from_unixtime(1488366000, 'Europe/Paris')
from_unixtime(1488366000, 5, 30)
from_unixtime(1488366000, '+05:30')
from_unixtime(1e300)
from_unixtime_nanos(1488366000123456789)
from_unixtime_nanos(DECIMAL '1488366000123456789')
to_unixtime(TIMESTAMP '2020-05-11 11:15:05.123')
to_unixtime(TIMESTAMP '2020-05-11 11:15:05.123 Europe/Paris')
to_unixtime(DATE '2020-05-11')
to_milliseconds(INTERVAL '1.5' SECOND)
to_milliseconds(parse_duration('1m'))
parse_duration('42.8ms')
parse_duration('3.81 d')
parse_duration('5m')
parse_duration('1us')
parse_duration('x')
parse_duration('5 parsecs')
date_format(TIMESTAMP '2022-10-20 05:10:00.000', '%m-%d-%Y %H')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%a %b %c %d %e %f')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%H %h %I %i %j %k %l')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%M %m %p %r %S %s %T')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%v %W %x %Y %y %%')
date_format(TIMESTAMP '2020-01-05 00:04:09.678', '%h %I %l %k %p')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%D')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%U')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%V')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%X')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%w')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%u')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '%q x')
date_format(DATE '2020-01-05', '%Y')
date_format(TIMESTAMP '2020-01-05 15:04:09.678 Europe/Paris', '%H')
date_format(TIMESTAMP '2020-01-05 15:04:09.678', '')
date_format('2020-01-05', '%Y')
SELECT date_format(TIMESTAMP '2020-01-05 15:04:09.678', f) FROM (VALUES '%Y', '%m') t(f)
date_parse('2022-10-20 05:10', '%Y-%m-%d %H:%i')
date_parse('2022-10-20', '%Y-%m-%d')
date_parse('20/10/22', '%d/%m/%y')
date_parse('20/10/70', '%d/%m/%y')
date_parse('20/10/69', '%d/%m/%y')
date_parse('Oct 20 2022', '%b %d %Y')
date_parse('October 20 2022', '%M %d %Y')
date_parse('Thu Oct 20 2022', '%a %b %d %Y')
date_parse('2022-10-20 05:10:11 PM', '%Y-%m-%d %h:%i:%s %p')
date_parse('2022-10-20 12:10:11 AM', '%Y-%m-%d %I:%i:%s %p')
date_parse('2022-10-20 17:10:11.5', '%Y-%m-%d %T.%f')
date_parse('2022-10-20 17:10:11.123456', '%Y-%m-%d %H:%i:%s.%f')
date_parse('2022', '%Y')
date_parse('12', '%H')
date_parse('2022-10-20x', '%Y-%m-%d')
date_parse('2022-13-20', '%Y-%m-%d')
date_parse('2022-1-2', '%Y-%m-%d')
date_parse('2022-1-2', '%Y-%c-%e')
date_parse('2022 123', '%Y %j')
date_parse('', '%Y')
date_parse('x', '')
date_parse('2022', '%D')
SELECT date_parse('2022', f) FROM (VALUES '%Y') t(f)
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'yyyy-MM-dd''T''HH:mm:ss.SSS')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'y yy yyy yyyy yyyyy')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'M MM MMM MMMM')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'd dd D DDD')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'E EE EEE EEEE e')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'H HH h hh k kk K KK a')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'm mm s ss S SS SSS SSSS')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'x xx xxxx w ww')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'G C YYYY')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678 Europe/Paris', 'HH:mm Z ZZ ZZZ')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678 Europe/Paris', 'z zzzz')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678 +05:30', 'Z ZZ ZZZ')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'Z ZZ ZZZ')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', '''text'' ''''')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', 'Q')
format_datetime(TIMESTAMP '2020-01-05 15:04:09.678', '')
format_datetime(DATE '2020-01-05', 'yyyy')
parse_datetime('2020-01-05 15:04:09', 'yyyy-MM-dd HH:mm:ss')
parse_datetime('2020-01-05T15:04:09.678Z', 'yyyy-MM-dd''T''HH:mm:ss.SSSZ')
parse_datetime('2020-01-05 15:04:09 +0530', 'yyyy-MM-dd HH:mm:ss Z')
parse_datetime('2020-01-05 15:04:09 +05:30', 'yyyy-MM-dd HH:mm:ss ZZ')
parse_datetime('2020-01-05 15:04:09 Europe/Paris', 'yyyy-MM-dd HH:mm:ss ZZZ')
parse_datetime('Sun Jan 05 15:04:09 +0000 2020', 'EEE MMM dd HH:mm:ss Z yyyy')
parse_datetime('5/1/20', 'd/M/yy')
parse_datetime('January 5 2020 3 PM', 'MMMM d yyyy h a')
parse_datetime('2020', 'yyyy')
parse_datetime('2020-005', 'yyyy-DDD')
parse_datetime('2020-01-05 x', 'yyyy-MM-dd')
parse_datetime('2020-13-05', 'yyyy-MM-dd')
parse_datetime('x', 'yyyy')
date_parse('2017-04-06 15:01:00', '%Y-%m-%d %H:%i:%s') AT TIME ZONE 'Europe/Paris'
year(now())
SELECT date_diff('day', born, DATE '2026-01-31') FROM people ORDER BY id
SELECT born, born + INTERVAL '1' YEAR, date_format(seen, '%Y-%m') FROM people ORDER BY id
SELECT year(born), count(*) FROM people GROUP BY year(born) ORDER BY 1
SELECT date_trunc('hour', seen) h, count(*) FROM people GROUP BY 1 ORDER BY 1
SELECT id FROM people WHERE born > DATE '1990-01-01' AND seen < TIMESTAMP '2026-01-15 00:00:00.000' ORDER BY 1
SELECT id FROM people WHERE seen > current_timestamp - INTERVAL '7' DAY ORDER BY 1
SELECT id FROM people WHERE born = '1990-12-10'
SELECT id FROM people WHERE seen BETWEEN DATE '2026-01-01' AND DATE '2026-01-31' ORDER BY 1
human_readable_seconds(date_diff('second', TIMESTAMP '2020-01-01 00:00:00.000', TIMESTAMP '2020-01-02 01:00:00.000'))
