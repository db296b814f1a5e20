/* Cells: variables shared between a function and the functions inside it. */
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"

static Cell *cell(Object *o) { return (Cell *)o; }

Own cell_new(Ref value) {
  Cell *c = (Cell *)object_new(T(CELL), 0);
  if (!c) return NULL;
  c->value = XNEWREF(value);
  gc_track((Object *)c);
  return (Object *)c;
}

static Object *cell_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls;
  if (!args_positional("cell", nargs, kwnames, 0, 1)) return NULL;
  return cell_new(nargs ? args[0] : NULL);
}

static Object *cell_repr(Object *o) {
  unsigned long id = (unsigned long)((uintptr_t)o + ID_OFFSET);
  Object *v = cell(o)->value;
  if (!v) return str_format("<cell at 0x%lx: empty>", id);
  return str_format("<cell at 0x%lx: %T object at 0x%lx>", id, v, (unsigned long)((uintptr_t)v + ID_OFFSET));
}

static Object *cell_compare(Object *a, Object *b, int op) {
  if (!IS_EXACT(a, CELL) || !IS_EXACT(b, CELL)) return NEWREF(NOT_IMPLEMENTED);
  Object *x = cell(a)->value, *y = cell(b)->value;
  if (x && y) {
    HOLD(left, NEWREF(x), "the comparison of two cells");
    HOLD(right, NEWREF(y), "the comparison of two cells");
    return hold_return(object_compare(x, y, op), &right, &left);
  }
  /* An empty cell is less than a full one. */
  int l = x != NULL, r = y != NULL;
  bool result = op == CMP_LT   ? l < r
                : op == CMP_LE ? l <= r
                : op == CMP_EQ ? l == r
                : op == CMP_NE ? l != r
                : op == CMP_GT ? l > r
                               : l >= r;
  return BOOL_NEW(result);
}

static Object *get_contents(Object *o) {
  Object *v = cell(o)->value;
  return v ? NEWREF(v) : err_format(T(ValueError), "Cell is empty");
}
static int set_contents(Object *o, Object *value) {
  SETREF(cell(o)->value, XNEWREF(value));
  return 0;
}
static void cell_traverse(Object *o, Visitor *v) { VISIT(v, cell(o)->value, EDGE_CELL, 0); }

static const GetSetSpec cell_getset[] = {
    {"cell_contents", get_contents, set_contents, NULL},
    {0},
};
static const FieldSpec cell_fields[] = {
    FIELD(Cell, value, "cell_contents", FIELD_OWN, 0),
    {0},
};
const TypeSpec cell_spec = {
    .name = "cell",
    .doc = "cell([contents])\n--\n\nCreate a new cell object.\n\n  contents\n    the contents of the cell. "
           "If not specified, the cell will be empty,\n"
           "    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.",
    .basic_size = sizeof(Cell),
    .flags = TYPE_GC,
    .fields = cell_fields,
    .getset = cell_getset,
    .slots = {.traverse = cell_traverse,
              .new_ = cell_new_slot,
              .repr = cell_repr,
              .richcompare = cell_compare},
};
