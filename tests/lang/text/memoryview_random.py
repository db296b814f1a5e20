# memoryview: slices, casts, items, assignments on random views.
import random,sys
random.seed(1)
def show(f):
    try: r=f(); print(type(r).__name__, ascii(r) if not isinstance(r,memoryview) else (r.tobytes(), r.shape, r.strides, r.format, r.readonly, r.nbytes, r.contiguous, r.c_contiguous, r.f_contiguous, r.ndim, r.itemsize))
    except Exception as e: print(type(e).__name__, ascii(str(e)))
def i(): return random.choice([0,1,2,3,-1,-2,-3,5,100,-100,None])
F='bBchHiIlLqQnNfdP?'
for k in range(150):
    base=random.choice([bytes,bytearray])(bytes(random.randint(0,255) if random.random()<.7 else 0 for _ in range(random.choice([0,1,4,8,12,16,24]))))
    m=memoryview(base)
    show(lambda: m)
    for _ in range(5):
        op=random.randint(0,16)
        if op==0: show(lambda: m[i():i():random.choice([None,1,2,-1])])
        elif op==1:
            try: m=m[i():i():random.choice([None,1,2,-1])]
            except Exception as e: print(e)
        elif op==2:
            try: m=m.cast(random.choice(F+'B'*20+'@xZ'))
            except Exception as e: print(type(e),e)
        elif op==3:
            try: m=m.cast('B',random.choice([[2,2],[4,2],[2,2,2],(3,4),[1],[0],[],[-1],['a'],[24],[2**62,2**62],7]))
            except Exception as e: print(type(e),e)
        elif op==4: show(lambda: m.tolist())
        elif op==5: show(lambda: m[random.randint(-3,20)])
        elif op==6:
            def go(): m[random.randint(-3,20)]=random.choice([1,255,256,-1,2**40,2**63,2**64,-2**63,1.5,b'a','a',None,True])
            show(go); show(lambda: base)
        elif op==7:
            def go(): m[i():i():random.choice([None,1,2,-1])]=bytes(random.randint(0,5))
            show(go); show(lambda: base)
        elif op==8: show(lambda: m==base); show(lambda: m==memoryview(base)); show(lambda: m[::-1]==m)
        elif op==9: show(lambda: hash(m))
        elif op==10: show(lambda: m.tobytes(random.choice('CFAX'))); show(lambda: m.hex(':'))
        elif op==11: show(lambda: list(m)); show(lambda: len(m)); show(lambda: 5 in m); show(lambda: list(reversed(m)))
        elif op==12: show(lambda: m[1,1]); show(lambda: m[()]); show(lambda: m[...]); show(lambda: m[0:1,0:1]); show(lambda: m['a']); show(lambda: m[1,1,1])
        elif op==13: show(lambda: m.toreadonly())
        elif op==14: show(lambda: sys.getsizeof(m)); pass
        elif op==15: show(lambda: bytes(m)); show(lambda: bytearray(m)); show(lambda: b''.join([m])); show(lambda: m.__eq__(3))
        else:
            def go():
                with m as q: return len(q)
            show(go); show(lambda: m); show(lambda: repr(m)[:8]); break
