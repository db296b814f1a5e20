# check: writes
# Streams: StringIO, BytesIO, files in memory, streams of the program's own.
import io, random, sys
random.seed(5)
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
def rt(n=12): return ''.join(random.choice("ab\n\r é€\n") for _ in range(random.randint(0,n)))
for k in range(40):
    nl=random.choice([None,'','\n','\r','\r\n'])
    s=io.StringIO(rt(),nl) if random.random()<.7 else io.StringIO()
    for _ in range(8):
        op=random.randint(0,9)
        if op==0: t(lambda: s.read(random.choice([-1,0,1,3,None])))
        elif op==1: t(lambda: s.readline(random.choice([-1,0,2,None])))
        elif op==2: t(lambda: s.write(rt(5)))
        elif op==3: t(lambda: s.seek(random.randint(0,15)))
        elif op==4: t(lambda: s.tell())
        elif op==5: t(lambda: s.getvalue())
        elif op==6: t(lambda: s.truncate(random.choice([None,0,3,20])))
        elif op==7: t(lambda: list(s))
        elif op==8: t(lambda: s.readlines(random.choice([-1,1,3])))
        else: t(lambda: s.writelines([rt(3),rt(2)]))
    t(lambda: s.getvalue())
for k in range(40):
    b=io.BytesIO(rt().encode()) 
    for _ in range(8):
        op=random.randint(0,9)
        if op==0: t(lambda: b.read(random.choice([-1,0,1,3,None])))
        elif op==1: t(lambda: b.readline(random.choice([-1,0,2,None])))
        elif op==2: t(lambda: b.write(rt(5).encode()))
        elif op==3: t(lambda: b.seek(random.randint(-3,15),random.choice([0,1,2])))
        elif op==4: t(lambda: b.tell())
        elif op==5: t(lambda: b.getvalue())
        elif op==6: t(lambda: b.truncate(random.choice([None,0,3,20])))
        elif op==7: t(lambda: list(b))
        elif op==8: t(lambda: b.readinto(bytearray(3)))
        else: t(lambda: b.read1(2))
name='lr_streams.tmp'
for k in range(40):
    nl=random.choice([None,None,'','\n','\r','\r\n'])
    enc=random.choice(['utf-8','utf-8','utf-16','latin-1','utf-8-sig','ascii'])
    def w():
        with open(name,'w',encoding=enc,newline=nl,errors='replace') as f:
            r=[f.write(rt(20)) for _ in range(3)]
            return r, f.name, f.mode, f.encoding, f.closed, f.newlines, f.writable(), f.readable(), f.seekable()
    t(w)
    def r():
        nl2=random.choice([None,'','\n','\r','\r\n'])
        with open(name,'r',encoding=enc,newline=nl2) as f:
            out=[]
            for _ in range(5):
                op=random.randint(0,4)
                if op==0: out.append(f.read(random.choice([0,1,3])))
                elif op==1: out.append(f.readline())
                elif op==2: out.append(f.readlines(5))
                elif op==3: f.seek(0); out.append('seek')
                else: out.append(next(f,None))
            out.append(f.read()); return out, f.newlines
    t(r)
    def b():
        with open(name,random.choice(['rb','r+b','ab+'])) as f:
            out=[]
            for _ in range(6):
                op=random.randint(0,6)
                if op==0: out.append(f.read(random.choice([0,1,3,-1])))
                elif op==1: out.append(f.readline())
                elif op==2: out.append(f.tell())
                elif op==3: out.append(f.seek(random.randint(0,10)))
                elif op==4: out.append(next(f,None))
                elif op==5 and f.writable(): out.append(f.write(b'XY'))
                elif op==6 and f.writable(): f.flush(); out.append('fl')
            return out, f.mode, f.name
    t(b)
    t(lambda: open(name,'rb').read())
f=open(name,'w'); f.write('abc'); t(lambda: open(name).read()); f.flush(); t(lambda: open(name).read()); f.close(); t(lambda: open(name).read()); t(lambda: f.write('x')); t(lambda: f.close()); t(lambda: f.read())
f=open(name,'a+'); f.write('def'); f.seek(0); t(lambda: f.read()); t(lambda: f.tell()); f.close()
t(lambda: open(name,'x')); t(lambda: open(name).readlines()); t(lambda: [l for l in open(name)])
f=open(name); t(lambda: f.buffer); t(lambda: f.buffer.raw); t(lambda: f.fileno()>1); t(lambda: f.isatty()); t(lambda: f.detach()); t(lambda: f.read())
class W(io.StringIO):
    def write(self,s): return super().write(s.upper())
w=W(); print("hello",1,file=w); t(lambda: w.getvalue())
class D:
    def write(self,s): sys.stdout.write('['+s+']')
print("a","b",sep='-',end='!',file=D()); print()
class R(io.RawIOBase):
    def __init__(s,d): s.d=d
    def readable(s): return True
    def readinto(s,b):
        n=min(len(b),len(s.d)); b[:n]=s.d[:n]; s.d=s.d[n:]; return n
t(lambda: R(b'abc\ndef').readline()); t(lambda: R(b'abc\ndef').readall()); t(lambda: R(b'abc').read(2)); t(lambda: io.BufferedReader(R(b'abc\nd')).readline()); t(lambda: io.TextIOWrapper(io.BufferedReader(R('aé\nd'.encode()))).readlines())
x=io.TextIOWrapper(io.BytesIO(),newline='\r\n',encoding='utf-16'); x.write('a\nb'); x.flush(); t(lambda: x.buffer.getvalue()); t(lambda: x.seek(0)); t(lambda: x.read())
sys.stdout.write("raw\n"); sys.stdout.writelines(["a","b\n"]); sys.stdout.flush()
old=sys.stdout; sys.stdout=io.StringIO(); print("captured"); c=sys.stdout.getvalue(); sys.stdout=old; t(lambda: c)
print("x",flush=True); print(); print(*[1,2,3],sep='\n'); print(end='')
t(lambda: io.open is open); t(lambda: isinstance(sys.stdout,io.TextIOBase)); t(lambda: issubclass(io.StringIO,io.IOBase)); t(lambda: sys.stdout.buffer.write(b''))
try: pass
except Exception as e: pass
import os; os.remove(name)
