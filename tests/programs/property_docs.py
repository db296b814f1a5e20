# Where a property and its subclasses keep the documentation: the getter's is copied, a given one of a subclass is shadowed.
class P(property): pass
class S(property): __slots__=()
def g(self): pass
def h(self): "h doc"
for a in [(),(g,),(h,),(g,None,None,"d"),(h,None,None,"d"),(None,None,None,'e')]:
    p=P(*a); print(p.__dict__, p.__doc__, property(*a).__doc__)
    try:
        s=S(*a); print(s.__doc__)
    except Exception as e: print(type(e),e)
    q=p.getter(h); print(q.__dict__, q.__doc__); q=p.setter(h); print(q.__dict__, q.__doc__)
    q=property(*a).getter(h); print(q.__doc__)
class D:
    @property
    def __doc__(self): raise KeyError(1)
    def __call__(self,o): return 1
try: property(D())
except Exception as e: print(repr(e))
