/* Choosing the specialised form of an instruction from what it sees, and joining pairs of instructions.
 *
 * Invariants
 * - Everything that goes into a cache is guarded: values of namespaces by the version of the keys table (the
 * cache holds where the value stands), values found through a type by the type's version. So borrowed 32-bit
 * pointers are safe.
 * - What is chosen depends on the program's own history alone, so that it is the same when the program is run
 * again.
 */
#include "object/body.h"
#include "object/dictkeys.h"
#include "object/support.h"
#include "object/type.h"
#include "vm/eval.h"

/* Do not try again soon: the general form runs so often before it looks again. */
static void give_up(Instr *at) { *(int32_t *)(at + 1) = -256; }
static void choose(Instr *at, int op) {
  *at = INSTR(op, INSTR_ARG(*at));
  at[1] = 0;
}
static Instr address(const void *p) { return (Instr)(uintptr_t)p; }

static const uint8_t cache_words[] = {
#define OP(name, kind, cache, effect, caption) [OP_##name] = cache,
#include "code/opcode.def"
#undef OP
};

/* The opcode of the instruction at word i; -1 behind the end. */
static int opcode_at(const Code *code, int32_t i) {
  return i < code->count ? (int)INSTR_OP(code->instrs[i]) : -1;
}

/* Joins instructions that often follow each other. Those behind the first stay as they are, so that they can
 * be jumped to. */
void vm_quicken(Code *code) {
  for (int32_t i = 0; i < code->count;) {
    Instr *at = code->instrs + i;
    int op = INSTR_OP(*at), joined = 0;
    int32_t behind = i + 1 + cache_words[vm_base_opcode((uint8_t)op)];
    if (op >= OP_COMPILER_COUNT) { /* already specialised */
      i = behind;
      continue;
    }
    int32_t last = i; /* the last instruction of those joined */
    int second = opcode_at(code, behind), third = opcode_at(code, behind + 1);
    switch (op) {
    case OP_LINE:
      if (second != OP_LOAD_FAST) break;
      last = third == OP_LOAD_FAST || third == OP_LOAD_CONST ? behind + 1 : behind;
      joined = third == OP_LOAD_FAST    ? OP_LINE__LOAD_FAST__LOAD_FAST
               : third == OP_LOAD_CONST ? OP_LINE__LOAD_FAST__LOAD_CONST
                                        : OP_LINE__LOAD_FAST;
      break;
    case OP_STORE_FAST:
      if (second == OP_LINE) { /* LINE has a cache word */
        int fourth = opcode_at(code, behind + 2), fifth = opcode_at(code, behind + 3);
        bool pair = fourth == OP_LOAD_FAST && fifth != OP_LOAD_FAST && fifth != OP_LOAD_CONST;
        joined = pair ? OP_STORE_FAST__LINE__LOAD_FAST : fourth == OP_LOAD_FAST ? 0 : OP_STORE_FAST__LINE;
        last = joined == 0 ? i : pair ? behind + 2 : behind;
      } else if (second == OP_LOAD_FAST || second == OP_STORE_FAST) {
        joined = second == OP_LOAD_FAST ? OP_STORE_FAST__LOAD_FAST : OP_STORE_FAST__STORE_FAST;
        last = behind;
      }
      break;
    case OP_LOAD_FAST:
      if (second == OP_LOAD_FAST || second == OP_LOAD_CONST) {
        joined = second == OP_LOAD_FAST ? OP_LOAD_FAST__LOAD_FAST : OP_LOAD_FAST__LOAD_CONST;
        last = behind;
      }
      break;
    case OP_LOAD_CONST:
      if (second == OP_LOAD_FAST) {
        joined = OP_LOAD_CONST__LOAD_FAST;
        last = behind;
      }
      break;
    case OP_POP_TOP:
      if (second == OP_LINE && opcode_at(code, behind + 2) != OP_LOAD_FAST) {
        joined = OP_POP_TOP__LINE;
        last = behind;
      }
      break;
    case OP_JUMP_BACKWARD: {
      int target = opcode_at(code, behind - (int32_t)INSTR_ARG(*at));
      if (target == OP_LINE) joined = OP_JUMP_BACKWARD__LINE;
      break;
    }
    default: break;
    }
    if (joined) *at = INSTR(joined, INSTR_ARG(*at));
    i = last + 1 + cache_words[vm_base_opcode(INSTR_OP(code->instrs[last]))];
  }
}

/* Where the value of an existing name stands in a combined table of str keys; NULL: not there, or the table
 * cannot be relied on. */
