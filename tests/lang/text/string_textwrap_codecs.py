# string, textwrap, codecs.
import textwrap, random, string
random.seed(3)
words=["hello","a","well-known","x--y","foo-","-bar","--opt","e-mail","a-b-c","1-2","don't","end.","End!","(paren)","semi;","very-long-hyphenated-word","co-op--but","\"quoted.\"","supercalifragilistic","é-è","tab\ttab","--","-","a--","--b","it's--ok","x_y-z_w", "Mr.-Smith", "3-letters","ab-c", "a.b-cd"]
for k in range(60):
    t=' '.join(random.choice(words) for _ in range(random.randint(0,14)))
    if random.random()<.3: t=t.replace(' ',random.choice(['  ','\n',' \n ','\t']),2)
    kw={}
    for n in ('expand_tabs','replace_whitespace','fix_sentence_endings','break_long_words','drop_whitespace','break_on_hyphens'):
        if random.random()<.2: kw[n]=random.random()<.5
    if random.random()<.2: kw['initial_indent']='* '
    if random.random()<.2: kw['subsequent_indent']='    '
    if random.random()<.2: kw['max_lines']=random.randint(1,3)
    if random.random()<.1: kw['placeholder']='...'
    if random.random()<.1: kw['tabsize']=3
    try: print(textwrap.wrap(t,random.randint(7,30),**kw))
    except ValueError as e: print(e)
    try: print(repr(textwrap.shorten(t,random.randint(5,30))))
    except ValueError as e: print(e)
    d='\n'.join(random.choice(['','  ','\t','    ',' \t'])+random.choice(['a','b c','',' ','x']) for _ in range(5))
    print(repr(textwrap.dedent(d)), repr(textwrap.indent(d,'> ')), repr(textwrap.fill(d,10)))
T=string.Template
for s in ("$a $b ${c}d $$ x","$","${","${a","$1","a$","${a b}","$A_1z","$é","x\ny $ z","${}","$$$$","$a.$b","$_"):
    t=T(s)
    for f in (lambda: t.substitute(a=1,b='q',c=3,A_1z=5,_=6), lambda: t.substitute({'a':'m'},b=2), lambda: t.safe_substitute(a=1), lambda: t.is_valid(), lambda: t.get_identifiers()):
        try: print(repr(s),repr(f()))
        except Exception as e: print(repr(s),type(e).__name__,e)
class P(T): delimiter='%'
print(P("%a %% ${a} %{a}").substitute(a=3))
F=string.Formatter()
for f in (lambda: F.format("{} {0}",1), lambda: F.format("{0} {}",1), lambda: F.format("{a.real:>{w}} {1[0]!r}",1,['x'],a=3,w=5), lambda: F.format("{!x}",1), lambda: F.format("{:{:{}}}",1,2,3), lambda: F.vformat("{a}",(),{}), lambda: F.format("{}{}",1), lambda: F.format("}"), lambda: string.capwords("hello  wORLD x"), lambda: string.capwords("a-b-c","-"), lambda: F.format("{0:{1}}",3.14159,'.2f'), lambda: F.format()):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__,e)
import codecs
print(codecs.lookup('utf8').name, codecs.lookup('latin1').name, codecs.encode('abc','rot13'), codecs.decode(b'6162','hex'))
d=codecs.getincrementaldecoder('utf-8')()
print([d.decode(bytes([b])) for b in 'é€😀x'.encode()])
codecs.register_error('my', lambda e: ('<%d-%d>'%(e.start,e.end), e.end))
print('aéàb'.encode('ascii','my'), b'a\xff\xfeb'.decode('utf8','my'), b'a\xff'.decode('ascii','my'))
for s in (lambda: codecs.lookup_error('nope'), lambda: codecs.lookup('nope'), lambda: 'é'.encode('ascii','nope')):
    try: s()
    except LookupError as e: print(e)
