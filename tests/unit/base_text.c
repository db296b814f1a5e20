// UTF-8, Unicode names, hashes, status texts. Values with a `python` comment come from CPython 3.11,
// PYTHONHASHSEED=0.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/status.h"
#include "base/unicode_names.h"
#include "base/utf8.h"

static void every_code_point_comes_back(void **state) {
  (void)state;
  for (uint32_t cp = 0; cp < 0x110000; cp++) {
    char bytes[4];
    unsigned width = utf8_encode(cp, bytes);
    assert_int_equal(width, utf8_width(cp));
    uint32_t back;
    bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
    assert_int_equal(utf8_decode(bytes, bytes + width, true, &back), width);
    assert_int_equal(back, cp);
    utf8_decode(bytes, bytes + width, false, &back);
    assert_int_equal(back, surrogate ? UTF8_BAD : cp);
  }
}

static void ill_formed_text_is_cut_where_python_cuts_it(void **state) {
  (void)state;
  // {bytes, length of the maximal ill-formed prefix}
  static const struct {
    const char *bytes;
    unsigned used;
  } rows[] = {
      {"\x80", 1},         {"\xC0\x80", 1},         {"\xC2", 1},         {"\xC2z", 1},
      {"\xE2\x82", 2},     {"\xE2\x82z", 2},        {"\xE0\x80\x80", 1}, {"\xED\xA0\x80", 1},
      {"\xF0\x9F\x98", 3}, {"\xF0\x80\x80\x80", 1}, {"\xF4\x90\x80", 1}, {"\xF5", 1},
      {"\xFF", 1},         {"\xF0\x9F\x98z", 3},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    uint32_t cp = 0;
    const char *end = rows[i].bytes + strlen(rows[i].bytes);
    assert_int_equal(utf8_decode(rows[i].bytes, end, false, &cp), rows[i].used);
    assert_int_equal(cp, UTF8_BAD);
    assert_int_equal(utf8_valid_prefix(rows[i].bytes, strlen(rows[i].bytes), false), 0);
  }
  assert_int_equal(utf8_valid_prefix("0123456789\xFFz", 12, false), 10);
}

static void characters_are_counted(void **state) {
  (void)state;
  const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z";
  size_t len = sizeof text - 1;
  assert_int_equal(utf8_count(text, len), 5);
  assert_int_equal(utf8_offset(text, len, 0), 0);
  assert_int_equal(utf8_offset(text, len, 2), 3);
  assert_int_equal(utf8_offset(text, len, 4), 10);
  assert_int_equal(utf8_offset(text, len, 5), len);
  assert_int_equal(utf8_offset(text, len, 99), len);
  assert_true(utf8_is_ascii("abc", 3));
  assert_false(utf8_is_ascii(text, len));
}

static void identifiers_follow_pep_3131(void **state) {
  (void)state;
  assert_true(utf8_is_identifier_start('_'));
  assert_true(utf8_is_identifier_start(0x3C0));
  assert_false(utf8_is_identifier_start('1'));
  assert_true(utf8_is_identifier_continue('1'));
  assert_true(utf8_is_identifier_continue(0xB7));
  assert_false(utf8_is_identifier_start(0x20AC));
  assert_false(utf8_is_identifier_start(0x37A));   // its NFKC form starts with a space
  assert_false(utf8_is_identifier_start(0x11F02)); // Unicode 15
  assert_true(utf8_is_printable(0x20AC));
  assert_false(utf8_is_printable(0xAD));
  assert_false(utf8_is_printable(0xA0));
}

static uint32_t find(const char *name) { return unicode_name_lookup(name, strlen(name)); }

static void names_lead_to_characters_and_back(void **state) {
  (void)state;
  assert_int_equal(find("GREEK SMALL LETTER PI"), 0x3C0);
  assert_int_equal(find("greek small letter pi"), 0x3C0);
  assert_int_equal(find("HYPHEN-MINUS"), '-');
  assert_int_equal(find("TIBETAN MARK BKA- SHOG YIG MGO"), 0xF0A);
  assert_int_equal(find("LINE FEED"), '\n'); // an alias
  assert_int_equal(find("HANGUL SYLLABLE GAG"), 0xAC01);
  assert_int_equal(find("CJK UNIFIED IDEOGRAPH-4E00"), 0x4E00);
  assert_int_equal(find("CJK UNIFIED IDEOGRAPH-0041"), UTF8_BAD);
  assert_int_equal(find("NO SUCH CHARACTER"), UTF8_BAD);
  assert_int_equal(find(""), UTF8_BAD);
  assert_int_equal(find(" GREEK"), UTF8_BAD);
  char name[UNICODE_NAME_MAX];
  assert_int_equal(unicode_name_of(0x1F600, name), strlen("GRINNING FACE"));
  assert_string_equal(name, "GRINNING FACE");
  assert_int_equal(unicode_name_of('\n', name), 0);
  assert_true(unicode_name_of(0xD7A3, name) > 0);
  assert_string_equal(name, "HANGUL SYLLABLE HIH");
}

static void hashes_are_pythons(void **state) {
  (void)state;
  assert_true(hash_python("", 0) == 0);
  assert_true(hash_python("hello", 5) == INT64_C(-2096571579003691106));                            // python
  assert_true(hash_python("a", 1) == INT64_C(4644417185603328019));                                 // python
  assert_true(hash_python("hello world, this is long enough", 32) == INT64_C(-939911557673206367)); // python
  assert_true(hash_bytes("a", 1, 0) != hash_bytes("a", 1, 1));
  Digest one = hash_digest("abc", 3, 0), two = hash_digest("abd", 3, 0);
  assert_true(one.low != two.low && one.high != two.high);
  assert_true(hash_mix(0, 1) != hash_mix(1, 0));
}

static void every_status_has_a_text(void **state) {
  (void)state;
  for (int s = 0; s < STATUS_COUNT; s++)
    assert_true(strlen(status_message((Status)s)) > 0 && strlen(status_name((Status)s)) > 0);
  assert_string_equal(status_name(STATUS_NO_MEMORY), "NO_MEMORY");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_code_point_comes_back),
      cmocka_unit_test(ill_formed_text_is_cut_where_python_cuts_it),
      cmocka_unit_test(characters_are_counted),
      cmocka_unit_test(identifiers_follow_pep_3131),
      cmocka_unit_test(names_lead_to_characters_and_back),
      cmocka_unit_test(hashes_are_pythons),
      cmocka_unit_test(every_status_has_a_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
