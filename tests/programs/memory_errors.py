# Running out of memory: some dead MemoryErrors are kept for the next; each raised one is another object, and lets go of its frames.
import sys
def t(f):
    try: f()
    except Exception as e: print(type(e).__name__)
a=[1]
def g(): return a*2**62
for i in range(3):
    t(g); print(sys.getrefcount(t), sys.getrefcount(g))
def h(): raise MemoryError(1)
for i in range(3):
    t(h); print(sys.getrefcount(t), sys.getrefcount(h))
l=[]
def keep(f):
    try: f()
    except MemoryError as e: l.append(e)
for i in range(3): keep(g); print(sys.getrefcount(g), l[0] is l[-1], id(l[0])==id(l[-1]), sys.getrefcount(l[-1]))
l.clear();print(sys.getrefcount(g))
def big(): return [1]*2**62
ids=[]
keep=[]
for i in range(20):
    try: big()
    except MemoryError as e: keep.append(e)
print([(keep[i].args) for i in (0,19)], len(set(map(id, keep))))
a=[id(k) for k in keep]
keep.clear()
b=[]
for i in range(20):
    try: big()
    except MemoryError as e: keep.append(e)
b=[id(k) for k in keep]
print([a.index(x) if x in a else None for x in b])
keep.clear()
class M(MemoryError): pass
e=M(1); e.x=2; del e
e=MemoryError(3); e.x=5; i=id(e); e.__notes__=[1]; print(e.__dict__); del e; e=MemoryError(4); print(id(e)==i, e.__dict__, e.args, e.__context__, sys.getsizeof(e), sys.getrefcount(e)); 
print(a.index(i))
import gc; print(gc.is_tracked(e), gc.is_tracked(MemoryError()))
try: big()
except MemoryError as f: print(gc.is_tracked(f), sys.getrefcount(f))
