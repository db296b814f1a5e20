"""Classes that are mainly named fields: the decorator writes __init__, __repr__, comparisons and the like.

The methods are made from text, so that their signatures are real ones. What a method needs beside its parameters (default
factories, the class of the annotations) comes in as the closure of a function made around it.
"""

import abc
import copy
import functools
import inspect
import keyword
import sys
import types
from types import FunctionType, GenericAlias

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict',
           'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()

_EMPTY_METADATA = types.MappingProxyType({})


class _FIELD_BASE:
    __slots__ = ('name',)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'


class InitVar:
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type):
            name = self.type.__name__
        else:
            name = repr(self.type)
        return 'dataclasses.InitVar[%s]' % name

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata', 'kw_only',
                 '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        order = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata', 'kw_only')
        shown = ['%s=%r' % (n, getattr(self, n)) for n in order]
        return 'Field(%s,_field_type=%s)' % (','.join(shown), self._field_type)

    def __set_name__(self, owner, name):
        function = getattr(type(self.default), '__set_name__', None)
        if function:
            function(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return '_DataclassParams(%s)' % ','.join('%s=%r' % (n, getattr(self, n)) for n in self.__slots__)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Return an object to identify dataclass fields.

    default is the default value of the field.  default_factory is a
    0-argument function called to initialize a field's value.  If init
    is true, the field will be a parameter to the class's __init__()
    function.  If repr is true, the field will be included in the
    object's repr().  If hash is true, the field will be included in the
    object's hash().  If compare is true, the field will be used in
    comparison functions.  metadata, if specified, must be a mapping
    which is stored but not otherwise examined by dataclass.  If kw_only
    is true, the field will become a keyword-only parameter to
    __init__().

    It is an error to specify both default and default_factory.
    """
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _make_function(name, params, body, *, around=None, module_globals=None, returns=MISSING):
    """The function `def name(params): body`; `around` are names it sees that nobody else does."""
    around = dict(around or {})
    arrow = ''
    if returns is not MISSING:
        around['_return_type'] = returns
        arrow = '->_return_type'
    text = 'def __create_fn__(%s):\n def %s(%s)%s:\n%s\n return %s' % (
        ', '.join(around), name, ','.join(params), arrow, '\n'.join('  ' + line for line in body), name)
    names = {}
    exec(text, module_globals, names)
    return names['__create_fn__'](**around)


def _tuple_of(owner, fields):
    """The text of the tuple of these fields' values."""
    if not fields:
        return '()'
    return '(%s,)' % ','.join('%s.%s' % (owner, f.name) for f in fields)


def _init_parameter(f):
    if f.default is MISSING and f.default_factory is MISSING:
        default = ''
    elif f.default is not MISSING:
        default = '=_dflt_' + f.name
    else:
        default = '=_HAS_DEFAULT_FACTORY'
    return '%s:_type_%s%s' % (f.name, f.name, default)


def _init_line(f, frozen, around, self_name, slots):
    """The line of __init__ that sets the field, or None."""
    default = '_dflt_' + f.name
    if f.default_factory is not MISSING:
        around[default] = f.default_factory
        if f.init:
            value = '%s() if %s is _HAS_DEFAULT_FACTORY else %s' % (default, f.name, f.name)
        else:
            value = default + '()'
    elif f.init:
        if f.default is not MISSING:
            around[default] = f.default
        value = f.name
    elif slots and f.default is not MISSING:
        around[default] = f.default
        value = default
    else:
        return None
    if f._field_type is _FIELD_INITVAR:
        return None
    if frozen:
        return '__dataclass_builtins_object__.__setattr__(%s,%r,%s)' % (self_name, f.name, value)
    return '%s.%s=%s' % (self_name, f.name, value)


def _make_init(fields, std_fields, kw_only_fields, frozen, has_post_init, self_name, module_globals, slots):
    seen_default = False
    for f in std_fields:
        if f.init:
            if not (f.default is MISSING and f.default_factory is MISSING):
                seen_default = True
            elif seen_default:
                raise TypeError('non-default argument %r follows default argument' % f.name)
    around = {'_type_' + f.name: f.type for f in fields}
    around['MISSING'] = MISSING
    around['_HAS_DEFAULT_FACTORY'] = _HAS_DEFAULT_FACTORY
    around['__dataclass_builtins_object__'] = object
    body = [line for f in fields if (line := _init_line(f, frozen, around, self_name, slots))]
    if has_post_init:
        given = ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append('%s.%s(%s)' % (self_name, _POST_INIT_NAME, given))
    params = [self_name] + [_init_parameter(f) for f in std_fields]
    if kw_only_fields:
        params += ['*'] + [_init_parameter(f) for f in kw_only_fields]
    return _make_function('__init__', params, body or ['pass'], around=around, module_globals=module_globals, returns=None)


def _recursive_repr(user_function):
    running = set()

    @functools.wraps(user_function)
    def wrapper(self):
        key = id(self)
        if key in running:
            return '...'
        running.add(key)
        try:
            return user_function(self)
        finally:
            running.discard(key)
    return wrapper


def _make_repr(fields, module_globals):
    shown = ', '.join('%s={self.%s!r}' % (f.name, f.name) for f in fields)
    return _recursive_repr(_make_function('__repr__', ('self',), ['return self.__class__.__qualname__ + f"(%s)"' % shown],
                                          module_globals=module_globals))


def _make_frozen(cls, fields, module_globals):
    around = {'cls': cls, 'FrozenInstanceError': FrozenInstanceError}
    condition = 'type(self) is cls'
    if fields:
        condition += ' or name in (%s,)' % ','.join(repr(f.name) for f in fields)
    return (_make_function('__setattr__', ('self', 'name', 'value'),
                           ['if %s:' % condition, ' raise FrozenInstanceError(f"cannot assign to field {name!r}")',
                            'super(cls, self).__setattr__(name, value)'], around=around, module_globals=module_globals),
            _make_function('__delattr__', ('self', 'name'),
                           ['if %s:' % condition, ' raise FrozenInstanceError(f"cannot delete field {name!r}")',
                            'super(cls, self).__delattr__(name)'], around=around, module_globals=module_globals))


def _make_compare(name, op, fields, module_globals):
    return _make_function(name, ('self', 'other'),
                          ['if other.__class__ is self.__class__:',
                           ' return %s%s%s' % (_tuple_of('self', fields), op, _tuple_of('other', fields)),
                           'return NotImplemented'], module_globals=module_globals)


def _make_hash(fields, module_globals):
    return _make_function('__hash__', ('self',), ['return hash(%s)' % _tuple_of('self', fields)], module_globals=module_globals)


def _names_form(annotation, cls, wanted):
    """Does an annotation written as text name ClassVar, InitVar or KW_ONLY (wanted(value, module) says of what
    it names)? The text is read without evaluating more than a name or module.name."""
    text = annotation.strip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] in '_.'):
        end += 1
    if end < len(text) and text[end] not in '[ ':
        return False
    parts = text[:end].split('.')
    names = sys.modules.get(cls.__module__).__dict__ if cls.__module__ in sys.modules else {}
    if len(parts) == 1:
        return wanted(names.get(parts[0]))
    if len(parts) == 2:
        module = names.get(parts[0])
        return isinstance(module, types.ModuleType) and wanted(module.__dict__.get(parts[1]))
    return False


