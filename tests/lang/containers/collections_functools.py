# collections, functools, heapq, bisect, collections.abc.
def clean(x):
    """repr without addresses"""
    s = repr(x)
    while " at 0x" in s:
        i = s.index(" at 0x")
        s = s[:i] + s[i + 6:].lstrip("0123456789abcdef")
    return s
from collections import *
import collections, sys
def t(s):
    try: print(s, '->', clean(eval(s,globals())))
    except BaseException as e: print(s,'->',type(e).__name__, e)
d=deque([1,2,3]); 
for s in ["deque(1)","deque([],-1)","deque([],'a')","deque(1,2,3)","deque([1],maxlen=2)","deque(x=1)","deque([1,2,3],2)","deque([1])[5]","deque([1])['a']","deque([1])[0:1]","d.remove(9)","d.index(9)","d.index(1,'a')","d.insert('a',1)","deque([1],1).insert(0,2)","d.rotate('a')","deque().pop()","deque().popleft()","d+[1]","d*2","2*d","deque([1],3)+deque([2])","d<[1]","d<deque([1,3])","d==deque([1,2,3])","hash(d)","d.__reduce__()","deque([1],3).__reduce__()","d.maxlen","deque([],4).maxlen","d.append()","d.extend(1)","sys.getsizeof(deque())","sys.getsizeof(deque(range(100)))","sys.getsizeof(deque(range(64)))","sys.getsizeof(deque(range(63)))","deque.__hash__","d.copy()","iter(d)","iter(d).__length_hint__()","iter(d).__reduce__()","reversed(d).__reduce__()","d.maxlen","sorted(x for x in dir(deque) if x not in dir(object))","defaultdict(1)","defaultdict()","defaultdict(None,[(1,2)])","defaultdict(int)[5]","defaultdict()[5]","defaultdict(int,a=1)","defaultdict(int).copy()","defaultdict(int,a=1).__reduce__()","defaultdict(int)|{1:2}","{1:2}|defaultdict(int)","defaultdict(list).default_factory","OrderedDict([(1,2)])","OrderedDict()","OrderedDict(a=1).__reduce__()","OrderedDict(1)","OrderedDict(1,2)","OrderedDict().popitem()","OrderedDict().pop(1)","OrderedDict().pop(1,2)","OrderedDict(a=1).move_to_end('b')","OrderedDict(a=1).keys()","OrderedDict(a=1).items()","OrderedDict(a=1).values()","iter(OrderedDict(a=1))","iter(OrderedDict(a=1)).__reduce__()","OrderedDict(a=1)==OrderedDict(a=1)","OrderedDict(a=1,b=2)=={'b':2,'a':1}","OrderedDict(a=1)|{'b':1}","sys.getsizeof(OrderedDict())","sys.getsizeof(OrderedDict(a=1))","sys.getsizeof(OrderedDict((i,i) for i in range(20)))","OrderedDict(a=1).setdefault('b')","OrderedDict.fromkeys('abc')","OrderedDict(a=1).popitem(last=False)","vars(OrderedDict())","type({}.keys()) in type(OrderedDict().keys()).__mro__","OrderedDict(a=1).__sizeof__()","OrderedDict(a=1)['z']","sorted(x for x in vars(OrderedDict))","sorted(vars(collections._tuplegetter))","collections.namedtuple('P','x y').x","collections.namedtuple('P','x y')(1,2).__reduce_ex__(2)","collections.namedtuple('P','x y').__doc__"]: t(s)
import functools
for s in ["functools.partial()","functools.partial(1)","functools.partial(int,base=2)","functools.partial(int,base=2)('101')","functools.partial(print,1,x=2)","functools.partial(int,base=2).__reduce__()","functools.reduce(1)","functools.reduce(max,[])","functools.reduce(max,1)","functools.reduce()","functools.reduce(lambda a,b:a+b,[1,2,3])","functools.reduce(lambda a,b:a+b,[1,2,3],10)","functools.cmp_to_key()","functools.cmp_to_key(1)","functools.cmp_to_key(1)(2)","functools.cmp_to_key(1)(2).obj","functools.cmp_to_key(lambda a,b:0)(1)<3","functools.lru_cache(len)","functools.lru_cache(maxsize=2)(len).cache_info()","functools.lru_cache(maxsize=2)(len).cache_parameters()","functools.lru_cache(1.5)", "sorted(vars(functools.lru_cache(len)))","sys.getsizeof(functools.lru_cache(len))","sys.getsizeof(functools.partial(len))","sorted([3,1,2],key=functools.cmp_to_key(lambda a,b:b-a))"]: t(s)
import heapq,bisect
for s in ["heapq.heappop([])","heapq.heappush(1,2)","heapq.heappush([])","heapq.heapify(1)","heapq.heapreplace([],1)","heapq.heappushpop([],1)","bisect.bisect([1],1,-1)","bisect.bisect(1,1)","bisect.insort(1,1)","bisect.bisect()","bisect.bisect_left([1,2],2,key=lambda x:-x)","heapq.nsmallest(3,[5,3,1,4])","heapq.nlargest(3,[5,3,1,4])","heapq.nlargest(3,'hello world',key=ord)","list(heapq.merge([1,3,5],[2,4],[0]))","list(heapq.merge('ab','AC',key=str.lower))","list(heapq.merge([5,3],[4],reverse=True))","heapq.nsmallest(1,[])","heapq.nsmallest(2,[3,1,2],key=lambda x:-x)"]: t(s)
P=namedtuple('P','x y',defaults=[5])
for s in ["P()","P(1)","P(1,2,3)","P(x=1,z=2)","P._make([1])","P._make([1,2])","P(1,2)._replace(x=5)","P(1,2)._replace(z=5)","P(1,2)._asdict()","P(1,2)","P._fields","P._field_defaults","P.__new__.__doc__","P.x.__doc__","P(1,2)==(1,2)","namedtuple('A','a a')","namedtuple('A','1a')","namedtuple('A','class')","namedtuple('A','_a')","namedtuple('1','a')","namedtuple('A','a _ class a',rename=True)._fields","namedtuple('A',['x'],defaults=(1,2))","P.__module__","P.__match_args__","P(1,2).x","P(3)","hash(P(1,2))==hash((1,2))","P(1,2)<P(1,3)","namedtuple('E','')()","namedtuple('O','one')(1)","P._make","P.__repr__","P.__new__"]: t(s)
try: P(1,2).x=3
except Exception as e: print(type(e),e)
c=Counter('abracadabra')
for s in ["c","c.most_common(2)","c['z']","c.total()","sorted(c.elements())","c+Counter('abc')","c-Counter('aaa')","c&Counter('aab')","c|Counter('zz')","+Counter(a=1,b=-1)","-Counter(a=1,b=-1)","Counter(a=1)<=Counter(a=2)","Counter(a=1)==Counter(a=1,b=0)","Counter.fromkeys('ab')","Counter()","Counter(1)","Counter([1,1,'a'])","c.copy()==c","Counter(a=3).__reduce__()","Counter({'a':1,'b':'x'})"]: t(s)
c.subtract('aab'); print(c); c.update(x=5); print(c); del c['nope']; c+=Counter(a=10); print(c)
m=ChainMap({'a':1},{'b':2,'a':3})
for s in ["m","m['a']","m['z']","len(m)","list(m)","dict(m)","m.new_child({'q':1})","m.parents","m|{'z':1}","{'z':1}|m","m.pop('b')","m.get('z',5)","'b' in m","m.maps","m.popitem()","m.popitem()","ChainMap.fromkeys('ab',1)"]: t(s)
u=UserDict(a=1); u['b']=2; print(u, u|{'c':3}, u.copy(), 'a' in u, len(u), list(u.items())); t("u['z']")
ul=UserList([3,1,2]); ul.sort(); ul.append(5); print(ul, ul+[1], ul*2, ul[1:], ul==[1,2,3,5], ul.index(2))
us=UserString('hello'); print(us.upper(), us+'x', us[1:3], us.find('l'), us.replace('l','L'), us.center(11,'*'), type(us.upper()), us.split('l'))
calls=[]
@functools.lru_cache(maxsize=2)
def f(x): calls.append(x); return x*2
print([f(x) for x in (1,2,1,3,1,2)], calls, f.cache_info()); f.cache_clear(); print(f.cache_info(), f.__name__)
@functools.cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(80), fib.cache_info())
@functools.lru_cache(typed=True)
def g(*a,**k): return (a,k)
g(1);g(1.0);g(1,x=2);g(1,x=2); print(g.cache_info())
@functools.total_ordering
class T:
    def __init__(s,v): s.v=v
    def __lt__(s,o): return s.v<o.v
    def __eq__(s,o): return s.v==o.v
