// match statements.
//
// While a pattern is compiled the stack holds, from the bottom: what stood there before, the names captured
// so far (pc->stores), pc->on_top values that the running pattern still needs, and the subject on top, which
// the pattern consumes. A pattern that fails jumps to a block that pops all of that: fail_pop[n] pops n
// values.
#include "compile/gen.h"

#include "object/protocol.h"
#include "object/set.h"

typedef struct PatternContext {
  const AstName **stores;
  uint32_t store_count, store_capacity;
  bool allow_irrefutable;
  Block **fail_pop;
  uint32_t fail_pop_count, fail_pop_capacity;
  uint32_t on_top;
} PatternContext;

static void gen_pattern(Gen *g, Pattern *p, PatternContext *pc);

static bool is_wildcard(const Pattern *p) { return p->kind == Pattern_MatchAs && !p->MatchAs.name; }
static bool is_star_wildcard(const Pattern *p) { return p->kind == Pattern_MatchStar && !p->MatchStar.name; }

static void pattern_error(Gen *g, const char *before, const AstName *name, const char *after) {
  HOLD(repr, object_repr(unit_name(g->unit, name)), "a syntax error");
  const char *text = repr.obj ? str_utf8(repr.obj, NULL) : NULL;
  if (text)
    gen_error(g, "%s%s%s", before, text, after);
  else
    g->unit->failed = true;
}

static void ensure_fail_pop(Gen *g, PatternContext *pc, uint32_t n) {
  uint32_t want = n + 1;
  if (want <= pc->fail_pop_count) return;
  if (want > pc->fail_pop_capacity) {
    uint32_t capacity = MAX(want, pc->fail_pop_capacity * 2);
    Block **blocks = unit_alloc(g->unit, capacity * sizeof *blocks);
    if (!blocks) return;
    if (pc->fail_pop_count) memcpy(blocks, pc->fail_pop, pc->fail_pop_count * sizeof *blocks);
    pc->fail_pop = blocks;
    pc->fail_pop_capacity = capacity;
  }
  while (pc->fail_pop_count < want) pc->fail_pop[pc->fail_pop_count++] = gen_block(g);
}

static void jump_to_fail(Gen *g, PatternContext *pc, unsigned op) {
  uint32_t pops = pc->on_top + pc->store_count;
  ensure_fail_pop(g, pc, pops);
  if (gen_ok(g)) emit_jump(g, op, pc->fail_pop[pops]);
}

static void emit_fail_pops(Gen *g, PatternContext *pc) {
  if (!gen_ok(g) || !pc->fail_pop_count) return;
  for (uint32_t i = pc->fail_pop_count - 1; i > 0; i--) {
    gen_use(g, pc->fail_pop[i]);
    emit(g, OP_POP_TOP);
  }
  gen_use(g, pc->fail_pop[0]);
  pc->fail_pop = NULL;
  pc->fail_pop_count = pc->fail_pop_capacity = 0;
}

// Sinks the top below count - 1 others.
static void emit_rotate(Gen *g, uint32_t count) {
  while (count > 1) emit_arg(g, OP_SWAP, count--);
}

static int64_t find_store(const PatternContext *pc, const AstName *name) {
  for (uint32_t i = 0; i < pc->store_count; i++)
    if (pc->stores[i] == name) return i;
  return -1;
}

static void push_store(Gen *g, PatternContext *pc, const AstName *name) {
  if (pc->store_count == pc->store_capacity) {
    uint32_t capacity = pc->store_capacity ? pc->store_capacity * 2 : 8;
    const AstName **stores = unit_alloc(g->unit, capacity * sizeof *stores);
    if (!stores) return;
    if (pc->store_count) memcpy(stores, pc->stores, pc->store_count * sizeof *stores);
    pc->stores = stores;
    pc->store_capacity = capacity;
  }
  pc->stores[pc->store_count++] = name;
}

