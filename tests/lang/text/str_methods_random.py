# Methods of str on random texts of all widths.
import random
random.seed(1)
R=random.random
alph=["ab c","a\tb\n\r","aA1_ -","éÀß","Āā","\u2028 x\x1c\x85","𐀀a","ΣσςaΑ'.","ǅǆ","0١²½","\ud800a","İıß","'\"\\"]
def s(n=8):
    a=''.join(random.choice(alph) for _ in range(random.randint(1,3)))
    return ''.join(random.choice(a) for _ in range(random.randint(0,n)))
def i(): return random.choice([0,1,2,3,-1,-2,-3,5,100,-100,None])
def show(f):
    try: r=f(); print(type(r).__name__, ascii(r))
    except Exception as e: print(type(e).__name__, ascii(str(e)))
import sys
n0='capitalize casefold isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper lower swapcase title upper split rsplit splitlines strip lstrip rstrip expandtabs __repr__ __hash__ __len__'.split()
for k in range(60):
    x=s(); y=s(3); z=s(3)
    m=random.choice(n0); show(lambda: getattr(x,m)())
    m=random.choice('find rfind index rindex count startswith endswith'.split()); a=[y,i(),i()][:random.randint(1,3)]; show(lambda: getattr(x,m)(*a))
    m=random.choice('split rsplit'.split()); a=[random.choice([y,None,' ']),random.choice([-1,0,1,2,3])][:random.randint(1,2)]; show(lambda: getattr(x,m)(*a))
    m=random.choice('strip lstrip rstrip removeprefix removesuffix partition rpartition join __contains__ __add__ __eq__ __lt__'.split()); show(lambda: getattr(x,m)(y))
    m=random.choice('center ljust rjust zfill'.split()); a=[random.randint(0,15)]+([s(1) or '*'] if m!='zfill' and R()<.5 else []); show(lambda: getattr(x,m)(*a))
    show(lambda: x.replace(y,z,random.randint(-1,3))); show(lambda: x[i():i():random.choice([None,1,2,-1,-2,3])]); show(lambda: x*random.randint(-1,3)); show(lambda: x.splitlines(R()<.5)); show(lambda: x.expandtabs(random.randint(0,5)))
    show(lambda: sys.getsizeof(x.replace(y,z))); show(lambda: x.translate({ord(c):random.choice([None,'Z','',65,'é']) for c in y}))
    show(lambda: y.join([x,z,y])); show(lambda: (x+y) is x); show(lambda: sys.getsizeof(x+y)); show(lambda: ascii(x)); show(lambda: x==y+z); show(lambda: x.encode('utf8','surrogatepass').decode('utf8','surrogatepass')==x)
