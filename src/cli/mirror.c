#include "cli/mirror.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/room.h"

struct Mirror {
  TheirObject *objects; /* by tag */
  uint32_t room, tags;
  uint32_t *listed; /* tags, those that are gone among them */
  size_t listed_count, listed_room;
  TheirMoment now, before;
};

Mirror *mirror_new(void) { return calloc(1, sizeof(Mirror)); }
const TheirMoment *mirror_now(const Mirror *m) { return &m->now; }
const TheirMoment *mirror_before(const Mirror *m) { return &m->before; }
uint32_t mirror_tags(const Mirror *m) { return m->tags; }

const TheirObject *mirror_object(const Mirror *m, uint32_t tag) {
  return tag < m->room && m->objects[tag].record ? &m->objects[tag] : NULL;
}

/* ---- letting go ---- */

static void forget_object(TheirObject *o) {
  cJSON_Delete(o->record);
  free(o->parts);
  *o = (TheirObject){0};
}

static void release_names(TheirNames *n) {
  if (!n || --n->holders) return;
  cJSON_Delete(n->record);
  free(n);
}

static void forget_moment(TheirMoment *t) {
  for (int32_t i = 0; i < t->frame_count; i++) release_names(t->frames[i].names);
  t->frame_count = 0;
  cJSON_Delete(t->record);
  t->record = NULL;
}

void mirror_free(Mirror *m) {
  if (!m) return;
  for (uint32_t t = 0; t < m->room; t++)
    if (m->objects[t].record) forget_object(&m->objects[t]);
  forget_moment(&m->now);
  forget_moment(&m->before);
  free(m->now.frames);
  free(m->before.frames);
  free(m->objects);
  free(m->listed);
  free(m);
}

/* ---- reading ---- */

static const cJSON *field(const cJSON *o, const char *name) {
  return cJSON_GetObjectItemCaseSensitive(o, name);
}
static int64_t number(const cJSON *o, const char *name, int64_t missing) {
  const cJSON *v = field(o, name);
  return cJSON_IsNumber(v) ? (int64_t)v->valuedouble : missing;
}
static const char *text(const cJSON *o, const char *name) {
  const cJSON *v = field(o, name);
  return cJSON_IsString(v) ? v->valuestring : "";
}

static bool tag_room(Mirror *m, int64_t tag) {
  if (tag < 0 || tag >= UINT32_MAX / 2) return false;
  if ((uint32_t)tag >= m->tags) m->tags = (uint32_t)tag + 1;
  if (m->tags <= m->room) return true;
  uint32_t room = m->tags + m->tags / 2 + 1024;
  TheirObject *grown = realloc(m->objects, room * sizeof *grown);
  if (!grown) return false;
  memset(grown + m->room, 0, (room - m->room) * sizeof *grown);
  m->objects = grown;
  m->room = room;
  return true;
}

/* `o` is one entry of `objects`, detached from them. */
static bool read_object(Mirror *m, cJSON *o) {
  int64_t tag = o->string ? strtoll(o->string, NULL, 10) : -1;
  const cJSON *parts = field(o, "parts");
  int32_t count = 0;
  TheirObject new = {
      .record = o, .type = text(o, "type"), .checks = text(o, "checks"), .refs = number(o, "refs", 0)};
  new.size = number(o, "size", -1);
  new.held = number(o, "held", -1);
  new.running = field(o, "running") != NULL;
  bool good = tag_room(m, tag);
  for (const cJSON *p = parts ? parts->child : NULL; p; p = p->next) count++;
  new.parts = count ? malloc((size_t)count * sizeof *new.parts) : NULL;
  good = good && (new.parts || !count);
  for (const cJSON *p = parts ? parts->child : NULL; p && good; p = p->next) {
    const cJSON *label = p->child, *to = label ? label->next : NULL;
    good = cJSON_IsString(label) && cJSON_IsNumber(to) && tag_room(m, (int64_t)to->valuedouble);
    if (good) new.parts[new.part_count++] = (TheirPart){label->valuestring, (uint32_t)to->valuedouble};
  }
  if (!good) {
    forget_object(&new);
    return false;
  }
  bool fresh = !m->objects[tag].record;
  forget_object(&m->objects[tag]);
  m->objects[tag] = new;
  if (!fresh) return true;
  if (!ROOM_FOR_ONE(m->listed, m->listed_count, m->listed_room, 1024)) return false;
  m->listed[m->listed_count++] = (uint32_t)tag;
  return true;
}

