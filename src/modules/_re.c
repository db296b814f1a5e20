/* The module _re: the engine that runs compiled regular expressions, by backtracking.
 *
 * A program is an array of 32-bit words that re.py makes: instructions with their operands (re_ops.def), jump
 * targets as indices. One run keeps an array of slots (the ends of groups, counters of loops) and a stack of
 * what to try or put back: to fail is to pop it. So nothing is ever copied, and no repetition recurses; only
 * lookaround and atomic groups do, as deep as the pattern nests them.
 *
 * Invariants
 * - slots[0], slots[1] are the ends of the whole match; -1 is "not set". The last slot is lastindex.
 * - Each change of a slot while something may be tried again has an entry on the stack that puts it back.
 * - No Python code runs while matching: no reference can change.
 */
#include "object/bytes.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/support.h"
#include "object/unicode.h"

enum Op {
#define OP(name, words) OP_##name,
#include "modules/re_ops.def"
#undef OP
};
static const uint8_t op_words[] = {
#define OP(name, words) words,
#include "modules/re_ops.def"
#undef OP
};
enum At { AT_START, AT_LINE_START, AT_END, AT_LINE_END, AT_STRING_END, AT_BOUNDARY, AT_NO_BOUNDARY };
enum Fold { FOLD_NONE, FOLD_ASCII, FOLD_UNICODE };
enum SetItem { ITEM_RANGE, ITEM_CATEGORY };
enum Category { CAT_DIGIT, CAT_SPACE, CAT_WORD };
enum Entry { ENTRY_TRY, ENTRY_UNDO, ENTRY_LESS, ENTRY_MORE };
enum Mode { MODE_SEARCH, MODE_MATCH, MODE_FULL };

typedef struct Choice {
  int32_t kind, pc;
  ssize_t pos, value;
} Choice;

typedef struct Machine {
  const int32_t *code;
  const void *text;
  int kind;
  ssize_t begin, end; /* what the pattern may look at */
  ssize_t start;      /* where this attempt began */
  ssize_t *slots;
  int32_t slot_count;
  Choice *stack;
  size_t height, capacity;
  bool full, must_advance, no_memory;
  ssize_t matched_to;
} Machine;

static bool push(Machine *m, int kind, int32_t pc, ssize_t pos, ssize_t value) {
  if (m->height == m->capacity) {
    size_t capacity = m->capacity ? m->capacity * 2 : 64;
    Choice *more = mem_realloc(m->stack, capacity * sizeof *more);
    if (!more) {
      m->no_memory = true;
      return false;
    }
    m->stack = more;
    m->capacity = capacity;
  }
  m->stack[m->height++] = (Choice){kind, pc, pos, value};
  return true;
}
static bool set_slot(Machine *m, int32_t slot, ssize_t value) {
  if (!push(m, ENTRY_UNDO, slot, 0, m->slots[slot])) return false;
  m->slots[slot] = value;
  return true;
}

/* ---- characters ---- */

static uint32_t lower(uint32_t c, int fold) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (fold != FOLD_UNICODE) return c;
  uint32_t out[3];
  return unicode_to_lower(c, out) == 1 ? out[0] : c;
}
static uint32_t upper(uint32_t c, int fold) {
  if (c < 128) return c >= 'a' && c <= 'z' ? c - 32 : c;
  if (fold != FOLD_UNICODE) return c;
  uint32_t out[3];
  return unicode_to_upper(c, out) == 1 ? out[0] : c;
}
static bool is_word(uint32_t c, bool ascii) {
  if (c < 128) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return !ascii &&
         (unicode_is_alpha(c) || unicode_is_decimal(c) || unicode_is_digit(c) || unicode_is_numeric(c));
}
static bool in_category(uint32_t c, int32_t category, bool ascii) {
  switch (category) {
  case CAT_DIGIT: return c < 128 ? c >= '0' && c <= '9' : !ascii && unicode_is_decimal(c);
  case CAT_SPACE: return ascii ? c == ' ' || (c >= '\t' && c <= '\r') : unicode_is_space(c);
  default: return is_word(c, ascii);
  }
}
/* items: n rows of (kind, a, b); for a category a is its number times 2 plus "not", b says ASCII only. */
static bool in_items(const int32_t *items, int32_t n, uint32_t c) {
  for (int32_t i = 0; i < n; i++, items += 3) {
    if (items[0] == ITEM_RANGE) {
      if (c >= (uint32_t)items[1] && c <= (uint32_t)items[2]) return true;
    } else if (in_category(c, items[1] >> 1, items[2] != 0) != (items[1] & 1)) {
      return true;
    }
  }
  return false;
}
/* Does the instruction at op, which takes one character, take c? */
static bool takes(const int32_t *op, uint32_t c) {
  switch (op[0]) {
  case OP_CHAR: return c == (uint32_t)op[1];
  case OP_CHAR_FOLDED: {
    uint32_t wanted = (uint32_t)op[1], low = lower(c, op[2]);
    return low == wanted || lower(upper(low, op[2]), op[2]) == lower(upper(wanted, op[2]), op[2]);
  }
  case OP_ANY: return c != '\n';
  case OP_ALL: return true;
  default: { /* OP_SET words fold negated n items */
    bool found = in_items(op + 5, op[4], c);
    if (!found && op[2] != FOLD_NONE) {
      uint32_t low = lower(c, op[2]);
      found = in_items(op + 5, op[4], low) || in_items(op + 5, op[4], upper(low, op[2]));
    }
    return found != (op[3] != 0);
  }
  }
}
static inline uint32_t at(const Machine *m, ssize_t i) { return text_char(m->kind, m->text, i); }

