# Sizes and orders after long histories of changes.
import sys
g=sys.getsizeof
seed=12345
def rnd(n):
    global seed
    seed=(seed*1103515245+12345)&0x7fffffff
    return (seed>>8)%n
# list histories
l=[]; out=[]
for i in range(3000):
    k=rnd(12)
    if k<5: l.append(i)
    elif k==5 and l: l.pop()
    elif k==6 and l: l.pop(rnd(len(l)))
    elif k==7: l.extend(range(rnd(10)))
    elif k==8: l.insert(rnd(5),i)
    elif k==9 and l: del l[rnd(len(l)):rnd(len(l))+2]
    elif k==10: l+= [1]*rnd(4)
    elif k==11 and rnd(40)==0: l.clear()
    out.append(g(l))
print(hash(tuple(out)), out[:80])
d={}; out=[]
for i in range(4000):
    k=rnd(12)
    if k<5: d[rnd(200)]=i
    elif k==5: d['k%d'%rnd(100)]=i
    elif k==6: d.pop(rnd(200),None)
    elif k==7 and d: d.popitem()
    elif k==8: d.setdefault(rnd(300),1)
    elif k==9: d.update({rnd(300):1 for _ in range(rnd(6))})
    elif k==10 and rnd(60)==0: d=d.copy()
    elif k==11 and rnd(60)==0: d.clear()
    out.append(g(d))
print(hash(tuple(out)), out[:60], list(d.items())[:20])
d={}; out=[]
for i in range(3000):
    k=rnd(10)
    if k<5: d['x%d'%rnd(60)]=i
    elif k<7: d.pop('x%d'%rnd(60),None)
    elif k==7 and rnd(30)==0: d=dict(d)
    elif k==8 and rnd(30)==0: d={**d}
    elif k==9 and rnd(50)==0: d=d|{'x1':1}
    out.append(g(d))
print(hash(tuple(out)), list(d)[:10])
s=set(); out=[]; orders=[]
for i in range(4000):
    k=rnd(14)
    if k<5: s.add(rnd(500))
    elif k<7: s.discard(rnd(500))
    elif k==7 and s: s.pop()
    elif k==8: s.update(range(rnd(500),rnd(500)))if rnd(20)==0 else None
    elif k==9 and rnd(20)==0: s=s-{rnd(500) for _ in range(rnd(50))}
    elif k==10 and rnd(20)==0: s=s&set(range(rnd(800)))
    elif k==11 and rnd(20)==0: s^=set(range(rnd(100)))
    elif k==12 and rnd(20)==0: s=s|{'a%d'%rnd(50)}
    elif k==13 and rnd(20)==0: s=set(s) if rnd(2) else s.copy()
    out.append(g(s)); orders.append(hash(tuple(s)))
print(hash(tuple(out)), hash(tuple(orders)), list(s)[:20])
for n in range(0,40): print(g({i:i for i in range(n)}),g(dict.fromkeys(range(n))),g({str(i):i for i in range(n)}),g(set(range(n))),g(list(range(n))),g(tuple(range(n))),g([i for i in range(n)]),g(dict(zip(range(n),range(n)))),g(frozenset(range(n))),g(list(iter(range(n)))),g(dict.fromkeys(set(range(n)))),g(dict.fromkeys({i:1 for i in range(n)})), g([None]*n), g([*range(n)]), g({*range(n)}), g({**{i:1 for i in range(n)}}), end=';')
print()
class A:
    def __init__(s,n):
        for i in range(n): setattr(s,'a%d'%i,i)
for n in (0,1,5,10,20,29,30,31,40): 
    a=A(n); print(g(a), g(a.__dict__), g(A(n).__dict__), end=' ')
print()
class B: pass
b=B(); b.x=1; b.y=2; print(g(b.__dict__)); c=B(); c.y=1; c.x=2; print(g(c.__dict__), list(c.__dict__)); del c.x; c.z=3; print(list(c.__dict__), g(c.__dict__)); c.x=9; print(list(c.__dict__))
print(g(vars(b).copy()), g(dict(vars(b))), list(vars(b).items())); vars(b).popitem(); print(g(vars(b)))
for x in ([].__iter__(),().__iter__(),{}.__iter__(),{}.items().__iter__(),{}.items(),set().__iter__(),range(3),range(3).__iter__(),slice(1),enumerate([]),zip([]),map(len,[]),filter(len,[]),reversed([]),reversed(()),reversed({}),iter(int,1),iter(range(10**30)),type.__dict__): print(type(x).__name__,g(x), end=' ')
print()
