// The result of a front-end operation: one row of status.def. 0 is success.
#ifndef LASTREF_BASE_STATUS_H
#define LASTREF_BASE_STATUS_H

#include "base/attr.h"

typedef enum Status {
#define STATUS(name, message) STATUS_##name,
#include "base/status.def"
#undef STATUS
  STATUS_COUNT
} Status;

BORROWED const char *status_name(Status status);    // "NO_MEMORY"
BORROWED const char *status_message(Status status); // for a person

#endif
