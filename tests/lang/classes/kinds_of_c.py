# What decimal and re have in C: the kinds of their methods and attributes, how they bind and refuse, what their instances weigh.
import sys, gc, decimal
from decimal import Decimal
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
D=Decimal
for f in (lambda: type(D.quantize), lambda: D.quantize, lambda: D(1).quantize.__qualname__, lambda: D.__dict__['from_float'], lambda: type(D.real), lambda: D.real, lambda: D.__add__, lambda: D.__new__.__text_signature__, lambda: D(1).__add__(2), lambda: D.__add__(D(1), 2), lambda: D.__radd__(D(1), 2), lambda: D(1).__lt__(2), lambda: hash(D(5)), lambda: D.__hash__(D(5)), lambda:D(3).__hash__(), lambda: D('2')**3, lambda: pow(D(2),3,5), lambda: D(2).__pow__(3,5), lambda: D(2).__pow__(), lambda: D(2).__add__(), lambda: D.__add__(1,2),
   lambda: D.x, lambda: setattr(D,'x',1), lambda: D.quantize(1), lambda: D.quantize(), lambda: D(1).quantize(), lambda: D(1).quantize(1,2,3,4), lambda: D(1).sqrt(1,2), lambda: D(1).sqrt(foo=1), lambda: D(1).is_nan(1), lambda: D.from_float(), lambda:D.is_normal(D(1),1,2), lambda: D(1).real.foo, lambda: setattr(D(1),'real',1), lambda: D(1,2,3), lambda: D(value='1', context=None), lambda: D(foo=1), lambda: D.__new__(), lambda: D.__new__(int), lambda: D.__new__(D, '5'), lambda: sys.getsizeof(D(1)), lambda: sys.getsizeof(D(10**100)), lambda:sys.getsizeof(D(10**76)), lambda: gc.is_tracked(D(1)), lambda: gc.get_referents(D(1)), lambda: D.__basicsize__, lambda: D.__flags__ & 0xfff00, lambda: sys.getsizeof(D), lambda: D.sqrt.__text_signature__, lambda: D.quantize.__text_signature__, lambda: D.sqrt.__doc__[:20], lambda: sum([D(1),D(2)]), lambda: sum(map(D.sqrt,[D(4),D(9)])), lambda: list(map(D(7).compare,[1,8])), lambda: D(7).compare(other=1), lambda: D.__name__+D.__module__+D.__qualname__, lambda: D(5).__reduce__(), lambda: __import__('copy').deepcopy([D(5)]), lambda: __import__('inspect').signature(D.quantize), lambda: D(3).__class__, lambda: D.__mro__, lambda: D.__doc__, lambda: -D(3), lambda: bool(D(0)), lambda: int(D('3.7')), lambda: round(D('3.7')), lambda: D(3) < 'a', lambda: D(3).__eq__(3), lambda: D.max(D(1),D(4)), lambda: __import__('math').floor(D('3.5')), lambda: D(1).__sizeof__(), lambda: D.__format__, lambda: format(D('3.14159'),'.2f')):
    t(f)
class E(D):
    def __add__(self, o): return 'E', super().__add__(o), D.__add__(self, o)
    __slots__=('a',)
class F(D):
    def __new__(cls, x): return super().__new__(cls, x)
    def __str__(self): return 'F!'+super().__str__()
e=E(5); f=F(6); f.q=3
print(e+1, 1+e, e*2, sys.getsizeof(e), sys.getsizeof(f), repr(f), str(f), f.q, type(e), isinstance(f,D), e==5, gc.is_tracked(e), gc.is_tracked(f))
n=10**20
d=D(n)
print(sys.getrefcount(n))
import sys, gc, decimal, re, copy
from decimal import *
p=re.compile('a(b)(?P<x>c)?'); m=p.match('abc'); M=re.Match; P=re.Pattern
c=getcontext()
for f in (lambda: type(p.match), lambda: p.match.__qualname__, lambda: P.match, lambda: P.flags, lambda: P.groupindex, lambda: M.regs, lambda: M.string, lambda: setattr(p,'flags',1), lambda: setattr(p,'xx',1), lambda: setattr(m,'string',1), lambda: P(), lambda: M(), lambda: type('X',(P,),{}), lambda: P.match(1,2), lambda: p.match(), lambda:p.match(1,2,3,4), lambda:p.match(x=1), lambda: p.match('a',string=1), lambda:p.sub('a'), lambda:m.start(1,2), lambda: m.span(5), lambda: m.groups(default='q'), lambda: p.match.__text_signature__, lambda: p.sub.__text_signature__, lambda: m.start.__text_signature__, lambda: M[str], lambda: sys.getsizeof(m), lambda: gc.is_tracked(m), lambda: m.group(0,1), lambda: m['x'], lambda: M.__getitem__(m,1), lambda: m[1], lambda: m.lastgroup, lambda: m.lastindex, lambda: m.expand(r'\1-\2'), lambda: copy.copy(p) is p, lambda: copy.deepcopy(m) is m, lambda: p, lambda: m, lambda: hash(p)==hash(re.compile('a(b)(?P<x>c)?')), lambda: p==re.compile('a(b)(?P<x>c)?'), lambda: p.sub(lambda m: m.group(1).upper(), 'xabcx'), lambda: list(map(p.match, ['ab','q'])), lambda: [x.span() for x in p.finditer('ababc')], lambda: P.__flags__&0xff00, lambda: P.__module__, lambda: P, lambda: P.__basicsize__, lambda: M.__basicsize__, lambda: p.__doc__,
  lambda: type(getcontext), lambda: getcontext, lambda: getcontext.__self__.__name__, lambda: localcontext.__text_signature__, lambda: setcontext.__module__, lambda: setcontext(1), lambda: setcontext(), lambda: getcontext(1), lambda: localcontext(1), lambda: localcontext(foo=1), lambda: type(c), lambda: sys.getsizeof(c), lambda: gc.is_tracked(c), lambda: c.flags is c.flags, lambda: type(c.flags), lambda: type(c.flags).__mro__, lambda: sys.getsizeof(c.flags), lambda: Context.prec, lambda: c.prec, lambda: setattr(c,'prec',0), lambda: setattr(c,'prec',30), lambda: c, lambda: delattr(c,'prec'), lambda: setattr(c,'foo',1), lambda: Context.sqrt(c), lambda: c.sqrt(2), lambda: c.divide(1,3), lambda: c.flags[Inexact], lambda: c.clear_flags(), lambda: c.flags, lambda: c.copy(), lambda: copy.copy(c), lambda: Context(prec=5), lambda: Context(foo=1), lambda: Context.__init__, lambda: type(localcontext()), lambda: sys.getsizeof(localcontext()), lambda: Context.power.__text_signature__, lambda: c.create_decimal('1.5'), lambda: c.power(2,3), lambda: c.traps == dict(c.traps), lambda: list(c.flags.items())[:1], lambda: len(c.flags), lambda: c.flags.copy()==c.flags):
    t(f)
with localcontext() as ctx:
    ctx.prec=5
    print(Decimal(1)/3)
print(Decimal(1)/3)
with localcontext(prec=3): print(+Decimal('1.23456'))
class K(Context):
    def sqrt(self, x): return 'K', super().sqrt(x)
k=K(prec=4); k.q=5
print(k.sqrt(2), k.prec, k.q, k)
