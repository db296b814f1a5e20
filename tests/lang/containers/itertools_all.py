# itertools: results, errors, pickling state, copies of iterators under way.
def clean(x):
    """repr without addresses"""
    s = repr(x)
    while " at 0x" in s:
        i = s.index(" at 0x")
        s = s[:i] + s[i + 6:].lstrip("0123456789abcdef")
    return s
import itertools as I, sys
def t(s):
    try: print(s, '->', clean(eval(s,globals())))
    except BaseException as e: print(s,'->',type(e).__name__, e)
for s in ["I.count('a')","I.count(1,2,3)","I.count()","I.count(5)","I.count(1.5,2)","I.count(start=3,step=2)","I.count(x=1)","repr(I.count(0,1))","repr(I.count(10,-1))","I.count(10**30)","I.repeat()","I.repeat(1,2)","I.repeat(1)","I.repeat(1,'a')","I.repeat(object=3,times=2)","I.repeat(1,2,3)","I.cycle()","I.cycle(1)","I.chain(1)","list(I.chain(1))","I.chain(x=1)","I.chain.from_iterable(1)","I.islice()","I.islice([1])","I.islice([1],-1)","I.islice([1],'a')","I.islice([1],1,-1)","I.islice([1],1,2,0)","I.islice([1],1,2,3,4)","I.islice([],1,x=2)","I.zip_longest([1],x=2)","I.zip_longest(1)","I.product(1)","list(I.product([1],repeat=-1))","I.product([1],rep=2)","I.permutations([1],-1)","I.permutations([1],'a')","I.permutations()","I.permutations([1],1,2)","I.combinations([1])","I.combinations([1],-1)","I.combinations_with_replacement([1],-1)","I.groupby()","I.groupby([],key=1,x=2)","I.groupby([],1,2)","I.accumulate()","I.accumulate([1],initial=3)","I.accumulate([1],1,2)","I.accumulate([],x=1)","I.tee([],-1)","I.tee()","I.tee(1)","I.tee([],'a')","I.pairwise()","I.pairwise(1)","I.compress([1])","I.compress(data=[],selectors=[])","I.compress([],[],x=1)","I.starmap(1)","I.starmap(pow,[1])","list(I.starmap(pow,[1]))","I.takewhile(1)","I.takewhile(1,2)","I.dropwhile(1,2,3)","I.filterfalse(1)","I.filterfalse(None,[],x=1)","I.count(1).__reduce__()","I.count(10**30,3).__reduce__()","I.repeat(1,3).__reduce__()","I.repeat(1).__reduce__()","I.cycle([1,2]).__reduce__()","I.chain([1]).__reduce__()","I.islice([1,2,3],1,2).__reduce__()","I.product([1,2],[3]).__reduce__()","I.permutations([1,2]).__reduce__()","I.combinations([1,2],1).__reduce__()","I.groupby([1]).__reduce__()","I.accumulate([1]).__reduce__()","I.accumulate([1],initial=5).__reduce__()","I.compress([1],[1]).__reduce__()","I.zip_longest([1],[2]).__reduce__()","I.takewhile(1,[]).__reduce__()","I.starmap(1,[]).__reduce__()","I.tee([1])","I.tee([1])[0].__reduce__()","I.repeat(1,3).__length_hint__()","I.repeat(1).__length_hint__()","repr(I.repeat('a',2))","I.combinations([1,2],5)","list(I.combinations([1,2],5))","sorted(dir(I))","I.tee([]) ","I.islice([1],None)","I.islice([1],10**30)","I.repeat(1,-5)", "type(I.groupby([1]).__next__()[1])","I._grouper(I.groupby([1]),2)","I.cycle(x=1)","I.accumulate([1,2],None).__next__()","I.chain([]).__setstate__(1)", "I._tee","I._tee_dataobject","list(I.product('ab',[1,2]))","list(I.product('ab',repeat=2))","list(I.product())","list(I.product([],[1]))","list(I.permutations('abc'))","list(I.permutations('abc',2))","list(I.permutations([]))","list(I.combinations('abcd',2))","list(I.combinations('abc',0))","list(I.combinations_with_replacement('abc',2))","list(I.combinations_with_replacement([],1))","list(I.islice(range(10),2,8,3))","list(I.islice(I.count(),5))","list(I.islice('abc',0))","list(I.islice(I.cycle('abc'),8))","list(I.repeat(1,3))","list(I.chain('ab',[1]))","list(I.chain.from_iterable(['ab',[1]]))","list(I.zip_longest('abc',[1],fillvalue='-'))","[(k,list(g)) for k,g in I.groupby('aabbbca')]","[(k,list(g)) for k,g in I.groupby([1,3,2,4],key=lambda x:x%2)]","list(I.accumulate([1,2,3]))","list(I.accumulate([1,2,3],lambda a,b:a*b,initial=10))","list(I.accumulate([]))","list(I.accumulate('abc'))","list(I.pairwise('abcd'))","list(I.pairwise('a'))","list(I.compress('abcd',[1,0,1]))","list(I.starmap(pow,[(2,3),(3,2)]))","list(I.takewhile(lambda x:x<3,range(10)))","list(I.dropwhile(lambda x:x<3,range(6)))","list(I.filterfalse(None,[0,1,2]))","list(I.filterfalse(lambda x:x%2,range(6)))","[list(x) for x in I.tee('abc',3)]","list(I.islice(I.count(10**30,2),3))","list(I.islice(I.count(1.5,0.5),3))","sys.getsizeof(I.product('ab','cd'))","sys.getsizeof(I.permutations('abcd',2))","sys.getsizeof(I.combinations('abcd',2))","sys.getsizeof(I.count())","sys.getsizeof(I.tee('')[0])","sys.getsizeof(I.groupby(''))","sys.getsizeof(I.islice('',1))", "I.product.__name__, I.product.__module__, I.chain.__qualname__"]: t(s)
it=I.permutations([1,2,3],2); next(it); print(clean(it.__reduce__()))
it=I.product([1,2],[3,4]); next(it); next(it);print(clean(it.__reduce__()))
it=I.combinations([1,2,3],2); next(it); next(it);print(clean(it.__reduce__()))
it=I.cycle([1,2,3]); next(it); next(it);print(clean(it.__reduce__())); next(it);next(it); print(clean(it.__reduce__()))
it=I.zip_longest([1,2,3],[1]); next(it); next(it);print(clean(it.__reduce__()))
it=I.groupby([1,1,2]); k,g=next(it); print(clean((it.__reduce__(), g.__reduce__())))
it=I.accumulate([1,1,2]); next(it);next(it); print(clean(it.__reduce__()))
it=I.dropwhile(lambda x:x<2,[1,2,3]); print(clean(it.__reduce__())); next(it); print(clean(it.__reduce__()))
it=I.islice([1,2,3],1); list(it); print(clean(it.__reduce__()))
it=I.chain([1,2],[3]); next(it); print(clean(it.__reduce__()))
it=I.chain([1,2],[3]); list(it); print(clean(it.__reduce__()))
a,b=I.tee([1,2,3]); next(a); print(clean(a.__reduce__())); print(clean(b.__reduce__()))
import copy
for it in (I.count(3),I.cycle('abc'),I.repeat(1,4),I.chain('ab','cd'),I.islice('abcdef',1,5),I.product('ab','cd'),I.permutations('abc',2),I.combinations('abcd',2),I.accumulate([1,2,3]),I.compress('abc',[1,1,1]),I.zip_longest('ab','c'),I.takewhile(bool,[1,2,0]),I.starmap(pow,[(1,2),(2,3)]),iter([1,2,3]),iter((1,2,3)),iter(range(4)),iter('abc'),enumerate('abc'),zip('ab','cd'),map(ord,'abc'),reversed([1,2,3]),iter({1:2,3:4}),iter({1,2,3})):
    next(it)
    try: c=copy.copy(it); print(type(it).__name__, list(I.islice(c,5)), list(I.islice(it,5)))
    except Exception as e: print(type(it).__name__,type(e),e)
