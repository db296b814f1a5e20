/* Every reference that is not held by an object: running frames, exceptions being handled, the machine
 * itself. What native code holds, and the built-in types and caches, are reported by runtime_visit(). */
#include "vm/eval.h"

static void visit_exc_stack(Visitor *v) {
  /* Items of generators are reported by the generators. */
  VISIT(v, VM->exc_base.value, EDGE_EXCEPTION, "the exception being handled");
}

static void visit_machine(Visitor *v) {
  for (HeapHold *h = HEAP->holds; h; h = h->prev) VISIT(v, h->obj, EDGE_NATIVE, h->why);
  visit_exc_stack(v);
  VISIT(v, RT->codec_handlers, EDGE_ENGINE, "error handlers of codecs");
  VISIT(v, VM->main_module, EDGE_ENGINE, "the program's module");
  VISIT(v, VM->unit_constants, EDGE_ENGINE, "syntax tree of the script");
  VISIT(v, VM->script_path, EDGE_ENGINE, "path of the script");
  VISIT(v, VM->import_function, EDGE_ENGINE, "import system");
  VISIT(v, VM->sys_dict, EDGE_ENGINE, "module sys");
  VISIT(v, VM->file_texts, EDGE_ENGINE, "source files");
  VISIT(v, VM->native_modules, EDGE_ENGINE, "native modules");
  VISIT(v, VM->stdlib, EDGE_ENGINE, "--stdlib");
  VISIT(v, VM->unraisable_type, EDGE_ENGINE, "sys.unraisablehook");
  VISIT(v, VM->async_finalizer, EDGE_ENGINE, "sys.set_asyncgen_hooks");
  VISIT(v, VM->async_firstiter, EDGE_ENGINE, "sys.set_asyncgen_hooks");
}

void vm_visit_live(Visitor *v) {
  visit_machine(v);
  runtime_visit_live(v);
}

void vm_visit_roots(RootVisitor *root) {
  Visitor *v = &root->base;
  for (Frame *f = VM->frame; f; f = f->previous) {
    if (root->frame) root->frame(root, f);
    if (f->owner == FRAME_OWNED_BY_THREAD) frame_visit(f, v);
  }
  for (Frame *f = VM->limbo; f; f = f->previous) {
    if (root->frame) root->frame(root, f);
    frame_visit(f, v);
  }
  if (root->frame) root->frame(root, NULL); /* what follows is no frame's */
  visit_machine(v);
  runtime_visit(v);
}