static bool read_objects(Mirror *m, cJSON *record) {
  cJSON *objects = cJSON_GetObjectItemCaseSensitive(record, "objects");
  const cJSON *gone = field(record, "gone");
  if (!objects) return false;
  if (!gone) { /* whole: what is not in it is not there */
    for (size_t i = 0; i < m->listed_count; i++) forget_object(&m->objects[m->listed[i]]);
    m->listed_count = 0;
  }
  for (const cJSON *t = gone ? gone->child : NULL; t; t = t->next)
    if (t->valuedouble >= 0 && t->valuedouble < m->room) forget_object(&m->objects[(uint32_t)t->valuedouble]);
  if (m->listed_count > m->tags + (size_t)1024) { /* many of them are gone, or stand there twice */
    size_t kept = 0;
    for (uint32_t t = 0; t < m->tags; t++)
      if (m->objects[t].record) m->listed[kept++] = t;
    m->listed_count = kept;
  }
  bool good = true;
  while (good && objects->child) good = read_object(m, cJSON_DetachItemViaPointer(objects, objects->child));
  return good;
}

static TheirNames *read_names(Mirror *m, cJSON *frame) {
  const cJSON *names = field(frame, "names");
  size_t count = 0;
  for (const cJSON *n = names ? names->child : NULL; n; n = n->next) count++;
  TheirNames *new = malloc(sizeof *new + count * sizeof new->rows[0]);
  if (!new) return NULL;
  *new = (TheirNames){.record = frame, .holders = 1};
  bool good = true;
  for (const cJSON *n = names ? names->child : NULL; n && good; n = n->next) {
    int64_t object = number(n, "object", 0), cell = number(n, "cell", 0);
    good = tag_room(m, object) && tag_room(m, cell);
    new->rows[new->count++] =
        (TheirName){text(n, "name"), text(n, "scope"), (uint32_t)object, (uint32_t)cell};
  }
  if (good) return new;
  new->record = NULL; /* the caller's again */
  release_names(new);
  return NULL;
}

static TheirFrame *add_frame(TheirMoment *t) {
  if (!ROOM_FOR_ONE(t->frames, t->frame_count, t->frame_room, 32)) return NULL;
  TheirFrame *f = &t->frames[t->frame_count++];
  *f = (TheirFrame){.function = ""};
  return f;
}

/* `f` is a frame, or [FROM, COUNT] or [FROM, 1, LINE] for such as were there before. */
static bool read_frame(Mirror *m, cJSON *f) {
  if (!cJSON_IsArray(f)) {
    TheirFrame *new = add_frame(&m->now);
    if (new) new->names = read_names(m, f);
    if (!new || !new->names) {
      cJSON_Delete(f);
      return false;
    }
    new->function = text(f, "function");
    new->line = (int32_t)number(f, "line", -1);
    return true;
  }
  const cJSON *from = f->child, *count = from ? from->next : NULL, *line = count ? count->next : NULL;
  bool good = cJSON_IsNumber(from) && cJSON_IsNumber(count) && from->valuedouble >= 0 &&
              from->valuedouble + count->valuedouble <= m->before.frame_count;
  for (int32_t i = 0; good && i < count->valueint; i++) {
    TheirFrame *new = add_frame(&m->now);
    good = new != NULL;
    if (!good) break;
    *new = m->before.frames[from->valueint + i];
    new->names->holders++;
    if (cJSON_IsNumber(line)) new->line = line->valueint;
  }
  cJSON_Delete(f);
  return good;
}

bool mirror_read(Mirror *m, cJSON *record) {
  TheirMoment old = m->before;
  forget_moment(&old);
  m->before = m->now;
  m->now = (TheirMoment){.frames = old.frames,
                         .frame_room = old.frame_room,
                         .line = (int32_t)number(record, "line", 0),
                         .function = text(record, "function"),
                         .output = text(record, "output"),
                         .record = record};
  cJSON *frames = cJSON_GetObjectItemCaseSensitive(record, "frames");
  bool good = frames && read_objects(m, record);
  while (good && frames->child) good = read_frame(m, cJSON_DetachItemViaPointer(frames, frames->child));
  return good;
}