static bool holds(const Machine *m, int32_t where, bool ascii, ssize_t pos) {
  switch (where) {
  case AT_START: return pos == m->begin;
  case AT_LINE_START: return pos == m->begin || at(m, pos - 1) == '\n';
  case AT_END: return pos == m->end || (pos == m->end - 1 && at(m, pos) == '\n');
  case AT_LINE_END: return pos == m->end || at(m, pos) == '\n';
  case AT_STRING_END: return pos == m->end;
  default: {
    if (m->end == m->begin) return false;
    bool before = pos > m->begin && is_word(at(m, pos - 1), ascii);
    bool after = pos < m->end && is_word(at(m, pos), ascii);
    return (before != after) == (where == AT_BOUNDARY);
  }
  }
}

/* ---- the machine ---- */

/* Back to the last thing to try. 1: found (*pc, *pos), 0: nothing is left above base. */
static bool backtrack(Machine *m, size_t base, int32_t *pc, ssize_t *pos) {
  while (m->height > base) {
    Choice *c = &m->stack[m->height - 1];
    switch (c->kind) {
    case ENTRY_UNDO:
      m->slots[c->pc] = c->value;
      m->height--;
      continue;
    case ENTRY_TRY:
      *pc = c->pc;
      *pos = c->pos;
      m->height--;
      return true;
    case ENTRY_LESS: /* a greedy repetition gives one character back */
      if (c->pos <= c->value) {
        m->height--;
        continue;
      }
      *pos = --c->pos;
      *pc = m->code[c->pc + 4];
      if (c->pos <= c->value) m->height--;
      return true;
    default: { /* a lazy repetition takes one more */
      const int32_t *op = m->code + c->pc;
      if (c->value == 0 || c->pos >= m->end || !takes(op + 5, at(m, c->pos))) {
        m->height--;
        continue;
      }
      if (c->value > 0) c->value--;
      *pos = ++c->pos;
      *pc = op[4];
      return true;
    }
    }
  }
  return false;
}

/* What was tried above base is decided: only the changes of slots stay. */
static void commit(Machine *m, size_t base) {
  size_t to = base;
  for (size_t i = base; i < m->height; i++)
    if (m->stack[i].kind == ENTRY_UNDO) m->stack[to++] = m->stack[i];
  m->height = to;
}
static void undo(Machine *m, size_t base) {
  while (m->height > base) {
    const Choice *c = &m->stack[--m->height];
    if (c->kind == ENTRY_UNDO) m->slots[c->pc] = c->value;
  }
}

static bool same_text(const Machine *m, ssize_t from, ssize_t to, ssize_t pos, int fold) {
  if (to - from > m->end - pos) return false;
  for (ssize_t i = from; i < to; i++, pos++) {
    uint32_t a = at(m, i), b = at(m, pos);
    if (a != b && (fold == FOLD_NONE || lower(a, fold) != lower(b, fold))) return false;
  }
  return true;
}

