"""format(Decimal, spec): [[fill]align][sign][z][0][width][,][.precision][type]."""

from _decimal_math import drop_digits, int_to_text


def _bad():
    raise ValueError('invalid format string')


def _parse(spec):
    f = {'fill': ' ', 'align': '', 'sign': '-', 'z': False, 'width': 0, 'comma': False, 'precision': None, 'type': ''}
    i = 0
    if len(spec) >= 2 and spec[1] in '<>=^':
        f['fill'], f['align'] = spec[0], spec[1]
        i = 2
    elif spec[:1] in ('<', '>', '=', '^') and spec:
        f['align'] = spec[0]
        i = 1
    if spec[i:i + 1] in ('+', '-', ' ') and i < len(spec):
        f['sign'] = spec[i]
        i += 1
    if spec[i:i + 1] == 'z':
        f['z'] = True
        i += 1
    if spec[i:i + 1] == '0':
        if f['align']:
            _bad()
        f['fill'], f['align'] = '0', '='
        i += 1
    start = i
    while i < len(spec) and spec[i].isascii() and spec[i].isdigit():
        i += 1
    if i > start:
        f['width'] = int(spec[start:i])
    if spec[i:i + 1] == ',':
        f['comma'] = True
        i += 1
    if spec[i:i + 1] == '.':
        i += 1
        start = i
        while i < len(spec) and spec[i].isascii() and spec[i].isdigit():
            i += 1
        if i == start:
            _bad()
        f['precision'] = int(spec[start:i])
    if i < len(spec):
        f['type'] = spec[i]
        i += 1
    if i != len(spec) or f['type'] not in ('', 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%'):
        _bad()
    if f['type'] == 'n' and f['comma']:
        _bad()
    return f


def _grouped(digits, min_width):
    out = []
    while True:
        length = min(3, max(len(digits), min_width, 1))
        out.append(digits[-length:].rjust(length, '0'))
        digits = digits[:-length]
        min_width -= length
        if not digits and min_width <= 0:
            return ','.join(reversed(out))
        min_width -= 1


def format_decimal(d, spec, context):
    if not isinstance(spec, str):
        raise TypeError('format argument must be str')
    f = _parse(spec)
    kind = f['type']
    sign = '-' if d._sign else ''
    if d._kind:
        body = d._text(False, 1).lstrip('-') + ('%' if kind == '%' else '')
        whole, rest = '', body
        if f['fill'] == '0' and f['align'] == '=':
            f['fill'], f['align'] = ' ', '>'
        f['comma'] = False
    else:
        coef, exp = d._coef, d._exp
        precision = f['precision']
        if kind == '%':
            exp += 2
        if precision is not None:
            if kind in ('', 'g', 'G', 'n'):
                n = len(int_to_text(coef))
                precision = precision or 1
                if n > precision:
                    coef, exp = _rounded(coef, n - precision, exp, d._sign, context)
                    if len(int_to_text(coef)) > precision:
                        coef, exp = coef // 10, exp + 1
            elif kind in ('e', 'E'):
                n = len(int_to_text(coef))
                if n > precision + 1:
                    coef, exp = _rounded(coef, n - precision - 1, exp, d._sign, context)
                    if len(int_to_text(coef)) > precision + 1:
                        coef, exp = coef // 10, exp + 1
                elif coef == 0:
                    exp -= 0
            elif exp < -precision:
                coef, exp = _rounded(coef, -precision - exp, exp, d._sign, context)
            else:
                coef, exp = coef * 10 ** (exp + precision), -precision
        elif kind in ('f', 'F', '%') and exp > 0:
            coef, exp = coef * 10 ** exp, 0
        if f['z'] and not coef:
            sign = ''
        whole, rest = _laid_out(coef, exp, kind, precision)
        if kind == '%':
            rest += '%'
    if not sign and f['sign'] in '+ ':
        sign = f['sign']
    width = f['width'] - len(sign) - len(rest)
    padded = f['fill'] == '0' and f['align'] == '='
    if f['comma']:
        whole = _grouped(whole, width if padded else 0)
    elif padded:
        whole = whole.rjust(width, '0')
    missing = f['width'] - len(sign) - len(whole) - len(rest)
    align = f['align'] or '>'
    if missing <= 0:
        return sign + whole + rest
    fill = f['fill']
    if align == '<':
        return sign + whole + rest + fill * missing
    if align == '=':
        return sign + fill * missing + whole + rest
    if align == '^':
        left = missing // 2
        return fill * left + sign + whole + rest + fill * (missing - left)
    return fill * missing + sign + whole + rest


def _rounded(coef, drop, exp, sign, context):
    return drop_digits(coef, drop, sign, context.rounding)[0], exp + drop


def _laid_out(coef, exp, kind, precision):
    """Digits before the point, and what follows them."""
    digits = int_to_text(coef)
    left = exp + len(digits)
    letter = 'E' if kind in ('', 'E', 'G') else 'e'
    if kind in ('e', 'E'):
        if not coef and precision is not None:
            point = 1 - precision
            digits = '0' * (precision + 1)
            left = exp + 1 + precision
            point = 1
        else:
            point = 1
            if precision is not None:
                digits = digits.ljust(precision + 1, '0')
    elif kind in ('f', 'F', '%'):
        point = left
    elif exp <= 0 and left > -6:
        point = left
    else:
        point = 1
    if point <= 0:
        whole, rest = '0', '.' + '0' * -point + digits
    elif point >= len(digits):
        whole, rest = digits + '0' * (point - len(digits)), ''
    else:
        whole, rest = digits[:point], '.' + digits[point:]
    if kind in ('e', 'E') or left != point:
        rest += f'{letter}{left - point:+d}'
    return whole, rest
