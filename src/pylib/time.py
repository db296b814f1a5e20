"""This module provides various functions to manipulate time values.

The clocks are in _time; the calendar here is UTC, whatever the host's zone is.
"""

from _time import (time, time_ns, monotonic, monotonic_ns, perf_counter, perf_counter_ns, process_time,
                   process_time_ns, thread_time, thread_time_ns, sleep, struct_time)
from operator import index as _index

timezone = altzone = daylight = 0
tzname = ('UTC', 'UTC')
CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1
CLOCK_PROCESS_CPUTIME_ID = 2
CLOCK_THREAD_CPUTIME_ID = 3
CLOCK_MONOTONIC_RAW = 4
CLOCK_BOOTTIME = 7
CLOCK_TAI = 11
_STRUCT_TM_ITEMS = 11

_DAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
_MONTHS = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
           'November', 'December')


# ---- the calendar: days since 1970-01-01 (proleptic Gregorian) and back ----

def _leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400 - 719162


_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _days_before_month(year, month):
    return _BEFORE_MONTH[month - 1] + (month > 2 and _leap(year))


def _from_days(days):
    """(year, month, day of month, day of year) of a day number."""
    year = (days * 400) // 146097 + 1970
    while _days_before_year(year) > days:
        year -= 1
    while _days_before_year(year + 1) <= days:
        year += 1
    yday = days - _days_before_year(year)
    month = 12
    while _days_before_month(year, month) > yday:
        month -= 1
    return year, month, yday - _days_before_month(year, month) + 1, yday + 1


def _seconds_of(secs):
    if secs is None:
        return time_ns() // 1000000000
    if isinstance(secs, float):
        if secs != secs:
            raise ValueError('Invalid value NaN (not a number)')
        if not -9.3e18 < secs < 9.2e18:
            raise OverflowError('timestamp out of range for platform time_t')
        return int(secs // 1)
    secs = _index(secs)
    if not -2 ** 63 <= secs < 2 ** 63:
        raise OverflowError('timestamp out of range for platform time_t')
    return secs


def _broken_down(secs, zone):
    secs = _seconds_of(secs)
    days, rest = divmod(secs, 86400)
    year, month, day, yday = _from_days(days)
    if not -2 ** 31 <= year - 1900 < 2 ** 31:
        raise OverflowError('Value too large for defined data type')
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, yday, 0, zone, 0))


def gmtime(seconds=None, /):
    """gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,
                       tm_sec, tm_wday, tm_yday, tm_isdst)

Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a.
GMT).  When 'seconds' is not passed in, convert the current time instead."""
    return _broken_down(seconds, 'GMT')


def localtime(seconds=None, /):
    """localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,
                          tm_sec,tm_wday,tm_yday,tm_isdst)

Convert seconds since the Epoch to a time tuple expressing local time.
When 'seconds' is not passed in, convert the current time instead."""
    return _broken_down(seconds, 'UTC')


def _nine(t, function):
    if not isinstance(t, tuple):
        raise TypeError('Tuple or struct_time argument required')
    if len(t) != 9:
        raise TypeError(f'{function}(): illegal time tuple argument')
    return [_index(x) for x in t]


def mktime(t, /):
    """mktime(tuple) -> floating point number

Convert a time tuple in local time to seconds since the Epoch.
Note that mktime(gmtime(0)) will not generally return zero for most
time zones; instead the returned value will either be equal to that
of the timezone or altzone attributes on the time module."""
    year, month, day, hour, minute, second, *_ = _nine(t, 'mktime')
    extra, month = divmod(month - 1, 12)
    year += extra
    days = _days_before_year(year) + _days_before_month(year, month + 1) + day - 1
    return float(days * 86400 + hour * 3600 + minute * 60 + second)