static bool run(Machine *m, int32_t pc, ssize_t pos) {
  const size_t base = m->height;
  for (;;) {
    if (m->no_memory) return false;
    const int32_t *op = m->code + pc;
    bool ok = true;
    int32_t next = pc + op_words[op[0]];
    switch (op[0]) {
    case OP_MATCH:
      if ((m->full && pos != m->end) || (m->must_advance && pos == m->start)) {
        ok = false;
        break;
      }
      m->matched_to = pos;
      return true;
    case OP_SUCCEED: m->matched_to = pos; return true;
    case OP_FAIL: ok = false; break;
    case OP_CHAR:
    case OP_CHAR_FOLDED:
    case OP_ANY:
    case OP_ALL:
      ok = pos < m->end && takes(op, at(m, pos));
      pos++;
      break;
    case OP_SET:
      ok = pos < m->end && takes(op, at(m, pos));
      pos++;
      next = pc + op[1];
      break;
    case OP_SPLIT: /* first, then the other */
      ok = push(m, ENTRY_TRY, op[2], pos, 0);
      next = op[1];
      break;
    case OP_JUMP: next = op[1]; break;
    case OP_SAVE:
      ok = set_slot(m, op[1], pos);
      if (ok && (op[1] & 1) && op[1] > 1) ok = set_slot(m, m->slot_count - 1, op[1] >> 1);
      break;
    case OP_AT: ok = holds(m, op[1], op[2] != 0, pos); break;
    case OP_GROUP: {
      ssize_t from = m->slots[2 * op[1]], to = m->slots[2 * op[1] + 1];
      ok = from >= 0 && to >= from && same_text(m, from, to, pos, op[2]);
      if (ok) pos += to - from;
      break;
    }
    case OP_LOOK: { /* negated, width to go back, end */
      size_t here = m->height;
      ok = pos - m->begin >= op[2];
      ok = ok && run(m, pc + op_words[OP_LOOK], pos - op[2]);
      if (ok && op[1])
        undo(m, here);
      else if (ok)
        commit(m, here);
      ok = ok != (op[1] != 0);
      next = op[3];
      break;
    }
    case OP_ATOMIC: {
      size_t here = m->height;
      ok = run(m, pc + op_words[OP_ATOMIC], pos);
      if (ok) {
        commit(m, here);
        pos = m->matched_to;
      }
      next = op[1];
      break;
    }
    case OP_IF_GROUP:
      if (m->slots[2 * op[1]] < 0 || m->slots[2 * op[1] + 1] < 0) next = op[2];
      break;
    case OP_REPEAT: { /* kind (0 greedy, 1 lazy, 2 possessive), least, most, next; then one instruction */
      ssize_t most = op[3] < 0 || op[3] > m->end - pos ? m->end - pos : op[3], n = 0,
              limit = op[1] == 1 ? op[2] : most;
      if (op[2] > most) {
        ok = false;
        break;
      }
      const int32_t *one = op + op_words[OP_REPEAT];
      if (one[0] == OP_ALL)
        n = limit;
      else
        while (n < limit && takes(one, at(m, pos + n))) n++;
      ok = n >= op[2];
      if (ok && op[1] == 0 && n > op[2])
        ok = push(m, ENTRY_LESS, pc, pos + n, pos + op[2]);
      else if (ok && op[1] == 1)
        ok = push(m, ENTRY_MORE, pc, pos + n, op[3] < 0 ? -1 : op[3] - op[2]);
      pos += n;
      next = op[4];
      break;
    }
    case OP_LOOP_INIT: ok = set_slot(m, op[1], 0) && set_slot(m, op[1] + 1, -1); break;
    case OP_LOOP: { /* slot, least, most, lazy, exit; the body follows and jumps back here */
      ssize_t count = m->slots[op[1]], last = m->slots[op[1] + 1];
      if (count < op[2]) {
        ok = set_slot(m, op[1], count + 1) && set_slot(m, op[1] + 1, pos);
      } else if ((op[3] < 0 || count < op[3]) && pos != last) {
        if (op[4]) { /* lazy: the rest first; the body starts at the word that changes the slots */
          ok = push(m, ENTRY_TRY, pc + op_words[OP_LOOP], pos, 0);
          next = op[5];
        } else {
          ok = push(m, ENTRY_TRY, op[5], pos, 0);
        }
      } else {
        next = op[5];
      }
      if (ok && next == pc + op_words[OP_LOOP] && count < op[2]) next += op_words[OP_LOOP_STEP];
      break;
    }
    case OP_LOOP_STEP: /* slot: one more time through the body */
      ok = set_slot(m, op[1], m->slots[op[1]] + 1) && set_slot(m, op[1] + 1, pos);
      break;
    default: ok = false;
    }
    if (ok)
      pc = next;
    else if (!backtrack(m, base, &pc, &pos))
      return false;
  }
}

