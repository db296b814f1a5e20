# Containers changed while they are compared, walked, printed or cleared.
from collections import *
import itertools as I, functools as F
def t(f,*a):
    try: r=f(*a); print(f.__name__, '->', r if not isinstance(r,(list,dict,set,deque)) else (type(r).__name__,len(r)))
    except BaseException as e: print(f.__name__, type(e).__name__, e)
class E:
    def __init__(s,act): s.act=act
    def __eq__(s,o): s.act(); return False
    def __hash__(s): return 1
    def __lt__(s,o): s.act(); return True
def f1(): l=[1]*5; l[2]=E(l.clear); return 7 in l
def f2(): l=[1]*5; l[2]=E(l.clear); l.remove(7)
def f3(): l=[1]*5; l[2]=E(l.clear); return l.index(7)
def f4(): l=[1]*5; l[2]=E(l.clear); return l.count(7)
def f5(): l=[1]*5; l[2]=E(l.clear); return l==[1,1,9,1,1]
def f6():
    class E: # of its own: CPython never frees the key, which came into a table for str keys only
        def __init__(s,act): s.act=act
        def __eq__(s,o): s.act(); return False
        def __hash__(s): return 1
    d={}; d[E(d.clear)]=1; d[E(d.clear)]=2; return d
def f7():
    d={}; k=E(lambda: d.update({i:i for i in range(100)})); d[k]=1; return d.get(E(lambda:None))
def f8(): s=set(); s.add(E(s.clear)); s.add(E(s.clear)); return s
def f9(): s=set(); s.add(E(lambda:s.update(range(200)))); return E(lambda:None) in s
def f10(): l=[E(lambda:l.append(1)) for _ in range(5)]; l.sort()
def f11(): l=[E(lambda:l.clear()) for _ in range(5)]; l.sort(); return l
def f12(): q=deque([1]*5); q[2]=E(q.clear); return 7 in q
def f13(): q=deque([1]*5); q[2]=E(q.clear); q.remove(7)
def f14(): q=deque([1]*5); q[2]=E(q.clear); return q.index(7)
def f15(): q=deque([1]*5); q[2]=E(q.clear); return q==deque([1,1,9,1,1])
def f16():
    d={i:i for i in range(5)}
    for k in d: d[k+100]=1
def f17():
    d={i:i for i in range(5)}
    for k in d: del d[k]
def f18():
    d={i:i for i in range(5)}
    for k in d: del d[k]; d[k+10]=1
def f19():
    s={1,2,3}
    for k in s: s.add(k+10)
def f20():
    l=[1,2,3]
    for x in l: l.remove(x)
    return l
def f21():
    l=[1,2,3]; n=0
    for x in l:
        n+=1
        if n<10: l.append(x)
    return l
def f22():
    class R:
        def __repr__(s): l.clear(); return 'R'
    l=[R(),R(),R()]; return repr(l)
def f23():
    class R:
        def __repr__(s): d.clear(); return 'R'
    d={1:R(),2:R()}; return repr(d)
def f24():
    d={}
    class K:
        def __hash__(s): return 5
        def __eq__(s,o): d.clear(); d[5]=5; return True
    d[K()]=1; return d.setdefault(K(),3), len(d)
def f25():
    a={1:E(lambda:a.clear())}; b={1:E(lambda:b.clear())}; return a==b
def f26():
    od=OrderedDict((i,i) for i in range(5))
    for k in od: od.move_to_end(k)
def f27():
    od=OrderedDict((i,i) for i in range(5))
    for k in od: del od[k]
def f28():
    class X:
        def __del__(s): l.clear()
    l=[X(),1,2]; l[0:1]=[5]; return l
def f29():
    class X:
        def __del__(s): l.append(1)
    l=[X() for _ in range(5)]; l.clear(); return l
def f30():
    class X:
        def __del__(s): d[len(d)]=1
    d={i:X() for i in range(5)}; d.clear(); return d
def f31():
    class X:
        def __del__(s): st.add(1)
    st={X() for i in range(5)}; st.clear(); return st
def f32():
    class X:
        def __iter__(s): l.append(1); return iter([1,2])
    l=[]; l.extend(X()); l[:]=X(); l[5:]=X(); return l
def f33():
    l=[1,2,3]; l.extend(l); l+=l; l[1:1]=l; return l
def f34():
    l=[3,1]; l.sort(key=lambda x:l.sort() or x); return l
def f35():
    g=I.groupby([1,1,2,2]); a=next(g); b=next(g); return list(a[1]),list(b[1])
def f36():
    def gen():
        yield next(a)
    a,b=I.tee(gen()); next(a)
def f37():
    class It:
        def __iter__(s): return s
        def __next__(s): z.__next__(); return 1
    z=zip(It(),It()); next(z)
def f38():
    d={'a':1}; 
    class M:
        def keys(s): return ['x','y']
        def __getitem__(s,k): d.clear(); return k
    d.update(M()); return d
def f39():
    s={1,2,3}; s|=s; s&=s; s^=s; s-=s; return s
def f40():
    class L:
        def __len__(s): return 10**18
        def __getitem__(s,i): raise IndexError
        def __length_hint__(s): return 10**18
    return list(L())
def f41():
    class L:
        def __iter__(s): return iter([])
        def __length_hint__(s): return -1
    return list(L())
def f42(): return [0]*(10**18)
def f43(): return [1,2]*(2**62)
def f44():
    class BadHash:
        def __hash__(s): raise ValueError('h')
    return {BadHash():1}
def f45():
    x={}
    class B:
        def __hash__(s): return 1
        def __eq__(s,o): raise ValueError('eq')
    x[B()]=1; x[B()]=2
def f46():
    it=iter({1,2,3}); next(it); return list(it), list(it)
def f47():
    m=map(lambda *a:a,[1,2],'ab',(3,4)); return list(m)
def f48():
    d=dict.fromkeys(range(10)); it=iter(d); 
    for _ in range(9): next(it)
    d.pop(3); d[99]=1; return next(it)
def f49():
    c=I.cycle(()); return list(c)
def f50():
    @F.lru_cache(2)
    def f(n): return f(n-1)+1 if n else 0
    return f(10), f.cache_info()
def f51():
    d=defaultdict(lambda: d.clear() or 5); d[1]=2; return d[3], len(d)
def f52():
    class T(tuple): 
        x=5
    t=T([1,2]); t.y=3; return t, t.y, t[0], hash(t)==hash((1,2)), T.__new__(T), t+(1,), t*2
def f53():
    class D(dict):
        def __missing__(s,k): return k*2
    d=D(a=1); d.z=5; return d['a'], d['q'], d.get('q'), 'q' in d, d.z, d.copy(), d|{1:2}
def f54():
    class L(list):
        def __init__(s,*a): super().__init__(*a); s.n=len(s)
    l=L([1,2]); return l, l.n, l+[1], l*2, l[:], l.copy()
def f55():
    a=[1,2,3]; it=iter(a); next(it); a.pop(); a.pop(); return list(it), it.__length_hint__(), list(it)
def f56(): return sorted([{1},{2}]), min([[2],[1]]), max((1,2),(1,3))
def f57(): return list(zip([1,2],[3,4],strict=True)), list(zip(*[(1,2),(3,4)]))
def f58():
    q=deque(range(10),5); q.append(1); q.extendleft(range(3)); q*=3; q+=[1]; return list(q), q.maxlen, q.copy().maxlen
for i in range(1,59): t(globals()['f%d'%i])
