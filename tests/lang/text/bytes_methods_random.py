# Methods of bytes and bytearray on random bytes, sizes included.
import random,sys
random.seed(1)
def by(n=8):
    a=random.choice([b"ab c",b"a\t\n\r b",b"aA1-+",b"\x00\xff\x80",b"aaab"])
    return bytes(random.choice(a) for _ in range(random.randint(0,n)))
def b(n=8):
    x=by(n); return bytearray(x) if random.random()<.4 else x
def i(): return random.choice([0,1,2,3,-1,-2,-3,5,100,-100,None])
def show(f):
    try: r=f(); print(type(r).__name__, ascii(r))
    except Exception as e: print(type(e).__name__, ascii(str(e)))
n0='capitalize isalnum isalpha isascii isdigit islower isspace istitle isupper lower swapcase title upper split rsplit splitlines strip lstrip rstrip expandtabs __repr__ __len__ hex'.split()
for k in range(50):
    x=b(); y=b(3); z=b(3); R=random.random
    m=random.choice(n0); show(lambda: getattr(x,m)())
    m=random.choice('find rfind index rindex count startswith endswith'.split()); a=[random.choice([y,y,97,(b'a',b'b')]),i(),i()][:random.randint(1,3)]; show(lambda: getattr(x,m)(*a))
    m=random.choice('split rsplit'.split()); a=[random.choice([y,None,b' ']),random.choice([-1,0,1,2,3])][:random.randint(1,2)]; show(lambda: getattr(x,m)(*a))
    m=random.choice('strip lstrip rstrip removeprefix removesuffix partition rpartition join __contains__ __add__ __eq__ __lt__'.split()); show(lambda: getattr(x,m)(y))
    m=random.choice('center ljust rjust zfill'.split()); a=[random.randint(0,15)]+([b'*'] if m!='zfill' and R()<.5 else []); show(lambda: getattr(x,m)(*a))
    show(lambda: x.replace(y,z,random.randint(-1,3))); show(lambda: x[i():i():random.choice([None,1,2,-1,-2,3])]); show(lambda: x*random.randint(-1,3)); show(lambda: x.splitlines(R()<.5)); show(lambda: x.expandtabs(random.randint(0,5)))
    show(lambda: x.hex(random.choice([':','-',b'.']),random.randint(-3,3))); show(lambda: x.translate(None,y)); show(lambda: x.translate(bytes.maketrans(b'ab',b'xy'),y))
    w=bytearray(by(20)); 
    for _ in range(6):
        op=random.randint(0,9)
        def go():
            if op==0: w[i():i()]=y
            elif op==1: w[i():i():random.choice([1,2,-1,-2])]=by(3)
            elif op==2: del w[i():i():random.choice([1,2,-1,-2,3])]
            elif op==3: w.append(random.randint(0,255))
            elif op==4: w.extend(by(5))
            elif op==5: return w.pop(random.choice([-1,0,2]))
            elif op==6: w.insert(random.randint(-3,5),7)
            elif op==7: return w.__iadd__(by(6))
            elif op==8: w.remove(97)
            elif op==9: return w.__imul__(random.randint(0,2))
        show(go); show(lambda: (w,sys.getsizeof(w)))
