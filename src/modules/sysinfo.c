/* sys.version_info, flags, float_info and the like. */
#include "modules/sysinfo.h"

#include <float.h>
#include <stdio.h>

#include "modules/structseq.h"
#include "object/containers.h"
#include "object/err.h"
#include "object/float.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/upcalls.h"
#include "vm/vm.h"

static const GetSetSpec version_fields[] = {
    {"major", structseq_item_0, NULL, "Major release number"},
    {"minor", structseq_item_1, NULL, "Minor release number"},
    {"micro", structseq_item_2, NULL, "Patch release number"},
    {"releaselevel", structseq_item_3, NULL, "'alpha', 'beta', 'candidate', or 'final'"},
    {"serial", structseq_item_4, NULL, "Serial release number"},
    {0}};
STRUCTSEQ(version_spec, "sys.version_info", "sys.version_info\n\nVersion information as a named tuple.",
          version_fields, 5, TYPE_NO_NEW);

static const GetSetSpec flags_fields[] = {
    {"debug", structseq_item_0, NULL, "-d"},
    {"inspect", structseq_item_1, NULL, "-i"},
    {"interactive", structseq_item_2, NULL, "-i"},
    {"optimize", structseq_item_3, NULL, "-O or -OO"},
    {"dont_write_bytecode", structseq_item_4, NULL, "-B"},
    {"no_user_site", structseq_item_5, NULL, "-s"},
    {"no_site", structseq_item_6, NULL, "-S"},
    {"ignore_environment", structseq_item_7, NULL, "-E"},
    {"verbose", structseq_item_8, NULL, "-v"},
    {"bytes_warning", structseq_item_9, NULL, "-b"},
    {"quiet", structseq_item_10, NULL, "-q"},
    {"hash_randomization", structseq_item_11, NULL, "-R"},
    {"isolated", structseq_item_12, NULL, "-I"},
    {"dev_mode", structseq_item_13, NULL, "-X dev"},
    {"utf8_mode", structseq_item_14, NULL, "-X utf8"},
    {"warn_default_encoding", structseq_item_15, NULL, "-X warn_default_encoding"},
    {"safe_path", structseq_item_16, NULL, "-P"},
    {"int_max_str_digits", structseq_item_17, NULL, "-X int_max_str_digits"},
    {0}};
STRUCTSEQ(flags_spec, "sys.flags",
          "sys.flags\n\nFlags provided through command line arguments or environment vars.", flags_fields, 18,
          TYPE_NO_NEW);

static const GetSetSpec float_fields[] = {
    {"max", structseq_item_0, NULL, "DBL_MAX -- maximum representable finite float"},
    {"max_exp", structseq_item_1, NULL,
     "DBL_MAX_EXP -- maximum int e such that radix**(e-1) is representable"},
    {"max_10_exp", structseq_item_2, NULL,
     "DBL_MAX_10_EXP -- maximum int e such that 10**e is representable"},
    {"min", structseq_item_3, NULL, "DBL_MIN -- Minimum positive normalized float"},
    {"min_exp", structseq_item_4, NULL,
     "DBL_MIN_EXP -- minimum int e such that radix**(e-1) is a normalized float"},
    {"min_10_exp", structseq_item_5, NULL,
     "DBL_MIN_10_EXP -- minimum int e such that 10**e is a normalized float"},
    {"dig", structseq_item_6, NULL,
     "DBL_DIG -- maximum number of decimal digits that can be faithfully represented in a float"},
    {"mant_dig", structseq_item_7, NULL, "DBL_MANT_DIG -- mantissa digits"},
    {"epsilon", structseq_item_8, NULL,
     "DBL_EPSILON -- Difference between 1 and the next representable float"},
    {"radix", structseq_item_9, NULL, "FLT_RADIX -- radix of exponent"},
    {"rounds", structseq_item_10, NULL, "FLT_ROUNDS -- rounding mode used for arithmetic operations"},
    {0}};