print(T(1)<=T(2), T(1)>T(2), T(2)>=T(2), T.__ge__.__name__)
@functools.singledispatch
def sd(x): return 'obj'
@sd.register
def _(x:int): return 'int'
@sd.register(list)
def _(x): return 'list'
import collections.abc
@sd.register
def _(x:collections.abc.Mapping): return 'map'
print(sd(1), sd([]), sd('a'), sd(True), sd({}), sorted(map(str,sd.registry)))
class CP:
    n=0
    @functools.cached_property
    def p(self): CP.n+=1; return 42
x=CP(); print(x.p,x.p,CP.n,x.__dict__)
class PM:
    def m(self,a,b=0): return (a,b)
    q=functools.partialmethod(m,1,b=5)
print(PM().q())
@functools.wraps(fib)
def w(): 'doc'
print(w.__name__, w.__doc__, w.__wrapped__ is fib)
dq=deque(maxlen=3)
for i in range(6): dq.append(i)
print(dq); dq.appendleft(9); print(dq); dq.rotate(1); print(dq); dq.extendleft([1,2]); print(dq); dq.reverse(); print(dq, dq.count(1), 9 in dq)
dq=deque(range(200)); dq.rotate(77); print(list(dq)[:5], dq[100], dq[-1], dq.index(50)); del dq[50]; dq.insert(30,'x'); dq.remove(99); print(len(dq), list(dq)[25:35], sys.getsizeof(dq)); dq.clear(); print(dq, sys.getsizeof(dq))
it=iter(deque([1,2])); 
q=deque([1,2]); it=iter(q); q.append(3); t("next(it)")
od=OrderedDict.fromkeys('abcde'); od.move_to_end('b'); od.move_to_end('e',last=False); print(od, list(reversed(od)), od.popitem(), od.popitem(last=False)); od['z']=1; del od['a']; print(list(od.items()), list(reversed(od.keys())), list(reversed(od.items()))); print(od.copy(), od==od.copy()); 
it=iter(od); od['new']=1; t("next(it)")
dd=defaultdict(list); dd['a'].append(1); dd['b']; print(dd, dd.get('c'), len(dd))
print(issubclass(dict,collections.abc.MutableMapping), isinstance([],collections.abc.Sequence), isinstance(3,collections.abc.Hashable), isinstance([],collections.abc.Hashable), isinstance((x for x in ''),collections.abc.Generator), collections.abc.Callable[[int],str], collections.abc.Mapping[str,int], collections.abc.Mapping)
class MS(collections.abc.MutableSequence):
    def __init__(s): s.l=[]
    def __getitem__(s,i): return s.l[i]
    def __setitem__(s,i,v): s.l[i]=v
    def __delitem__(s,i): del s.l[i]
    def __len__(s): return len(s.l)
    def insert(s,i,v): s.l.insert(i,v)
ms=MS(); ms.append(1); ms.extend([2,3]); ms.reverse(); print(ms.l, 2 in ms, ms.index(3), ms.count(1), ms.pop(), list(reversed(ms))); ms+=[7]; ms.remove(7); ms.clear(); print(ms.l)
class BS(collections.abc.Set):
    def __init__(s,i): s.d=list(dict.fromkeys(i))
    def __contains__(s,x): return x in s.d
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
a=BS('abc'); b=BS('bcd'); print(sorted(a&b), sorted(a|b), sorted(a-b), sorted(a^b), a<=b, a==BS('cba'), a.isdisjoint(b), a._hash()==hash(frozenset('abc')))
try: collections.abc.Sized()
except TypeError as e: print(e)