static Object *found(const Machine *m) {
  Object *result = tuple_new(m->slot_count);
  for (int32_t i = 0; result && i < m->slot_count; i++) {
    Object *n = int_from_i64(m->slots[i]);
    if (n == NULL) {
      for (int32_t j = i; j < m->slot_count; j++) ((Tuple *)result)->items[j] = NEWREF(NONE);
      CLEAR(result);
      break;
    }
    ((Tuple *)result)->items[i] = n;
  }
  return result;
}

/* run(code, text, pos, endpos, mode, must_advance, slots): the slots of the match, or None. */
static Object *re_run(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  Machine m = {0};
  ssize_t pos, mode, count;
  if (!IS_SUB(args[0], BYTES)) return err_format(T(TypeError), "run(): the code must be bytes");
  if (index_argument(args[2], &pos) || index_argument(args[3], &m.end) || index_argument(args[4], &mode) ||
      index_argument(args[6], &count))
    return NULL;
  if (IS_SUB(args[1], STR)) {
    m.kind = STR(args[1])->kind;
    m.text = str_data(STR(args[1]));
  } else if (IS_SUB(args[1], BYTES)) {
    m.kind = 1;
    m.text = BYTES_DATA(args[1]);
  } else {
    return err_format(T(TypeError), "expected string or bytes-like object, got '%T'", args[1]);
  }
  ssize_t size = bytes_size(args[0]);
  int32_t *code = mem_alloc((size_t)size + 1); /* aligned */
  m.slots = mem_alloc((size_t)count * sizeof *m.slots + 1);
  Object *result = NULL;
  if (code && m.slots) {
    memcpy(code, BYTES_DATA(args[0]), (size_t)size);
    m.code = code;
    m.slot_count = (int32_t)count;
    m.full = mode == MODE_FULL;
    bool matched = false;
    m.must_advance = args[5] == TRUE;
    m.start = pos;
    const int32_t *first = code + (code[0] == OP_SAVE ? op_words[OP_SAVE] : 0);
    bool one = first[0] == OP_CHAR || first[0] == OP_SET;
    for (; pos <= m.end && !matched && !m.no_memory; pos++) {
      if (mode != MODE_SEARCH || !one || (pos < m.end && takes(first, at(&m, pos)))) {
        for (ssize_t i = 0; i < count; i++) m.slots[i] = -1;
        m.height = 0;
        matched = run(&m, 0, pos);
      }
      if (mode != MODE_SEARCH) break;
      m.must_advance = false;
    }
    if (m.no_memory)
      result = err_no_memory();
    else
      result = matched ? found(&m) : NEWREF(NONE);
  } else {
    result = err_no_memory();
  }
  mem_free(m.stack);
  mem_free(m.slots);
  mem_free(code);
  return result;
}

static Object *re_lower(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  ssize_t c;
  if (index_argument(args[0], &c)) return NULL;
  return int_from_i64((int64_t)lower((uint32_t)c, args[1] == TRUE ? FOLD_UNICODE : FOLD_ASCII));
}

static const MethodSpec functions[] = {{"run($module, code, text, pos, endpos, mode, must_advance, slots, /)",
                                        re_run, 0,
                                        "Runs a compiled expression: the ends of all groups, or None."},
                                       {"lower($module, character, unicode, /)", re_lower, 0,
                                        "The lower case form of a character, by its number."},
                                       {0}};

Own module_re_init(void) {
  HOLD(m, module_new("_re", "The engine of regular expressions."), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0) return NULL;
  HOLD(ops, dict_new(), "import");
  static const char *const names[] = {
#define OP(name, words) #name,
#include "modules/re_ops.def"
#undef OP
  };
  for (size_t i = 0; ops.obj && i < ARRAY_LEN(names); i++) {
    HOLD(key, str_intern(names[i]), "import");
    HOLD(value, int_from_i64((int64_t)i), "import");
    if (!key.obj || !value.obj || dict_set(ops.obj, key.obj, value.obj)) return NULL;
  }
  HOLD(name, str_intern("ops"), "import");
  if (!ops.obj || !name.obj || object_setattr(m.obj, name.obj, ops.obj)) return NULL;
  return hold_return(hold_take(&m), &name, &ops);
}
