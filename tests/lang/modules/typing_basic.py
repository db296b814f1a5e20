from typing import List, Dict, Optional, Union, Any, Callable, Tuple, NamedTuple, TypedDict, Generic, TypeVar, Iterable, cast, get_type_hints, Protocol, Final, Literal, ClassVar, overload, TYPE_CHECKING, NewType
T = TypeVar("T")
def f(a: List[int], b: Optional[str] = None, c: Union[int, str] = 1) -> Dict[str, Any]: return {"a": a}
print(f([1]), get_type_hints(f), List[int], Optional[int], Union[int, str], Callable[[int], str], Tuple[int, ...], Dict[str, List[int]], Any, Literal["a", 1], TYPE_CHECKING)
class N(NamedTuple):
    x: int
    y: str = "d"
print(N(1), N(1).y, N._fields, N(1) == (1, "d"))
class TD(TypedDict, total=False): k: int
print(TD(k=1), type(TD(k=1)).__name__, TD.__annotations__)
class Stack(Generic[T]):
    def __init__(self): self.items: List[T] = []
    def push(self, x: T) -> "Stack[T]": self.items.append(x); return self
s = Stack[int]().push(1); print(s.items, Stack[int], type(s).__name__)
class Sized2(Protocol):
    def size(self) -> int: ...
UserId = NewType("UserId", int); print(UserId(5), cast(str, 5), UserId.__name__)
@overload
def g(x: int) -> int: ...
def g(x): return x
print(g(3), Union[int, int], Optional[None], List, T, repr(Final[int]), ClassVar[int], isinstance([], List), issubclass(list, Iterable))
try: List[int]()
except TypeError as e: print(e)
try: isinstance([1], List[int])
except TypeError as e: print(e)