static void store_name(Gen *g, const AstName *name, PatternContext *pc) {
  if (!name) {
    emit(g, OP_POP_TOP);
    return;
  }
  if (gen_forbidden_name(g, name, Context_Store)) return;
  if (find_store(pc, name) >= 0) {
    pattern_error(g, "multiple assignments to name ", name, " in pattern");
    return;
  }
  emit_rotate(g, pc->on_top + pc->store_count + 1);
  push_store(g, pc, name);
}

static void gen_subpattern(Gen *g, Pattern *p, PatternContext *pc) {
  bool allowed = pc->allow_irrefutable;
  pc->allow_irrefutable = true;
  gen_pattern(g, p, pc);
  pc->allow_irrefutable = allowed;
}

static void gen_as(Gen *g, Pattern *p, PatternContext *pc) {
  const AstName *name = p->MatchAs.name;
  if (!p->MatchAs.pattern) {
    if (!pc->allow_irrefutable) {
      if (name)
        pattern_error(g, "name capture ", name, " makes remaining patterns unreachable");
      else
        gen_error(g, "wildcard makes remaining patterns unreachable");
      return;
    }
    store_name(g, name, pc);
    return;
  }
  pc->on_top++;
  emit_arg(g, OP_COPY, 1);
  gen_pattern(g, p->MatchAs.pattern, pc);
  pc->on_top--;
  store_name(g, name, pc);
}

// ---- sequences ----

static void gen_sequence_unpack(Gen *g, const PatternSeq *patterns, PatternContext *pc) {
  uint32_t n = patterns->len;
  bool star = false;
  for (uint32_t i = 0; i < n; i++) {
    if (patterns->items[i]->kind != Pattern_MatchStar) continue;
    if (star) {
      gen_error(g, "multiple starred expressions in sequence pattern");
      return;
    }
    if (i >= 1 << 8 || n - i - 1 >= INT32_MAX >> 8) {
      gen_error(g, "too many expressions in star-unpacking sequence pattern");
      return;
    }
    emit_arg(g, OP_UNPACK_EX, i + ((n - i - 1) << 8));
    star = true;
  }
  if (!star) emit_arg(g, OP_UNPACK_SEQUENCE, n);
  pc->on_top += n;
  for (uint32_t i = 0; i < n && gen_ok(g); i++) {
    pc->on_top--;
    gen_subpattern(g, patterns->items[i], pc);
  }
}

// `[a, *_, b]`: the items one by one, without a list for the star.
static void gen_sequence_items(Gen *g, const PatternSeq *patterns, uint32_t star, PatternContext *pc) {
  pc->on_top++;
  for (uint32_t i = 0; i < patterns->len && gen_ok(g); i++) {
    Pattern *p = patterns->items[i];
    if (is_wildcard(p) || i == star) continue;
    emit_arg(g, OP_COPY, 1);
    if (i < star) {
      emit_small_int(g, (int)i);
    } else {
      emit(g, OP_GET_LEN);
      emit_small_int(g, (int)(patterns->len - i));
      emit_arg(g, OP_BINARY_OP, gen_binary_argument(Operator_Sub, false));
    }
    emit(g, OP_BINARY_SUBSCR);
    gen_subpattern(g, p, pc);
  }
  pc->on_top--;
  emit(g, OP_POP_TOP);
}

