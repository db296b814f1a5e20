/* What the opcodes call: the out-of-line parts of the evaluation loop. Only vm/ includes this.
 *
 * Invariants
 * - A helper called by an opcode finds the operands still on the frame's value stack, which owns them; it
 * borrows.
 * - Results are new references; failure is NULL, nonzero or false with the exception set.
 */
#ifndef LASTREF_VM_EVAL_H
#define LASTREF_VM_EVAL_H

#include "object/containers.h"
#include "object/protocol.h"
#include "object/upcalls.h"
#include "vm/generator.h"
#include "vm/vm.h"

/* vm/names.c */
void vm_name_error(Ref name);                    /* NameError: name '...' is not defined */
void vm_unbound_error(Frame *f, uint32_t local); /* of a local or a cell */
Own vm_load_name(Frame *f, Ref name) MUST_USE;
Own vm_load_classderef(Frame *f, uint32_t local) MUST_USE;
int vm_store_name(Frame *f, Ref name, Ref value);
int vm_delete_name(Frame *f, Ref name);
int vm_setup_annotations(Frame *f);
/* vm/build.c */
Own vm_build_set(Object **items, ssize_t n) MUST_USE; /* releases the items in any case */
Own vm_build_map(Object *const *keys, Object *const *values, ssize_t step, ssize_t n) MUST_USE;
Own vm_build_string(Object *const *items, ssize_t n) MUST_USE;
Own vm_list_extend(Ref list, Ref iterable) MUST_USE;
int vm_dict_update(Ref dict, Ref mapping);
void vm_keyword_error(Ref callable, Ref kwargs); /* rewords the error of merging keyword arguments */
Own vm_dict_for_call(Ref callable, Ref kwargs) MUST_USE;
Own vm_tuple_for_call(Ref callable, Ref args) MUST_USE;
/* Takes *base (the iterable) and fills base[0..] with `before` items, a list if after >= 0, and `after`
 * items, the first on top. */
int vm_unpack(Frame *f, Object **base, ssize_t before, ssize_t after);
/* vm/match.c */
Own vm_match_keys(Ref subject, Ref keys) MUST_USE;
Own vm_match_class(Ref subject, Ref cls, ssize_t npositional, Ref names) MUST_USE; /* None: no match */
/* vm/exceptions.c */
Own vm_lookup_special(Ref o, Ref name, const char *message) MUST_USE;
bool vm_check_except_type(Ref type);
int vm_exception_group_match(Ref exc, Ref type, Object **match, Object **rest);
void vm_release_matched(Object *exc, Object *handled, Object *type); /* in this order; all owned */
Own vm_prepare_reraise_star(Ref orig, Ref excs) MUST_USE;
/* raise exc from cause, both borrowed or NULL. True: raised again as it was, without a new traceback entry.
 */
bool vm_raise(Ref exc, Ref cause);
/* Makes exc (taken) the pending exception, with the one being handled as its context. */
void vm_set_exception_steal(Object *exc);
void vm_traceback_here(Frame *f); /* vm/traceback.c: the pending exception passed through f */
/* vm/import.c */
Own vm_import_name(Frame *f, Ref name, Ref fromlist, Ref level) MUST_USE;
Own vm_import_from(Ref module, Ref name) MUST_USE;
int vm_import_star(Frame *f, Ref module);
/* vm/generator.c, async.c */
enum SendStatus { SEND_RETURN, SEND_ERROR, SEND_NEXT };
int vm_send(Ref receiver, Ref value, Object **result);
Own async_gen_wrap(Ref value) MUST_USE;
Own vm_get_awaitable(Ref o, int where) MUST_USE;
Own vm_get_aiter(Ref o) MUST_USE;
Own vm_get_anext(Ref it) MUST_USE;
/* vm/call.c */
bool vm_init_returned(Frame *f,
                      Object *value); /* takes value; false: exception set. Clears and frees the frame */
/* The getter of a property is over (value, taken) or failed (NULL): clears and frees its frame, lets go of
 * the property; a value takes the place of the object on the caller's stack. */
void vm_getter_returned(Frame *f, Object *value);
bool vm_enter_frame_slow(void); /* recursion limit reached: false with RecursionError */
/* CPython counts the call of a built-in function as a level of its own until it specialises the instruction,
 * which it does in the eighth run of a function, but never under a tracer. */
static inline bool vm_is_warm(const Frame *f) { return f->code->runs >= CODE_WARM && !VM->library_is_loaded; }
static inline int vm_levels_spared(const Frame *f, Ref callable) {
  return vm_is_warm(f) && native_is_fast(callable);
}

/* vm/specialize.c: look at the operands and rewrite the instruction; `at` points to it. */
void vm_quicken(Code *code);
void vm_specialize_load_global(Frame *f, Instr *at);
void vm_specialize_binary_op(Instr *at, Ref a, Ref b);
void vm_specialize_binary_subscr(Instr *at, Ref container, Ref key);
void vm_specialize_store_subscr(Instr *at, Ref container, Ref key);
void vm_specialize_compare(Instr *at, Ref a, Ref b);
void vm_specialize_load_attr(Frame *f, Instr *at, Ref o, Ref name);
void vm_specialize_load_method(Frame *f, Instr *at, Ref o, Ref name);
void vm_specialize_store_attr(Frame *f, Instr *at, Ref o, Ref name);
void vm_specialize_for_iter(Instr *at, Ref it);
void vm_specialize_call(Instr *at, Object **args); /* args[-2] method or NULL, args[-1] self or callable */

typedef enum SpecialOpcode {
  OP_SPECIAL_FIRST_ = OP_COMPILER_COUNT - 1,
#define SPECIAL(name, base, single) OP_##name,
#include "code/specialized.def"
#undef SPECIAL
  OP_COUNT
} SpecialOpcode;

#endif
