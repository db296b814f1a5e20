# decimal: construction, contexts, operations, formats, errors.
import decimal
from decimal import *


def t(s):
    try:
        print(s, '->', repr(eval(s)))
    except Exception as e:
        print(s, '->', type(e).__name__, e)


for s in '''Decimal('abc')
Decimal(1)/0
Decimal(0)/0
Decimal('1e999999')*10
Decimal('NaN')+1
Decimal('sNaN')+1
Decimal('Infinity')-Decimal('Infinity')
Decimal([])
Decimal((0,(1,2,3),-2))
Decimal((2,(1,2,3),-2))
Decimal((0,(1,2,13),-2))
Decimal((0,(1,2),'x'))
Decimal((0,(1,2),'F')), Decimal((1,(1,2),'n'))
Decimal((0,1))
Decimal('1_000.5')
Decimal('  1.5 \\n')
Decimal(1.1)
Decimal(1.1)+1.0
Decimal(1)+'a'
1.5+Decimal(1)
Decimal(2)**Decimal('0.5')
Decimal(4)**Decimal('0.5')
Decimal(2)**-1
Decimal(0)**0
Decimal(-2)**Decimal('0.5')
pow(Decimal(2),10,7)
pow(Decimal('2.5'),10,7)
Decimal(7)//2,Decimal(-7)//2,Decimal(-7)%2,divmod(Decimal(-7),2)
Decimal('1e50')//1
Decimal('1e50')%3
Decimal(1)%0
Decimal(0)%0
Decimal('1.005').quantize(Decimal('0.01'))
Decimal('1e30').quantize(Decimal('0.01'))
Decimal(2).sqrt(),Decimal('100').sqrt(),Decimal('0.04').sqrt()
Decimal(-1).sqrt()
Decimal(1).exp(),Decimal(10).ln(),Decimal(1000).log10(),Decimal(2).log10()
Decimal(0).ln(), Decimal(-1).ln()
getcontext()
Context()
Context(prec=5,rounding=ROUND_UP,traps=[])
Context(prec=0)
Context(prec='a')
Context(rounding='x')
Context(foo=1)
setattr(getcontext(),'prec',-1)
setattr(getcontext(),'foo',-1)
setattr(getcontext(),'Emin',1)
getcontext().flags
getcontext().traps
format(Decimal('1234567.891'),',.2f'),format(Decimal('1.5'),'e'),format(Decimal('0.000123'),'g'),format(Decimal('1.5'),'%'),format(Decimal('1.5'),'>10'),format(Decimal('1e5')),format(Decimal('1.2345'),'.3'),format(Decimal('123456'),'.3')
format(Decimal(1),'x')
format(Decimal(1),5)
format(Decimal('-1.5'),'010.1f'),format(Decimal('1e10'),'f'),format(Decimal('0E-10'),'g'),format(Decimal('NaN'),'010')
round(Decimal('2.5')),round(Decimal('2.675'),2),round(Decimal('1234'),-2)
int(Decimal('NaN'))
int(Decimal('Inf'))
float(Decimal('sNaN'))
hash(Decimal('1.5')),hash(Decimal('Inf')),hash(Decimal(10)**50)
hash(Decimal('sNaN'))
Decimal('1.50').as_tuple()
Decimal('1.50').as_integer_ratio()
Decimal('NaN').as_integer_ratio()
Decimal('Inf').as_integer_ratio()
Decimal('1.50').normalize(), Decimal('100').normalize()
Decimal('123E5').to_eng_string(), Decimal('0.0000001')
str(Decimal('1E+3')), str(Decimal('0E+3')),str(Decimal('-0.00'))
Decimal('1')<Decimal('NaN')
Decimal('1')==1.0, Decimal('1.1')==1.1, Decimal('1.5')<2.5
Decimal(1)<'a'
Decimal(1)<1j
Decimal(1)==1j
Decimal('1.1').compare(Decimal('1.10')),Decimal('1.1').compare_total(Decimal('1.10'))
min(Decimal(1),Decimal(2)),Decimal(1).max(Decimal('NaN'))
Decimal('123.456').to_integral_value(ROUND_UP),Decimal('1.5').to_integral_exact()
Decimal('1.5').remainder_near(1), Decimal(10).fma(2,3), Decimal(10).scaleb(2), Decimal(10).logb(), Decimal('12345').shift(2), Decimal('12345').rotate(-2)
Decimal('1101').logical_and(Decimal('1010')), Decimal('12').logical_and(1)
Decimal(1).next_plus(),Decimal(1).next_minus(),Decimal(1).next_toward(0)
Decimal(1).number_class(), Decimal('-0').number_class(),Decimal('sNaN').number_class()
Decimal('1.1').is_signed(), Decimal(0).is_zero(),Decimal('1e-1000000').is_subnormal(),Decimal(1).is_normal()
Decimal('1.1')+Decimal('2.2')
Decimal(1)/3
-Decimal('0'),+Decimal('-0'),abs(Decimal('-1.5'))
Decimal(5).__reduce__()
Decimal.from_float(0.1)
Decimal.from_float('a')
Decimal()
Decimal(1,2)
Decimal('0x10')
Decimal(True)
Decimal(10**100)
Decimal(3).__class__, Decimal
getcontext().create_decimal('1.23456789012345678901234567890123')
BasicContext
ExtendedContext
DefaultContext
InvalidOperation.__mro__
Overflow.__mro__,DivisionByZero.__mro__,FloatOperation.__mro__
decimal.MAX_PREC,decimal.MAX_EMAX,decimal.MIN_EMIN,decimal.MIN_ETINY,decimal.HAVE_THREADS,decimal.HAVE_CONTEXTVAR
decimal.__all__
decimal.__version__,decimal.__libmpdec_version__
Decimal.__doc__
'''.splitlines():
    t(s)