static void gen_match_sequence(Gen *g, Pattern *p, PatternContext *pc) {
  const PatternSeq *patterns = &p->MatchSequence.patterns;
  int64_t star = -1;
  bool only_wildcard = true, star_wildcard = false;
  for (uint32_t i = 0; i < patterns->len; i++) {
    Pattern *item = patterns->items[i];
    if (item->kind == Pattern_MatchStar) {
      if (star >= 0) {
        gen_error(g, "multiple starred names in sequence pattern");
        return;
      }
      star_wildcard = is_star_wildcard(item);
      only_wildcard &= star_wildcard;
      star = i;
    } else {
      only_wildcard &= is_wildcard(item);
    }
  }
  pc->on_top++;
  emit(g, OP_MATCH_SEQUENCE);
  jump_to_fail(g, pc, P_POP_JUMP_IF_FALSE);
  if (star < 0 || patterns->len > 1) {
    emit(g, OP_GET_LEN);
    emit_small_int(g, (int)patterns->len - (star >= 0));
    gen_compare_op(g, star < 0 ? CmpOp_Eq : CmpOp_GtE);
    jump_to_fail(g, pc, P_POP_JUMP_IF_FALSE);
  }
  pc->on_top--;
  if (only_wildcard)
    emit(g, OP_POP_TOP);
  else if (star_wildcard)
    gen_sequence_items(g, patterns, (uint32_t)star, pc);
  else
    gen_sequence_unpack(g, patterns, pc);
}

// ---- mappings and classes ----

static void gen_match_mapping(Gen *g, Pattern *p, PatternContext *pc) {
  const ExprSeq *keys = &p->MatchMapping.keys;
  const AstName *rest = p->MatchMapping.rest;
  uint32_t n = keys->len;
  pc->on_top++;
  emit(g, OP_MATCH_MAPPING);
  jump_to_fail(g, pc, P_POP_JUMP_IF_FALSE);
  if (!n && !rest) {
    pc->on_top--;
    emit(g, OP_POP_TOP);
    return;
  }
  if (n) {
    emit(g, OP_GET_LEN);
    emit_small_int(g, (int)n);
    gen_compare_op(g, CmpOp_GtE);
    jump_to_fail(g, pc, P_POP_JUMP_IF_FALSE);
  }
  Object *seen = unit_keep(g->unit, set_new(NULL));
  for (uint32_t i = 0; i < n && gen_ok(g); i++) {
    Expr *key = keys->items[i];
    if (key->kind == Expr_Constant) {
      Object *o = unit_constant(g->unit, &key->Constant.value);
      int known = set_contains(seen, o);
      if (known < 0 || set_add(seen, o) < 0) {
        g->unit->failed = true;
        return;
      }
      if (known) {
        HOLD(repr, object_repr(o), "a syntax error");
        const char *text = repr.obj ? str_utf8(repr.obj, NULL) : NULL;
        if (text)
          gen_error(g, "mapping pattern checks duplicate key (%s)", text);
        else
          g->unit->failed = true;
        return;
      }
    } else if (key->kind != Expr_Attribute) {
      gen_error(g, "mapping pattern keys may only match literals and attribute lookups");
      return;
    }
    gen_expr(g, key);
  }
  emit_arg(g, OP_BUILD_TUPLE, n);
  emit(g, OP_MATCH_KEYS);
  pc->on_top += 2;
  emit_arg(g, OP_COPY, 1);
  emit_none(g);
  emit_arg(g, OP_IS_OP, 1);
  jump_to_fail(g, pc, P_POP_JUMP_IF_FALSE);
  emit_arg(g, OP_UNPACK_SEQUENCE, n);
  pc->on_top += n - 1;
  for (uint32_t i = 0; i < n && gen_ok(g); i++) {
    pc->on_top--;
    gen_subpattern(g, p->MatchMapping.patterns.items[i], pc);
  }
  pc->on_top -= 2;
  if (!rest) {
    emit(g, OP_POP_TOP);
    emit(g, OP_POP_TOP);
    return;
  }
  // [subject, keys]: a dict of the subject without the keys
  emit_arg(g, OP_BUILD_MAP, 0);
  emit_arg(g, OP_SWAP, 3);
  emit_arg(g, OP_DICT_UPDATE, 2);
  emit_arg(g, OP_UNPACK_SEQUENCE, n);
  for (uint32_t i = n; i > 0; i--) {
    emit_arg(g, OP_COPY, 1 + i);
    emit_arg(g, OP_SWAP, 2);
    emit(g, OP_DELETE_SUBSCR);
  }
  store_name(g, rest, pc);
}

