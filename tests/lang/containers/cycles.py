# Cycles through every kind of container, tracking, reference counts, deep nesting.
import gc, weakref, sys
from collections import *
import itertools as I, functools as F
gc.collect(); 
class C:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n,end=' ')
def cyc(make,n):
    c=C(n); c.me=make(c); del c; print(n, gc.collect())
cyc(lambda c:[c],'list'); cyc(lambda c:(c,),'tuple'); cyc(lambda c:{1:c},'dict'); cyc(lambda c:{c:1},'dictkey'); cyc(lambda c:{c},'set'); cyc(lambda c:frozenset([c]),'frozenset')
cyc(lambda c:deque([c]),'deque'); cyc(lambda c:OrderedDict(a=c),'od'); cyc(lambda c:defaultdict(lambda:c),'dd'); cyc(lambda c:defaultdict(int,a=c),'dd2'); cyc(lambda c:F.partial(print,c),'partial'); cyc(lambda c:F.lru_cache()(lambda x:c),'lru')
cyc(lambda c:iter([c]),'listiter'); cyc(lambda c:iter({1:c}),'dictiter'); cyc(lambda c:{1:c}.items(),'items'); cyc(lambda c:map(len,[c]),'map'); cyc(lambda c:zip([c]),'zip'); cyc(lambda c:filter(c,[]),'filter'); cyc(lambda c:enumerate([c]),'enum'); cyc(lambda c:reversed([c]),'rev'); cyc(lambda c:slice(c),'slice'); cyc(lambda c:iter(lambda:c,1),'calliter')
cyc(lambda c:I.cycle([c]),'cycle'); cyc(lambda c:I.chain([c]),'chain'); cyc(lambda c:I.repeat(c),'repeat'); cyc(lambda c:I.product([c]),'product'); cyc(lambda c:I.permutations([c]),'perm'); cyc(lambda c:I.combinations([c],1),'comb'); cyc(lambda c:I.tee([c]),'tee'); cyc(lambda c:I.groupby([c]),'groupby'); cyc(lambda c:I.accumulate([c]),'acc'); cyc(lambda c:I.zip_longest([c]),'zl'); cyc(lambda c:I.islice([c],1),'islice'); cyc(lambda c:I.starmap(c,[]),'starmap'); cyc(lambda c:I.count(),'count'); cyc(lambda c:I.pairwise([c]),'pairwise'); cyc(lambda c:I.compress([c],[1]),'compress')
cyc(lambda c:namedtuple('P','x')(c),'nt'); cyc(lambda c:Counter([c]),'counter'); cyc(lambda c:type('X',(),{'c':c}),'class'); cyc(lambda c:vars(c),'vars'); cyc(lambda c:F.cmp_to_key(c),'cmpkey'); cyc(lambda c:type.__dict__ and type('Q',(),{'c':c}).__dict__,'proxy')
print(gc.is_tracked([]), gc.is_tracked({}), gc.is_tracked({1:2}), gc.is_tracked({1:[]}), gc.is_tracked((1,)), gc.is_tracked(()), gc.is_tracked(set()), gc.is_tracked({'a':(1,)}), gc.is_tracked(range(3)), gc.is_tracked(slice(1)), gc.is_tracked(iter([])), gc.is_tracked(deque()))
t=(1,2,(3,4)); gc.collect(); print(gc.is_tracked(t)); t=(1,[]); gc.collect(); print(gc.is_tracked(t)); d={1:(2,)}; gc.collect(); print(gc.is_tracked(d)); d[2]=[]; print(gc.is_tracked(d)); del d[2]; gc.collect(); print(gc.is_tracked(d))
print(gc.get_referents([1,2]), gc.get_referents({1:2}), gc.get_referents({'a':2}), gc.get_referents((1,'a')), gc.get_referents({5}))
x=[1]; y=[x]; z={'k':x}; w={x[0]:x}; print(len([r for r in gc.get_referrers(x) if r is not globals()]))
print(sys.getrefcount(x), sys.getrefcount([]), sys.getrefcount(y))
s='some unique string!'; a=[s]*10; d={s:1}; st={s}; od=OrderedDict(); od[s]=1; print(sys.getrefcount(s)); it=iter(d); print(next(it) is s, sys.getrefcount(s)); items=list(d.items()); print(sys.getrefcount(s)); del a; print(sys.getrefcount(s)); od.clear(); print(sys.getrefcount(s)); 
e=enumerate([s,s]); p=next(e); print(sys.getrefcount(p), sys.getrefcount(s)); q=next(e); print(p,q, p is q)
z=zip([s],[s]); p=next(z); print(sys.getrefcount(p)); del p; print(list(z)); di=iter({s:1}.items()); p=next(di); print(sys.getrefcount(p))
wr=weakref.ref(deque()); print(wr()); ws=set([1]); wr=weakref.ref(ws); del ws; print(wr())
gc.set_threshold(10,5,5); 
for i in range(200): l=[]; l.append(l)
print(gc.get_count()[0] < 12); gc.set_threshold(700,10,10)
class L(list):
    def __del__(s): print('Ldel',len(s),end=' ')
L([1,2]); x=L(); x.append(x); del x; print(gc.collect())
def deep(n):
    l=[]
    for i in range(n): l=[l]
    return l
x=deep(100000); del x; 
t=()
for i in range(100000): t=(t,)
del t
d={}
for i in range(100000): d={1:d}
del d
s=frozenset()
for i in range(3000): s=frozenset([s])
del s
a,b=I.tee(range(300000)); 
for _ in a: pass
del a,b
print('deep ok')
l=[]; l.append(l); print(l, repr(l)); d={}; d['d']=d; print(d); t=([],); t[0].append(t); print(t); q=deque(); q.append(q); print(q); o=OrderedDict(); o['o']=o; print(o); dd=defaultdict(int); dd[1]=dd; print(dd); print({1:d}.values()); x=deep(2000)
try: repr(x)
except RecursionError as e: print(e)
y=deep(2000)
try: x==y
except RecursionError as e: print(e)
