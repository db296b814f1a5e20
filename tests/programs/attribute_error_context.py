# Which attribute errors know the object and the name, and so keep the object.
import sys
class K: pass
class S: __slots__=('a',)
class P:
    @property
    def p(self): return 1
    @property
    def q(self): self.nope
import types
k=K(); s=S(); p=P()
def f(): pass
for i,g in enumerate((lambda: getattr(k,"zz"), lambda: setattr(k, 5, 1),lambda: delattr(k, "zz"),lambda: object.__getattribute__(k, "zz"),lambda: vars(5), lambda: object().x, lambda: setattr(object(), "x", 1), lambda: k.__getattribute__("zz"), lambda: object.__delattr__(k,'zz'), lambda: K.zz, lambda: type.__getattribute__(K,'zz'), lambda: delattr(K,'zz'), lambda: s.a, lambda: s.b, lambda: delattr(s,'a'), lambda: delattr(s,'b'), lambda: setattr(s,'b',1), lambda: setattr(p,'p',1), lambda: delattr(p,'p'), lambda: p.q, lambda: sys.zz, lambda: delattr(sys,'zz'), lambda: f.zz, lambda: delattr(f,'zz'), lambda: setattr(5,'x',1), lambda: setattr(int,'x',1), lambda: 5 .x, lambda: super(K,k).zz, lambda: f.__get__(k).zz, lambda: types.SimpleNamespace().zz, lambda: K.__dict__.zz, lambda: [].append.zz, lambda: setattr(s,'__class__',int), lambda: setattr(k,'__dict__',1), lambda: setattr(f,'__name__',1), lambda: delattr(f,'__name__'), lambda: setattr(f,'__code__',1), lambda: setattr(len,'x',1), lambda: delattr(k,'__dict__'), lambda: delattr(k,'__dict__'), lambda: int.__getattribute__(5,'y'), lambda: delattr(s, '__class__'), lambda: exec('from sys import zzz'))):
    try: print(i, g())
    except Exception as e: print(i, type(e), e, getattr(e,'name',0), repr(getattr(e,'obj',0)).split(' at ')[0])
