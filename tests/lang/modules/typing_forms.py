import gc; gc.disable()  # the library makes other objects here: by themselves, collections would come at other moments
from typing import *
import typing, collections, collections.abc
T = TypeVar("T"); K = TypeVar("K", bound=int); C = TypeVar("C", int, str); P = ParamSpec("P"); Ts = TypeVarTuple("Ts"); Co = TypeVar("Co", covariant=True)
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for f in [lambda: (T, K, C, P, Ts, Co), lambda: List[int], lambda: List[T][int], lambda: Dict[str, T][int], lambda: Dict[int], lambda: List[int, str],
 lambda: Union[int], lambda: Union[int, None], lambda: Union[int, str, int], lambda: Optional[Union[int, str]], lambda: Union[()], lambda: Optional[int, str],
 lambda: Union[int, str] == Union[str, int], lambda: List[int] == List[int], lambda: List[int] is List[int], lambda: hash(List[int]) == hash(List[int]),
 lambda: Callable, lambda: Callable[..., int], lambda: Callable[[], None], lambda: Callable[[int, str], List[T]], lambda: Callable[int, str], lambda: Callable[int], lambda: Callable[P, T],
 lambda: Tuple[int, str], lambda: Tuple[()], lambda: Tuple[int, ...], lambda: Tuple, lambda: Type[int], lambda: Type,
 lambda: Literal[1, "a", None, True], lambda: Literal[1] == Literal[True], lambda: Literal[1, 1], lambda: Literal[Literal[1], 2],
 lambda: Any, lambda: Any(), lambda: isinstance(1, Any), lambda: Optional, lambda: Optional[None], lambda: NoReturn, lambda: Never, lambda: Self,
 lambda: List(), lambda: Dict[str, int](), lambda: Union(), lambda: Union[int, str](), lambda: isinstance(1, Union[int, str]), lambda: issubclass(int, Union[int, str]),
 lambda: isinstance([1], List), lambda: isinstance([], List[int]), lambda: issubclass(list, Sequence), lambda: isinstance({}, Mapping), lambda: isinstance(1, Hashable), lambda: isinstance(print, Callable),
 lambda: Final[int], lambda: ClassVar[int], lambda: Final, lambda: ClassVar[ClassVar[int]], lambda: Annotated[int, "m", 3], lambda: Annotated[int], lambda: Annotated[Annotated[int, 1], 2],
 lambda: get_origin(List[int]), lambda: get_args(Dict[str, int]), lambda: get_origin(Union[int, str]), lambda: get_args(Callable[[int], str]), lambda: get_origin(Callable[[int], str]), lambda: get_args(Literal[1, 2]), lambda: get_origin(int), lambda: get_args(int), lambda: get_origin(list[int]), lambda: get_args(int | str), lambda: get_origin(Annotated[int, 1]), lambda: get_args(Annotated[int, 1]),
 lambda: List["Foo"], lambda: ForwardRef("x"), lambda: Optional["Node"], lambda: List[3], lambda: Union[3, int], lambda: List[Union], lambda: List[(int, str)],
 lambda: Deque[int](), lambda: DefaultDict[str, int], lambda: Counter[str], lambda: typing.OrderedDict[str, int], lambda: ChainMap[str, int], lambda: Iterable[T], lambda: Iterator[int], lambda: Generator[int, None, str], lambda: Awaitable[int], lambda: Coroutine[Any, Any, int], lambda: ContextManager[int], lambda: AsyncIterator[int], lambda: Hashable[int],
 lambda: List[int].__origin__, lambda: List[int].__args__, lambda: List[T].__parameters__, lambda: List.__name__, lambda: List[int].__name__, lambda: List[int].append,
 lambda: Text, lambda: AnyStr, lambda: AnyStr.__constraints__, lambda: K.__bound__, lambda: T.__name__, lambda: TypeVar("X", int), lambda: TypeVar("X", int, str, bound=int), lambda: TypeVar("X", covariant=True, contravariant=True),
 lambda: T | int, lambda: List[int] | None, lambda: int | T, lambda: Optional[int] | str, lambda: isinstance(1, T), lambda: Concatenate[int, P], lambda: Unpack[Ts], lambda: Tuple[Unpack[Ts]], lambda: Tuple[int, Unpack[Ts]][str, float], lambda: P.args, lambda: P.kwargs,
 lambda: assert_never(3), lambda: cast("int", "x"), lambda: TypeGuard[int], lambda: Required[int], lambda: Optional[List[Dict[str, Tuple[int, ...]]]], lambda: Sequence[int], lambda: Set[int], lambda: FrozenSet[int], lambda: SupportsInt, lambda: isinstance(3, SupportsInt), lambda: isinstance("", SupportsInt), lambda: issubclass(float, SupportsFloat), lambda: isinstance(3, SupportsIndex), lambda: IO[str], lambda: TextIO, lambda: LiteralString, lambda: List[None], lambda: Mapping[str, "int"], lambda: typing.nope,
]: t(f)
class Box(Generic[T]):
    x: T
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
t(lambda: Box); t(lambda: Box[int]); t(lambda: Box[int](3).v); t(lambda: Box[int, str]); t(lambda: Box(3).get()); t(lambda: Box.__parameters__); t(lambda: Box[int](3).__orig_class__); t(lambda: Box.__mro__); t(lambda: Box.__orig_bases__); t(lambda: Box[T]); t(lambda: Box[T][str]); t(lambda: isinstance(Box(1), Box)); t(lambda: isinstance(Box(1), Box[int]))
class Pair(Generic[T, K]): pass
t(lambda: Pair[int, str]); t(lambda: Pair[int])
class IntBox(Box[int]): pass
t(lambda: IntBox(1).v); t(lambda: IntBox[int]); t(lambda: IntBox.__mro__)
class L(List[int]): pass
t(lambda: L([1])); t(lambda: L.__mro__)
class D2(Dict[str, T]): pass
t(lambda: D2[int]); t(lambda: D2(a=1))
def bad():
    class X(Generic[T], Generic[K]): pass
