#include "base/status.h"

static const struct {
  const char *name, *message;
} rows[] = {
#define STATUS(name, message) {#name, message},
#include "base/status.def"
#undef STATUS
};

const char *status_name(Status status) { return (unsigned)status < STATUS_COUNT ? rows[status].name : "?"; }

const char *status_message(Status status) {
  return (unsigned)status < STATUS_COUNT ? rows[status].message : "unknown error";
}