STRUCTSEQ(float_info_spec, "sys.float_info",
          "sys.float_info\n\nA named tuple holding information about the float type. It contains low "
          "level\ninformation about the precision "
          "and internal representation. Please study\nyour system's :file:`float.h` for more information.",
          float_fields, 11, 0);

static const GetSetSpec int_fields[] = {
    {"bits_per_digit", structseq_item_0, NULL, "size of a digit in bits"},
    {"sizeof_digit", structseq_item_1, NULL, "size in bytes of the C type used to represent a digit"},
    {"default_max_str_digits", structseq_item_2, NULL, "maximum string conversion digits limitation"},
    {"str_digits_check_threshold", structseq_item_3, NULL, "minimum positive value for int_max_str_digits"},
    {0}};
STRUCTSEQ(int_info_spec, "sys.int_info",
          "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of "
          "integers.  The attributes are "
          "read only.",
          int_fields, 4, 0);

static const GetSetSpec hash_fields[] = {
    {"width", structseq_item_0, NULL, "width of the type used for hashing, in bits"},
    {"modulus", structseq_item_1, NULL,
     "prime number giving the modulus on which the hash function is based"},
    {"inf", structseq_item_2, NULL, "value to be used for hash of a positive infinity"},
    {"nan", structseq_item_3, NULL, "value to be used for hash of a nan"},
    {"imag", structseq_item_4, NULL, "multiplier used for the imaginary part of a complex number"},
    {"algorithm", structseq_item_5, NULL, "name of the algorithm for hashing of str, bytes and memoryviews"},
    {"hash_bits", structseq_item_6, NULL, "internal output size of hash algorithm"},
    {"seed_bits", structseq_item_7, NULL, "seed size of hash algorithm"},
    {"cutoff", structseq_item_8, NULL, "small string optimization cutoff"},
    {0}};
STRUCTSEQ(hash_info_spec, "sys.hash_info",
          "hash_info\n\nA named tuple providing parameters used for computing hashes.", hash_fields, 9, 0);

static const GetSetSpec thread_fields[] = {
    {"name", structseq_item_0, NULL, "name of the thread implementation"},
    {"lock", structseq_item_1, NULL, "name of the lock implementation"},
    {"version", structseq_item_2, NULL, "name and version of the thread library"},
    {0}};
STRUCTSEQ(thread_info_spec, "sys.thread_info",
          "sys.thread_info\n\nA named tuple holding information about the thread implementation.",
          thread_fields, 3, 0);

static int add_sequence(Ref module, const char *name, const StructSeqSpec *spec, Object **values) {
  HOLD(type, structseq_type(spec, module), "starting");
  Object *o = structseq_new(type.obj, values, spec->count);
  return o ? module_add_steal(module, name, o) : -1;
}

static Own text(const char *s) { return str_from_ascii(s, -1); }

static Own name_tuple(const char *const *names, size_t n, bool frozen) {
  HOLD(list, list_new(0), "starting");
  for (size_t i = 0; list.obj && i < n; i++) {
    Object *s = str_intern(names[i]);
    if (s == NULL || list_append_steal(list.obj, s)) return NULL;
  }
  if (list.obj == NULL) return NULL;
  return hold_return(frozen ? frozenset_new(list.obj) : list_as_tuple(list.obj), &list);
}

static const char *const native_names[] = {
#define MODULE(name, init, cost) name,
#include "modules/modules.def"
#undef MODULE
};
static const char *const stdlib_names[] = {
#define NAME(name) name,
#include "modules/stdlib_names.def"
#undef NAME
};

static const GetSetSpec unraisable_fields[] = {
    {"exc_type", structseq_item_0, NULL, "Exception type"},
    {"exc_value", structseq_item_1, NULL, "Exception value"},
    {"exc_traceback", structseq_item_2, NULL, "Exception traceback"},
    {"err_msg", structseq_item_3, NULL, "Error message"},
    {"object", structseq_item_4, NULL, "Object causing the exception"},
    {0}};
