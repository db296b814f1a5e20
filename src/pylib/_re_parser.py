"""Regular expressions: from the text of a pattern to a program for the engine.

The tree's nodes are tuples: ('char', code), ('any',), ('set', negated, items), ('at', where), ('group', number),
('seq', nodes), ('alt', branches), ('save', number, node), ('repeat', kind, least, most, node), ('look', behind, negated,
node), ('atomic', node), ('if', number, yes, no), ('flags', flags, node).
"""

from array import array
from _re import lower as _lower, ops as _ops

A, I, L, M, S, U, X, T, DEBUG = 256, 2, 4, 8, 16, 32, 64, 1, 128
_FLAGS = {'i': I, 'L': L, 'm': M, 's': S, 'x': X, 'a': A, 't': T, 'u': U}
_TYPE_FLAGS = A | L | U
_GLOBAL_FLAGS = DEBUG | T
GREEDY, LAZY, POSSESSIVE = range(3)
(AT_START, AT_LINE_START, AT_END, AT_LINE_END, AT_STRING_END, AT_BOUNDARY, AT_NO_BOUNDARY) = range(7)
_CATEGORIES = {'d': 0, 'D': 1, 's': 2, 'S': 3, 'w': 4, 'W': 5}  # category times 2, plus "not"
_ESCAPES = {'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11, '\\': 92}
_OCTAL = '01234567'
_DIGITS = '0123456789'
_HEX = '0123456789abcdefABCDEF'
_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
MAXREPEAT = 4294967295


class error(Exception):
    """Exception raised for invalid regular expressions.

    Attributes:

        msg: The unformatted error message
        pattern: The regular expression pattern
        pos: The index in the pattern where compilation failed (may be None)
        lineno: The line corresponding to pos (may be None)
        colno: The column corresponding to pos (may be None)
    """

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = '%s at position %d' % (msg, pos)
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = '%s (line %d, column %d)' % (msg, self.lineno, self.colno)
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


class _Parser:
    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.is_str = isinstance(pattern, str)
        self.text = pattern if self.is_str else str(pattern, 'latin1')
        self.pos = 0
        self.flags = flags
        self.groups = 0
        self.names = {}
        self.open = set()
        self.behind_from = None  # in a lookbehind: the groups there were before it
        self.widths = {0: None}

    def error(self, msg, at=None):
        return error(msg, self.pattern, self.pos if at is None else at)

    def peek(self, n=1):
        return self.text[self.pos:self.pos + n]

    def take(self, what):
        if self.text.startswith(what, self.pos):
            self.pos += len(what)
            return True
        return False

    def until(self, end, name):
        """The text up to `end`, which is passed."""
        stop = self.text.find(end, self.pos)
        if stop < 0:
            if self.pos == len(self.text):
                raise self.error('missing ' + name)
            raise self.error('missing %s, unterminated name' % end)
        result = self.text[self.pos:stop]
        if not result:
            raise self.error('missing ' + name)
        self.pos = stop + 1
        return result

    # ---- the grammar ----

    def parse(self):
        node = self.alternatives(self.flags, 0)
        if self.pos < len(self.text):
            raise self.error('unbalanced parenthesis')
        return node

    def alternatives(self, flags, depth):
        branches = [self.sequence(flags, depth, True)]
        while self.take('|'):
            branches.append(self.sequence(self.flags if depth == 0 else flags, depth, False))
        return branches[0] if len(branches) == 1 else ('alt', branches)

    def sequence(self, flags, depth, first):
        items = []
        while self.pos < len(self.text):
            c = self.text[self.pos]
            if c in '|)':
                break
            if flags & X:
                if c in ' \t\n\r\v\f':
                    self.pos += 1
                    continue
                if c == '#':
                    stop = self.text.find('\n', self.pos)
                    self.pos = len(self.text) if stop < 0 else stop + 1
                    continue
            start = self.pos
            if c in '*+?{':
                bounds = self.bounds()
                if bounds is not None:
                    least, most = bounds
                    if not items or items[-1][0] == 'at':
                        raise self.error('nothing to repeat', start)
                    if items[-1][0] == 'repeat':
                        raise self.error('multiple repeat', start)
                    kind = LAZY if self.take('?') else POSSESSIVE if self.take('+') else GREEDY
                    items[-1] = ('repeat', kind, least, most, items[-1])
                    continue
                self.pos += 1
                items.append(self.char(ord(c), flags))
                continue
            if c == '(':
                before = len(items)
                node = self.parenthesis(flags, depth, first and not before)
                if isinstance(node, int):  # global flags
                    flags = node
                elif node is not None:
                    items.append(node)
                continue
            self.pos += 1
            if c == '.':
                items.append(('all',) if flags & S else ('any',))
            elif c == '[':
                items.append(self.set(flags, start))
            elif c == '^':
                items.append(('at', AT_LINE_START if flags & M else AT_START, False))
            elif c == '$':
                items.append(('at', AT_LINE_END if flags & M else AT_END, False))
            elif c == '\\':
                items.append(self.escape(flags, start))
            else:
                items.append(self.char(ord(c), flags))
        return items[0] if len(items) == 1 else ('seq', items)

    def char(self, code, flags):
        if flags & I:
            fold = self.fold(flags)
            return 'char', _lower(code, fold == 2), fold
        return 'char', code, 0

    def fold(self, flags):
        return 0 if not flags & I else 2 if flags & U and not flags & A else 1

    def bounds(self):
        """(least, most) of the repetition that begins here; None: a brace that is meant as it stands."""
        c = self.text[self.pos]
        start = self.pos
        if c != '{':
            self.pos += 1
            return {'*': (0, -1), '+': (1, -1), '?': (0, 1)}[c]
        i = self.pos + 1
        text = self.text
        if text[i:i + 1] == '}':
            return None
        low = high = ''
        while text[i:i + 1] and text[i] in _DIGITS:
            low += text[i]
            i += 1
        if text[i:i + 1] == ',':
            i += 1
            while text[i:i + 1] and text[i] in _DIGITS:
                high += text[i]
                i += 1
        else:
            high = low
        if text[i:i + 1] != '}':
            return None
        self.pos = i + 1
        least, most = int(low) if low else 0, int(high) if high else -1
        if least >= MAXREPEAT or most >= MAXREPEAT:
            raise OverflowError("the repetition number is too large")
        if 0 <= most < least:
            raise self.error('min repeat greater than max repeat', start + 1)
        return min(least, 2 ** 31 - 1), min(most, 2 ** 31 - 1)

    # ---- escapes ----

    def hex(self, width, start, shown):
        digits = ''
        while len(digits) < width and self.peek() and self.peek() in _HEX:
            digits += self.peek()
            self.pos += 1
        if len(digits) != width:
            raise self.error('incomplete escape \\%s%s' % (shown, digits), start)
        return int(digits, 16)

    def coded(self, c, start):
        """The character of \\x, \\u, \\U, \\N, or None for another escape."""
        if c == 'x':
            return self.hex(2, start, c)
        if c == 'u' and self.is_str:
            return self.hex(4, start, c)
        if c == 'U' and self.is_str:
            code = self.hex(8, start, c)
            try:
                chr(code)
            except ValueError:
                raise self.error('bad escape ' + self.text[start:self.pos], start) from None
            return code
        if c == 'N' and self.is_str:
            if not self.take('{'):
                raise self.error('missing {')
            name = self.until('}', 'character name')
            try:
                return ord(eval("'\\N{%s}'" % name.replace("'", '').replace('\\', '')))
            except (SyntaxError, TypeError):
                raise self.error('undefined character name %r' % name, start) from None
        return None

    def escape(self, flags, start):
        c = self.peek()
        if not c:
            raise self.error('bad escape (end of pattern)', start)
        self.pos += 1
        ascii = not flags & U or bool(flags & A)
        if c in _CATEGORIES:
            return 'set', False, [(1, _CATEGORIES[c], int(ascii))], 0
        if c == 'A':
            return 'at', AT_START, False
        if c == 'Z':
            return 'at', AT_STRING_END, False
        if c in 'bB':
            return 'at', AT_BOUNDARY if c == 'b' else AT_NO_BOUNDARY, ascii
        code = self.coded(c, start)
        if code is not None:
            return self.char(code, flags)
        if c == '0':
            digits = '0'
            while len(digits) < 3 and self.peek() and self.peek() in _OCTAL:
                digits += self.peek()
                self.pos += 1
            return self.char(int(digits, 8), flags)
        if c in _DIGITS:
            digits = c
            if self.peek() and self.peek() in _DIGITS:
                digits += self.peek()
                self.pos += 1
                third = self.peek()
                if digits[0] in _OCTAL and digits[1] in _OCTAL and third and third in _OCTAL:
                    self.pos += 1
                    digits += third
                    code = int(digits, 8)
                    if code > 0o377:
                        raise self.error('octal escape value \\%s outside of range 0-0o377' % digits, start)
                    return self.char(code, flags)
            number = int(digits)
            if number > self.groups:
                raise self.error('invalid group reference %d' % number, start + 1)
            return self.reference(number, flags, start)
        if c in _ESCAPES:
            return self.char(_ESCAPES[c], flags)
        if c in _LETTERS:
            raise self.error('bad escape \\' + c, start)
        return self.char(ord(c), flags)

    def reference(self, number, flags, start):
        if number in self.open:
            raise self.error('cannot refer to an open group', start)
        if self.behind_from is not None and number > self.behind_from:
            raise self.error('cannot refer to group defined in the same lookbehind subpattern', start)
        return 'group', number, self.fold(flags)

    def set(self, flags, start):
        items = []
        negated = self.take('^')
        ascii = int(not flags & U or bool(flags & A))
        first = True
        while True:
            at = self.pos
            c = self.peek()
            if not c:
                raise self.error('unterminated character set', start)
            self.pos += 1
            if c == ']' and not first:
                break
            first = False
            low = self.set_item(c, at, ascii)
            if self.peek() == '-' and self.peek(2) != '-':
                self.pos += 1
                at2 = self.pos
                c2 = self.peek()
                if not c2:
                    raise self.error('unterminated character set', start)
                self.pos += 1
                if c2 == ']':
                    items.append(low if isinstance(low, tuple) else (0, low, low))
                    items.append((0, 45, 45))
                    break
                high = self.set_item(c2, at2, ascii)
                if isinstance(low, tuple) or isinstance(high, tuple) or high < low:
                    raise self.error('bad character range ' + self.text[at:self.pos], at)
                items.append((0, low, high))
            elif self.peek() == '-' and not self.text[self.pos + 1:]:
                raise self.error('unterminated character set', start)
            else:
                items.append(low if isinstance(low, tuple) else (0, low, low))
        return 'set', negated, items, self.fold(flags)

    def set_item(self, c, start, ascii):
        if c != '\\':
            return ord(c)
        c = self.peek()
        if not c:
            raise self.error('bad escape (end of pattern)', start)
        self.pos += 1
        if c in _CATEGORIES:
            return 1, _CATEGORIES[c], ascii
        code = self.coded(c, start)
        if code is not None:
            return code
        if c in _OCTAL:
            digits = c
            while len(digits) < 3 and self.peek() and self.peek() in _OCTAL:
                digits += self.peek()
                self.pos += 1
            code = int(digits, 8)
            if code > 0o377:
                raise self.error('octal escape value \\%s outside of range 0-0o377' % digits, start)
            return code
        if c in _ESCAPES:
            return _ESCAPES[c]
        if c in _LETTERS or c in _DIGITS:
            raise self.error('bad escape \\' + c, start)
        return ord(c)

    # ---- parentheses ----

    def parenthesis(self, flags, depth, at_beginning):
        start = self.pos
        self.pos += 1
        number = name = None
        capture = True
        wrap = None
        inner = flags
        if self.take('?'):
            c = self.peek()
            if not c:
                raise self.error('unexpected end of pattern')
            self.pos += 1
            if c == 'P':
                if self.take('<'):
                    name = self.until('>', 'group name')
                    self.check_name(name, self.pos - len(name) - 1)
                elif self.take('='):
                    name = self.until(')', 'group name')
                    at = self.pos - len(name) - 1
                    self.check_name(name, at)
                    if name not in self.names:
                        raise self.error('unknown group name %r' % name, at)
                    return self.reference(self.names[name], flags, at)
                else:
                    c = self.peek()
                    if not c:
                        raise self.error('unexpected end of pattern')
                    raise self.error('unknown extension ?P' + c, start + 1)
            elif c == ':':
                capture = False
            elif c == '#':
                stop = self.text.find(')', self.pos)
                if stop < 0:
                    raise self.error('missing ), unterminated comment', start)
                self.pos = stop + 1
                return None
            elif c in '=!<':
                behind = False
                if c == '<':
                    c = self.peek()
                    if not c:
                        raise self.error('unexpected end of pattern')
                    self.pos += 1
                    if c not in '=!':
                        raise self.error('unknown extension ?<' + c, start + 1)
                    behind = True
                saved = self.behind_from
                if behind and saved is None:
                    self.behind_from = self.groups
                node = self.alternatives(flags, depth + 1)
                self.behind_from = saved
                if not self.take(')'):
                    raise self.error('missing ), unterminated subpattern', start)
                return 'look', behind, c == '!', node
            elif c == '(':
                return self.conditional(flags, depth, start)
            elif c == '>':
                capture = False
                wrap = 'atomic'
            elif c in _FLAGS or c == '-':
                result = self.inline_flags(c, flags, start, at_beginning and depth == 0)
                if isinstance(result, int):
                    self.flags = result
                    return result
                inner, capture = result[0], False
            else:
                raise self.error('unknown extension ?' + c, start + 1)
        if capture:
            self.groups += 1
            number = self.groups
            if name is not None:
                if name in self.names:
                    raise self.error('redefinition of group name %r as group %d; was group %d'
                                     % (name, number, self.names[name]), self.pos - len(name) - 1)
                self.names[name] = number
            self.open.add(number)
        node = self.alternatives(inner, depth + 1)
        if not self.take(')'):
            raise self.error('missing ), unterminated subpattern', start)
        if capture:
            self.open.discard(number)
            return 'save', number, node
        return ('atomic', node) if wrap else ('seq', [node])

    def check_name(self, name, at):
        if not self.is_str and not name.isascii():
            raise self.error('bad character in group name %a' % name, at)
        if not name.isidentifier():
            raise self.error('bad character in group name %r' % name, at)

    def conditional(self, flags, depth, start):
        name = self.until(')', 'group name')
        at = self.pos - len(name) - 1
        if name.isidentifier():
            self.check_name(name, at)
            if name not in self.names:
                raise self.error('unknown group name %r' % name, at)
            number = self.names[name]
        else:
            try:
                number = int(name)
                if number < 0:
                    raise ValueError
            except ValueError:
                raise self.error('bad character in group name %r' % name, at) from None
            if not number:
                raise self.error('bad group number', at)
            self.widths.setdefault(number, at)
        yes = self.sequence(flags, depth + 1, False)
        no = ('seq', [])
        if self.take('|'):
            no = self.sequence(flags, depth + 1, False)
            if self.peek() == '|':
                raise self.error('conditional backref with more than two branches')
        if not self.take(')'):
            raise self.error('missing ), unterminated subpattern', start)
        return 'if', number, yes, no

    def inline_flags(self, c, flags, start, allowed):
        """Global flags: the new flags. Flags for a group: (flags,)."""
        add = remove = 0
        if c != '-':
            while True:
                bit = _FLAGS[c]
                if self.is_str and c == 'L':
                    raise self.error("bad inline flags: cannot use 'L' flag with a str pattern")
                if not self.is_str and c == 'u':
                    raise self.error("bad inline flags: cannot use 'u' flag with a bytes pattern")
                add |= bit
                if bit & _TYPE_FLAGS and add & _TYPE_FLAGS != bit:
                    raise self.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
                c = self.peek()
                if not c:
                    raise self.error('missing -, : or )')
                self.pos += 1
                if c in ')-:':
                    break
                if c not in _FLAGS:
                    raise self.error('unknown flag' if c.isalpha() else 'missing -, : or )', self.pos - 1)
        if c == ')':
            if not allowed:
                raise self.error('global flags not at the start of the expression', start)
            return flags & ~(_TYPE_FLAGS if add & _TYPE_FLAGS else 0) | add
        if add & _GLOBAL_FLAGS:
            raise self.error('bad inline flags: cannot turn on global flag', self.pos - 1)
        if c == '-':
            c = self.peek()
            if not c:
                raise self.error('missing flag')
            self.pos += 1
            if c not in _FLAGS:
                raise self.error('unknown flag' if c.isalpha() else 'missing flag', self.pos - 1)
            while True:
                bit = _FLAGS[c]
                if bit & _TYPE_FLAGS:
                    raise self.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
                remove |= bit
                c = self.peek()
                if not c:
                    raise self.error('missing :')
                self.pos += 1
                if c == ':':
                    break
                if c not in _FLAGS:
                    raise self.error('unknown flag' if c.isalpha() else 'missing :', self.pos - 1)
            if remove & _GLOBAL_FLAGS:
                raise self.error('bad inline flags: cannot turn off global flag', self.pos - 1)
            if add & remove:
                raise self.error('bad inline flags: flag turned on and off', self.pos - 1)
        if add & _TYPE_FLAGS:
            flags &= ~_TYPE_FLAGS
        return (flags | add) & ~remove,


# ---- the program ----

_ONE = ('char', 'any', 'all', 'set')


def _width(node):
    """(least, most) characters the node can take; most None: no limit."""
    kind = node[0]
    if kind in _ONE:
        return 1, 1
    if kind == 'seq':
        low, high = 0, 0
        for part in node[1]:
            a, b = _width(part)
            low += a
            high = None if high is None or b is None else high + b
        return low, high
    if kind in ('alt', 'if'):
        parts = [_width(part) for part in (node[1] if kind == 'alt' else node[2:])]
        return min(a for a, _ in parts), None if any(b is None for _, b in parts) else max(b for _, b in parts)
    if kind == 'repeat':
        a, b = _width(node[4])
        return a * node[2], 0 if b == 0 else None if b is None or node[3] < 0 else b * node[3]
    if kind == 'save':
        return _width(node[2])
    if kind == 'atomic':
        return _width(node[1])
    if kind == 'group':
        return 0, None
    return 0, 0


class _Generator:
    def __init__(self, groups, group_widths):
        self.code = []
        self.slots = 2 * (groups + 1)
        self.group_widths = group_widths

    def emit(self, name, *operands):
        at = len(self.code)
        self.code.append(_ops[name])
        self.code.extend(operands)
        return at

    def width(self, node):
        if node[0] == 'group':
            return self.group_widths.get(node[1], (0, None))
        return _width(node)

    def node(self, node):
        getattr(self, 'do_' + node[0])(*node[1:])

    def do_char(self, code, fold):
        if fold:
            self.emit('CHAR_FOLDED', code, fold)
        else:
            self.emit('CHAR', code)

    def do_any(self):
        self.emit('ANY')

    def do_all(self):
        self.emit('ALL')

    def do_set(self, negated, items, fold):
        rows = [n for item in items for n in item]
        self.emit('SET', 5 + len(rows), fold, int(negated), len(items), *rows)

    def do_at(self, where, ascii):
        self.emit('AT', where, int(ascii))

    def do_group(self, number, fold):
        self.emit('GROUP', number, fold)

    def do_seq(self, nodes):
        for node in nodes:
            self.node(node)

    def do_alt(self, branches):
        ends = []
        for branch in branches[:-1]:
            at = self.emit('SPLIT', 0, 0)
            self.code[at + 1] = len(self.code)
            self.node(branch)
            ends.append(self.emit('JUMP', 0))
            self.code[at + 2] = len(self.code)
        self.node(branches[-1])
        for at in ends:
            self.code[at + 1] = len(self.code)

    def do_save(self, number, node):
        self.emit('SAVE', 2 * number)
        self.node(node)
        self.emit('SAVE', 2 * number + 1)

    def do_repeat(self, kind, least, most, node):
        while node[0] == 'seq' and len(node[1]) == 1:
            node = node[1][0]
        if node[0] in _ONE:
            at = self.emit('REPEAT', kind, least, most, 0)
            self.node(node)
            self.code[at + 4] = len(self.code)
            return
        if kind == POSSESSIVE:
            at = self.emit('ATOMIC', 0)
            self.do_repeat(GREEDY, least, most, node)
            self.emit('SUCCEED')
            self.code[at + 1] = len(self.code)
            return
        if (least, most) == (0, 1):
            at = self.emit('SPLIT', 0, 0)
            body = len(self.code)
            self.node(node)
            end = len(self.code)
            self.code[at + 1], self.code[at + 2] = (end, body) if kind == LAZY else (body, end)
            return
        slot = self.slots
        self.slots += 2
        self.emit('LOOP_INIT', slot)
        loop = self.emit('LOOP', slot, least, most, int(kind == LAZY), 0)
        self.emit('LOOP_STEP', slot)
        self.node(node)
        self.emit('JUMP', loop)
        self.code[loop + 5] = len(self.code)

    def do_look(self, behind, negated, node):
        back = 0
        if behind:
            low, high = _width(node)
            if low != high:
                raise error('look-behind requires fixed-width pattern')
            back = low
        at = self.emit('LOOK', int(negated), back, 0)
        self.node(node)
        self.emit('SUCCEED')
        self.code[at + 3] = len(self.code)

    def do_atomic(self, node):
        at = self.emit('ATOMIC', 0)
        self.node(node)
        self.emit('SUCCEED')
        self.code[at + 1] = len(self.code)

    def do_if(self, number, yes, no):
        at = self.emit('IF_GROUP', number, 0)
        self.node(yes)
        end = self.emit('JUMP', 0)
        self.code[at + 2] = len(self.code)
        self.node(no)
        self.code[end + 1] = len(self.code)


def compile_pattern(pattern, flags):
    """(flags, number of groups, names of groups, program, number of slots)."""
    is_str = isinstance(pattern, str)
    if is_str:
        if flags & L:
            raise ValueError("cannot use LOCALE flag with a str pattern")
        if flags & A and flags & U:
            raise ValueError("ASCII and UNICODE flags are incompatible")
        if not flags & A:
            flags |= U
    else:
        if flags & U:
            raise ValueError("cannot use UNICODE flag with a bytes pattern")
        if flags & L and flags & A:
            raise ValueError("ASCII and LOCALE flags are incompatible")
    parser = _Parser(pattern, flags)
    tree = parser.parse()
    for number, at in parser.widths.items():
        if number > parser.groups:
            raise error('invalid group reference %d' % number, pattern, at)
    generator = _Generator(parser.groups, {})
    generator.emit('SAVE', 0)
    generator.node(tree)
    generator.emit('SAVE', 1)
    generator.emit('MATCH')
    return parser.flags, parser.groups, parser.names, array('i', generator.code).tobytes(), generator.slots + 1


def parse_template(source, pattern):
    """A replacement as a list of texts and numbers of groups."""
    is_str = isinstance(source, str)
    if not is_str and not isinstance(source, bytes):
        source = bytes(source)
    text = source if is_str else str(source, 'latin1')
    parts = []
    literal = ''

    def reference(number, at):
        nonlocal literal
        if number > pattern.groups:
            raise error('invalid group reference %d' % number, source, at)
        if literal:
            parts.append(literal)
            literal = ''
        parts.append(number)
    i = 0
    while i < len(text):
        back = text.find('\\', i)
        if back < 0:
            literal += text[i:]
            break
        literal += text[i:back]
        c = text[back + 1:back + 2]
        i = back + 2
        if not c:
            raise error('bad escape (end of pattern)', source, back)
        if c == 'g':
            if text[i:i + 1] != '<':
                raise error('missing <', source, i)
            stop = text.find('>', i)
            if stop < 0:
                raise error('missing group name' if i + 1 == len(text) else 'missing >, unterminated name', source, i + 1)
            name = text[i + 1:stop]
            if not name:
                raise error('missing group name', source, i + 1)
            at = i + 1
            i = stop + 1
            if name.isidentifier():
                if name not in pattern.groupindex:
                    raise IndexError('unknown group name %r' % name)
                reference(pattern.groupindex[name], at)
            else:
                try:
                    number = int(name)
                    if number < 0:
                        raise ValueError
                except ValueError:
                    raise error('bad character in group name %r' % name, source, at) from None
                reference(number, at)
        elif c == '0':
            digits = c
            while len(digits) < 3 and text[i:i + 1] and text[i] in _OCTAL:
                digits += text[i]
                i += 1
            literal += chr(int(digits, 8) & 0xff)
        elif c in _DIGITS:
            digits = c
            if text[i:i + 1] and text[i] in _DIGITS:
                digits += text[i]
                i += 1
                if digits[0] in _OCTAL and digits[1] in _OCTAL and text[i:i + 1] and text[i] in _OCTAL:
                    digits += text[i]
                    i += 1
                    code = int(digits, 8)
                    if code > 0o377:
                        raise error('octal escape value \\%s outside of range 0-0o377' % digits, source, back)
                    literal += chr(code)
                    continue
            reference(int(digits), back + 1)
        elif c in _ESCAPES:
            literal += chr(_ESCAPES[c])
        elif c in _LETTERS:
            raise error('bad escape \\' + c, source, back)
        else:
            literal += '\\' + c
    if literal or not parts:
        parts.append(literal)
    if not is_str:
        parts = [p if isinstance(p, int) else p.encode('latin1') for p in parts]
    return parts
