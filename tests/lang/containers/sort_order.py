# The sequence of comparisons that sort makes, and what happens when it is disturbed.
class K:
    def __init__(s,v): s.v=v
    def __lt__(a,b): log.append((a.v,b.v)); return a.v<b.v
seed=1
def rnd(n):
    global seed
    seed=(seed*1103515245+12345)&0x7fffffff
    return (seed>>8)%n
for n in (2,5,20,64,65,100,300,1000,3000):
  for m in (n, 4, n//10+1):
    log=[]; l=[K(rnd(m)) for _ in range(n)]; l.sort(); print(n,m,len(log),hash(tuple(log)), all(l[i].v<=l[i+1].v for i in range(n-1)))
    # partially sorted
    log=[]; l=[K(i if rnd(10) else rnd(n)) for i in range(n)]; l.sort(reverse=True); print(len(log),hash(tuple(log)))
    log=[]; l=[K(i%(n//3+1)) for i in range(n)]; l.sort(key=lambda k:K(-k.v)); print(len(log),hash(tuple(log)))
    x=[rnd(m) for _ in range(n)]; y=x[:]; y.sort(); print(hash(tuple(y)), sorted(x,reverse=True)==y[::-1], sorted(map(float,x))==y, sorted(map(str,x))[:3])
    z=sorted([(v,i) for i,v in enumerate(x)],key=lambda p:p[0]); print(hash(tuple(z))); z=sorted([(str(v),i) for i,v in enumerate(x)],reverse=True); print(hash(tuple(z[:5])) )
class Bad:
    def __init__(s,v): s.v=v
    def __lt__(a,b):
        if b.v==50: raise ValueError('x')
        return a.v<b.v
l=[Bad(rnd(100)) for _ in range(200)]; n=sorted(x.v for x in l)
try: l.sort()
except ValueError as e: print(e, sorted(x.v for x in l)==n, [x.v for x in l][:20])
l=[1,2,3]
try: l.sort(key=lambda x:l.append(1) or x)
except ValueError as e: print(e,l)
l=[3,2,1]; 
try: l.sort(key=lambda x: print(l, len(l)) or x)
except ValueError as e: print(e)
print(l); 
try: l.sort(key=lambda x: 1/0)
except ZeroDivisionError as e: print(e,l)
print(sorted([2,1.5,True]), sorted(['b','é','a','中']), sorted([10**30,5,-10**25]), sorted([b'b',b'a']))