static Object **value_place(Ref dict, Ref name, uint32_t *version) {
  const Dict *d = (const Dict *)dict;
  if (!IS_EXACT(dict, DICT) || d->values || d->keys->kind != KEYS_UNICODE) return NULL;
  ssize_t ix = dict_lookup_index(dict, name);
  if (ix < 0) return NULL;
  *version = dict_keys_version(dict);
  return *version ? &dict_unicode_entries(d->keys)[ix].value : NULL;
}

void vm_specialize_load_global(Frame *f, Instr *at) {
  Object *name = tuple_item(f->code->names, INSTR_ARG(*at) >> 1);
  uint32_t version = 0, builtins_version = 0;
  Object **place = value_place(f->globals, name, &version);
  if (place) {
    at[2] = version;
    at[4] = address(place);
    choose(at, OP_LOAD_GLOBAL_MODULE);
    return;
  }
  if (!IS_EXACT(f->globals, DICT) || !IS_EXACT(f->builtins, DICT) ||
      ((Dict *)f->globals)->keys->kind != KEYS_UNICODE || dict_lookup_index(f->globals, name) >= 0) {
    give_up(at);
    return;
  }
  place = value_place(f->builtins, name, &builtins_version);
  version = place ? dict_keys_version(f->globals) : 0;
  if (version == 0) {
    give_up(at);
    return;
  }
  at[2] = version;
  at[3] = builtins_version;
  at[4] = address(place);
  choose(at, OP_LOAD_GLOBAL_BUILTIN);
}

void vm_specialize_binary_op(Instr *at, Ref a, Ref b) {
  uint32_t op = INSTR_ARG(*at);
  uint32_t plain = op >= NB_INPLACE_ADD ? op - NB_INPLACE_ADD : op;
  if (IS_EXACT(a, INT) && IS_EXACT(b, INT) && int_is_compact(a) && int_is_compact(b)) {
    switch (plain) {
    case NB_ADD: choose(at, OP_BINARY_ADD_INT); return;
    case NB_SUBTRACT: choose(at, OP_BINARY_SUBTRACT_INT); return;
    case NB_MULTIPLY: choose(at, OP_BINARY_MULTIPLY_INT); return;
    case NB_FLOOR_DIVIDE: choose(at, OP_BINARY_FLOOR_INT); return;
    case NB_REMAINDER: choose(at, OP_BINARY_MOD_INT); return;
    case NB_AND:
    case NB_OR:
    case NB_XOR: choose(at, OP_BINARY_BITS_INT); return;
    case NB_LSHIFT:
    case NB_RSHIFT: choose(at, OP_BINARY_SHIFT_INT); return;
    default: break;
    }
  } else if (IS_EXACT(a, FLOAT) && IS_EXACT(b, FLOAT)) {
    switch (plain) {
    case NB_ADD: choose(at, OP_BINARY_ADD_FLOAT); return;
    case NB_SUBTRACT: choose(at, OP_BINARY_SUBTRACT_FLOAT); return;
    case NB_MULTIPLY: choose(at, OP_BINARY_MULTIPLY_FLOAT); return;
    case NB_TRUE_DIVIDE: choose(at, OP_BINARY_DIVIDE_FLOAT); return;
    default: break;
    }
  } else if (IS_EXACT(a, STR) && IS_EXACT(b, STR) && plain == NB_ADD) {
    const Instr next = at[2];
    int store = vm_base_opcode(INSTR_OP(next));
    if (store == OP_STORE_FAST && VM->frame->localsplus[INSTR_ARG(next)] == a)
      choose(at, OP_BINARY_APPEND_STR);
    else
      choose(at, OP_BINARY_ADD_STR);
    return;
  }
  give_up(at);
}

void vm_specialize_binary_subscr(Instr *at, Ref container, Ref key) {
  if (IS_EXACT(container, DICT))
    choose(at, OP_SUBSCR_DICT);
  else if (IS_EXACT(container, LIST) && IS_EXACT(key, INT))
    choose(at, OP_SUBSCR_LIST_INT);
  else if (IS_EXACT(container, TUPLE) && IS_EXACT(key, INT))
    choose(at, OP_SUBSCR_TUPLE_INT);
  else
    give_up(at);
}

void vm_specialize_store_subscr(Instr *at, Ref container, Ref key) {
  if (IS_EXACT(container, DICT))
    choose(at, OP_STORE_SUBSCR_DICT);
  else if (IS_EXACT(container, LIST) && IS_EXACT(key, INT))
    choose(at, OP_STORE_SUBSCR_LIST_INT);
  else
    give_up(at);
}

