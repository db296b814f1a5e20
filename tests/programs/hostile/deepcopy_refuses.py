# copy and deepcopy of what refuses to be copied, by nature or by its own methods.
import copy
import itertools
import types
import weakref


class Refuses:
    def __copy__(self):
        raise TypeError("no copy, please")

    def __deepcopy__(self, memo):
        raise TypeError("no deep copy, please")


class BadReduce:
    def __init__(self, answer):
        self.answer = answer

    def __reduce_ex__(self, protocol):
        return self.answer


class NoNew:
    def __new__(cls, needed):
        return super().__new__(cls)


class BadState:
    def __getstate__(self):
        raise RuntimeError("no state")


class BadSetState:
    def __setstate__(self, state):
        raise RuntimeError("no state wanted")

    def __init__(self):
        self.x = [1]


class Endless:
    def __deepcopy__(self, memo):
        return copy.deepcopy(Endless(), memo)


class MemoEats:
    def __deepcopy__(self, memo):
        memo.clear()
        return MemoEats()


class Holder:
    def __init__(self, value):
        self.value = value


class SlotsAndState:
    __slots__ = ("a", "b")


class ReadOnly:
    @property
    def x(self):
        return 1

    def __reduce_ex__(self, protocol):
        return ReadOnly, (), {"x": 2}, None, None

    def __setattr__(self, name, value):
        raise AttributeError("read only")


class SlotState:
    def __reduce_ex__(self, protocol):
        return SlotState, (), (None, {"x": 5})

    def __setattr__(self, name, value):
        raise AttributeError("read only " + name)


def generator():
    yield 1


things = [
    Refuses(), [Refuses()], {"k": Refuses()}, (1, Refuses()), Holder(Refuses()), generator(), [generator()],
    BadReduce(5), BadReduce(()), BadReduce((1,)), BadReduce((int,)), BadReduce((int, 5)), BadReduce("name"), BadReduce(None),
    BadReduce((list, (), None, 5)), BadReduce((list, (), None, [1, [2]])), BadReduce((dict, (), None, None, [(1, 2)])),
    BadReduce((dict, (), None, None, [1])), BadReduce((list, (1, 2))), BadReduce((int, ("x",))),
    BadReduce((object, (), {"a": 1})), BadReduce((Holder, (1,), [1])), BadReduce((Holder, (1,), (None, {"z": 2}))),
    BadReduce((1, 2, 3, 4, 5, 6, 7)), NoNew(1), BadState(), BadSetState(), ReadOnly(), SlotState(), copy, (lambda: 1), memoryview(b"x"),
    weakref.ref(Holder), (i for i in ()), type("T", (), {}), types.MappingProxyType({}), [].__iter__(), {}.keys(),
    itertools.count(), generator().__next__, print, NotImplemented, Ellipsis, slice(1), SlotsAndState(), MemoEats(),
    object(), super(Holder, Holder(1)), Holder.__init__, Holder(1).__init__, Exception("x", [1]), property(), staticmethod(generator),
]
for thing in things:
    for what in (copy.copy, copy.deepcopy):
        try:
            made = what(thing)
            print(type(thing).__name__, what.__name__, "same" if made is thing else "new", type(made).__name__)
        except RecursionError:
            print(type(thing).__name__, what.__name__, "RecursionError")
        except Exception as error:
            text = str(error)
            print(type(thing).__name__, what.__name__, type(error).__name__, text.split(" at 0x")[0])
try:
    copy.deepcopy(Endless())
except RecursionError as error:
    print("RecursionError", str(error)[:32])
deep = []
for _ in range(2000):
    deep = [deep]
try:
    copy.deepcopy(deep)
except RecursionError as error:
    print("RecursionError", str(error)[:32])
print(len(copy.copy(deep)))
for bad in (None, 5, [], "x"):
    try:
        print(copy.deepcopy([[1]], bad))
    except Exception as error:
        print(type(error).__name__, error)
try:
    copy.deepcopy()
except TypeError as error:
    print(error)
loop = []
loop.append(loop)
print(copy.deepcopy(loop)[0] is loop, copy.copy(loop)[0] is loop)
key = Holder(1)
table = {key: key}
made = copy.deepcopy(table)
print([k is v for k, v in made.items()])