def _is_classvar(value):
    typing = sys.modules.get('typing')
    return typing is not None and (value is typing.ClassVar
                                   or type(value) is typing._GenericAlias and value.__origin__ is typing.ClassVar)


def _is_initvar(value):
    return value is InitVar or type(value) is InitVar


def _is_kw_only(value):
    return value is KW_ONLY


def _get_field(cls, name, annotation, default_kw_only):
    """The Field of one annotation, its kind decided and its default checked."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING  # a slot of the class
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is_classvar(annotation) or isinstance(annotation, str) and _names_form(annotation, cls, _is_classvar):
        f._field_type = _FIELD_CLASSVAR
    elif _is_initvar(annotation) or isinstance(annotation, str) and _names_form(annotation, cls, _is_initvar):
        f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError('field %s cannot have a default factory' % f.name)
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError('field %s is a ClassVar but specifies kw_only' % f.name)
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError('mutable default %s for field %s is not allowed: use default_factory'
                         % (type(f.default), f.name))
    return f


def _add(cls, name, value):
    """Gives the class a method; False if it has one of its own."""
    if name in cls.__dict__:
        return False
    if isinstance(value, FunctionType):
        value.__qualname__ = '%s.%s' % (cls.__qualname__, value.__name__)
    setattr(cls, name, value)
    return True


def _set_hash(cls, fields, module_globals, unsafe_hash, eq, frozen, has_explicit_hash):
    """What __hash__ becomes, by the table in the documentation of the module."""
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError('Cannot overwrite attribute __hash__ in class %s' % cls.__name__)
    elif not eq or has_explicit_hash:
        return
    elif not frozen:
        cls.__hash__ = None
        return
    chosen = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    made = _make_hash(chosen, module_globals)
    made.__qualname__ = '%s.__hash__' % cls.__qualname__
    cls.__hash__ = made


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields = {}
    module_globals = sys.modules[cls.__module__].__dict__ if cls.__module__ in sys.modules else {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    any_frozen_base = has_dataclass_bases = False
    for b in cls.__mro__[-1:0:-1]:
        inherited = getattr(b, _FIELDS, None)
        if inherited is not None:
            has_dataclass_bases = True
            for f in inherited.values():
                fields[f.name] = f
            if getattr(b, _PARAMS).frozen:
                any_frozen_base = True
    annotations = cls.__dict__.get('__annotations__', {})
    own = []
    seen_kw_only = False
    for name, annotation in annotations.items():
        if _is_kw_only(annotation) or isinstance(annotation, str) and _names_form(annotation, cls, _is_kw_only):
            if seen_kw_only:
                raise TypeError('%r is KW_ONLY, but KW_ONLY has already been specified' % name)
            seen_kw_only = True
            kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, kw_only))
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError('%r is a field but has no type annotation' % name)
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen_base and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING or class_hash is None and '__eq__' in cls.__dict__)
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    in_init = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std_init = tuple(f for f in in_init if f.init and not f.kw_only)
    kw_init = tuple(f for f in in_init if f.init and f.kw_only)
    real = [f for f in fields.values() if f._field_type is _FIELD]
    compared = [f for f in real if f.compare]
    if init:
        _add(cls, '__init__', _make_init(in_init, std_init, kw_init, frozen, hasattr(cls, _POST_INIT_NAME),
                                         '__dataclass_self__' if 'self' in fields else 'self', module_globals, slots))
    if repr:
        _add(cls, '__repr__', _make_repr([f for f in real if f.repr], module_globals))
    if eq:
        _add(cls, '__eq__', _make_compare('__eq__', '==', compared, module_globals))
    if order:
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            if not _add(cls, name, _make_compare(name, op, compared, module_globals)):
                raise TypeError('Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering'
                                % (name, cls.__name__))
    if frozen:
        for function in _make_frozen(cls, real, module_globals):
            if not _add(cls, function.__name__, function):
                raise TypeError('Cannot overwrite attribute %s in class %s' % (function.__name__, cls.__name__))
    _set_hash(cls, real, module_globals, unsafe_hash, eq, frozen, has_explicit_hash)
    if not getattr(cls, '__doc__'):
        try:
            signature = str(inspect.signature(cls)).replace(' -> None', '')
        except (TypeError, ValueError):
            signature = ''
        cls.__doc__ = cls.__name__ + signature
    if match_args:
        _add(cls, '__match_args__', tuple(f.name for f in std_init))
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    abc.update_abstractmethods(cls)
    return cls


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _get_slots(cls):
    found = cls.__dict__.get('__slots__')
    if found is None:
        return
    if isinstance(found, str):
        yield found
    elif not hasattr(found, '__next__'):
        yield from found
    else:
        raise TypeError("Slots of '%s' cannot be determined" % cls.__name__)


def _add_slots(cls, is_frozen, weakref_slot):
    """The class made anew with __slots__: slots cannot be added to one that exists."""
    if '__slots__' in cls.__dict__:
        raise TypeError('%s already specifies __slots__' % cls.__name__)
    names = tuple(f.name for f in fields(cls))
    inherited = {s for c in cls.__mro__[1:-1] for s in _get_slots(c)}
    namespace = dict(cls.__dict__)
    namespace['__slots__'] = tuple(n for n in (*names, *(('__weakref__',) if weakref_slot else ())) if n not in inherited)
    for name in names:
        namespace.pop(name, None)
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        cls.__qualname__ = qualname
    if is_frozen:
        if '__getstate__' not in namespace:
            cls.__getstate__ = _dataclass_getstate
        if '__setstate__' not in namespace:
            cls.__setstate__ = _dataclass_setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Returns the same class as was passed in, with dunder methods
    added based on the fields defined in the class.

    Examines PEP 526 __annotations__ to determine fields.

    If init is true, an __init__() method is added to the class. If
    repr is true, a __repr__() method is added. If order is true, rich
    comparison dunder methods are added. If unsafe_hash is true, a
    __hash__() method function is added. If frozen is true, fields may
    not be assigned to after instance creation. If match_args is true,
    the __match_args__ tuple is added. If kw_only is true, then by
    default all fields are keyword-only. If slots is true, an
    __slots__ attribute is added.
    """
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """Return a tuple describing the fields of this dataclass.

    Accepts a dataclass or an instance of one. Tuple elements are of
    type Field.
    """
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Returns True if obj is a dataclass or an instance of a
    dataclass."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def _convert(obj, instance):
    """A copy of obj in which each dataclass instance is instance(that)."""
    if _is_dataclass_instance(obj):
        return instance(obj)
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_convert(v, instance) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_convert(v, instance) for v in obj)
    if isinstance(obj, dict):
        return type(obj)((_convert(k, instance), _convert(v, instance)) for k, v in obj.items())
    return copy.deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a new dictionary mapping
    field names to field values.

    If given, 'dict_factory' will be used instead of built-in dict.
    The function applies recursively to field values that are
    dataclass instances. This will also look into built-in containers:
    tuples, lists, and dicts.
    """
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")

    def instance(o):
        return dict_factory([(f.name, _convert(getattr(o, f.name), instance)) for f in fields(o)])
    try:
        return instance(obj)
    finally:
        instance = None


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a new tuple of field values.

    If given, 'tuple_factory' will be used instead of built-in tuple.
    The function applies recursively to field values that are
    dataclass instances. This will also look into built-in containers:
    tuples, lists, and dicts.
    """
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")

    def instance(o):
        return tuple_factory([_convert(getattr(o, f.name), instance) for f in fields(o)])
    try:
        return instance(obj)
    finally:
        instance = None


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Return a new dynamically created dataclass.

    The dataclass name will be 'cls_name'.  'fields' is an iterable
    of either (name), (name, type) or (name, type, Field) objects. If type is
    omitted, use the string 'typing.Any'.
    """
    if namespace is None:
        namespace = {}
    seen, annotations, defaults = set(), {}, {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, 'typing.Any'
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, defaults[item[0]] = item
        else:
            raise TypeError('Invalid field: %r' % (item,))
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError('Field names must be valid identifiers: %r' % (name,))
        if keyword.iskeyword(name):
            raise TypeError('Field names must not be keywords: %r' % (name,))
        if name in seen:
            raise TypeError('Field name duplicated: %r' % (name,))
        seen.add(name)
        annotations[name] = kind

    def exec_body(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations
    cls = types.new_class(cls_name, bases, {}, exec_body)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values.

    This is especially useful for frozen classes.
    """
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError('field %s is declared with init=False, it cannot be specified with replace()' % f.name)
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError("InitVar %r must be specified with replace()" % f.name)
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