def _checked(t, function):
    year, month, day, hour, minute, second, wday, yday, isdst = _nine(t, function)
    month = month or 1
    day = day or 1
    yday = yday or 1
    if not 1 <= month <= 12:
        raise ValueError('month out of range')
    if not 1 <= day <= 31:
        raise ValueError('day of month out of range')
    if not 0 <= hour <= 23:
        raise ValueError('hour out of range')
    if not 0 <= minute <= 59:
        raise ValueError('minute out of range')
    if not 0 <= second <= 61:
        raise ValueError('seconds out of range')
    if wday < -1:
        raise ValueError('day of week out of range')
    if not 1 <= yday <= 366:
        raise ValueError('day of year out of range')
    return year, month, day, hour, minute, second, wday % 7, yday, isdst


def asctime(t=None, /):
    """asctime([tuple]) -> string

Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.
When the time tuple is not present, current time as returned by localtime()
is used."""
    year, month, day, hour, minute, second, wday, *_ = _checked(localtime() if t is None else t, 'asctime')
    return f'{_DAYS[wday][:3]} {_MONTHS[month - 1][:3]}{day:3d} {hour:02d}:{minute:02d}:{second:02d} {year}'


def ctime(seconds=None, /):
    """ctime(seconds) -> string

Convert a time in seconds since the Epoch to a string in local time.
This is equivalent to asctime(localtime(seconds)). When the time tuple is
not present, current time as returned by localtime() is used."""
    return asctime(localtime(seconds))


def _iso_week(year, wday, yday):
    """ISO 8601 year and week; wday 0 is Monday, yday counts from 1."""
    week = (yday - 1 - wday + 10) // 7
    if week < 1:
        year -= 1
        last = 366 if _leap(year) else 365
        week = (yday + last - 1 - wday + 10) // 7
    elif week == 53:
        last = 366 if _leap(year) else 365
        if last - yday < 3 - wday:
            return year + 1, 1
    return year, week


_SHORTHANDS = {'c': '%a %b %e %H:%M:%S %Y', 'x': '%m/%d/%y', 'D': '%m/%d/%y', 'X': '%H:%M:%S', 'T': '%H:%M:%S',
               'r': '%I:%M:%S %p', 'R': '%H:%M', 'F': '%Y-%m-%d'}


def _directive(code, t, zone, offset):
    """The text of one %-directive, None for an unknown one."""
    year, month, day, hour, minute, second, wday, yday, isdst = t
    if code in _SHORTHANDS:
        return _format(_SHORTHANDS[code], t, zone, offset)
    match code:
        case 'Y': return str(year)
        case 'm': return f'{month:02d}'
        case 'd': return f'{day:02d}'
        case 'e': return f'{day:2d}'
        case 'H': return f'{hour:02d}'
        case 'k': return f'{hour:2d}'
        case 'I': return f'{(hour - 1) % 12 + 1:02d}'
        case 'l': return f'{(hour - 1) % 12 + 1:2d}'
        case 'M': return f'{minute:02d}'
        case 'S': return f'{second:02d}'
        case 'p': return 'AM' if hour < 12 else 'PM'
        case 'P': return 'am' if hour < 12 else 'pm'
        case 'a': return _DAYS[wday][:3]
        case 'A': return _DAYS[wday]
        case 'b' | 'h': return _MONTHS[month - 1][:3]
        case 'B': return _MONTHS[month - 1]
        case 'j': return f'{yday:03d}'
        case 'U': return f'{(yday - 1 + 7 - (wday + 1) % 7) // 7:02d}'
        case 'W': return f'{(yday - 1 + 7 - wday) // 7:02d}'
        case 'w': return str((wday + 1) % 7)
        case 'u': return str(wday + 1)
        case 'y': return f'{year % 100:02d}'
        case 'C': return f'{year // 100:02d}'
        case 'G': return str(_iso_week(year, wday, yday)[0])
        case 'g': return f'{_iso_week(year, wday, yday)[0] % 100:02d}'
        case 'V': return f'{_iso_week(year, wday, yday)[1]:02d}'
        case 's': return str(int(mktime(t)))
        case 'n': return '\n'
        case 't': return '\t'
        case '%': return '%'
        case 'Z': return zone
        case 'z':
            minutes = abs(offset) // 60
            return f'{"-" if offset < 0 else "+"}{minutes // 60:02d}{minutes % 60:02d}'
    return None


