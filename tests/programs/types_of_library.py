# Types of the library written in C: their names in texts, named tuples, members, what each type shows of its own.
import types,sys
e=ValueError()
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def s(o,n,v): setattr(o,n,v)
t(lambda: s(e,'__suppress_context__',1)); t(lambda: delattr(e,'__suppress_context__')); t(lambda: s(1j,'real',2)); t(lambda: s(sys,'__dict__',{})); t(lambda: delattr(sys,'__dict__'))
t(lambda: s(classmethod(len),'__wrapped__',2)); t(lambda: s((lambda:0).__code__,'co_linetable',2)); t(lambda: complex.real); t(lambda: complex.real.__doc__);t(lambda: types.ModuleType.__dict__["__dict__"])
t(lambda: s(int,'__flags__',2)); t(lambda: s(type("A",(),{}),'__flags__',2)); t(lambda: sys.flags.__setattr__('debug',2)); t(lambda: sys.flags.__setattr__('debugs',2));t(lambda: type(sys.flags).debug); t(lambda: type(sys.flags).__reduce__); t(lambda:sys.flags.n_fields);  t(lambda:sys.flags.__match_args__); t(lambda: sys.float_info.__reduce__()); t(lambda: type(sys.float_info)()); t(lambda: type(sys.float_info)((1,2)));t(lambda: type(sys.float_info)(range(11)));t(lambda: type(sys.float_info)(range(12))); t(lambda: type(sys.float_info)(sequence=range(11),dict=3)); t(lambda: type(sys.float_info)(4)); t(lambda: type(sys.flags)(range(18))); t(lambda: type(sys.float_info).__new__); t(lambda: (sys.float_info+(1,))[-1]); t(lambda: type(sys.float_info)(sys.float_info)==sys.float_info); t(lambda: type('X',(type(sys.float_info),),{}));t(lambda: s(type(sys.float_info),"x",1))
t(lambda: sorted(type(sys.flags).__dict__)); t(lambda: list(type(sys.thread_info).__dict__));
import collections, functools, time

for T in (collections.deque, functools.partial, type(sys.flags), collections.OrderedDict, int, type(sys)):
    t(lambda: s(T,"x",1))
    t(lambda: delattr(T,"x"))
    t(lambda: T.__init__); t(lambda: T.__repr__); t(lambda: T.__reduce__);t(lambda: T.__reduce__(1)); t(lambda: T.__repr__(1)); t(lambda: T.__new__(1)); t(lambda: T.__new__()); t(lambda: T.__new__(T,1,2,3,4,5)); t(lambda: T.__new__(int)); 
    t(lambda: s(T,"__doc__",1));
t(lambda: type("X",(type(sys.flags),),{})); t(lambda: type("X",(type(None),),{})); t(lambda: type("X",(time.struct_time,),{}))
t(lambda: type(sys.flags)()); t(lambda: functools.partial.func); t(lambda: collections.deque.maxlen);t(lambda: collections.deque.maxlen.__get__(1)); t(lambda: functools.partial.func.__get__(1)); t(lambda: time.struct_time.tm_zone.__get__(1))
t(lambda: functools.partial.__dict__['__dict__']); t(lambda: collections.deque.append); t(lambda: collections.deque.append(1,2)); t(lambda: collections.deque.append());t(lambda:  collections.deque.__len__)
t(lambda:  s(collections.deque(),'maxlen',3)); 
def g(): yield
async def c(): pass
x=c(); x.close()
t(lambda: type(g())[int]); t(lambda: type(x)[int])
t(lambda: type(int.__dict__)); t(lambda: hash(int.__dict__)); t(lambda: type(int.__dict__).__hash__); t(lambda: type(int.__dict__).__doc__)
import weakref, sys
class A: pass
a=A(); p=weakref.proxy(a)
t(lambda: bytes(p)); t(lambda: list[int].__setattr__); t(lambda: int.__getattribute__); t(lambda: type(None).__getattribute__); t(lambda: bool.__getattribute__);t(lambda: type(sys.flags).__getattribute__)
m=memoryview(b"ab"); n=memoryview(b"ab"); m.release()
t(lambda: list(m)); t(lambda: m==m); t(lambda: m!=m); t(lambda: m==1); t(lambda: m!=1); t(lambda: m.__ne__(1)); t(lambda: m.__lt__(1)); t(lambda: m.__eq__(1)); t(lambda: n.__eq__(1)); t(lambda: n==m); t(lambda: n.__ne__(m)); t(lambda: m==b"ab"); t(lambda: m.__eq__(n))
t(lambda: m.cast(1)); t(lambda: m.cast('B',3));  t(lambda: m.cast('B'));t(lambda: m.tobytes(3)); t(lambda: m.tobytes("Q"));t(lambda: m.tobytes());t(lambda: m.hex(1)); t(lambda: m.hex(1,2,3)); t(lambda: n.cast('B',3)); t(lambda: n.cast(format='B',shape=[3]));
i=iter(n); print(next(i)); n.release(); t(lambda: next(i))
