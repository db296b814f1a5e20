r"""Support for regular expressions (RE).

The pattern is read by _re_parser into a tree, turned there into a program, and run by the engine in _re.
"""

import enum
import _native
import _re
from types import GenericAlias, MappingProxyType
from _native import instance as _instance
from operator import index as _index
from _re_parser import compile_pattern as _compile_pattern, error, parse_template as _parse_template

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "template",
           "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
           "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag"]

error.__module__ = 're'
_SEARCH, _MATCH, _FULL = range(3)


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex


_FLAG_NAMES = ((1, 're.TEMPLATE'), (2, 're.IGNORECASE'), (4, 're.LOCALE'), (8, 're.MULTILINE'), (16, 're.DOTALL'),
               (32, 're.UNICODE'), (64, 're.VERBOSE'), (128, 're.DEBUG'), (256, 're.ASCII'))


class Match:
    """The result of re.match() and re.search().
    Match objects always have a boolean value of True."""

    __slots__ = ('string', 're', 'pos', 'endpos', '_ends')

    def _number(self, group):
        if isinstance(group, int):
            number = group
        elif hasattr(type(group), '__index__'):
            number = _index(group)
        else:
            number = self.re.groupindex.get(group)
        if number is None or not 0 <= number <= self.re.groups:
            raise IndexError("no such group")
        return number

    def _text(self, number, default=None):
        start, end = self._ends[2 * number], self._ends[2 * number + 1]
        return default if start < 0 or end < 0 else self.string[start:end]

    def group(self, *groups):
        """Return subgroup(s) of the match by indices or names. For 0 returns the entire match."""
        if not groups:
            return self._text(0)
        if len(groups) == 1:
            return self._text(self._number(groups[0]))
        return tuple([self._text(self._number(g)) for g in groups])

    def __getitem__(self, group):
        return self._text(self._number(group))

    def groups(self, default=None):
        """Return a tuple containing all the subgroups of the match, from 1."""
        return tuple([self._text(i, default) for i in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        """Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name."""
        return {name: self._text(i, default) for name, i in self.re.groupindex.items()}

    def start(self, group=0, /):
        """Return index of the start of the substring matched by group."""
        return self.span(group)[0]

    def end(self, group=0, /):
        """Return index of the end of the substring matched by group."""
        return self.span(group)[1]

    def span(self, group=0, /):
        """For match object m, return the 2-tuple (m.start(group), m.end(group))."""
        number = self._number(group)
        start, end = self._ends[2 * number], self._ends[2 * number + 1]
        return (-1, -1) if start < 0 or end < 0 else (start, end)

    def expand(self, template):
        """Return the string obtained by doing backslash substitution on the string template, as done by the sub() method."""
        return _expand(_template(self.re, template), self)

    @property
    def regs(self):
        return tuple([self.span(i) for i in range(self.re.groups + 1)])

    @property
    def lastindex(self):
        """The integer index of the last matched capturing group."""
        last = self._ends[-1]
        return None if last < 0 else last

    @property
    def lastgroup(self):
        """The name of the last matched capturing group."""
        last = self._ends[-1]
        for name, number in self.re.groupindex.items():
            if number == last:
                return name
        return None

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return "<re.Match object; span=%r, match=%r>" % (self.span(), self.group())

    __class_getitem__ = classmethod(GenericAlias)


class Pattern:
    """Compiled regular expression object."""

    __slots__ = ('pattern', 'flags', 'groups', 'groupindex', '_code', '_slots', '__weakref__')

    def _subject(self, string):
        """What the engine can read; TypeError for what does not go with the pattern."""
        if isinstance(string, str):
            if isinstance(self.pattern, bytes):
                raise TypeError("cannot use a bytes pattern on a string-like object")
            return string
        if not isinstance(string, bytes):
            if not isinstance(string, (bytearray, memoryview)):
                try:
                    string = memoryview(string)
                except TypeError:
                    raise TypeError("expected string or bytes-like object, got %r" % type(string).__name__) from None
            string = bytes(string)
        if not isinstance(self.pattern, bytes):
            raise TypeError("cannot use a string pattern on a bytes-like object")
        return string

    def _made(self, string, ends, pos, endpos):
        return _instance(Match, ends, endpos, pos, self, string)

    def _first(self, string, pos, endpos, mode):
        text = self._subject(string)
        size = len(text)
        endpos = size if endpos is None or endpos > size else max(endpos, 0)
        pos = min(max(pos, 0), size)
        if pos > endpos:
            return None
        ends = _re.run(self._code, text, pos, endpos, mode, False, self._slots)
        return None if ends is None else self._made(string, ends, pos, endpos)

    def match(self, string, pos=0, endpos=None):
        """match($self, /, string, pos=0, endpos=sys.maxsize)
--

Matches zero or more characters at the beginning of the string."""
        return self._first(string, pos, endpos, _MATCH)

    def fullmatch(self, string, pos=0, endpos=None):
        """fullmatch($self, /, string, pos=0, endpos=sys.maxsize)
--

Matches against all of the string."""
        return self._first(string, pos, endpos, _FULL)

    def search(self, string, pos=0, endpos=None):
        """search($self, /, string, pos=0, endpos=sys.maxsize)
--

Scan through string looking for a match, and return a corresponding match object instance.

        Return None if no position in the string matches."""
        return self._first(string, pos, endpos, _SEARCH)

    def _all(self, text, pos=0, endpos=None):
        """The ends of each match, one after the other."""
        size = len(text)
        endpos = size if endpos is None or endpos > size else max(endpos, 0)
        pos = min(max(pos, 0), size)
        must_advance = False
        code, slots, run = self._code, self._slots, _re.run
        while pos <= endpos:
            ends = run(code, text, pos, endpos, _SEARCH, must_advance, slots)
            if ends is None:
                return
            yield ends
            must_advance = ends[0] == ends[1]
            pos = ends[1]

    def finditer(self, string, pos=0, endpos=None):
        """finditer($self, /, string, pos=0, endpos=sys.maxsize)
--

Return an iterator over all non-overlapping matches for the RE pattern in string.

For each match, the iterator returns a match object."""
        return iter(self.scanner(string, pos, endpos).search, None)

    def scanner(self, string, pos=0, endpos=None):
        """scanner($self, /, string, pos=0, endpos=sys.maxsize)
--

"""
        text = self._subject(string)
        size = len(text)
        endpos = size if endpos is None or endpos > size else max(endpos, 0)
        held = memoryview(string) if text is not string else None  # it cannot be resized as long as this lives
        pos = min(max(pos, 0), size)
        return _instance(Scanner, False, pos, endpos, held, pos, string, text, self)

    def findall(self, string, pos=0, endpos=None):
        """findall($self, /, string, pos=0, endpos=sys.maxsize)
--

Return a list of all non-overlapping matches of pattern in string."""
        text = self._subject(string)
        groups = self.groups
        empty = text[:0]
        if groups == 0:
            return [text[e[0]:e[1]] for e in self._all(text, pos, endpos)]
        if groups == 1:
            return [text[e[2]:e[3]] if e[2] >= 0 and e[3] >= 0 else empty for e in self._all(text, pos, endpos)]
        return [tuple([text[e[2 * i]:e[2 * i + 1]] if e[2 * i] >= 0 and e[2 * i + 1] >= 0 else empty
                       for i in range(1, groups + 1)]) for e in self._all(text, pos, endpos)]

    def split(self, string, maxsplit=0):
        """Split string by the occurrences of pattern."""
        text = self._subject(string)
        result = []
        last = 0
        for e in self._all(text):
            if maxsplit and last >= 0 and len(result) >= maxsplit * (self.groups + 1):
                break
            result.append(text[last:e[0]])
            for i in range(1, self.groups + 1):
                result.append(text[e[2 * i]:e[2 * i + 1]] if e[2 * i] >= 0 and e[2 * i + 1] >= 0 else None)
            last = e[1]
        result.append(text[last:])
        return result

    def subn(self, repl, string, count=0):
        """Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost
        non-overlapping occurrences of pattern with the replacement repl."""
        text = self._subject(string)
        held = memoryview(string) if text is not string else None  # repl cannot resize it
        parts = None if callable(repl) else _template(self, repl)
        plain = parts[0] if parts is not None and len(parts) == 1 and not isinstance(parts[0], int) else None
        result = []
        last = n = 0
        size = len(text)
        for e in self._all(text):
            if count and n >= count:
                break
            if last < e[0]:
                result.append(text[last:e[0]])
            if plain is not None:
                result.append(plain)
            elif parts is not None:
                result.append(_expand(parts, self._made(string, e, 0, size)))
            else:
                m = self._made(string, e, 0, size)
                new = repl(m)
                if new is not None:
                    result.append(new)
            last = e[1]
            n += 1
        if last < size:
            result.append(text[last:])
        return text[:0].join(result), n

    def sub(self, repl, string, count=0):
        """Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the
        replacement repl."""
        return self.subn(repl, string, count)[0]

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return _compile, (self.pattern, self.flags)

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.flags == other.flags and type(self.pattern) is type(other.pattern) and self.pattern == other.pattern

    def __hash__(self):
        return hash((self.flags, self.pattern))

    def __repr__(self):
        flags = self.flags
        if isinstance(self.pattern, str) and flags & (4 | 32 | 256) == 32:
            flags &= ~32
        names = []
        for bit, name in _FLAG_NAMES:
            if flags & bit:
                names.append(name)
                flags &= ~bit
        if flags:
            names.append(hex(flags))
        shown = repr(self.pattern)
        if len(shown) > 200:
            shown = shown[:200]
        return "re.compile(%s%s)" % (shown, ', ' + '|'.join(names) if names else '')

    __class_getitem__ = classmethod(GenericAlias)


class Scanner:
    """What goes through a text from match to match."""

    __slots__ = ('_advance', '_begin', '_endpos', '_held', '_pos', '_string', '_text', 'pattern')

    def _next(self, mode):
        pos = self._pos
        if pos > self._endpos:
            return None
        pattern = self.pattern
        ends = _re.run(pattern._code, self._text, pos, self._endpos, mode, self._advance, pattern._slots)
        if ends is None:
            self._pos = self._endpos + 1
            return None
        self._advance = ends[0] == ends[1]
        self._pos = ends[1]
        return _instance(Match, ends, self._endpos, self._begin, pattern, self._string)

    def match(self):
        return self._next(_MATCH)

    def search(self):
        return self._next(_SEARCH)


Scanner.__name__ = Scanner.__qualname__ = 'SRE_Scanner'
Scanner.__module__ = '_sre'
_native.builtin_class(Scanner, basicsize=232, defining=('match', 'search'))
_native.builtin_class(Match, basicsize=88)
_native.builtin_class(Pattern, basicsize=96, computed=('groupindex',),
                      defining=('finditer', 'fullmatch', 'match', 'scanner', 'search', 'sub', 'subn'))


def _template(pattern, repl):
    key = pattern, type(repl), repl
    try:
        return _templates[key]
    except (KeyError, TypeError):
        pass
    parts = _parse_template(repl, pattern)
    if len(_templates) >= 512:
        _templates.clear()
    _templates[key] = parts
    return parts


def _expand(parts, m):
    empty = m.string[:0]
    if not isinstance(empty, (str, bytes)):
        empty = bytes(empty)
    return empty.join([m._text(p, empty) if isinstance(p, int) else p for p in parts])


_cache = {}
_templates = {}
_MAXCACHE = 512


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    try:
        return _cache[type(pattern), pattern, flags]
    except (KeyError, TypeError):
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    all_flags, groups, names, code, slots = _compile_pattern(pattern, flags)
    p = _instance(Pattern, code, slots, all_flags, MappingProxyType(names), groups, pattern)
    if len(_cache) >= _MAXCACHE:
        del _cache[next(iter(_cache))]
    _cache[type(pattern), pattern, flags] = p
    return p


def match(pattern, string, flags=0):
    """Try to apply the pattern at the start of the string, returning
    a Match object, or None if no match was found."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Try to apply the pattern to all of the string, returning
    a Match object, or None if no match was found."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Scan through string looking for a match to the pattern, returning
    a Match object, or None if no match was found."""
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """Return the string obtained by replacing the leftmost
    non-overlapping occurrences of the pattern in string by the
    replacement repl."""
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """Return a 2-tuple containing (new_string, number)."""
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """Split the source string by the occurrences of the pattern,
    returning a list containing the resulting substrings."""
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """Return a list of all non-overlapping matches in the string."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over all non-overlapping matches in the
    string.  For each match, the iterator returns a Match object."""
    return _compile(pattern, flags).finditer(string)


def compile(pattern, flags=0):
    "Compile a regular expression pattern, returning a Pattern object."
    return _compile(pattern, flags)


def purge():
    "Clear the regular expression caches"
    _cache.clear()
    _templates.clear()


def template(pattern, flags=0):
    "Compile a template pattern, returning a Pattern object, don't use"
    return _compile(pattern, flags | 1)


_SPECIAL = {ord(c): '\\' + c for c in '()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """Escape special characters in a string."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return str(pattern, 'latin1').translate(_SPECIAL).encode('latin1')