STRUCTSEQ(unraisable_spec, "UnraisableHookArgs",
          "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.", unraisable_fields, 5,
          0);

/* What sys.unraisablehook gets. */
static Own unraisable_arguments(Ref exc, Ref where) {
  if (VM->unraisable_type == NULL) {
    VM->unraisable_type = structseq_type(&unraisable_spec, NULL);
    if (VM->unraisable_type == NULL) return NULL;
  }
  Object *tb = ((BaseException *)exc)->traceback;
  Object *values[5] = {NEWREF((Object *)TYPE(exc)), NEWREF(exc), NEWREF(tb ? tb : NONE), NEWREF(NONE),
                       NEWREF(where ? where : NONE)};
  return structseq_new(VM->unraisable_type, values, 5);
}

static void print_unraisable(Ref exc, Ref where) {
  HOLD(line, where && where != NONE ? str_format("Exception ignored in: %R\n", where) : NULL,
       "an exception that nobody receives");
  if (line.obj == NULL && err_occurred()) {
    err_clear();
    vm_write_stderr("Exception ignored in: <object repr() failed>\n", 45);
  } else if (line.obj) {
    ssize_t n = 0;
    const char *utf8 = str_utf8(line.obj, &n);
    if (utf8)
      vm_write_stderr(utf8, (size_t)n);
    else
      err_clear();
  }
  Object *trace = ((BaseException *)exc)->traceback;
  vm_print_unraisable((Object *)TYPE(exc), exc, trace ? trace : NONE);
}

void vm_unraisable(Ref exc, Ref where) {
  Object *hook = VM->sys_dict ? dict_get(VM->sys_dict, N(unraisablehook)) : NULL;
  Object *original = VM->sys_dict ? dict_get_text(VM->sys_dict, "__unraisablehook__") : NULL;
  /* Its type and traceback by themselves, and all that the hook gets, also where the hook is our own. */
  Object *trace = ((BaseException *)exc)->traceback;
  HOLD(type, NEWREF((Object *)TYPE(exc)), "an exception that nobody receives");
  HOLD(tb, XNEWREF(trace), "an exception that nobody receives");
  HOLD(args, hook ? unraisable_arguments(exc, where) : NULL, "sys.unraisablehook()");
  if (hook == NULL || hook == original || hook == NONE) {
    err_clear();
    print_unraisable(exc, where);
    err_clear();
    return;
  }
  /* A function is held by its running call alone, as in CPython. */
  HOLD(h, IS_EXACT(hook, FUNCTION) ? NULL : NEWREF(hook), "sys.unraisablehook()");
  Object *r = args.obj ? object_call1(hook, args.obj) : NULL;
  if (r) {
    DECREF(r);
    return;
  }
  HOLD(second, err_take(), "sys.unraisablehook()");
  hook = dict_get(VM->sys_dict, N(unraisablehook)); /* it may have taken itself away */
  HOLD(line, str_format("Exception ignored in sys.unraisablehook: %R\n", hook ? hook : NONE),
       "sys.unraisablehook()");
  ssize_t n = 0;
  const char *utf8 = line.obj ? str_utf8(line.obj, &n) : NULL;
  if (utf8) vm_write_stderr(utf8, (size_t)n);
  if (second.obj) {
    trace = ((BaseException *)second.obj)->traceback;
    vm_print_unraisable((Object *)TYPE(second.obj), second.obj, trace ? trace : NONE);
  }
  err_clear();
}

