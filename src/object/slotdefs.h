/* The rows that connect dunders and slots, for slotdefs.c and slotwrap.c. */
#ifndef LASTREF_OBJECT_SLOTDEFS_H
#define LASTREF_OBJECT_SLOTDEFS_H

#include "object/runtime.h"

typedef void (*AnyFn)(void);
typedef Object *(*GetattrFn)(Object *self, Object *name);

typedef enum WrapKind {
  WRAP_HIDDEN, /* no wrapper in built-in types */
  WRAP_UNARY,
  WRAP_HASH,
  WRAP_COMPARE,
  WRAP_CALL,
  WRAP_GETATTR,
  WRAP_SETATTR,
  WRAP_DELATTR,
  WRAP_NEXT,
  WRAP_DESCR_GET,
  WRAP_DESCR_SET,
  WRAP_DESCR_DELETE,
  WRAP_INIT,
  WRAP_DEL,
  WRAP_BINARY,
  WRAP_REFLECTED,
  WRAP_ONE,
  WRAP_POWER,
  WRAP_POWER_REFLECTED,
  WRAP_INPLACE_POWER,
  WRAP_BOOL,
  WRAP_LEN,
  WRAP_SETITEM,
  WRAP_DELITEM,
  WRAP_INDEX,
  WRAP_SQ_ITEM,
  WRAP_SQ_SETITEM,
  WRAP_SQ_DELITEM,
  WRAP_CONTAINS
} WrapKind;

typedef struct SlotRow {
  const char *dunder;
  uint16_t offset; /* in Slots */
  uint8_t wrap;    /* WrapKind */
  uint8_t op;      /* of WRAP_COMPARE */
  AnyFn dispatcher;
  Object *body; /* NULL, but in a row made for one wrapper: what it calls (body.h) */
} SlotRow;

/* ROW_field is the first row of a slot, ROW_field_2 its second dunder. */
#define ONE(f) ROW_##f,
#define TWO(f) ROW_##f, ROW_##f##_2,
#define SIX(f) ROW_##f, ROW_##f##_2, ROW_##f##_3, ROW_##f##_4, ROW_##f##_5, ROW_##f##_6,
#define ENUM_NONE(f)
#define ENUM_UNARY          ONE
#define ENUM_REPR           ONE
#define ENUM_STR            ONE
#define ENUM_ITER           ONE
#define ENUM_AWAIT          ONE
#define ENUM_HASH           ONE
#define ENUM_COMPARE        SIX
#define ENUM_CALL           ONE
#define ENUM_GETATTR        TWO
#define ENUM_SETATTR        TWO
#define ENUM_NEXT           ONE
#define ENUM_DESCR_GET      ONE
#define ENUM_DESCR_SET      TWO
#define ENUM_INIT           ONE
#define ENUM_NEW            ONE
#define ENUM_DEL            ONE
#define ENUM_BINARY         TWO
#define ENUM_INPLACE        ONE
#define ENUM_GETITEM        ONE
#define ENUM_CONCAT         ONE
#define ENUM_POWER          TWO
#define ENUM_INPLACE_POWER  ONE
#define ENUM_BOOL           ONE
#define ENUM_LEN            ONE
#define ENUM_SETITEM        TWO
#define ENUM_REPEAT         TWO
#define ENUM_INPLACE_REPEAT ONE
#define ENUM_SQ_ITEM        ONE
#define ENUM_SQ_SETITEM     TWO
#define ENUM_CONTAINS       ONE
enum SlotRowId {
#define SLOT(field, type, dunder, reflected, kind) ENUM_##kind(field)
#include "heap/slots.def"
#undef SLOT
  ROW_COUNT
};
#undef ONE
#undef TWO
#undef SIX

extern const SlotRow slot_rows[];
AnyFn slot_row_function(const Type *owner, const SlotRow *row); /* what the owner has in the row's slot */
GetattrFn wrapper_getattr(Ref wrapper);                         /* of a wrapper of __getattribute__ */

#endif
