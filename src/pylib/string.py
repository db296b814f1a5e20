"""Constants, templates and the formatter behind str.format."""

import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Splits into words, capitalizes each and joins them again (with one space unless sep is given)."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


_missing = object()


class _Found:
    """What a scan finds at a delimiter; the groups of a match of the usual pattern."""

    def __init__(self, start, end, **groups):
        self.start, self.end = start, end
        self.escaped = groups.get("escaped")
        self.named = groups.get("named")
        self.braced = groups.get("braced")
        self.invalid = groups.get("invalid")


class Template:
    """A string with $names to be replaced; $$ is a dollar sign, ${name} a name with something close behind it."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = None
    _by_pattern = False

    def __init_subclass__(cls):
        super().__init_subclass__()
        own = cls.__dict__
        if "pattern" in own or "idpattern" in own or "braceidpattern" in own or "flags" in own:
            import re
            if "pattern" in own:
                pattern = own["pattern"]
            else:
                delimiter = re.escape(cls.delimiter)
                pattern = (r"%(d)s(?:(?P<escaped>%(d)s)|(?P<named>%(i)s)|{(?P<braced>%(b)s)}|(?P<invalid>))"
                           % {"d": delimiter, "i": cls.idpattern, "b": cls.braceidpattern or cls.idpattern})
            flags = re.IGNORECASE if cls.flags is None else cls.flags
            cls.pattern = re.compile(pattern, flags | re.VERBOSE)
            cls._by_pattern = True

    def __init__(self, template):
        self.template = template

    def _identifier(self, start):
        """The end of the identifier at start, or start itself."""
        text, end = self.template, start
        while end < len(text):
            c = text[end]
            if not (c == "_" or c.isascii() and (c.isalpha() or end > start and c.isdigit())):
                break
            end += 1
        return end

    def _scan(self):
        text = self.template
        if self._by_pattern:
            for m in self.pattern.finditer(text):
                yield _Found(m.start(), m.end(), **{k: v for k, v in m.groupdict().items()})
            return
        mark, at = self.delimiter, 0
        while True:
            start = text.find(mark, at)
            if start < 0:
                return
            after = start + len(mark)
            end = self._identifier(after)
            if text.startswith(mark, after):
                found = _Found(start, after + len(mark), escaped=mark)
            elif end > after:
                found = _Found(start, end, named=text[after:end])
            else:
                end = self._identifier(after + 1) if text.startswith("{", after) else after
                if end > after + 1 and text.startswith("}", end):
                    found = _Found(start, end + 1, braced=text[after + 1:end])
                else:
                    found = _Found(start, after, invalid="")
            yield found
            at = found.end

    def _invalid(self, found):
        lines = self.template[:found.end].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column = found.end - len("".join(lines[:-1]))
            line = len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))

    def _mapping(self, mapping, kws):
        if mapping is _missing:
            return kws
        if kws:
            from collections import ChainMap
            return ChainMap(kws, mapping)
        return mapping

    def substitute(self, mapping=_missing, /, **kws):
        """The text with every name replaced; KeyError for one that is not in the mapping."""
        mapping = self._mapping(mapping, kws)
        parts, at = [], 0
        for found in self._scan():
            parts.append(self.template[at:found.start])
            name = found.named or found.braced
            if name is not None:
                parts.append(str(mapping[name]))
            elif found.escaped is not None:
                parts.append(self.delimiter)
            elif found.invalid is not None:
                self._invalid(found)
            else:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
            at = found.end
        parts.append(self.template[at:])
        return "".join(parts)

    def safe_substitute(self, mapping=_missing, /, **kws):
        """The same, but names that are not in the mapping and malformed ones are left as they are."""
        mapping = self._mapping(mapping, kws)
        parts, at = [], 0
        for found in self._scan():
            parts.append(self.template[at:found.start])
            name = found.named or found.braced
            text = self.template[found.start:found.end]
            if name is not None:
                try:
                    text = str(mapping[name])
                except KeyError:
                    pass
            elif found.escaped is not None:
                text = self.delimiter
            parts.append(text)
            at = found.end
        parts.append(self.template[at:])
        return "".join(parts)

    def is_valid(self):
        """Whether there are no malformed placeholders."""
        return all(found.invalid is None for found in self._scan())

    def get_identifiers(self):
        """The names, each once, in the order in which they come first."""
        names = []
        for found in self._scan():
            name = found.named or found.braced
            if name is not None and name not in names:
                names.append(name)
        return names


class Formatter:
    """str.format in parts that a subclass can replace."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used, depth, number=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if name is None:
                continue
            if name == "":
                if number is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(number)
                number += 1
            elif name.isdigit():
                if number:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                number = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, number = self._vformat(spec, args, kwargs, used, depth - 1, number)
            parts.append(self.format_field(value, spec))
        return "".join(parts), number

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        """Tuples (literal text, field name, format spec, conversion)."""
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """The object a field names, and the first part of the name."""
        first, rest = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, step in rest:
            value = getattr(value, step) if is_attribute else value[step]
        return value, first
