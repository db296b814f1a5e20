// The matcher for peg.def: recursive descent over constant tables, with memory.
#include "lang/peg.h"

#include <string.h>

typedef enum Op {
  OP_END,
  OP_OR,
  OP_TOKEN,
  OP_RULE,
  OP_WORD,
  OP_SOFT,
  OP_GROUP,
  OP_OPT,
  OP_STAR,
  OP_PLUS,
  OP_SEP,
  OP_AHEAD,
  OP_NOT,
  OP_MUST,
  OP_CUT,
  OP_BAD,
  OP_PLAIN,
  OP_REMEMBER_A,
  OP_REMEMBER_B,
  OP_DO,
} Op;

typedef enum Word { WORD_match, WORD_case, WORD__ } Word;

#define T(kind) OP_TOKEN, T_##kind,
#define R(rule) OP_RULE, RULE_##rule,
#define W(word) OP_WORD, WORD_##word,
#define SOFT    OP_SOFT,
#define G(...)                                                                                               \
  OP_GROUP, sizeof((const uint16_t[]){__VA_ARGS__ OP_END}) / sizeof(uint16_t), __VA_ARGS__ OP_END,
#define OPT                      OP_OPT,
#define STAR                     OP_STAR,
#define PLUS                     OP_PLUS,
#define SEP(kind)                OP_SEP, T_##kind,
#define AND                      OP_AHEAD,
#define NOT                      OP_NOT,
#define MUST(kind)               OP_MUST, T_##kind,
#define CUT                      OP_CUT,
#define BAD(rule)                OP_BAD, RULE_##rule,
#define PLAIN(rule)              OP_PLAIN, RULE_##rule,
#define A                        OP_REMEMBER_A,
#define B                        OP_REMEMBER_B,
#define DO(mistake)              OP_DO, MISTAKE_##mistake,
#define OR                       OP_OR,
#define TYPE_COMMENT             OPT T(ERROR)
#define RULE(name, memory, body) static const uint16_t body_##name[] = {body OP_END};
#include "lang/peg.def"

typedef struct RuleRow {
  const uint16_t *body;
  int shared; // PegShared, or -1
} RuleRow;

#define OWN_INDEX(name)          -1
#define SHARED_INDEX(name)       SHARED_##name
#define RULE(name, memory, body) {body_##name, memory##_INDEX(name)},
static const RuleRow rules[] = {
#include "lang/peg.def"
};

// ---- tokens ----

static bool read_token(Explain *e) {
  Token token = {0};
  lexer_next(&e->lexer, &token);
  if (e->interactive && e->lexer.hit_end) {
    if (!e->second) { // a prompt would ask for another line now
      e->incomplete = e->failed = true;
      return false;
    }
    token.kind = T_END; // the second pass makes do with what there is
  }
  if (token.kind == T_END && e->options->mode == PARSE_SINGLE && !e->nested && e->started) {
    token.kind = T_NEWLINE;
    e->started = false;
    if (e->lexer.indent && !e->options->dont_imply_dedent) {
      e->lexer.pending = -e->lexer.indent;
      e->lexer.indent = 0;
    }
  } else
    e->started = true;
  if (e->nested && e->lexer.lineno == e->first_line) {
    if (token.col != NO_COLUMN) token.col += e->shift;
    if (token.end_col != NO_COLUMN) token.end_col += e->shift;
  }
  if (!vec_push(&e->tokens, &e->region->from, token)) {
    e->memory_error = e->failed = true;
    return false;
  }
  if (token.kind != T_ERROR) return true;
  explain_lexer_error(e);
  return false;
}

const Token *peg_token(Explain *e, uint32_t index) {
  while (index >= e->tokens.len)
    if (e->failed || !read_token(e)) return NULL;
  return &e->tokens.items[index];
}

// A soft keyword; with `beginning`, the first letters of one will do (CPython compares only as many as there
// are).
static bool is_word(const Explain *e, const Token *token, Word word, bool beginning) {
  static const char *const words[] = {"match", "case", "_"};
  size_t len = token->end - token->start;
  return token->kind == T_NAME && strncmp(words[word], e->lexer.text + token->start, len) == 0 &&
         (beginning || words[word][len] == '\0');
}

// ---- memory ----

// Rules that take fewer steps than this are tried again instead of remembered.
#define CHEAP 40

static uint32_t *row_answer(Explain *e, uint32_t token, int shared) {
  uint32_t block = token / PEG_BLOCK_ROWS;
  const Allocator *from = &e->region->from;
  while (block >= e->rows.len)
    if (!vec_push(&e->rows, from, NULL)) return NULL;
  PegRows *rows = e->rows.items[block];
  if (!rows) {
    e->rows.items[block] = rows = region_zalloc(&e->scratch, sizeof *rows);
    if (!rows) return NULL;
  }
  return &rows->answer[token % PEG_BLOCK_ROWS][shared];
}

