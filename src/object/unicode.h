/* Properties of characters as Python 3.11 (Unicode 14) sees them. */
#ifndef LASTREF_OBJECT_UNICODE_H
#define LASTREF_OBJECT_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

bool unicode_is_printable(uint32_t c);
bool unicode_is_space(uint32_t c);
bool unicode_is_line_break(uint32_t c);
bool unicode_is_alpha(uint32_t c);
bool unicode_is_lower(uint32_t c);
bool unicode_is_upper(uint32_t c);
bool unicode_is_title(uint32_t c);
bool unicode_is_cased(uint32_t c);
bool unicode_is_case_ignorable(uint32_t c);
bool unicode_is_decimal(uint32_t c);
bool unicode_is_digit(uint32_t c);
bool unicode_is_numeric(uint32_t c);
int unicode_decimal_value(uint32_t c); /* 0..9, or -1 */
/* Full mappings: 1 to 3 characters. */
int unicode_to_lower(uint32_t c, uint32_t out[3]);
int unicode_to_upper(uint32_t c, uint32_t out[3]);
int unicode_to_title(uint32_t c, uint32_t out[3]);
int unicode_fold(uint32_t c, uint32_t out[3]);
int unicode_width(uint32_t c);            /* columns on a terminal: 0, 1, 2 */
const char *unicode_category(uint32_t c); /* "Lu" */

#endif