def _format(format, t, zone, offset):
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        if c != '%' or i + 1 == len(format):
            out.append(c)
            i += 1
            continue
        start = i
        i += 1
        flag = ''
        while format[i:i + 1] and format[i] in '-_0^#EO':
            flag += format[i]
            i += 1
        text = _directive(format[i], t, zone, offset) if i < len(format) else None
        if text is None:
            out.append(format[start:i + 1])
        else:
            if '-' in flag and text[:1] in ('0', ' '):
                text = text.lstrip('0 ') or '0'
            elif '_' in flag and text[:1] == '0':
                text = (text.lstrip('0') or '0').rjust(len(text))
            elif '0' in flag and text[:1] == ' ':
                text = text.strip().rjust(len(text), '0')
            if '^' in flag:
                text = text.upper()
            out.append(text)
        i += 1
    return ''.join(out)


def strftime(format, t=None, /):
    """strftime(format[, tuple]) -> string

Convert a time tuple to a string according to a format specification.
See the library reference manual for formatting codes. When the time tuple
is not present, current time as returned by localtime() is used."""
    if not isinstance(format, str):
        raise TypeError(f'strftime() argument 1 must be str, not {type(format).__name__}')
    if t is None:
        t = localtime()
    zone, offset = 'UTC', 0
    if isinstance(t, struct_time):
        zone, offset = t.tm_zone or 'UTC', t.tm_gmtoff or 0
    return _format(format, _checked(t, 'strftime'), zone, offset)


# ---- reading ----

def _number(text, at, low, high, digits):
    """Numbers of at most `digits` digits in range at text[at:], the longest first, each with its end."""
    end = at
    while end < len(text) and end - at < digits and text[end].isdecimal():
        end += 1
    while end > at:
        if low <= int(text[at:end]) <= high:
            yield int(text[at:end]), end
        end -= 1


def _digits(text, at, count):
    if len(text) - at >= count and text[at:at + count].isdecimal():
        yield int(text[at:at + count]), at + count


def _name(text, at, names):
    rest = text[at:].lower()
    for i in sorted(range(len(names)), key=lambda i: -len(names[i])):
        if rest.startswith(names[i].lower()):
            yield i, at + len(names[i])


_RANGES = {'H': (0, 23, 2), 'I': (1, 12, 2), 'j': (1, 366, 3), 'm': (1, 12, 2), 'M': (0, 59, 2), 'S': (0, 61, 2),
           'U': (0, 53, 2), 'W': (0, 53, 2), 'w': (0, 6, 1), 'u': (1, 7, 1)}
_NAMES = {'a': [d[:3] for d in _DAYS], 'A': _DAYS, 'b': [m[:3] for m in _MONTHS], 'B': _MONTHS, 'p': ('AM', 'PM'),
          'Z': ('UTC', 'GMT')}


def _candidates(code, text, at):
    """What a directive can stand for at text[at:], in the order in which to try."""
    if code in _RANGES:
        yield from _number(text, at, *_RANGES[code])
    elif code in _NAMES:
        yield from _name(text, at, _NAMES[code])
    elif code in 'YG':
        yield from _digits(text, at, 4)
    elif code == 'y':
        yield from _digits(text, at, 2)
    elif code == 'd':
        yield from _number(text, at, 1, 31, 2)
        if text[at:at + 1] == ' ':
            yield from _number(text, at + 1, 1, 9, 1)
    elif code == 'V':
        for value, end in _number(text, at, 0, 53, 2):
            if value or end - at == 1:
                yield value, end
    elif code == 'f':
        for value, end in _number(text, at, 0, 999999, 6):
            yield value * 10 ** (6 - (end - at)), end
    else:  # z
        found = _offset(text, at)
        if found:
            yield found


