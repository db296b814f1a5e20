# Operations that run Python code (equality, order, hash, finalizers) while native code holds references.
class K:
    def __init__(s,v): s.v=v
    def __eq__(s,o):
        x=s.v
        return isinstance(o,K) and x==o.v
    def __hash__(s):
        return s.v%3
    def __lt__(s,o):
        return s.v<o.v
    def __repr__(s):
        return 'K%d'%s.v
    def __del__(s):
        pass
    def __index__(s): return s.v
    def __iter__(s): return iter([s,s])
    def __bool__(s): return s.v%2==0
l=[K(i) for i in (3,1,2,5,4,0)]
print(sorted(l), sorted(l,key=lambda k:K(-k.v)), sorted(l,reverse=True), sorted([(k,1) for k in l]))
print(K(1) in l, l.index(K(2)), l.count(K(1)), l==[K(i) for i in (3,1,2,5,4,0)], l<[K(9)])
l.remove(K(5)); print(l); l[1:3]=[K(7)]; print(l); del l[::2]; print(l); l[::1]=[K(1),K(2)]; l+=[K(3)]; l*=2; print(l); l.sort(); l.clear(); print(l)
t=tuple(K(i) for i in range(4)); print(t, K(2) in t, t.index(K(1)), t.count(K(3)), t==tuple(K(i) for i in range(4)), hash(t)==hash(t))
d={K(i):K(i*2) for i in range(8)}; print(d, K(3) in d, d[K(2)], d.get(K(9)), d.pop(K(1)), d.setdefault(K(1),K(0)), d.popitem(), d=={K(i):1 for i in range(7)})
d.update({K(i):K(0) for i in range(3)}); d.update([(K(i),K(1)) for i in range(3)]); e=dict(d); e|={K(11):1}; print(len(e), d|e); del d[K(0)]; d.clear(); print(d)
s={K(i) for i in range(9)}; print(s, s|{K(20)}, s&{K(1)}, s-{K(2)}, s^{K(3)}, K(4) in s, s=={K(i) for i in range(9)}, s<=s|{K(10)}); s.discard(K(1)); s.remove(K(2)); s.update([K(30),K(31)]); s.intersection_update([K(3),K(30)]); s.difference_update([K(3)]); s.symmetric_difference_update({K(5)}); print(s); s.clear()
fs=frozenset(K(i) for i in range(5)); print(fs, hash(fs)==hash(fs), fs.isdisjoint([K(9)]), fs.issubset([K(i) for i in range(9)]))
print([x for x in map(lambda a,b:(a,b),[K(1)],[K(2)])], list(filter(None,[K(1),K(2)])), list(filter(lambda x:K(2),[K(1)])), list(zip([K(1)],[K(2)])), list(enumerate([K(1)])), [k for k in reversed([K(1),K(2)])])
print(list(iter(lambda c=[0]: c.__setitem__(0,c[0]+1) or K(c[0]), K(4))))
print(list(range(K(3))), range(K(1),K(5))[K(2)], [1,2,3][K(1)], [1,2,3][K(0):K(2)], slice(K(1),K(2)).indices(5), 'abc'[K(1)])
print({1:K(1),2:K(2)}.items() & {(1,K(1))}, {K(1):1}.keys() | {K(2)}, {K(1):1}.items()^{K(1):2}.items(), {K(1):1}.keys()>{K(1)})
from collections import *
import itertools as I, functools as F, heapq, bisect
dq=deque([K(i) for i in range(70)],maxlen=50); print(K(30) in dq, dq.index(K(30)), dq.count(K(30))); dq.remove(K(30)); dq.rotate(5); dq.extend([K(1)]*3); dq.pop(); dq.insert(3,K(99)); print(dq==deque(dq), len(dq)); del dq[4]; dq.clear()
dd=defaultdict(lambda: K(5)); print(dd[K(1)], dd[K(1)], len(dd)); od=OrderedDict((K(i),K(i)) for i in range(5)); od.move_to_end(K(2)); print(od, od.pop(K(1)), od.popitem(), od.popitem(last=False), list(od.items()), od==od.copy(), list(reversed(od))); od.clear()
c=Counter([K(1),K(2),K(1)]); print(c, c+c)
print([(k,list(g)) for k,g in I.groupby([K(1),K(1),K(2)])], list(I.accumulate([K(1),K(2)],lambda a,b:K(a.v+b.v),initial=K(9))), list(I.chain.from_iterable([[K(1)],[K(2)]])), list(I.product([K(1),K(2)],[K(3)])), list(I.permutations([K(1),K(2)])), list(I.combinations([K(1),K(2),K(3)],2)), list(I.zip_longest([K(1)],[],fillvalue=K(0))), list(I.pairwise([K(1),K(2),K(3)])), list(I.islice(I.cycle([K(1),K(2)]),5)), list(I.takewhile(lambda x:K(2),[K(1)])), list(I.dropwhile(lambda x:K(2),[K(1)])), list(I.starmap(lambda a,b:a,[(K(1),K(2))])), list(I.compress([K(1),K(2)],[K(0),K(1)])), list(I.filterfalse(None,[K(1),K(2)])), list(I.islice(I.repeat(K(1)),2)))
a,b=I.tee(K(i) for i in range(130)); print(len(list(a)), len(list(b)))
@F.lru_cache(maxsize=3)
def f(k,x=None): return K(k.v+1)
print([f(K(i%5)) for i in range(12)], f(K(1),x=K(2)), f.cache_info()); f.cache_clear()
print(F.reduce(lambda a,b:K(a.v+b.v),[K(1),K(2),K(3)]), F.partial(lambda *a,**k:(a,k),K(1),z=K(2))(K(3)), sorted([K(2),K(1)],key=F.cmp_to_key(lambda a,b:a.v-b.v)))
h=[K(i) for i in (5,2,8,1)]; heapq.heapify(h); heapq.heappush(h,K(0)); print(heapq.heappop(h), heapq.heapreplace(h,K(3)), heapq.heappushpop(h,K(1)), h, heapq.nsmallest(2,h), heapq.nlargest(2,h)); print(bisect.bisect([K(1),K(3)],K(2)), bisect.bisect([K(1),K(3)],2,key=lambda k:k.v))
for x in (l,t,d,s,dq,od): str(x)
class A: pass
a=A(); a.x=K(1); a.y=K(2); del a.x; a.__dict__; a.z=K(3); b=A(); b.q=K(4); v=vars(b); del b; print(v); del A; del a; print(v)