static void gen_match_class(Gen *g, Pattern *p, PatternContext *pc) {
  uint32_t nargs = p->MatchClass.patterns.len, nattrs = p->MatchClass.kwd_attrs.len;
  const AstName **attrs = p->MatchClass.kwd_attrs.items;
  for (uint32_t i = 0; i < nattrs && gen_ok(g); i++) {
    if (gen_forbidden_name(g, attrs[i], Context_Store)) return;
    for (uint32_t j = i + 1; j < nattrs; j++) {
      if (attrs[i] != attrs[j]) continue;
      SET_LOC(g, p->MatchClass.kwd_patterns.items[j]);
      gen_error(g, "attribute name repeated in class pattern: %s", attrs[j]->text);
      return;
    }
  }
  gen_expr(g, p->MatchClass.cls);
  emit_const(g, gen_name_tuple(g, attrs, nattrs));
  emit_arg(g, OP_MATCH_CLASS, nargs);
  emit_arg(g, OP_COPY, 1);
  emit_none(g);
  emit_arg(g, OP_IS_OP, 1);
  pc->on_top++;
  jump_to_fail(g, pc, P_POP_JUMP_IF_FALSE);
  emit_arg(g, OP_UNPACK_SEQUENCE, nargs + nattrs);
  pc->on_top += nargs + nattrs - 1;
  for (uint32_t i = 0; i < nargs + nattrs && gen_ok(g); i++) {
    pc->on_top--;
    Pattern *item = i < nargs ? p->MatchClass.patterns.items[i] : p->MatchClass.kwd_patterns.items[i - nargs];
    if (is_wildcard(item))
      emit(g, OP_POP_TOP);
    else
      gen_subpattern(g, item, pc);
  }
}

// ---- alternatives ----

// Brings the captures of an alternative into the order of the first alternative's; false if the names differ.
static bool reorder_stores(Gen *g, PatternContext *pc, const AstName *const *control, uint32_t n) {
  if (pc->store_count != n) return false;
  for (uint32_t want = n; want-- > 0;) {
    int64_t at = find_store(pc, control[want]);
    if (at < 0) return false;
    if ((uint32_t)at == want) continue;
    uint32_t moved = (uint32_t)at + 1;
    const AstName **order = unit_alloc(g->unit, n * sizeof *order);
    if (!order) return true;
    // The first `moved` names go behind the want - at names that follow them.
    uint32_t between = want - (uint32_t)at;
    memcpy(order, pc->stores + moved, between * sizeof *order);
    memcpy(order + between, pc->stores, moved * sizeof *order);
    memcpy(pc->stores, order, (between + moved) * sizeof *order);
    while (moved--) emit_rotate(g, want + 1);
  }
  return true;
}

static void gen_or(Gen *g, Pattern *p, PatternContext *pc) {
  const PatternSeq *patterns = &p->MatchOr.patterns;
  Block *end = gen_block(g);
  const AstName **control = NULL;
  uint32_t control_count = 0;
  for (uint32_t i = 0; i < patterns->len && gen_ok(g); i++) {
    Pattern *alternative = patterns->items[i];
    SET_LOC(g, alternative);
    PatternContext inner = {.allow_irrefutable = i + 1 == patterns->len && pc->allow_irrefutable};
    emit_arg(g, OP_COPY, 1);
    gen_pattern(g, alternative, &inner);
    if (!gen_ok(g)) return;
    if (i == 0) {
      control = inner.stores;
      control_count = inner.store_count;
    } else if (!reorder_stores(g, &inner, control, control_count)) {
      gen_error(g, "alternative patterns bind different names");
      return;
    }
    emit_jump(g, P_JUMP, end);
    emit_fail_pops(g, &inner);
  }
  emit(g, OP_POP_TOP);
  jump_to_fail(g, pc, P_JUMP);
  gen_use(g, end);
  uint32_t rotations = control_count + 1 + pc->on_top + pc->store_count;
  for (uint32_t i = 0; i < control_count && gen_ok(g); i++) {
    emit_rotate(g, rotations);
    if (find_store(pc, control[i]) >= 0) {
      pattern_error(g, "multiple assignments to name ", control[i], " in pattern");
      return;
    }
    push_store(g, pc, control[i]);
  }
  emit(g, OP_POP_TOP);
}

