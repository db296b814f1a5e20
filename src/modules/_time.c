/* _time: clocks and sleeping. The calendar is src/pylib/time.py, which takes these functions as its own. */
#include <math.h>

#include "modules/structseq.h"
#include "modules/world.h"
#include "object/err.h"
#include "object/function.h"
#include "object/number_fast.h"
#include "object/protocol.h"

/* Seconds as CPython computes them from nanoseconds. */
static Own seconds(int64_t ns) {
  if (ns % 1000000000 == 0) return float_make((double)(ns / 1000000000));
  return float_make((double)ns / 1e9);
}

#define CLOCK(name, kind)                                                                                    \
  static Object *name##_seconds(Object *module, Object *const *args, ssize_t nargs) {                        \
    (void)module, (void)args, (void)nargs;                                                                   \
    return seconds(world_clock_ns(kind));                                                                    \
  }                                                                                                          \
  static Object *name##_ns(Object *module, Object *const *args, ssize_t nargs) {                             \
    (void)module, (void)args, (void)nargs;                                                                   \
    return int_new(world_clock_ns(kind));                                                                    \
  }
CLOCK(wall, CLOCK_KIND_TIME)
CLOCK(monotonic, CLOCK_KIND_MONOTONIC)
CLOCK(cpu, CLOCK_KIND_CPU)

static Object *time_sleep(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  int64_t ns;
  if (object_is_instance_of(args[0], T(FLOAT))) {
    double s = float_value(args[0]);
    if (isnan(s)) return err_format(T(ValueError), "Invalid value NaN (not a number)");
    if (!(fabs(s) < 9223372036.0))
      return err_format(T(OverflowError), "timestamp out of range for platform time_t");
    ns = (int64_t)ceil(s * 1e9);
  } else {
    HOLD(index, number_index(args[0]), "time.sleep()");
    if (!index.obj) return NULL;
    int64_t s;
    if (!int_fits_i64(index.obj, &s) || s > 9223372036 || s < -9223372036)
      return err_format(T(OverflowError), "timestamp too large to convert to C _PyTime_t");
    ns = s * 1000000000;
  }
  if (ns < 0) return err_format(T(ValueError), "sleep length must be non-negative");
  world_sleep_ns(ns);
  RETURN_NONE;
}

static const MethodSpec functions[] = {
    {"time()", wall_seconds, 0,
     "time() -> floating point number\n\nReturn the current time in seconds since the Epoch.\nFractions of a "
     "second may be present if the system clock provides them."},
    {"time_ns()", wall_ns, 0, "time_ns() -> int\n\nReturn the current time in nanoseconds since the Epoch."},
    {"monotonic()", monotonic_seconds, 0, "monotonic() -> float\n\nMonotonic clock, cannot go backward."},
    {"monotonic_ns()", monotonic_ns, 0,
     "monotonic_ns() -> int\n\nMonotonic clock, cannot go backward, as nanoseconds."},
    {"perf_counter()", monotonic_seconds, 0,
     "perf_counter() -> float\n\nPerformance counter for benchmarking."},
    {"perf_counter_ns()", monotonic_ns, 0,
     "perf_counter_ns() -> int\n\nPerformance counter for benchmarking as nanoseconds."},
    {"process_time()", cpu_seconds, 0,
     "process_time() -> float\n\nProcess time for profiling: sum of the kernel and user-space CPU time."},
    {"process_time_ns()", cpu_ns, 0,
     "process_time() -> int\n\nProcess time for profiling as nanoseconds:\nsum of the kernel and user-space "
     "CPU time."},
    {"thread_time()", cpu_seconds, 0,
     "thread_time() -> float\n\nThread time for profiling: sum of the kernel and user-space CPU time."},
    {"thread_time_ns()", cpu_ns, 0,
     "thread_time() -> int\n\nThread time for profiling as nanoseconds:\nsum of the kernel and user-space "
     "CPU time."},
    {"sleep(seconds, /)", time_sleep, 0,
     "sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument may be\na floating "
     "point number for subsecond precision."},
    {NULL, NULL, 0, NULL}};

static const GetSetSpec time_fields[] = {
    {"tm_year", structseq_item_0, NULL, "year, for example, 1993"},
    {"tm_mon", structseq_item_1, NULL, "month of year, range [1, 12]"},
    {"tm_mday", structseq_item_2, NULL, "day of month, range [1, 31]"},
    {"tm_hour", structseq_item_3, NULL, "hours, range [0, 23]"},
    {"tm_min", structseq_item_4, NULL, "minutes, range [0, 59]"},
    {"tm_sec", structseq_item_5, NULL, "seconds, range [0, 61])"},
    {"tm_wday", structseq_item_6, NULL, "day of week, range [0, 6], Monday is 0"},
    {"tm_yday", structseq_item_7, NULL, "day of year, range [1, 366]"},
    {"tm_isdst", structseq_item_8, NULL, "1 if summer time is in effect, 0 if not, and -1 if unknown"},
    {"tm_zone", structseq_item_9, NULL, "abbreviation of timezone name"},
    {"tm_gmtoff", structseq_item_10, NULL, "offset from UTC in seconds"},
    {0}};
STRUCTSEQ(struct_time_spec, "time.struct_time",
          "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), "
          "mktime() and strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several "
          "fields' values are not the same as those defined by\n the C language standard for struct tm.  For "
          "example, the value of the\n field tm_year is the actual year, not year - 1900.  See individual\n "
          "fields' descriptions for details.",
          time_fields, 9, 0);

Own module_time_init(void) {
  HOLD(m, module_new("time", "Clocks and sleeping."), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0 ||
      module_add_steal(m.obj, "struct_time", structseq_type(&struct_time_spec, m.obj)) < 0)
    return NULL;
  return hold_take(&m);
}