void vm_specialize_compare(Instr *at, Ref a, Ref b) {
  int kind = IS_EXACT(a, INT) && IS_EXACT(b, INT) && int_is_compact(a) && int_is_compact(b) ? 1
             : IS_EXACT(a, FLOAT) && IS_EXACT(b, FLOAT)                                     ? 2
             : IS_EXACT(a, STR) && IS_EXACT(b, STR) && (INSTR_ARG(*at) == CMP_EQ || INSTR_ARG(*at) == CMP_NE)
                 ? 3
                 : 0;
  if (kind == 0) {
    give_up(at);
    return;
  }
  const Instr jump = at[2];
  int64_t distance = INSTR_ARG(jump);
  int sense = -1;
  switch (INSTR_OP(jump)) {
  case OP_POP_JUMP_FORWARD_IF_FALSE: sense = 0; break;
  case OP_POP_JUMP_FORWARD_IF_TRUE: sense = 1; break;
  case OP_POP_JUMP_BACKWARD_IF_FALSE:
    sense = 0;
    distance = -distance;
    break;
  case OP_POP_JUMP_BACKWARD_IF_TRUE:
    sense = 1;
    distance = -distance;
    break;
  default: break;
  }
  if (sense >= 0 && distance < (1 << 21) && distance > -(1 << 21)) {
    choose(at, kind == 1 ? OP_COMPARE_INT_JUMP : kind == 2 ? OP_COMPARE_FLOAT_JUMP : OP_COMPARE_STR_JUMP);
    at[1] = (Instr)((uint32_t)((int32_t)distance * 512) | (uint32_t)sense << 8);
  } else if (kind == 1) {
    choose(at, OP_COMPARE_INT);
  } else if (kind == 2) {
    choose(at, OP_COMPARE_FLOAT);
  } else {
    choose(at, OP_COMPARE_STR);
  }
}

/* ---- attributes ---- */

static bool plain_getattr(const Type *t) { return t->slots.getattro == T(OBJECT)->slots.getattro; }
static bool has_managed_dict(const Type *t) {
  return TYPE_HAS(t, TYPE_MANAGED_DICT) && t->cached_keys != NULL;
}
/* Index of a name in the keys that the instances share, -1. */
static ssize_t shared_index(const Type *t, Ref name) {
  const DictKeys *keys = t->cached_keys;
  if (!IS_EXACT(name, STR)) return -1;
  return keys_lookup_str(keys, name, str_hash(name));
}
/* Can no instance of t hide an attribute of the class called name, as far as the shared keys tell? The
 * version to guard it by: 0: no. */
static uint32_t shared_without(const Type *t, Ref name) {
  if (shared_index(t, name) >= 0) return 0;
  return keys_version((DictKeys *)t->cached_keys);
}

/* A member with a fixed place in the object, or -1. */
static int64_t slot_offset(Ref descr, const Type *t, bool to_set) {
  const NativeDescr *d = (const NativeDescr *)descr;
  if (IS_EXACT(descr, GETSET_DESCR) && !to_set && type_is_subtype(t, d->owner)) return body_slot(descr);
  if (!IS_EXACT(descr, MEMBER_DESCR)) return -1;
  const MemberSpec *m = d->def;
  if (to_set && !(m->flags & FIELD_WRITABLE)) return -1;
  if (m->kind != FIELD_OWN || !type_is_subtype(t, d->owner) || !(m->flags & FIELD_NULL_IS_ERROR)) return -1;
  return m->offset;
}

static bool attr_of_module(Instr *at, Ref o, Ref name, int op) {
  uint32_t version = 0;
  if (TYPE(o)->slots.getattro != T(MODULE)->slots.getattro) return false;
  if (type_lookup(TYPE(o), name)) return false;
  Object **place = value_place(module_dict(o), name, &version);
  if (place == NULL || *place == NULL) return false;
  at[2] = version;
  at[3] = address(place);
  choose(at, op);
  return true;
}

/* An attribute found on a class itself (or its bases) that needs no binding. */
static bool attr_of_class(Instr *at, Ref o, Ref name, int op) {
  if (!IS_EXACT(o, TYPE)) return false;
  Object *meta = type_lookup(T(TYPE), name);
  if (meta && descr_is_data(meta)) return false;
  Type *t = (Type *)o;
  Object *value = type_lookup(t, name);
  if (value == NULL) return false;
  if (TYPE(value)->slots.descr_get && !IS_EXACT(value, FUNCTION)) return false;
  uint32_t version = type_version(t);
  if (version == 0) return false;
  at[2] = version;
  at[5] = address(value);
  choose(at, op);
  return true;
}

