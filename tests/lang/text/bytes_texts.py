# bytes and bytearray: texts of errors, growth.
import sys
for x in ["a b".split(), "a".split(','), "a,b".split(',',1), "a\nb".splitlines(), ("a "*12).split(), ("a "*13).split(), b"a b".split(), "".split(), "abc".rsplit('b'), "abc".rsplit()]: print(x, sys.getsizeof(x))
b=bytearray()
for i in range(40):
    b.append(65); print(len(b), sys.getsizeof(b), b.__alloc__(), end='; ')
print()
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
t(lambda: bytearray('a')); t(lambda: bytearray(1.5)); t(lambda: bytes(1.5)); t(lambda: bytes([300])); t(lambda: bytearray([300])); t(lambda: bytes(['a'])); t(lambda: bytes(-1)); t(lambda: bytearray(-1))
t(lambda: bytes(10**30)); t(lambda: bytearray(10**30)); t(lambda:bytes('a','ascii',errors=3)); t(lambda: bytes(b'a','ascii')); t(lambda: bytes(errors='strict'));t(lambda: bytearray(b'a','ascii')); t(lambda: bytearray(errors='strict'));
t(lambda: bytes(1,2,3,4)); t(lambda: bytes(foo=1)); t(lambda: bytearray(1,2,3,4)); t(lambda: b'a'+1); t(lambda: bytearray()+1); t(lambda: 1 in b'a'); t(lambda: 300 in b'a'); t(lambda: 'a' in b'a')
t(lambda: 300 in bytearray()); t(lambda: 'a' in bytearray());t(lambda: bytearray(b'a')[3]); t(lambda: b'a'[3]); t(lambda: b'a'.find('a')); t(lambda: b'a'.find(300)); t(lambda: b'a'.index(b'c')); t(lambda: b'a'.rindex(b'c')); t(lambda: bytearray(b'a').index(b'c'))
t(lambda: b'a'.find()); t(lambda: b'a'.find(1,2,3,4)); t(lambda: b'a'.find(b'a',start=1)); t(lambda: b'a'.startswith('a')); t(lambda: b'a'.startswith(('a',)));t(lambda: b'a'.startswith()); t(lambda: b'a'.split('a')); t(lambda: b'a'.split(b'')); t(lambda: b'a'.center(3,'a')); t(lambda: b'a'.center('a'));t(lambda: b'a'.center(10,b'ab'))
t(lambda: b'a'.join([1])); t(lambda: b'a'.join(1)); t(lambda: b'a'.hex('ab')); t(lambda: b'a'.hex(1)); t(lambda: b'ab'.hex('é')); t(lambda: b'ab'.hex(b'\xff')); t(lambda: bytes.fromhex(b'a')); t(lambda: bytes.fromhex('a')); t(lambda: bytes.fromhex('aa b')); t(lambda: bytes.fromhex('aé'))
t(lambda: b'a'.translate(b'a')); t(lambda: b'a'.maketrans(b'a',b'bc')); t(lambda: b'a'.translate(1)); t(lambda: b'a'.partition(b'')); t(lambda: b'a'.partition('')); t(lambda: b'a'*10**20); t(lambda: b'aa'*(2**63-1)); t(lambda: b'a'.replace('a','b')); t(lambda: b'a'.expandtabs('x')); t(lambda: b'a'.zfill('x')); t(lambda: b'a'.strip('a')); t(lambda: b'a'.removeprefix('a'))
ba=bytearray(b'abc')
def setit(k,v): ba[k]=v; return ba
t(lambda: setit(0,300)); t(lambda: setit(0,'a')); t(lambda: setit(9,1)); t(lambda: setit('a',1)); t(lambda: setit(slice(0,2),1)); t(lambda: setit(slice(0,2),'ab')); t(lambda: setit(slice(0,3,2),b'abc')); t(lambda: setit(slice(0,1),[1,2,3])); t(lambda: setit(slice(0,1),1.5))
t(lambda: ba.append(300)); t(lambda: ba.append('a')); t(lambda: ba.extend('ab')); t(lambda: ba.extend(1)); t(lambda: ba.extend([300])); t(lambda: bytearray().pop()); t(lambda: bytearray(b'a').pop(5)); t(lambda: ba.remove(77)); t(lambda: ba.remove('a')); t(lambda: ba.insert(0,300)); t(lambda: ba.insert('a',1)); t(lambda: hash(ba))
m=memoryview(ba)
t(lambda: ba.append(1)); t(lambda: ba.clear()); t(lambda: setit(slice(0,1),b'')); t(lambda: ba.__init__(b'abc'))
t(lambda: ba.__imul__(3)); t(lambda: ba.__iadd__(b'a')); t(lambda: ba.pop())
t(lambda: ba.__iadd__('a')); t(lambda: b'a'.decode(3)); t(lambda: b'a'.hex(sep=1,bytes_per_sep='a')); t(lambda: b'abc'%3); t(lambda: b''.join(['a']))
t(lambda: bytearray(b'ab').__repr__()); t(lambda: repr(bytearray(b"a'b"))); t(lambda: repr(bytearray(b"a'\"b"))); t(lambda: repr(b"a'\"b"))
class B(bytearray): pass
t(lambda: repr(B(b'a')))
t(lambda: b'a'.splitlines(2,3)); t(lambda: b'a'.count()); t(lambda: bytearray(b'a').find()); t(lambda: bytes.join(b'a')); t(lambda: bytes.find(1)); t(lambda: bytes.find())