def _pieces(format):
    """The format as (kind, text): ' ' for blanks, '%' for a directive, '' for a character to match."""
    pieces = []
    i = 0
    while i < len(format):
        c = format[i]
        if c.isspace():
            if not pieces or pieces[-1][0] != ' ':
                pieces.append((' ', c))
        elif c == '%' and format[i + 1] != '%':
            i += 1
            pieces.append(('%', format[i]))
        else:
            i += c == '%'
            pieces.append(('', c.lower()))
        i += 1
    return pieces


def _scan(text, pieces, at=0, found=None):
    """Matches text against the pieces, going back where a choice leads nowhere; the values by directive and the end, or None."""
    found = {} if found is None else found
    for i, (kind, what) in enumerate(pieces):
        if kind == '':
            if text[at:at + 1].lower() != what:
                return None
            at += 1
        elif kind == ' ':
            end = at
            while end < len(text) and text[end].isspace():
                end += 1
            while end > at:
                result = _scan(text, pieces[i + 1:], end, found)
                if result:
                    return result
                end -= 1
            return None
        else:
            for value, end in _candidates(what, text, at):
                result = _scan(text, pieces[i + 1:], end, {**found, what: value})
                if result:
                    return result
            return None
    return found, at


def _offset(text, at):
    if text[at:at + 1] == 'Z':
        return 0, at + 1
    if text[at:at + 1] not in ('+', '-') or text[at:at + 1] == '':
        return None
    sign = -1 if text[at] == '-' else 1
    digits = text[at + 1:at + 3]
    end = at + 3
    if len(digits) < 2 or not digits.isdecimal():
        return None
    if text[end:end + 1] == ':':
        end += 1
    minutes = text[end:end + 2]
    if len(minutes) < 2 or not minutes.isdecimal():
        return None
    end += 2
    seconds = 0
    if text[end:end + 1] == ':' and text[end + 1:end + 3].isdecimal() and len(text[end + 1:end + 3]) == 2:
        seconds = int(text[end + 1:end + 3])
        end += 3
    return sign * (int(digits) * 3600 + int(minutes) * 60 + seconds), end


_WHOLE = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S'}


def _expanded(format):
    """The format with %c, %x, %X spelled out; refuses unknown directives."""
    out = []
    i = 0
    while i < len(format):
        if format[i] != '%':
            out.append(format[i])
            i += 1
            continue
        code = format[i + 1:i + 2]
        if code == '':
            raise ValueError("stray %% in format '%s'" % format) from None
        if code in _WHOLE:
            out.append(_WHOLE[code])
        elif code in 'aAbBdfGHIjmMpSUuVWwyYzZ%':
            out.append('%' + code)
        else:
            raise ValueError("'%s' is a bad directive in format '%s'" % (code, format)) from None
        i += 2
    return ''.join(out)