void vm_specialize_load_attr(Frame *f, Instr *at, Ref o, Ref name) {
  (void)f;
  Type *t = TYPE(o);
  if (IS_EXACT(o, MODULE)) {
    if (!attr_of_module(at, o, name, OP_ATTR_MODULE)) give_up(at);
    return;
  }
  if (IS_EXACT(o, TYPE)) {
    if (!attr_of_class(at, o, name, OP_ATTR_OF_CLASS)) give_up(at);
    return;
  }
  uint32_t version = plain_getattr(t) ? type_version(t) : 0;
  if (version == 0) {
    give_up(at);
    return;
  }
  at[2] = version;
  Object *descr = type_lookup(t, name);
  if (descr && descr_is_data(descr)) {
    int64_t offset = slot_offset(descr, t, false);
    if (offset >= 0) {
      at[3] = (Instr)offset;
      choose(at, OP_ATTR_SLOT);
      return;
    }
    if (IS_EXACT(descr, PROPERTY)) {
      Object *get = ((Property *)descr)->get;
      if (get && IS_EXACT(get, FUNCTION) && ((Function *)get)->code->simple_args == 1) {
        at[4] = address(descr);
        at[5] = address(get);
        choose(at, OP_ATTR_PROPERTY);
        return;
      }
    }
    give_up(at);
    return;
  }
  if (has_managed_dict(t)) {
    const ManagedDict *m = managed_dict(o);
    if (m->values) {
      ssize_t ix = shared_index(t, name);
      if (ix >= 0 && m->values->values[ix]) {
        at[3] = (Instr)ix;
        choose(at, OP_ATTR_VALUES);
        return;
      }
    } else if (m->dict && IS_EXACT(m->dict, DICT)) {
      const Dict *d = (const Dict *)m->dict;
      ssize_t ix = d->keys->kind != KEYS_GENERAL ? dict_lookup_index(m->dict, name) : -1;
      if (ix >= 0) {
        at[3] = (Instr)ix;
        choose(at, OP_ATTR_DICT);
        return;
      }
    }
    if (descr && TYPE(descr)->slots.descr_get == NULL && m->values) {
      uint32_t keys = shared_without(t, name);
      if (keys) {
        at[4] = keys;
        at[5] = address(descr);
        choose(at, OP_ATTR_CLASS_VALUE);
        return;
      }
    }
  } else if (descr && TYPE(descr)->slots.descr_get == NULL && t->dict_offset == 0 &&
             !TYPE_HAS(t, TYPE_MANAGED_DICT)) {
    at[4] = 0;
    at[5] = address(descr);
    choose(at, OP_ATTR_CLASS_VALUE);
    return;
  }
  give_up(at);
}

void vm_specialize_load_method(Frame *f, Instr *at, Ref o, Ref name) {
  (void)f;
  Type *t = TYPE(o);
  if (IS_EXACT(o, MODULE)) {
    if (!attr_of_module(at, o, name, OP_METHOD_OF_MODULE)) give_up(at);
    return;
  }
  if (IS_EXACT(o, TYPE)) {
    if (!attr_of_class(at, o, name, OP_METHOD_OF_CLASS)) give_up(at);
    return;
  }
  Object *descr = plain_getattr(t) ? type_lookup(t, name) : NULL;
  uint32_t version = descr && TYPE_HAS(TYPE(descr), TYPE_METHOD_DESCR) ? type_version(t) : 0;
  if (version == 0) {
    give_up(at);
    return;
  }
  Object *body = IS_EXACT(descr, METHOD_DESCR) ? body_of_method(descr) : NULL;
  at[2] = version;
  at[5] = address(body ? body : descr);
  if (has_managed_dict(t)) {
    uint32_t keys = managed_dict(o)->values ? shared_without(t, name) : 0;
    if (keys) {
      at[4] = keys;
      choose(at, OP_METHOD_VALUES);
      return;
    }
  } else if (t->dict_offset == 0 && !TYPE_HAS(t, TYPE_MANAGED_DICT)) {
    choose(at, OP_METHOD_NO_DICT);
    return;
  }
  give_up(at);
}