static PegMemo *memo_find(Explain *e, uint32_t token, uint16_t key) {
  uint64_t hash = ((uint64_t)token << 16 | key) * UINT64_C(0x9E3779B97F4A7C15);
  uint32_t at = (uint32_t)(hash >> 32) & (e->memo_slots - 1);
  while (e->memo[at].key && (e->memo[at].key != key || e->memo[at].token != token))
    at = (at + 1) & (e->memo_slots - 1);
  return &e->memo[at];
}

static bool memo_grow(Explain *e) {
  uint32_t slots = e->memo_slots ? e->memo_slots * 2 : 256, old_slots = e->memo_slots;
  const Allocator *from = &e->region->from;
  PegMemo *old = e->memo, *fresh = from->alloc(from->ctx, slots * sizeof *fresh);
  if (!fresh) return false;
  memset(fresh, 0, slots * sizeof *fresh);
  e->memo = fresh;
  e->memo_slots = slots;
  for (uint32_t i = 0; i < old_slots; i++)
    if (old[i].key) *memo_find(e, old[i].token, old[i].key) = old[i];
  if (old) from->free(from->ctx, old, old_slots * sizeof *old);
  return true;
}

static bool memo_add(Explain *e, uint32_t token, uint16_t key, uint32_t answer) {
  if (e->memo_count * 2 >= e->memo_slots && !memo_grow(e)) return false;
  PegMemo *memo = memo_find(e, token, key);
  if (!memo->key) e->memo_count++;
  *memo = (PegMemo){token, answer, key};
  return true;
}

void peg_forget(Explain *e) {
  for (size_t i = 0; i < e->rows.len; i++)
    if (e->rows.items[i]) memset(e->rows.items[i], 0, sizeof(PegRows));
  if (e->memo) memset(e->memo, 0, e->memo_slots * sizeof *e->memo);
  e->memo_count = 0;
}

// ---- matching ----

typedef struct Remembered {
  PegSpan a, b;
} Remembered;

static const uint16_t *skip_item(const uint16_t *pc) {
  for (;;) switch ((Op)*pc) {
    case OP_TOKEN:
    case OP_RULE:
    case OP_WORD:
    case OP_MUST:
    case OP_BAD:
    case OP_PLAIN:
    case OP_DO: return pc + 2;
    case OP_SOFT:
    case OP_CUT: return pc + 1;
    case OP_GROUP: return pc + 2 + pc[1];
    case OP_SEP: pc += 2; break; // the item follows
    case OP_OPT:
    case OP_STAR:
    case OP_PLUS:
    case OP_AHEAD:
    case OP_NOT:
    case OP_REMEMBER_A:
    case OP_REMEMBER_B: pc++; break;
    case OP_END:
    case OP_OR: return pc;
    }
}

static bool match_body(Explain *e, const uint16_t *pc, Remembered *kept);
static bool match_item(Explain *e, const uint16_t *pc, Remembered *kept);

static bool enter(Explain *e) {
  if (++e->depth <= e->max_depth) return true;
  e->too_deep = e->failed = true;
  return false;
}

static bool match_token(Explain *e, TokenKind kind) {
  const Token *token = peg_token(e, e->mark);
  if (!token || token->kind != kind) return false;
  if (kind == T_NUMBER && !mistake_check_number(e, token)) return false;
  e->mark++;
  return true;
}

static bool match_word(Explain *e, const uint16_t *pc) {
  const Token *token = peg_token(e, e->mark);
  if (!token) return false;
  bool ok;
  if (*pc == OP_WORD)
    ok = is_word(e, token, (Word)pc[1], false);
  else
    ok = is_word(e, token, WORD_match, true) || is_word(e, token, WORD_case, true) ||
         is_word(e, token, WORD__, true);
  e->mark += ok;
  return ok;
}

static bool match_many(Explain *e, const uint16_t *item, bool some, TokenKind separator, Remembered *kept) {
  if (!enter(e)) return false;
  uint32_t count = 0, mark = e->mark;
  for (; !e->failed; count++) {
    mark = e->mark;
    if (count && separator != T_END && !match_token(e, separator)) break;
    if (!match_item(e, item, kept)) break;
    mark = e->mark;
  }
  e->mark = mark;
  e->depth--;
  return !e->failed && (count || !some);
}

static bool look_ahead(Explain *e, const uint16_t *item, bool wanted, Remembered *kept) {
  uint32_t mark = e->mark;
  bool matched = match_item(e, item, kept);
  e->mark = mark;
  return !e->failed && matched == wanted;
}

static bool match_must(Explain *e, TokenKind kind) {
  const Token *token = peg_token(e, e->mark);
  if (!token) return false;
  if (token->kind == kind) {
    e->mark++;
    return true;
  }
  explain_raise_token(e, token, kind == T_COLON ? "expected ':'" : "expected '('");
  return false;
}

