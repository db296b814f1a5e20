# time: only the shape of what it gives, since the values depend on the moment.
import time
t = time.time(); print(type(t).__name__, t > 1.6e9, type(time.time_ns()).__name__, type(time.perf_counter()).__name__, type(time.monotonic()).__name__, type(time.process_time()).__name__)
a = time.perf_counter(); b = time.perf_counter(); print(b >= a, time.monotonic() <= time.monotonic(), time.perf_counter_ns() > 0)
print(time.sleep(0), time.sleep(0.001), time.gmtime(0), time.gmtime(86400 * 365).tm_year, time.gmtime(1e9)[:6], time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1e9)), time.strftime("%a %A %b %B %d %j %U %w %y %p %I %%", time.gmtime(1234567890)))
s = time.gmtime(1234567890); print(s.tm_year, s.tm_mon, s.tm_mday, s.tm_hour, s.tm_min, s.tm_sec, s.tm_wday, s.tm_yday, s.tm_isdst, tuple(s), len(s), s[0], s == tuple(s), time.asctime(s), type(s).__name__)
print(time.strptime("2020-02-29 13:05", "%Y-%m-%d %H:%M"), time.mktime((2001, 9, 9, 1, 46, 40, 0, 0, 0)) == 1e9, time.ctime(0), time.localtime(0).tm_year, time.tzname[0], time.timezone, time.daylight)
for f in (lambda: time.sleep(-1), lambda: time.sleep("x"), lambda: time.gmtime("x"), lambda: time.strftime(5), lambda: time.strptime("x", "%Y"), lambda: time.sleep(), lambda: time.gmtime(1e30)):
    try: print(f())
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