def _strptime(text, format):
    """What strptime finds: nine fields, zone name, offset, microseconds."""
    for name, value in (('0', text), ('1', format)):
        if not isinstance(value, str):
            raise TypeError(f'strptime() argument {name} must be str, not {type(value)!r}')
    result = _scan(text, _pieces(_expanded(format)))
    if result is None:
        raise ValueError('time data %r does not match format %r' % (text, format))
    found, end = result
    if end != len(text):
        raise ValueError('unconverted data remains: %s' % text[end:])
    year = found.get('Y')
    if 'y' in found and year is None:
        year = found['y'] + (2000 if found['y'] <= 68 else 1900)
    month = found.get('m', 1)
    if 'b' in found:
        month = found['b'] + 1
    if 'B' in found:
        month = found['B'] + 1
    day = found.get('d', 1)
    hour = found.get('H', 0)
    if 'I' in found:
        hour = found['I'] % 12 + (12 if found.get('p') == 1 else 0)
    wday = found.get('a', found.get('A'))
    if 'w' in found:
        wday = (found['w'] - 1) % 7
    if 'u' in found:
        wday = found['u'] - 1
    yday = found.get('j')
    iso_year, iso_week = found.get('G'), found.get('V')
    if iso_year is not None:
        if yday is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
        if iso_week is None or wday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
    elif iso_week is not None:
        if year is None or wday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")
    leap_day = False
    if year is None and iso_year is None:
        if month == 2 and day == 29:
            year, leap_day = 1904, True
        else:
            year = 1900
    if yday is None and wday is not None:
        if 'U' in found or 'W' in found:
            first = (_days_before_year(year) + 3) % 7
            if 'U' in found:
                first, at, week = (first + 1) % 7, (wday + 1) % 7, found['U']
            else:
                at, week = wday, found['W']
            week0 = (7 - first) % 7
            yday = 1 + at - first if week == 0 else 1 + week0 + 7 * (week - 1) + at
        elif iso_year is not None:
            year = iso_year
            first = (_days_before_year(year) + 3) % 7
            yday = 7 * (iso_week - 1) + wday - first + (7 if first > 3 else 0) + 1
        if yday is not None and yday <= 0:
            year -= 1
            yday += 366 if _leap(year) else 365
    if yday is None:
        yday = _days_before_month(year, month) + day
        if day > (_days_before_month(year, month + 1) if month < 12 else 365 + _leap(year)) - _days_before_month(year, month):
            raise ValueError('day is out of range for month')
    else:
        year, month, day, _ = _from_days(_days_before_year(year) + yday - 1)
    if wday is None:
        wday = (_days_before_year(year) + yday - 1 + 3) % 7
    if leap_day:
        year = 1900
    zone = ('UTC', 'GMT')[found['Z']] if 'Z' in found else None
    fields = (year, month, day, hour, found.get('M', 0), found.get('S', 0), wday, yday, 0 if zone else -1)
    return fields, zone, found.get('z'), found.get('f', 0)


def strptime(data_string, format='%a %b %d %H:%M:%S %Y', /):
    """strptime(string, format) -> struct_time

Parse a string to a time tuple according to a format specification.
See the library reference manual for formatting codes (same as
strftime())."""
    fields, zone, offset, _ = _strptime(data_string, format)
    return struct_time(fields + (zone, offset))


# ---- the rest ----

_CLOCKS = {CLOCK_REALTIME: time_ns, CLOCK_MONOTONIC: monotonic_ns, CLOCK_MONOTONIC_RAW: monotonic_ns,
           CLOCK_BOOTTIME: monotonic_ns, CLOCK_TAI: time_ns, CLOCK_PROCESS_CPUTIME_ID: process_time_ns,
           CLOCK_THREAD_CPUTIME_ID: thread_time_ns}


def clock_gettime_ns(clk_id, /):
    """Return the time of the specified clock clk_id as nanoseconds."""
    try:
        return _CLOCKS[_index(clk_id)]()
    except KeyError:
        raise OSError(22, 'Invalid argument') from None


def clock_gettime(clk_id, /):
    """Return the time of the specified clock clk_id as a float."""
    return clock_gettime_ns(clk_id) / 1e9


def clock_getres(clk_id, /):
    """Return the resolution (precision) of the specified clock clk_id."""
    if _index(clk_id) not in _CLOCKS:
        raise OSError(22, 'Invalid argument')
    return 1e-09


def clock_settime(clk_id, time, /):
    """Set the time of the specified clock clk_id: always refused here."""
    raise PermissionError(1, 'Operation not permitted')


clock_settime_ns = clock_settime


def tzset():
    """Initialize, or reinitialize, the local timezone: always UTC here."""


def get_clock_info(name, /):
    """get_clock_info(name: str) -> dict

Get information of the specified clock."""
    from types import SimpleNamespace
    clocks = {'time': 'CLOCK_REALTIME', 'monotonic': 'CLOCK_MONOTONIC', 'perf_counter': 'CLOCK_MONOTONIC',
              'process_time': 'CLOCK_PROCESS_CPUTIME_ID', 'thread_time': 'CLOCK_THREAD_CPUTIME_ID'}
    if name not in clocks:
        raise ValueError('unknown clock')
    return SimpleNamespace(implementation=f'clock_gettime({clocks[name]})', monotonic=name != 'time',
                           adjustable=name == 'time', resolution=1e-09)
