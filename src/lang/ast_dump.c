// ast.dump for our trees: the same text, so that the two parsers can be compared byte by byte.
#include "lang/ast.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

// repr() of a float: the fewest digits that read back the same, exponent form outside 1e-4 .. 1e16.
static void dump_float(Buf *out, double value, bool imaginary) {
  if (isinf(value)) {
    buf_text(out, value < 0 ? "-inf" : "inf");
    return;
  }
  char digits[40];
  int precision = 0;
  do snprintf(digits, sizeof digits, "%.*e", precision, value);
  while (strtod(digits, NULL) != value && ++precision < 17);
  char *e = strchr(digits, 'e');
  int exponent = atoi(e + 1);
  *e = '\0';
  if (exponent < -4 || exponent >= 16) {
    buf_printf(out, "%se%c%02d", digits, exponent < 0 ? '-' : '+', abs(exponent));
    return;
  }
  int places = precision - exponent;
  if (places < 0) places = 0;
  buf_printf(out, "%.*f", places, value);
  if (places == 0 && !imaginary) buf_text(out, ".0");
}

static void dump_text(Buf *out, const Constant *constant) {
  bool bytes = constant->kind == Constant_Bytes;
  const char *p = constant->text, *end = p + constant->len;
  char quote = memchr(p, '\'', constant->len) && !memchr(p, '"', constant->len) ? '"' : '\'';
  if (bytes) buf_char(out, 'b');
  buf_char(out, quote);
  while (p < end) {
    uint32_t cp = (unsigned char)*p;
    unsigned width = 1;
    if (!bytes) width = utf8_decode(p, end, true, &cp);
    if (cp == (unsigned char)quote || cp == '\\')
      buf_printf(out, "\\%c", (char)cp);
    else if (cp == '\n')
      buf_text(out, "\\n");
    else if (cp == '\r')
      buf_text(out, "\\r");
    else if (cp == '\t')
      buf_text(out, "\\t");
    else if (cp >= ' ' && cp < 0x7F)
      buf_char(out, (char)cp);
    else if (!bytes && cp >= 0x80 && utf8_is_printable(cp))
      buf_bytes(out, p, width);
    else if (cp < 0x100)
      buf_printf(out, "\\x%02x", (unsigned)cp);
    else if (cp < 0x10000)
      buf_printf(out, "\\u%04x", (unsigned)cp);
    else
      buf_printf(out, "\\U%08x", (unsigned)cp);
    p += width;
  }
  buf_char(out, quote);
}

// A binary, octal or hexadecimal literal too big for 64 bits, in decimal, by repeated multiplication.
static void dump_big(Buf *out, const Constant *constant) {
  Buf digits; // little-endian decimal digits
  buf_init(&digits, out->from);
  buf_char(&digits, 0);
  for (uint32_t i = 2; i < constant->len; i++) {
    char c = constant->text[i];
    unsigned carry = (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    for (size_t k = 0; k < digits.len; k++) {
      carry += (unsigned)digits.data[k] * constant->base;
      digits.data[k] = (char)(carry % 10);
      carry /= 10;
    }
    for (; carry; carry /= 10) buf_char(&digits, (char)(carry % 10));
  }
  for (size_t k = digits.len; k-- > 0;) buf_char(out, (char)('0' + digits.data[k]));
  buf_free(&digits);
}

static void dump_constant(Buf *out, const Constant *constant) {
  switch ((ConstantKind)constant->kind) {
  case Constant_None: buf_text(out, "None"); break;
  case Constant_True: buf_text(out, "True"); break;
  case Constant_False: buf_text(out, "False"); break;
  case Constant_Ellipsis: buf_text(out, "Ellipsis"); break;
  case Constant_Int:
    if (constant->fits)
      buf_printf(out, "%llu", (unsigned long long)constant->value);
    else if (constant->base == 10)
      buf_bytes(out, constant->text, constant->len);
    else
      dump_big(out, constant);
    break;
  case Constant_Float: dump_float(out, constant->real, false); break;
  case Constant_Complex:
    dump_float(out, constant->real, true);
    buf_char(out, 'j');
    break;
  case Constant_Str:
  case Constant_Bytes: dump_text(out, constant); break;
  }
}

static void dump_name(Buf *out, const AstName *name) {
  dump_text(out, &(Constant){.kind = Constant_Str, .text = name->text, .len = name->len});
}

static void dump_position(Buf *out, const AstPos *pos, bool comma) {
  buf_printf(out, "%slineno=%u, col_offset=%u, end_lineno=%u, end_col_offset=%u", comma ? ", " : "",
             pos->lineno, pos->col_offset, pos->end_lineno, pos->end_col_offset);
}

static void dump_node(Buf *out, AstType type, const void *node, bool attributes);

static void dump_field(Buf *out, const AstField *field, const void *node, bool attributes) {
  const char *at = (const char *)node + field->offset;
  switch ((AstFieldShape)field->shape) {
  case SHAPE_REQ:
  case SHAPE_OPT: dump_node(out, (AstType)field->type, *(void *const *)at, attributes); break;
  case SHAPE_SEQ:
  case SHAPE_GAPS: {
    const AnySeq *seq = (const void *)at;
    buf_char(out, '[');
    for (uint32_t i = 0; i < seq->len; i++) {
      if (i) buf_text(out, ", ");
      if (seq->items[i])
        dump_node(out, (AstType)field->type, seq->items[i], attributes);
      else
        buf_text(out, "None");
    }
    buf_char(out, ']');
    break;
  }
  case SHAPE_NAME:
  case SHAPE_OPTNAME: dump_name(out, *(const AstName *const *)at); break;
  case SHAPE_NAMES: {
    const NameSeq *seq = (const void *)at;
    buf_char(out, '[');
    for (uint32_t i = 0; i < seq->len; i++) {
      if (i) buf_text(out, ", ");
      dump_name(out, seq->items[i]);
    }
    buf_char(out, ']');
    break;
  }
  case SHAPE_ENUM: buf_printf(out, "%s()", ast_enum_name((AstType)field->type, *(const unsigned *)at)); break;
  case SHAPE_ENUMS: {
    const EnumSeq *seq = (const void *)at;
    buf_char(out, '[');
    for (uint32_t i = 0; i < seq->len; i++)
      buf_printf(out, "%s%s()", i ? ", " : "", ast_enum_name((AstType)field->type, seq->items[i]));
    buf_char(out, ']');
    break;
  }
  case SHAPE_INT: buf_printf(out, "%d", *(const int *)at); break;
  case SHAPE_CONST: dump_constant(out, (const void *)at); break;
  case SHAPE_NOTHING: buf_text(out, "[]"); break;
  }
}

// ast.dump leaves out optional fields that are None.
static bool is_absent(const AstField *field, const void *node) {
  if (field->shape != SHAPE_OPT && field->shape != SHAPE_OPTNAME) return false;
  return !*(void *const *)((const char *)node + field->offset);
}

static void dump_node(Buf *out, AstType type, const void *node, bool attributes) {
  const AstShape *shape = ast_shape(type, node);
  buf_printf(out, "%s(", shape->name);
  bool comma = false;
  for (unsigned i = 0; i < shape->field_count; i++) {
    const AstField *field = &shape->fields[i];
    if (is_absent(field, node)) continue;
    buf_printf(out, "%s%s=", comma ? ", " : "", field->name);
    dump_field(out, field, node, attributes);
    comma = true;
  }
  if (attributes && shape->has_position) dump_position(out, node, comma);
  buf_char(out, ')');
}

void ast_dump(Buf *out, AstType type, const void *node, bool attributes) {
  dump_node(out, type, node, attributes);
}