static void gen_value(Gen *g, Expr *value, PatternContext *pc) {
  if (value->kind != Expr_Constant && value->kind != Expr_Attribute) {
    gen_error(g, "patterns may only match literals and attribute lookups");
    return;
  }
  gen_expr(g, value);
  gen_compare_op(g, CmpOp_Eq);
  jump_to_fail(g, pc, P_POP_JUMP_IF_FALSE);
}

static void gen_pattern(Gen *g, Pattern *p, PatternContext *pc) {
  if (!gen_ok(g)) return;
  SET_LOC(g, p);
  switch ((PatternKind)p->kind) {
  case Pattern_MatchValue: gen_value(g, p->MatchValue.value, pc); break;
  case Pattern_MatchSingleton:
    emit_const(g, unit_constant(g->unit, &p->MatchSingleton.value));
    gen_compare_op(g, CmpOp_Is);
    jump_to_fail(g, pc, P_POP_JUMP_IF_FALSE);
    break;
  case Pattern_MatchSequence: gen_match_sequence(g, p, pc); break;
  case Pattern_MatchMapping: gen_match_mapping(g, p, pc); break;
  case Pattern_MatchClass: gen_match_class(g, p, pc); break;
  case Pattern_MatchStar: store_name(g, p->MatchStar.name, pc); break;
  case Pattern_MatchAs: gen_as(g, p, pc); break;
  case Pattern_MatchOr: gen_or(g, p, pc); break;
  case Pattern_COUNT: break;
  }
}

void gen_match(Gen *g, Stmt *s) {
  const MatchCaseSeq *cases = &s->Match.cases;
  gen_expr(g, s->Match.subject);
  Block *end = gen_block(g);
  const MatchCase *last = cases->items[cases->len - 1];
  bool has_default = is_wildcard(last->pattern) && !last->pattern->MatchAs.pattern && cases->len > 1;
  uint32_t tested = cases->len - has_default;
  PatternContext pc = {0};
  for (uint32_t i = 0; i < tested && gen_ok(g); i++) {
    const MatchCase *c = cases->items[i];
    bool more = i + 1 < tested; // the subject is needed again
    SET_LOC(g, c->pattern);
    if (more) emit_arg(g, OP_COPY, 1);
    pc = (PatternContext){.allow_irrefutable = c->guard || i + 1 == cases->len};
    gen_pattern(g, c->pattern, &pc);
    for (uint32_t n = 0; n < pc.store_count && gen_ok(g); n++) gen_nameop(g, pc.stores[n], Context_Store);
    if (c->guard) {
      ensure_fail_pop(g, &pc, 0);
      if (gen_ok(g)) gen_jump_if(g, c->guard, pc.fail_pop[0], false);
    }
    if (more) emit(g, OP_POP_TOP);
    gen_stmts(g, &c->body, 0);
    emit_jump(g, P_JUMP, end);
    SET_LOC(g, c->pattern); // failing belongs to the pattern, not to the end of the body
    emit_fail_pops(g, &pc);
  }
  if (has_default && gen_ok(g)) {
    SET_LOC(g, last->pattern);
    emit(g, OP_NOP);
    if (last->guard) gen_jump_if(g, last->guard, end, false);
    gen_stmts(g, &last->body, 0);
  }
  gen_use(g, end);
}
