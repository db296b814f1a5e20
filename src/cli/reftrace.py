"""Trace a program under CPython 3.11 without disturbing what is measured.

    python3 reftrace.py [--out FILE] [--max-steps N] [--max-objects N] [--no-objects] PROGRAM.py [ARGS...]

The program runs as `python3 PROGRAM.py ARGS` would run it: in a fresh `__main__`, compiled by the
interpreter's own file runner (so the syntax tree keeps its constants alive while the script runs,
as it does there). Before each line that runs, one JSON record is written: where we are, the frames of
the program with their names, and every object those names lead to, with its exact reference count.

How the counts stay exact.  A Python trace function would not do: asking a frame for its locals makes
new references. Here the trace function is a C callback made by ctypes. It receives plain addresses,
and the interpreter's structures are read as memory, so nothing is counted that the program did not
count itself. A Python reference to an object is only made after its count has been read, and is given
back before anything else is read.  The collector's allocation counter, which decides when a collection
starts, is put back after every record, and the collector is off while the callback runs.

One count is corrected: see find_temporary_method. What remains different from an untraced run: the frame objects made for the callback, and the blocks and free-list entries the
callback takes and returns, shift *addresses*. Programs about the reuse of addresses cannot be compared this
way.

The record:
    {"step":N, "event":"line", "line":L, "function":NAME,
     "frames":[{"function":NAME, "line":L, "names":[{"name":S, "scope":"local|cell|free|global", "object":TAG}]}],
     "objects":{TAG:{"type":S, "refs":N, "size":N, "address":N, "checks":FLAGS, "parts":[[LABEL, TAG]]}},
     "output":TEXT}
followed at the end of the program by
    {"step":N, "event":"end", "status":N, "output":TEXT}
and, where the records go to a pipe, by what the program prints while the interpreter shuts down, as it is.
Tags stand for addresses. `parts` are the references an object holds to other listed objects, in a fixed order.
With --max-objects, the objects nearest to the names are listed and the rest left out.
`checks` says what of an object another interpreter must agree with: c its count, s its size, p its parts, P its parts
and which there are; 1 a string of one character, which may or may not be the shared one. Counts of small integers, strings, tuples and the like are also the interpreter's own business, and
functions and classes that the script did not make are nobody's: see COMPARED.
`size` is null where computing it would run the program's own code.
In all texts NUL is written as U+2400 and a lone surrogate as U+FFFD, for readers that end a text there.

Only the standard library is used, and everything is in this one file: it also travels inside the lastref binary.
"""

import sys

if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 11) or sys.maxsize != 2**63 - 1:
    sys.exit(
        "reftrace: needs CPython 3.11 on a 64-bit machine; this is %s %d.%d.%d (set PYTHON to a python3.11)"
        % ((sys.implementation.name,) + sys.version_info[:3])
    )

import ctypes
import gc
import io
import os
import stat
import types
from json.encoder import encode_basestring_ascii

WORD = 8

# The whole address space as one array of machine words: WORDS[address >> 3] reads one, a slice reads many.
WORDS = (ctypes.c_int64 * (1 << 59)).from_address(0)
HALVES = (ctypes.c_int32 * (1 << 60)).from_address(0)
BYTES = (ctypes.c_uint8 * (1 << 61)).from_address(0)

# One reference slot that can be pointed at any object: reading `SLOT.value` makes a reference to it.
ADDRESS = ctypes.c_ssize_t()
SLOT = ctypes.py_object.from_buffer(ADDRESS)


