# statistics, fractions, numbers and decimal: a value from each corner.
import statistics as s, fractions, decimal, numbers
from fractions import Fraction as F
from decimal import Decimal as D
print(s.mean([1,2,3,4]), s.mean([F(1,2),F(1,3)]), s.mean([D('1.1'),D('2.2')]), s.stdev([1,2,3,4,5.5]), s.pstdev([1,2,3]), s.variance([1,2,4]), s.median([3,1,2]), s.mode('aab'), s.multimode('aabb'), s.quantiles(range(10)), s.fmean([1,2,3]), s.geometric_mean([1,2,3]), s.harmonic_mean([1,2,3]))
print(s.linear_regression([1,2,3],[2,4,7]), s.correlation([1,2,3],[2,4,7]), s.NormalDist(0,1).inv_cdf(.975), s.NormalDist.from_samples([1,2,3,4]))
try: s.mean([])
except s.StatisticsError as e: print(e)
print(F('3/7')+F(1,7), F(0.5), F('1e-3'), F(7,3)//1, F(1,3)**2, F(1,3)==F(2,6), hash(F(1,2))==hash(0.5), F(22,7).limit_denominator(5), repr(F(1,2)), round(F(7,2)), F(1,2)+0.5, 1-F(1,3), F(3,4)<1)
print(isinstance(F(1),numbers.Rational), isinstance(1,numbers.Integral), isinstance(1.0,numbers.Real), isinstance(1j,numbers.Complex), isinstance(D(1),numbers.Number), isinstance(1.0, numbers.Rational))
print(D('1.1')+D('2.2'), D(1)/3, D(2).sqrt(), D(10).ln(), D('1.50').quantize(D('0.1')), format(D('1234.5'),',.2f'), D('1e3'), sum([D('0.1')]*10), D(5)//2, -D(3), abs(D(-2)), D('NaN'), D(3)==3.0, hash(D('1.5'))==hash(1.5), D(2)**10, round(D('2.675'),2), int(D('3.9')), float(D('0.1')))
with decimal.localcontext() as c:
    c.prec = 5
    print(D(1)/7, c)
try: D(1)/0
except ZeroDivisionError as e: print(type(e), e)
try: D('x')
except decimal.InvalidOperation as e: print(type(e), e)
print(decimal.getcontext())