t(bad)
def bad():
    class X(Generic): pass
t(bad)
def bad():
    class X(Generic[int]): pass
t(bad)
def bad():
    class X(Generic[T, T]): pass
t(bad)
def bad():
    class X(Union[int, str]): pass
t(bad)
def bad():
    class X(Any): pass
    return X()
t(lambda: type(bad()).__name__)
class Pt(NamedTuple):
    "Point"
    x: int
    y: int = 0
    def norm(self): return self.x + self.y
t(lambda: Pt(1)); t(lambda: Pt(1, 2).norm()); t(lambda: Pt._field_defaults); t(lambda: Pt.__annotations__); t(lambda: Pt.__doc__); t(lambda: Pt()); t(lambda: Pt(1)._replace(y=3)); t(lambda: Pt(1)._asdict()); t(lambda: Pt.__mro__); t(lambda: isinstance(Pt(1), tuple))
def bad():
    class X(NamedTuple):
        a: int = 1
        b: int
t(bad)
def bad():
    class X(NamedTuple):
        a: int
        def __init__(self): pass
t(bad)
t(lambda: NamedTuple("E", [("a", int), ("b", str)])(1, "x"))
t(lambda: NamedTuple("E", a=int)(1))
class GN(NamedTuple, Generic[T]):
    v: T
t(lambda: GN(1)); t(lambda: GN[int])
class Movie(TypedDict):
    name: str
    year: NotRequired[int]
class M2(Movie, total=False):
    z: int
t(lambda: Movie(name="x")); t(lambda: Movie.__required_keys__); t(lambda: M2.__optional_keys__ == {"z", "year"}); t(lambda: M2.__total__); t(lambda: isinstance({}, Movie)); t(lambda: Movie); t(lambda: TypedDict("A", {"x": int})(x=1)); t(lambda: is_typeddict(Movie)); t(lambda: Movie.__annotations__); t(lambda: get_type_hints(Movie))
class Named(Protocol):
    name: str
@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...
class A:
    name = "x"
    def close(self): pass
t(lambda: isinstance(A(), Named)); t(lambda: isinstance(A(), Closer)); t(lambda: issubclass(A, Closer)); t(lambda: isinstance(3, Closer)); t(lambda: Closer()); t(lambda: issubclass(A, Named))
class Impl(Closer):
    def __init__(self): self.k = 1
    def close(self): return "c"
t(lambda: Impl().k)
class GP(Protocol[T]):
    def get(self) -> T: ...
t(lambda: GP[int])
U = NewType("U", int)
t(lambda: U); t(lambda: U(3)); t(lambda: U.__supertype__); t(lambda: List[U]); t(lambda: U | None)
def bad():
    class X(U): pass
t(bad)
class Node:
    nxt: "Optional[Node]" = None
    val: int
    def m(self, o: "Node", *a: int, k: "List[Node]" = None) -> "Node": ...
t(lambda: get_type_hints(Node)); t(lambda: get_type_hints(Node.m)); t(lambda: get_type_hints(3)); t(lambda: get_type_hints(len)); t(lambda: get_type_hints(bad))
def ann(a: Annotated[int, "x"], b: List[Annotated[str, 1]]): pass
t(lambda: get_type_hints(ann)); t(lambda: get_type_hints(ann, include_extras=True))
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
t(lambda: g(1)); t(lambda: len(get_overloads(g)))
def g(x): return x
t(lambda: g(1)); t(lambda: len(get_overloads(g)))
@final
class F: pass
t(lambda: F.__final__); t(lambda: no_type_check(F).__no_type_check__)
t(lambda: sorted(typing.__all__)); t(lambda: [n for n in typing.__all__ if not hasattr(typing, n)])
class V(Generic[Unpack[Ts]]): pass
t(lambda: V[int, str]); t(lambda: V[()])
class Z(Generic[P, T]): pass
t(lambda: Z[[int, str], int]); t(lambda: Z[..., int])
def typed(x: int, y: str = "a") -> None: pass
t(lambda: typed.__annotations__)
t(lambda: Union[List[int], Tuple[str, ...], None]); t(lambda: Callable[[T], K][int, int]); t(lambda: Union[T, K][int, str]); t(lambda: Optional[T][int])
import copy
t(lambda: copy.copy(List[int])); t(lambda: copy.deepcopy(T) is T)