def quote(text):
    if not text.isascii():
        text = "".join(["\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text])
    return encode_basestring_ascii(text.replace("\0", "\u2400"))


def object_at(address):
    ADDRESS.value = address
    return SLOT.value


# --- Layouts of CPython 3.11, in bytes ----------------------------------------------------------------

FRAME_OBJECT_FRAME = 24  # PyFrameObject.f_frame
FRAME_LOCALS = 24  # _PyInterpreterFrame.f_locals
FRAME_CODE = 32
FRAME_PREVIOUS = 48
FRAME_INSTRUCTION = 56
FRAME_LOCALSPLUS = 72
CODE_FIRST_INSTRUCTION = 184  # checked in check_layout
TYPE_FLAGS = 168
TYPE_DICT = 264
TYPE_BASES = 336
HEAP_TYPE_CACHED_KEYS = 872
HEAP_TYPE_SIZE = 904
FUNCTION_DEFAULTS = 56
FUNCTION_KWDEFAULTS = 64
FUNCTION_CLOSURE = 72
FUNCTION_DICT = 88
FUNCTION_ANNOTATIONS = 112
FUNCTION_CODE = 48
GENERATOR_CODE = 16
GENERATOR_STATE = 75
GENERATOR_FRAME = 80
THREAD_RECURSION_REMAINING = 32
THREAD_RECURSION_LIMIT = 36

TPFLAGS_HEAPTYPE = 1 << 9
TPFLAGS_MANAGED_DICT = 1 << 4
KIND_LOCAL, KIND_CELL, KIND_FREE = 0x20, 0x40, 0x80
OP_RESUME = (150, 151)  # plain and quickened
OP_YIELD_VALUE = 86

OP_CALL = 171
OP_CALL_FUNCTION_EX = 142
OP_EXTENDED_ARG = 144

TRACE_CALL, TRACE_LINE, TRACE_RETURN = 0, 2, 3

# What of an object can be compared with another interpreter, by its type; all types that are not here: "csP".
COMPARED = {name: flags for flags, names in {
    "": """module code frame traceback builtin_function_or_method method_descriptor wrapper_descriptor getset_descriptor
           member_descriptor method-wrapper classmethod_descriptor TextIOWrapper mappingproxy range slice bool NoneType
           ellipsis NotImplementedType""",
    "s": "int float complex str bytes",
    "sP": "tuple",
    "cs": "set frozenset",  # the order of members that hash by address is nobody's promise
    "csp": "function generator method",
    "c": "type",
}.items() for name in names.split()}

MODULE_PRESETS = frozenset(
    "__name__ __doc__ __package__ __loader__ __spec__ __annotations__ __builtins__ __file__ __cached__".split()
)


class LayoutError(Exception):
    pass


def check_layout():
    """Refuse to read an interpreter whose structures are not where we think they are."""

    def probe(a, b=2, *, c=3):
        x = a
        return lambda: x

    code = probe.__code__
    if WORDS[(id(probe) + FUNCTION_CODE) >> 3] != id(code):
        raise LayoutError("function")
    if WORDS[(id(probe) + FUNCTION_DEFAULTS) >> 3] != id(probe.__defaults__):
        raise LayoutError("function defaults")
    first = ctypes.string_at(id(code) + CODE_FIRST_INSTRUCTION, 2)
    if first != code.co_code[:2] or object.__sizeof__(code) < CODE_FIRST_INSTRUCTION:
        raise LayoutError("code")
    if type.__basicsize__ != HEAP_TYPE_SIZE:
        raise LayoutError("type")
    sample = {"k": probe}
    if [a for a in dict_entries(id(sample))] != [(id("k"), id(probe))]:
        raise LayoutError("dict")


# --- The collector's counters ------------------------------------------------------------------------


class CollectorState:
    """The three counters that decide when a collection starts, and the switch, read and written in place."""

    def __init__(self):
        get = ctypes.pythonapi.PyInterpreterState_Get
        get.restype = ctypes.c_void_p
        base = get()
        saved = gc.get_threshold()
        gc.set_threshold(123457, 8191, 127)
        try:
            for word in range(base >> 3, (base + 8192) >> 3):
                half = word * 2 + 4
                if HALVES[half] == 123457 and HALVES[half + 6] == 8191 and HALVES[half + 12] == 127:
                    break
            else:
                raise LayoutError("collector")
        finally:
            gc.set_threshold(*saved)
        self.count0 = half + 1
        self.count1 = half + 7
        self.count2 = half + 13
        self.enabled = word * 2 - 3
        if HALVES[self.enabled] != gc.isenabled():
            raise LayoutError("collector switch")


# --- Names -------------------------------------------------------------------------------------------

TYPE_NAME = type.__dict__["__name__"].__get__
TYPE_MODULE = type.__dict__["__module__"].__get__
TYPE_MRO = type.__dict__["__mro__"].__get__

NAME_CACHE = {}  # address of a str -> its JSON text; the str is kept alive by the list beside it
NAME_KEEP = []


def name_at(address):
    text = NAME_CACHE.get(address)
    if text is None:
        value = object_at(address)
        NAME_KEEP.append(value)
        text = NAME_CACHE[address] = quote(str.__str__(value))
    return text


class CodeFacts:
    """What we need of a code object; it holds a copy of the facts and no reference to the code."""

    def __init__(self, address):
        code = object_at(address)
        self.name = quote(code.co_name)
        kinds = code_kinds(code)
        names = code_names(code)
        self.slots = []
        for index, (name, kind) in enumerate(zip(names, kinds)):
            if kind & KIND_FREE:
                scope = "free"
            elif kind & KIND_CELL:
                scope = "cell"
            else:
                scope = "local"
            self.slots.append((index, quote(name), scope))
        self.size = len(names)
        self.optimized = bool(code.co_flags & 0x1)
        self.module = code.co_name == "<module>"
        lines = {}
        for start, end, line in code.co_lines():
            for offset in range(start, end, 2):
                lines[offset] = line
        self.lines = lines
        self.instructions = code.co_code
        self.depths = None  # filled by depth_at


def stack_depths(code):
    """{offset of an instruction: values on the stack before it}, by following the code's paths."""
    import dis

    rows = {i.offset: i for i in dis.get_instructions(code)}
    following = dict(zip(rows, list(rows)[1:]))
    handlers = dis._parse_exception_table(code)
    starts_resumed = code.co_flags & 0x2A0  # generators and coroutines find one value when they first resume
    depths = {}
    pending = [(0, 1 if starts_resumed else 0)]
    while pending:
        offset, depth = pending.pop()
        if offset in depths or offset not in rows:
            continue
        depths[offset] = depth
        row = rows[offset]
        argument = row.arg if row.opcode >= dis.HAVE_ARGUMENT else None
        for entry in handlers:
            if entry.start <= offset < entry.end:
                pending.append((entry.target, entry.depth + entry.lasti + 1))
        if row.opcode in dis.hasjrel or row.opcode in dis.hasjabs:
            pending.append((row.argval, depth + dis.stack_effect(row.opcode, argument, jump=True)))
        if row.opname not in ("RETURN_VALUE", "RAISE_VARARGS", "RERAISE", "JUMP_FORWARD", "JUMP_BACKWARD",
                              "JUMP_BACKWARD_NO_INTERRUPT") and offset in following:
            pending.append((following[offset], depth + dis.stack_effect(row.opcode, argument, jump=False)))
    return depths


def code_names(code):
    # The order of the frame's slots: arguments and locals (cells that are arguments stay there), other cells, free.
    rest = [name for name in code.co_cellvars if name not in code.co_varnames]
    return list(code.co_varnames) + rest + list(code.co_freevars)


def code_kinds(code):
    cells = set(code.co_cellvars)
    kinds = [KIND_LOCAL | (KIND_CELL if name in cells else 0) for name in code.co_varnames]
    kinds += [KIND_CELL for name in code.co_cellvars if name not in code.co_varnames]
    kinds += [KIND_FREE for name in code.co_freevars]
    return kinds


def dict_entries(address, word=None):
    """(key address, value address) of a dict, in its own order, straight from its table."""
    word = address >> 3
    keys = WORDS[word + 4]
    values = WORDS[word + 5]
    return table_entries(keys, values)


def table_entries(keys, values):
    log2_index_bytes = BYTES[keys + 9]
    kind = BYTES[keys + 10]
    count = WORDS[(keys >> 3) + 3]
    first = (keys + 32 + (1 << log2_index_bytes)) >> 3
    if kind == 0:  # hash, key, value
        rows = WORDS[first : first + 3 * count]
        return [(rows[i], rows[i + 1]) for i in range(1, 3 * count, 3) if rows[i + 1]]
    rows = WORDS[first : first + 2 * count]
    if values:  # the values of this instance, keys shared with its class
        vals = WORDS[values >> 3 : (values >> 3) + count]
        return [(rows[2 * i], vals[i]) for i in range(count) if vals[i]]
    return [(rows[i], rows[i + 1]) for i in range(0, 2 * count, 2) if rows[i + 1]]


# --- The objects of one record -----------------------------------------------------------------------


class HeapReader:
    """Lists the objects reachable from some addresses: their counts, sizes and parts."""

    def __init__(self, tags, limit):
        self.tags = tags
        self.limit = limit
        self.script = None  # address of the script's co_filename, once known
        self.slot_cache = {}
        self.size_cache = {}
        leaves = (int, float, complex, bool, str, bytes, bytearray, range, type(None), types.ModuleType,
                  types.BuiltinFunctionType, types.CodeType, types.FrameType, types.TracebackType, type(Ellipsis),
                  type(NotImplemented), types.WrapperDescriptorType, types.MethodDescriptorType,
                  types.GetSetDescriptorType, types.MemberDescriptorType, types.MethodWrapperType,
                  io.TextIOWrapper)
        handlers = {
            list: self.list_parts,
            tuple: self.tuple_parts,
            dict: self.dict_parts,
            types.FunctionType: self.function_parts,
            types.CellType: self.cell_parts,
            type: self.class_parts,
            types.GeneratorType: self.generator_parts,
        }
        self.handlers = {id(t): None for t in leaves}
        self.handlers.update({id(t): f for t, f in handlers.items()})
        self.fixed_size = {id(t): sys.getsizeof(v) for t, v in ((float, 0.5), (type(None), None), (bool, True))
                           if t is not bool}
        self.type_type = id(type)
        self.foreign_dicts = {id(sys.modules["builtins"].__dict__), id(sys.modules)}

    # Every `*_parts` gives (label, address) pairs; labels are JSON text.

    def list_parts(self, word):
        size = WORDS[word + 2]
        if not size:
            return ()
        items = WORDS[word + 3] >> 3
        return [('"[%d]"' % i, a) for i, a in enumerate(WORDS[items : items + size]) if a]

    def tuple_parts(self, word):
        size = WORDS[word + 2]
        return [('"[%d]"' % i, a) for i, a in enumerate(WORDS[word + 3 : word + 3 + size]) if a]

    def dict_parts(self, word):
        parts = []
        if word << 3 in self.foreign_dicts:
            return parts
        for i, (key, value) in enumerate(dict_entries(word << 3)):
            parts.append(('"key %d"' % i, key))
            parts.append(('"value %d"' % i, value))
        return parts

    def function_parts(self, word):
        address = word << 3
        code = WORDS[(address + FUNCTION_CODE) >> 3]
        if not self.is_of_script(code):
            return ()
        parts = []
        for label, offset in (('"__defaults__"', FUNCTION_DEFAULTS), ('"__kwdefaults__"', FUNCTION_KWDEFAULTS),
                              ('"__closure__"', FUNCTION_CLOSURE), ('"__dict__"', FUNCTION_DICT),
                              ('"__annotations__"', FUNCTION_ANNOTATIONS)):
            part = WORDS[(address + offset) >> 3]
            if part:
                parts.append((label, part))
        return parts

    def cell_parts(self, word):
        part = WORDS[word + 2]
        return [('"contents"', part)] if part else ()

    def generator_parts(self, word):
        """The names in a suspended generator's frame; cells appear as themselves."""
        address = word << 3
        code = WORDS[(address + GENERATOR_CODE) >> 3]
        state = BYTES[address + GENERATOR_STATE]
        if not self.is_of_script(code) or state in (1, 4):  # completed, cleared
            return ()
        facts = self.facts_of(code)
        base = (address + GENERATOR_FRAME + FRAME_LOCALSPLUS) >> 3
        values = WORDS[base : base + facts.size]
        return [(name, values[slot]) for slot, name, _ in facts.slots if values[slot] and name[1] != "."]

    def class_parts(self, word):
        """A class the program made: its own namespace. Classes of libraries are not looked into."""
        address = word << 3
        if not WORDS[word + TYPE_FLAGS // 8] & TPFLAGS_HEAPTYPE or not self.is_program_class(address):
            return ()
        parts = [('"__bases__"', WORDS[word + TYPE_BASES // 8])]
        for key, value in dict_entries(WORDS[word + TYPE_DICT // 8]):
            name = name_at(key)
            if name not in ('"__doc__"', '"__module__"', '"__dict__"', '"__weakref__"'):
                parts.append((name, value))
        return parts

    def instance_parts(self, word, type_address):
        """An instance of a class made in Python: attributes and slots by name, then what a built-in base holds."""
        flags = WORDS[(type_address + TYPE_FLAGS) >> 3]
        parts = []
        seen = {type_address}
        if flags & TPFLAGS_MANAGED_DICT:
            values, dictionary = WORDS[word - 4], WORDS[word - 3]
            if values:
                keys = WORDS[(type_address + HEAP_TYPE_CACHED_KEYS) >> 3]
                for key, value in table_entries(keys, values):
                    parts.append((name_at(key), value))
                    seen.add(value)
            elif dictionary:
                parts.append(('"__dict__"', dictionary))
                seen.add(dictionary)
        for name, offset in self.class_slots(type_address):
            value = WORDS[word + offset // 8]
            if value:
                parts.append((name, value))
                seen.add(value)
        for index, value in enumerate(self.referents(word << 3)):
            if value not in seen:
                parts.append(('"(%d)"' % index, value))
        return parts

    def other_parts(self, word):
        type_address = WORDS[word + 1]
        parts = []
        for index, value in enumerate(self.referents(word << 3)):
            if value != type_address:
                parts.append(('"(%d)"' % index, value))
        return parts

    def referents(self, address):
        return [id(x) for x in gc.get_referents(object_at(address))]

    def class_slots(self, type_address):
        """(name, offset) of the `__slots__` of a class and its bases."""
        stamp = (WORDS[(type_address + TYPE_DICT) >> 3], WORDS[(type_address + 32) >> 3])
        cached = self.slot_cache.get(type_address)
        if cached and cached[0] == stamp:
            return cached[1]
        slots = []
        for cls in TYPE_MRO(object_at(type_address)):
            if WORDS[(id(cls) + TYPE_FLAGS) >> 3] & TPFLAGS_HEAPTYPE:
                for key, value in dict_entries(WORDS[(id(cls) + TYPE_DICT) >> 3]):
                    if WORDS[(value >> 3) + 1] == id(types.MemberDescriptorType):
                        member = WORDS[(value + 40) >> 3]
                        if HALVES[(member + 8) >> 2] in (6, 16):  # T_OBJECT, T_OBJECT_EX
                            slots.append((name_at(key), WORDS[(member + 16) >> 3]))
        self.slot_cache[type_address] = (stamp, slots)
        return slots

    def is_of_script(self, code):
        return WORDS[(code + CODE_FILENAME) >> 3] == self.script

    def is_program_class(self, address):
        for key, value in dict_entries(WORDS[(address + TYPE_DICT) >> 3]):
            if name_at(key) == '"__module__"':
                return name_at(value) == '"__main__"' if WORDS[(value >> 3) + 1] == id(str) else False
        return False

    def size_of(self, address, type_address):
        """sys.getsizeof, unless a class of the program answers it itself."""
        if WORDS[(type_address + TYPE_FLAGS) >> 3] & TPFLAGS_HEAPTYPE:
            for cls in TYPE_MRO(object_at(type_address)):
                if WORDS[(id(cls) + TYPE_FLAGS) >> 3] & TPFLAGS_HEAPTYPE:
                    for key, value in dict_entries(WORDS[(id(cls) + TYPE_DICT) >> 3]):
                        if name_at(key) == '"__sizeof__"':
                            return None
        try:
            return sys.getsizeof(object_at(address))
        except Exception:
            return None

    def read(self, roots, surplus):
        """JSON text of the objects reachable from `roots` (addresses), roots included; `surplus` gives references to
        leave out."""
        found = []
        seen = set()
        pending = []
        for root in roots:
            if root not in seen:
                seen.add(root)
                pending.append(root)
        # All counts first, with nothing but integers in our hands; the texts that need references come after.
        handlers = self.handlers
        leaf = self.default_handler
        index = 0
        limit = max(self.limit, len(pending))
        while index < len(pending) and index < limit:
            address = pending[index]
            index += 1
            word = address >> 3
            refs, type_address = WORDS[word : word + 2]
            if address in surplus:
                refs -= surplus[address]
            try:
                handler = handlers[type_address]
            except KeyError:
                handler = leaf
            parts = ()
            if handler is not None:
                if handler is leaf:
                    parts = handler(word, type_address)
                else:
                    parts = handler(word)
                for _, part in parts:
                    if part not in seen:
                        seen.add(part)
                        pending.append(part)
            found.append((address, refs, type_address, parts))
        foreign = self.is_foreign
        tags = self.tags
        out = []
        for address, refs, type_address, parts in found:
            size = self.fixed_size.get(type_address)
            if size is None:
                size = self.size_of(address, type_address)
            text = '"%d":{"type":%s,"refs":%d,"size":%s,"address":%d' % (
                tag_of(tags, address),
                quote(TYPE_NAME(object_at(type_address))),
                refs,
                "null" if size is None else size,
                address,
            )
            kind = TYPE_NAME(object_at(type_address))
            checks = "" if not parts and foreign(address, type_address) else COMPARED.get(kind, "csP")
            if type_address == STR_TYPE and WORDS[(address >> 3) + 2] == 1:
                checks = "s1"
            if len(parts) > limit:
                checks = checks.replace("P", "p")
            text += ',"checks":"%s"' % checks
            if parts:
                text += ',"parts":[%s]' % ",".join('[%s,%d]' % (label, tag_of(tags, a)) for label, a in parts[:limit])
            out.append(text + "}")
        return ",".join(out)

    def is_foreign(self, address, type_address):
        """A function or class that the script did not make: who else holds it is not the script's business."""
        if type_address == FUNCTION_TYPE:
            return not self.is_of_script(WORDS[(address + FUNCTION_CODE) >> 3])
        if WORDS[(type_address + TYPE_FLAGS) >> 3] & (1 << 31):
            return not WORDS[(address + TYPE_FLAGS) >> 3] & TPFLAGS_HEAPTYPE or not self.is_program_class(address)
        return address in self.foreign_dicts

    def default_handler(self, word, type_address):
        flags = WORDS[(type_address + TYPE_FLAGS) >> 3]
        if WORDS[(type_address >> 3) + 1] != self.type_type or flags & TPFLAGS_HEAPTYPE:
            if flags & (1 << 31):  # an instance of a metaclass: a class
                return self.class_parts(word)
            if flags & TPFLAGS_HEAPTYPE and self.is_python_class(type_address):
                return self.instance_parts(word, type_address)
        if not flags & (1 << 14):  # not a container
            return ()
        return self.other_parts(word)

    def is_python_class(self, type_address):
        # Classes made by a class statement or type() have `__module__` as a plain str in their namespace.
        for key, value in dict_entries(WORDS[(type_address + TYPE_DICT) >> 3]):
            if name_at(key) == '"__module__"':
                return True
        return False


def tag_of(tags, address):
    tag = tags.get(address)
    if tag is None:
        tag = tags[address] = len(tags) + 1
    return tag


# --- The tracer --------------------------------------------------------------------------------------


class Tracer:
    def __init__(self, path, out, max_steps, max_objects, objects):
        self.path = path
        self.out = out
        self.max_steps = max_steps
        self.objects = objects
        self.step = 0
        self.script = None  # address of the co_filename of the script's code
        self.foreign = set()  # addresses of other files' co_filename, kept alive in `keep`
        self.keep = []
        self.facts = {}  # address of a code -> (first instruction word, CodeFacts)
        self.tags = {}
        self.heap = HeapReader(self.tags, max_objects)
        self.heap.facts_of = self.facts_of
        self.collector = CollectorState()
        self.sink = None
        self.stdout = sys.stdout
        self.thread = None
        self.full = False
        self.live = False  # someone reads along: each record goes out at once

    # What the program printed since the last record.

    def capture_output(self):
        self.stdout.flush()
        self.sink = os.memfd_create("program-output")
        self.real_stdout = os.dup(1)
        os.dup2(self.sink, 1)

    def new_output(self):
        stdout = self.stdout
        try:
            if not stdout.closed:
                stdout.flush()
        except (OSError, ValueError):
            pass
        end = os.lseek(self.sink, 0, os.SEEK_END)
        if not end:
            return '""'
        data = os.pread(self.sink, end, 0)
        os.ftruncate(self.sink, 0)
        os.lseek(self.sink, 0, os.SEEK_SET)
        return quote(data.decode("utf-8", "replace"))

    def facts_of(self, code):
        # A code object that died may leave its address to another: its line table tells them apart.
        word = code >> 3
        stamp = WORDS[word : word + 22][2:]
        known = self.facts.get(code)
        if known is None or known[0] != stamp:
            known = self.facts[code] = (stamp, CodeFacts(code))
        return known[1]

    def is_program_code(self, code):
        name = WORDS[(code + CODE_FILENAME) >> 3]
        if name == self.script:
            return True
        if self.script is None and name not in self.foreign:
            value = object_at(name)
            self.keep.append(value)
            if value == self.path:
                self.script = self.heap.script = name
                return True
            self.foreign.add(name)
        return False

    def __call__(self, _, frame_object, event, arg):
        """The C trace function: raw addresses in, 0 out. It may run at any depth, even inside a collection."""
        halves = HALVES
        collector = self.collector
        saved = halves[collector.count0], halves[collector.count1], halves[collector.count2], halves[collector.enabled]
        halves[collector.enabled] = 0
        adjust = 0
        try:
            frame = WORDS[(frame_object + FRAME_OBJECT_FRAME) >> 3]
            if event == TRACE_LINE:
                if not self.full and self.is_program_code(WORDS[(frame + FRAME_CODE) >> 3]):
                    self.record(frame, HALVES[(frame_object + 40) >> 2])
            elif event == TRACE_CALL:
                # The frame object made for us is not an allocation of the program.
                instruction = WORDS[(frame + FRAME_INSTRUCTION) >> 3]
                if BYTES[instruction] not in OP_RESUME or BYTES[instruction + 1] & 3 == 0:
                    adjust = -1
            elif event == TRACE_RETURN:
                # It will be freed and counted down: count it up before. A suspended generator keeps it.
                instruction = WORDS[(frame + FRAME_INSTRUCTION) >> 3]
                if not arg or BYTES[instruction] != OP_YIELD_VALUE:
                    adjust = 1
        except BaseException as error:
            self.failed(error)
        finally:
            halves[collector.count0] = max(0, saved[0] + adjust)
            halves[collector.count1] = saved[1]
            halves[collector.count2] = saved[2]
            halves[collector.enabled] = saved[3]
        return 0

    def failed(self, error):
        import traceback

        os.write(2, ("reftrace: internal error at step %d\n%s" % (self.step, "".join(
            traceback.format_exception(error)))).encode())
        os._exit(70)

    def find_temporary_method(self, frame, code, bound):
        """While a trace function is set, CPython calls a method of a built-in type through a bound method that it
        makes for the occasion, which holds `self` once more than in an untraced run. Count these references."""
        facts = self.facts_of(code)
        offset = WORDS[(frame + FRAME_INSTRUCTION) >> 3] - (code + CODE_FIRST_INSTRUCTION)
        if not 0 <= offset < len(facts.instructions):
            return
        operation, argument = facts.instructions[offset], facts.instructions[offset + 1]
        if operation != OP_CALL and operation != OP_CALL_FUNCTION_EX:
            return
        while offset >= 2 and facts.instructions[offset - 2] == OP_EXTENDED_ARG:
            offset -= 2
            argument |= facts.instructions[offset + 1] << 8
        if facts.depths is None:
            facts.depths = stack_depths(object_at(code))
        depth = facts.depths.get(WORDS[(frame + FRAME_INSTRUCTION) >> 3] - (code + CODE_FIRST_INSTRUCTION))
        if depth is None:
            return
        end = ((frame + FRAME_LOCALSPLUS) >> 3) + facts.size + depth
        if operation == OP_CALL:
            end += argument  # counted as taken already by the PRECALL before it
            function, first = WORDS[end - argument - 2], WORDS[end - argument - 1]
            if not function:
                function = first
                first = WORDS[end - argument] if argument else 0
        else:
            call = end - 1 - (argument & 1)
            function, arguments = WORDS[call - 1], WORDS[call]
            size = WORDS[(arguments >> 3) + 2] if WORDS[(arguments >> 3) + 1] == TUPLE_TYPE else 0
            first = WORDS[(arguments >> 3) + 3] if size else 0
        if first and function and WORDS[(function >> 3) + 1] == METHOD_DESCRIPTOR_TYPE:
            bound[first] = bound.get(first, 0) + 1

    def record(self, frame, line):
        if self.step >= self.max_steps:
            self.full = True
            if self.live:  # nobody reads on: the rest of the program need not run
                self.finish(0)
                os._exit(0)
            return
        self.step += 1
        # Frames of the program, running one first.
        frames = []
        bound = {}
        top = frame
        while frame:
            code = WORDS[(frame + FRAME_CODE) >> 3]
            if frame != top:
                self.find_temporary_method(frame, code, bound)
            if self.is_program_code(code):
                frames.append((frame, code))
            frame = WORDS[(frame + FRAME_PREVIOUS) >> 3]
        frames.reverse()
        roots = []
        texts = []
        tags = self.tags
        current = None
        for index, (frame, code) in enumerate(frames):
            facts = self.facts_of(code)
            current = facts.name
            names = []
            if facts.optimized or facts.size:
                base = (frame + FRAME_LOCALSPLUS) >> 3
                slots = WORDS[base : base + facts.size]
                for slot, name, scope in facts.slots:
                    value = slots[slot]
                    if not value:
                        continue
                    cell = ""
                    if scope != "local":
                        cell_address = value
                        value = WORDS[(value >> 3) + 2]
                        roots.append(cell_address)
                        if not value:
                            continue
                        cell = ',"cell":%d' % tag_of(tags, cell_address)
                    roots.append(value)
                    names.append('{"name":%s,"scope":"%s","object":%d%s}' % (name, scope, tag_of(tags, value), cell))
            if not facts.optimized:
                scope = "global" if facts.module else "local"
                namespace = WORDS[(frame + FRAME_LOCALS) >> 3]
                if namespace and WORDS[(WORDS[(namespace >> 3) + 1] + TYPE_FLAGS) >> 3] & (1 << 29):
                    for key, value in dict_entries(namespace):
                        if WORDS[(key >> 3) + 1] != STR_TYPE:
                            continue
                        name = name_at(key)
                        if facts.module and name[1:-1] in MODULE_PRESETS:
                            continue
                        roots.append(value)
                        names.append('{"name":%s,"scope":"%s","object":%d}' % (name, scope, tag_of(tags, value)))
            if index == len(frames) - 1:
                at = line
            else:
                first = code + CODE_FIRST_INSTRUCTION
                at = facts.lines.get(WORDS[(frame + FRAME_INSTRUCTION) >> 3] - first)
            texts.append('{"function":%s,"line":%s,"names":[%s]}' % (
                facts.name, "null" if at is None else at, ",".join(names)))
        if self.step == 1 and frames:
            # The script's namespace as an object: we hold it too, and what the interpreter puts there is its own.
            self.heap.foreign_dicts.add(WORDS[(frames[0][0] + FRAME_LOCALS) >> 3])
        objects = self.heap.read(roots, bound) if self.objects else ""
        self.out.write('{"step":%d,"event":"line","line":%d,"function":%s,"frames":[%s],"objects":{%s},"output":%s}\n' % (
            self.step, line, current, ",".join(texts), objects, self.new_output()))
        if self.live:
            self.out.flush()

    def finish(self, status):
        self.out.write('{"step":%d,"event":"%s","status":%d,"output":%s}\n' % (
            self.step + 1, "cut" if self.full else "end", status, self.new_output()))
        self.out.flush()


STR_TYPE = id(str)
TUPLE_TYPE = id(tuple)
FUNCTION_TYPE = id(types.FunctionType)
METHOD_DESCRIPTOR_TYPE = id(types.MethodDescriptorType)


def find_code_filename():
    def probe():
        pass

    code = probe.__code__
    words = WORDS[id(code) >> 3 : (id(code) >> 3) + 22]
    return words.index(id(code.co_filename)) * 8


CODE_FILENAME = find_code_filename()


def with_stack_room(callback, remaining):
    """A few instructions around the callback that lend it 200 levels of recursion, so that it can run even when the
    program has used up its own. On other machines than x86-64 such lines go unrecorded."""
    if os.uname().machine != "x86_64":
        return callback
    import mmap

    code = (
        b"\x53"  # push rbx
        + b"\x48\xbb" + remaining.to_bytes(8, "little")  # mov rbx, &thread->recursion_remaining
        + b"\x81\x03" + (200).to_bytes(4, "little")  # add dword [rbx], 200
        + b"\x48\xb8" + callback.to_bytes(8, "little")  # mov rax, callback
        + b"\xff\xd0"  # call rax
        + b"\x81\x2b" + (200).to_bytes(4, "little")  # sub dword [rbx], 200
        + b"\x5b\xc3"  # pop rbx; ret
    )
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    KEEP.append(page)
    return ctypes.addressof(ctypes.c_char.from_buffer(page))


KEEP = []


def run_script(tracer, path):
    """Run the file as the main program does; returns its exit status."""
    api = ctypes.pythonapi
    main = types.ModuleType("__main__")
    namespace = main.__dict__
    namespace["__annotations__"] = {}
    namespace["__builtins__"] = sys.modules["builtins"]
    namespace["__file__"] = path
    namespace["__cached__"] = None
    from importlib.machinery import SourceFileLoader

    namespace["__loader__"] = SourceFileLoader("__main__", path)
    sys.modules["__main__"] = main

    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    file = libc.fopen(os.fsencode(path), b"rb")

    thread_get = api.PyThreadState_Get
    thread_get.restype = ctypes.c_void_p
    thread = thread_get()
    if HALVES[(thread + THREAD_RECURSION_LIMIT) >> 2] != sys.getrecursionlimit():
        raise LayoutError("thread state")
    tracer.remaining = (thread + THREAD_RECURSION_REMAINING) >> 2

    callback_type = ctypes.PYFUNCTYPE(
        ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
    )
    callback = callback_type(tracer)
    set_trace = api.PyEval_SetTrace
    set_trace.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    set_trace.restype = None
    run_file = api.PyRun_FileExFlags
    run_file.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.py_object, ctypes.py_object,
                         ctypes.c_int, ctypes.c_void_p]
    run_file.restype = ctypes.py_object
    tracer.capture_output()
    callback_address = with_stack_room(ctypes.cast(callback, ctypes.c_void_p).value, tracer.remaining << 2)
    raw_path = os.fsencode(path)

    # As much room on the stack, and as much allocation until the next collection, as a program has at its start.
    gc.collect()
    collector = tracer.collector
    used = HALVES[(thread + THREAD_RECURSION_LIMIT) >> 2] - HALVES[tracer.remaining] + 1  # and the call of run_file
    HALVES[tracer.remaining] += used
    for counter, value in ((collector.count0, START_COUNTS[0]), (collector.count1, START_COUNTS[1]),
                           (collector.count2, START_COUNTS[2])):
        HALVES[counter] = value
    status = 0
    try:
        set_trace(callback_address, None)
        run_file(file, raw_path, 257, namespace, namespace, 1, None)
    except SystemExit as stop:
        set_trace(None, None)
        HALVES[tracer.remaining] -= used
        status = exit_status(stop.code)
    except BaseException as error:
        set_trace(None, None)
        HALVES[tracer.remaining] -= used
        status = 1
        sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__.tb_next
        trace = error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
    else:
        set_trace(None, None)
        HALVES[tracer.remaining] -= used
    return status


# gc.get_count() of a script at its first line under Debian's python3, less what the run itself adds.
START_COUNTS = (6, 8, 0)


def exit_status(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def usage(message):
    sys.stderr.write("reftrace: %s\nusage: reftrace.py [--out FILE] [--max-steps N] [--max-objects N] [--no-objects] PROGRAM.py [ARGS...]\n"
                     % message)
    sys.exit(2)


def main(arguments):
    out_path, max_steps, max_objects, objects = None, sys.maxsize, sys.maxsize, True
    while arguments and arguments[0].startswith("--"):
        option = arguments.pop(0)
        if option == "--no-objects":
            objects = False
        elif option in ("--out", "--max-steps", "--max-objects") and arguments:
            value = arguments.pop(0)
            if option == "--out":
                out_path = value
            elif not value.isdigit():
                usage("%s needs a number, not %r" % (option, value))
            elif option == "--max-steps":
                max_steps = int(value)
            else:
                max_objects = int(value)
        else:
            usage("unknown or incomplete option %s" % option)
    if not arguments:
        usage("no program given")
    path = arguments[0]
    if not os.path.isfile(path):
        usage("no such file: %s" % path)
    if os.environ.get("PYTHONHASHSEED") != "0":
        environment = dict(os.environ, PYTHONHASHSEED="0")
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)
    try:
        check_layout()
        if out_path is None:
            out = open(os.dup(1), "w", encoding="utf-8", buffering=1 << 16)
        else:
            out = open(out_path, "w", encoding="utf-8", buffering=1 << 16)
        tracer = Tracer(os.path.abspath(path), out, max_steps, max_objects, objects)
        tracer.live = stat.S_ISFIFO(os.fstat(out.fileno()).st_mode)
    except LayoutError as error:
        sys.exit("reftrace: this Python keeps its %s elsewhere than CPython 3.11 does" % error)
    sys.argv[:] = arguments
    sys.path[0] = os.path.dirname(os.path.abspath(path))
    status = run_script(tracer, os.path.abspath(path))
    tracer.finish(status)
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        pass
    if tracer.live:
        # What is printed while the interpreter shuts down follows the last record as it is.
        os.dup2(out.fileno(), 1)
        sys.exit(status)
    os.dup2(tracer.real_stdout, 1)
    out.close()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
