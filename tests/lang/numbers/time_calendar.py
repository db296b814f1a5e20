# time: the calendar, formats, parsing, struct_time.
import time


def t(s):
    try:
        print(s, '->', repr(eval(s)))
    except Exception as e:
        print(s, '->', type(e).__name__, e)


for s in r'''time.gmtime(0)
time.struct_time(range(9))
time.struct_time(range(8))
time.struct_time(range(11)).tm_zone
time.struct_time(range(12))
time.struct_time(5)
time.gmtime('a')
time.gmtime(1e20)
time.strftime('%Y-%m-%d %H:%M:%S %a %A %b %B %j %U %W %w %p %I %y %c %x %X %Z %% %z',time.gmtime(1e9))
time.strftime('%Y',(1,2,3))
time.strftime('%Y',5)
time.strftime('%Y',(2000,13,1,0,0,0,0,1,0))
time.strftime('%Y',(2000,1,1,0,0,0,0,1))
time.asctime(time.gmtime(0)),time.ctime(0)
time.mktime(time.gmtime(1e9))
time.mktime((2000,14,35,25,61,61,0,0,0))
time.strptime('2020-01-02 03:04:05','%Y-%m-%d %H:%M:%S')
time.strptime('2020-01-02','%Y-%d')
time.strptime('Mon Jan  2 2020','%a %b %d %Y')
time.strptime('x','%Y')
time.strptime('20','%Q')
time.strptime('20%','%')
time.strptime('11:30 PM','%I:%M %p')
time.strptime('2020 100','%Y %j')
time.strptime('+0530','%z')
time.strptime('2020 10 1','%Y %W %w')
time.tzname,time.timezone,time.altzone,time.daylight
time.localtime(0)
hash(time.gmtime(0))==hash(tuple(time.gmtime(0)))
time.gmtime(0)==(1970,1,1,0,0,0,3,1,0)
time.gmtime(0).n_fields, time.struct_time.n_sequence_fields,time.struct_time.n_unnamed_fields
time.gmtime(0).tm_gmtoff,time.gmtime(0).tm_zone
time.localtime(0).tm_zone
time.gmtime(-1)
time.gmtime(253402300800)
time.time(1)
'''.splitlines():
    t(s)