void vm_specialize_store_attr(Frame *f, Instr *at, Ref o, Ref name) {
  (void)f;
  Type *t = TYPE(o);
  uint32_t version = t->slots.setattro == T(OBJECT)->slots.setattro ? type_version(t) : 0;
  if (version == 0) {
    give_up(at);
    return;
  }
  at[2] = version;
  Object *descr = type_lookup(t, name);
  if (descr && descr_is_data(descr)) {
    int64_t offset = slot_offset(descr, t, true);
    if (offset >= 0) {
      at[3] = (Instr)offset;
      choose(at, OP_STORE_ATTR_SLOT);
      return;
    }
  } else if (has_managed_dict(t) && managed_dict(o)->values) {
    ssize_t ix = shared_index(t, name);
    if (ix >= 0) {
      at[3] = (Instr)ix;
      choose(at, OP_STORE_ATTR_VALUES);
      return;
    }
  }
  give_up(at);
}

/* ---- iteration and calls ---- */

void vm_specialize_for_iter(Instr *at, Ref it) {
  const bool store = vm_base_opcode(INSTR_OP(at[2])) == OP_STORE_FAST;
  if (IS_EXACT(it, LIST_ITER))
    choose(at, store ? OP_FOR_ITER_LIST_STORE : OP_FOR_ITER_LIST);
  else if (IS_EXACT(it, RANGE_ITER))
    choose(at, store ? OP_FOR_ITER_RANGE_STORE : OP_FOR_ITER_RANGE);
  else if (IS_EXACT(it, TUPLE_ITER))
    choose(at, OP_FOR_ITER_TUPLE);
  else if (IS_EXACT(it, GENERATOR))
    choose(at, OP_FOR_ITER_GEN);
  else
    give_up(at);
}

static bool is_builtin_function(Ref o, const char *name) {
  Object *found = dict_get_text(RT->builtins, name);
  return found == o && IS_EXACT(o, BUILTIN);
}

/* The Python function that makes calling t no more than object.__new__ and it; NULL: there is more to it. */
static Function *plain_init(Type *t) {
  if (!IS_EXACT(t, TYPE) || t->slots.new_ != T(OBJECT)->slots.new_ || TYPE_HAS(t, TYPE_ABSTRACT) ||
      !TYPE_HAS(t, TYPE_HEAP) || !slot_init_is_python(t))
    return NULL;
  Object *init = type_lookup(t, N(__init__));
  return init && IS_EXACT(init, FUNCTION) ? (Function *)init : NULL;
}

void vm_specialize_call(Instr *at, Object **args) {
  Object *method = args[-2], *callable = method ? method : args[-1];
  ssize_t nargs = (ssize_t)INSTR_ARG(*at) + (method != NULL);
  if (IS_EXACT(callable, FUNCTION)) {
    const Function *func = (const Function *)callable;
    int32_t simple = func->code->simple_args;
    if (simple == nargs) {
      choose(at, OP_CALL_PY_EXACT);
      return;
    }
    if (simple > nargs && func->defaults && simple - nargs <= VARSIZE(func->defaults)) {
      choose(at, OP_CALL_PY_DEFAULTS);
      return;
    }
  } else if (method == NULL && IS_EXACT(callable, METHOD)) {
    const Object *func = ((Method *)callable)->func;
    if (IS_EXACT(func, FUNCTION) && ((const Function *)func)->code->simple_args == nargs + 1) {
      choose(at, OP_CALL_BOUND_EXACT);
      return;
    }
  } else if (method == NULL && IS_EXACT(callable, BUILTIN)) {
    at[2] = address(callable);
    if (nargs == 1 && is_builtin_function(callable, "len"))
      choose(at, OP_CALL_LEN);
    else if (nargs == 2 && is_builtin_function(callable, "isinstance"))
      choose(at, OP_CALL_ISINSTANCE);
    else
      choose(at, OP_CALL_BUILTIN);
    return;
  } else if (method && IS_EXACT(callable, METHOD_DESCR)) {
    at[2] = address(callable);
    if (nargs == 2 && IS_EXACT(args[-1], LIST) && callable == type_lookup(T(LIST), N(append)))
      choose(at, OP_CALL_LIST_APPEND);
    else
      choose(at, OP_CALL_METHOD_DESCR);
    return;
  } else if (method == NULL && callable == (Object *)T(TYPE) && nargs == 1) {
    choose(at, OP_CALL_TYPE_ONE);
    return;
  } else if (method == NULL && IS_SUB(callable, TYPE)) {
    Function *init = plain_init((Type *)callable);
    uint32_t version = init && init->code->simple_args == nargs + 1 ? type_version((Type *)callable) : 0;
    if (version) {
      at[2] = version;
      at[5] = address(init);
      choose(at, OP_CALL_CLASS_INIT);
      return;
    }
  }
  give_up(at);
}
