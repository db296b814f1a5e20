/* The format of a saved session, for its writer and its reader: saved.def has the records. */
#ifndef LASTREF_SESSION_SAVED_H
#define LASTREF_SESSION_SAVED_H

#include "base/region.h"
#include "session/save.h"

#define SAVED_MAGIC "lastref session"
#define SAVED_SUM   "sum"
enum { SAVED_FORMAT = 1, SAVED_NUMBERS = 9, SAVED_LIMIT = 256 << 20 };

typedef enum SavedKey {
#define SAVED(id, key, numbers, text) SAVED_##id,
#include "session/saved.def"
#undef SAVED
  SAVED_KEYS
} SavedKey;
extern const char *const saved_keys[];

typedef struct SavedRecord {
  SavedKey key;
  int64_t n[SAVED_NUMBERS];
  const char *text; /* NUL-terminated */
  size_t length;
} SavedRecord;

struct SavedSession {
  SessionOptions options;
  const char *folder;
  SavedRecord *records;
  size_t count, room;
  char *bytes; /* of the file; records point into it */
  const char **arguments, **files;
  char *root;
};

/* Before the program starts: the answers up to the first typed line. After it: everything else, and back to
 * the moment. */
bool saved_prepare(Session *s, const SavedSession *saved);
bool saved_go(Session *s, const SavedSession *saved);

#endif
