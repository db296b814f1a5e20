"""Texts of objects, cut where they are long; and a guard for reprs that come back to themselves."""

__all__ = ["Repr", "repr", "recursive_repr"]

import builtins
from itertools import islice
from _thread import get_ident


def recursive_repr(fillvalue='...'):
    'Decorator to make a repr function return fillvalue for a recursive call'

    def decorating_function(user_function):
        running = set()

        def wrapper(self):
            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return user_function(self)
            finally:
                running.discard(key)

        for name in ('__module__', '__doc__', '__name__', '__qualname__'):
            setattr(wrapper, name, getattr(user_function, name))
        wrapper.__annotations__ = getattr(user_function, '__annotations__', {})
        return wrapper

    return decorating_function


def _sorted_if_possible(items):
    try:
        return sorted(items)
    except Exception:
        return list(items)


class Repr:
    def __init__(self):
        self.fillvalue = '...'
        self.maxlevel = 6
        self.maxtuple = 6
        self.maxlist = 6
        self.maxarray = 5
        self.maxdict = 4
        self.maxset = 6
        self.maxfrozenset = 6
        self.maxdeque = 6
        self.maxstring = 30
        self.maxlong = 40
        self.maxother = 30

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        kind = type(x).__name__.replace(' ', '_')
        method = getattr(self, 'repr_' + kind, None)
        return self.repr_instance(x, level) if method is None else method(x, level)

    def _some(self, x, level, left, right, most, comma=''):
        """The first elements between brackets; comma: behind a single one."""
        if level <= 0 and x:
            return left + self.fillvalue + right
        parts = [self.repr1(element, level - 1) for element in islice(x, most)]
        if len(x) > most:
            parts.append(self.fillvalue)
        return left + ', '.join(parts) + (comma if len(x) == 1 else '') + right

    def repr_tuple(self, x, level):
        return self._some(x, level, '(', ')', self.maxtuple, ',')

    def repr_list(self, x, level):
        return self._some(x, level, '[', ']', self.maxlist)

    def repr_array(self, x, level):
        if not x:
            return "array('%s')" % x.typecode
        return self._some(x, level, "array('%s', [" % x.typecode, '])', self.maxarray)

    def repr_set(self, x, level):
        return self._some(_sorted_if_possible(x), level, '{', '}', self.maxset) if x else 'set()'

    def repr_frozenset(self, x, level):
        if not x:
            return 'frozenset()'
        return self._some(_sorted_if_possible(x), level, 'frozenset({', '})', self.maxfrozenset)

    def repr_deque(self, x, level):
        return self._some(x, level, 'deque([', '])', self.maxdeque)

    def repr_dict(self, x, level):
        if not x:
            return '{}'
        if level <= 0:
            return '{' + self.fillvalue + '}'
        parts = ['%s: %s' % (self.repr1(key, level - 1), self.repr1(x[key], level - 1))
                 for key in islice(_sorted_if_possible(x), self.maxdict)]
        if len(x) > self.maxdict:
            parts.append(self.fillvalue)
        return '{%s}' % ', '.join(parts)

    def _middle_out(self, text, most):
        before = max(0, (most - 3) // 2)
        after = max(0, most - 3 - before)
        return text[:before] + self.fillvalue + text[len(text) - after:]

    def repr_str(self, x, level):
        text = builtins.repr(x[:self.maxstring])
        if len(text) <= self.maxstring:
            return text
        before = max(0, (self.maxstring - 3) // 2)
        after = max(0, self.maxstring - 3 - before)
        return self._middle_out(builtins.repr(x[:before] + x[len(x) - after:]), self.maxstring)

    def repr_int(self, x, level):
        text = builtins.repr(x)
        return self._middle_out(text, self.maxlong) if len(text) > self.maxlong else text

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:
            return '<%s instance at %#x>' % (x.__class__.__name__, id(x))
        return self._middle_out(text, self.maxother) if len(text) > self.maxother else text


aRepr = Repr()
repr = aRepr.repr