int sys_add_information(Ref m) {
  Object *version[] = {int_from_i64(3), int_from_i64(11), int_from_i64(2), str_intern("final"),
                       int_from_i64(0)};
  if (add_sequence(m, "version_info", &version_spec, version)) return -1;
  Object *flags[18];
  for (int i = 0; i < 18; i++) flags[i] = int_from_i64(0);
  SETREF(flags[13], NEWREF(FALSE));
  SETREF(flags[16], NEWREF(FALSE));
  SETREF(flags[17], int_from_i64(-1));
  if (add_sequence(m, "flags", &flags_spec, flags)) return -1;
  Object *fl[] = {float_new(DBL_MAX),
                  int_from_i64(DBL_MAX_EXP),
                  int_from_i64(DBL_MAX_10_EXP),
                  float_new(DBL_MIN),
                  int_from_i64(DBL_MIN_EXP),
                  int_from_i64(DBL_MIN_10_EXP),
                  int_from_i64(DBL_DIG),
                  int_from_i64(DBL_MANT_DIG),
                  float_new(DBL_EPSILON),
                  int_from_i64(FLT_RADIX),
                  int_from_i64(1)};
  if (add_sequence(m, "float_info", &float_info_spec, fl)) return -1;
  Object *in[] = {int_from_i64(30), int_from_i64(4), int_from_i64(4300), int_from_i64(640)};
  if (add_sequence(m, "int_info", &int_info_spec, in)) return -1;
  Object *hash[] = {int_from_i64(64),      int_from_i64((1ll << 61) - 1),
                    int_from_i64(314159),  int_from_i64(0),
                    int_from_i64(1000003), text("siphash13"),
                    int_from_i64(64),      int_from_i64(128),
                    int_from_i64(0)};
  if (add_sequence(m, "hash_info", &hash_info_spec, hash)) return -1;
  Object *thread[] = {text("pthread"), text("semaphore"), text("NPTL 2.36")};
  if (add_sequence(m, "thread_info", &thread_info_spec, thread)) return -1;

  HOLD(name, text("cpython"), "starting");
  HOLD(tag, text("cpython-311"), "starting");
  HOLD(hex, int_from_i64(51053296), "starting");
  HOLD(kwnames, NULL, "starting");
  static const char *const implementation_names[] = {"name", "cache_tag", "version", "hexversion"};
  kwnames.obj = name_tuple(implementation_names, 4, false);
  Object *values[] = {name.obj, tag.obj, dict_get_text(module_dict(m), "version_info"), hex.obj};
  HOLD(implementation, object_call((Object *)T(NAMESPACE), values, 0, kwnames.obj), "starting");
  if (implementation.obj == NULL || module_add(m, "implementation", implementation.obj)) return -1;

  const struct {
    const char *name;
    Object *value;
  } rows[] = {
      {"version", text("3.11.2 (lastref " LASTREF_VERSION ") [C]")},
      {"hexversion", int_from_i64(51053296)},
      {"api_version", int_from_i64(1013)},
      {"copyright", text("Copyright (c) 2001-2022 Python Software Foundation.\nAll Rights Reserved.")},
      {"platform", text("linux")},
      {"byteorder", text("little")},
      {"maxsize", int_from_i64(INT64_MAX)},
      {"maxunicode", int_from_i64(0x10ffff)},
      {"float_repr_style", text("short")},
      {"executable", text("/usr/bin/python3")},
      {"_base_executable", text("/usr/bin/python3")},
      {"prefix", text("/usr")},
      {"base_prefix", text("/usr")},
      {"exec_prefix", text("/usr")},
      {"base_exec_prefix", text("/usr")},
      {"platlibdir", text("lib")},
      {"abiflags", text("")},
      {"pycache_prefix", NEWREF(NONE)},
      {"dont_write_bytecode", NEWREF(TRUE)},
      {"warnoptions", list_new(0)},
      {"_xoptions", dict_new()},
      {"meta_path", list_new(0)},
      {"path_hooks", list_new(0)},
      {"path_importer_cache", dict_new()},
      {"builtin_module_names", name_tuple(native_names, ARRAY_LEN(native_names), false)},
      {"stdlib_module_names", name_tuple(stdlib_names, ARRAY_LEN(stdlib_names), true)},
  };
  int bad = 0;
  for (size_t i = 0; i < ARRAY_LEN(rows); i++)
    if (rows[i].value == NULL || module_add_steal(m, rows[i].name, rows[i].value)) bad = -1;
  return bad;
}
