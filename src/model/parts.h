/* Which references of an object a view follows: the parts a student thinks of, not the engine's own. */
#ifndef LASTREF_MODEL_PARTS_H
#define LASTREF_MODEL_PARTS_H
#include "heap/object.h"
/* Reports the parts of o: items, keys and values, attributes, cells, defaults, the names of waiting
 * generators; of classes and functions only when the program made them; of modules, code and other built-in
 * things nothing. */
void parts_visit(Object *o, Visitor *v);

/* What a part is called where another interpreter's is (src/reftrace): "[2]", "next", "value 0", "(part 1)".
 */
typedef enum PartWord {
  PART_INDEX,
  PART_KEY,
  PART_VALUE,
  PART_MEMBER,
  PART_OTHER,
  PART_TEXT,
  PART_NAME,
  PART_WORD_COUNT = PART_TEXT
} PartWord;
extern const char *const part_word_formats[PART_WORD_COUNT]; /* with the number */
typedef struct PartNamer { /* while the parts of one object are visited; starts with zeros */
  const Object *of;
  int32_t keys, values, others;
} PartNamer;
typedef struct PartName {
  PartWord word;
  int32_t number;
  const char *text; /* of PART_TEXT */
  Object *object;   /* of PART_NAME: a str */
} PartName;
PartName part_name(PartNamer *n, EdgeKind kind, intptr_t where);
#endif