static bool wanted(Explain *e, PegRule mistake) {
  if (mistake != RULE_bad_legacy_expression || !e->calls_only) return true;
  const Token *token = peg_token(e, e->mark);
  if (!token || token->kind != T_NAME) return false;
  const char *text = e->lexer.text + token->start;
  size_t len = token->end - token->start;
  return (len == 5 && memcmp(text, "print", 5) == 0) || (len == 4 && memcmp(text, "exec", 4) == 0);
}

static bool match_item(Explain *e, const uint16_t *pc, Remembered *kept) {
  uint32_t mark = e->mark;
  switch ((Op)*pc) {
  case OP_TOKEN: return match_token(e, (TokenKind)pc[1]);
  case OP_RULE: return peg_match(e, (PegRule)pc[1]);
  case OP_WORD:
  case OP_SOFT: return match_word(e, pc);
  case OP_GROUP: {
    if (!enter(e)) return false;
    bool ok = match_body(e, pc + 2, kept);
    e->depth--;
    return ok;
  }
  case OP_OPT:
    if (!match_item(e, pc + 1, kept)) e->mark = mark;
    return !e->failed;
  case OP_STAR: return match_many(e, pc + 1, false, T_END, kept);
  case OP_PLUS: return match_many(e, pc + 1, true, T_END, kept);
  case OP_SEP: return match_many(e, pc + 2, true, (TokenKind)pc[1], kept);
  case OP_AHEAD: return look_ahead(e, pc + 1, true, kept);
  case OP_NOT: return look_ahead(e, pc + 1, false, kept);
  case OP_MUST: return match_must(e, (TokenKind)pc[1]);
  case OP_BAD: return e->mistakes && wanted(e, (PegRule)pc[1]) && peg_match(e, (PegRule)pc[1]);
  case OP_PLAIN: {
    bool mistakes = e->mistakes;
    e->mistakes = false;
    bool ok = peg_match(e, (PegRule)pc[1]);
    e->mistakes = mistakes;
    return ok;
  }
  case OP_REMEMBER_A:
    if (!match_item(e, pc + 1, kept)) return false;
    kept->a = (PegSpan){mark, e->mark};
    return true;
  case OP_REMEMBER_B:
    if (!match_item(e, pc + 1, kept)) return false;
    kept->b = (PegSpan){mark, e->mark};
    return true;
  default: return false; // END, OR, CUT, DO are not items
  }
}

// Alternatives up to OP_END.
static bool match_body(Explain *e, const uint16_t *pc, Remembered *kept) {
  uint32_t mark = e->mark;
  for (;;) {
    bool cut = false;
    for (;; pc = skip_item(pc)) {
      if (*pc == OP_END || *pc == OP_OR) return true;
      if (*pc == OP_CUT)
        cut = true;
      else if (*pc == OP_DO)
        return mistake_check(e, (Mistake)pc[1], kept->a, kept->b) == MISTAKE_MATCHED;
      else if (!match_item(e, pc, kept))
        break;
    }
    if (e->failed || cut) return false;
    e->mark = mark;
    while (*pc != OP_END && *pc != OP_OR) pc = skip_item(pc);
    if (*pc == OP_END) return false;
    pc++;
  }
}

// Matches without looking at or adding to memory.
static uint32_t match_rule(Explain *e, PegRule rule) {
  if (!enter(e)) return PEG_NO_MATCH;
  Remembered kept = {0};
  bool ok = match_body(e, rules[rule].body, &kept);
  e->depth--;
  return ok && !e->failed ? e->mark : PEG_NO_MATCH;
}

static bool use_answer(Explain *e, uint32_t answer) {
  if (answer == PEG_NO_MATCH) return false;
  e->mark = answer;
  return true;
}

static bool match_shared(Explain *e, PegRule rule, int shared) {
  uint32_t mark = e->mark;
  uint32_t *answer = row_answer(e, mark, shared); // stays where it is
  if (!answer) {
    e->memory_error = e->failed = true;
    return false;
  }
  if (!*answer) {
    uint32_t found = match_rule(e, rule);
    if (e->failed) return false;
    *answer = found;
  }
  return use_answer(e, *answer);
}

bool peg_match(Explain *e, PegRule rule) {
  if (e->failed) return false;
  e->steps++;
  if (rules[rule].shared >= 0) return match_shared(e, rule, rules[rule].shared);
  uint32_t mark = e->mark;
  uint16_t key = (uint16_t)(1 + 2 * (unsigned)rule + e->mistakes);
  if (e->memo_slots) {
    const PegMemo *memo = memo_find(e, mark, key);
    if (memo->key) return use_answer(e, memo->answer);
  }
  uint64_t before = e->steps;
  uint32_t answer = match_rule(e, rule);
  if (e->failed) return false;
  if (e->steps - before > CHEAP && !memo_add(e, mark, key, answer)) {
    e->memory_error = e->failed = true;
    return false;
  }
  return use_answer(e, answer);
}
