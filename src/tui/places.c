#include "tui/places.h"

#include <stdlib.h>

void places_clear(Places *p) { p->count = 0; }

void places_free(Places *p) {
  free(p->tags);
  free(p->live);
  *p = (Places){0};
}

static bool make_room(Places *p, int rows) {
  if (rows <= p->room) return true;
  int room = rows * 2 + 32;
  uint32_t *tags = realloc(p->tags, (size_t)room * sizeof *tags);
  if (tags) p->tags = tags;
  bool *live = realloc(p->live, (size_t)room * sizeof *live);
  if (live) p->live = live;
  if (!tags || !live) return false;
  p->room = room;
  return true;
}

typedef struct Known {
  uint32_t tag;
  int at;
} Known;
static int by_tag(const void *x, const void *y) {
  const Known *a = x, *b = y;
  return a->tag < b->tag ? -1 : a->tag > b->tag;
}

/* Row of each tag that has one, live or not; -1. */
static bool find_known(const Places *p, const uint32_t *tags, int n, int *row_of) {
  Known *known = malloc(((size_t)p->count + 1) * sizeof *known);
  if (!known) return false;
  for (int i = 0; i < p->count; i++) known[i] = (Known){p->tags[i], i};
  qsort(known, (size_t)p->count, sizeof *known, by_tag);
  for (int i = 0; i < n; i++) {
    Known wanted = {tags[i], 0}, *found = bsearch(&wanted, known, (size_t)p->count, sizeof *known, by_tag);
    row_of[i] = found ? found->at : -1;
  }
  free(known);
  return true;
}

int places_arrange(Places *p, const uint32_t *tags, int n, int *row_of) {
  if (!make_room(p, p->count + n) || !find_known(p, tags, n, row_of)) return -1;
  for (int i = 0; i < p->count; i++) p->live[i] = false;
  for (int i = 0; i < n; i++)
    if (row_of[i] >= 0) p->live[row_of[i]] = true;
  int free_row = 0;
  for (int i = 0; i < n; i++) {
    if (row_of[i] >= 0) continue;
    while (free_row < p->count && p->live[free_row]) free_row++;
    if (free_row == p->count) p->count++;
    p->tags[free_row] = tags[i];
    p->live[free_row] = true;
    row_of[i] = free_row;
  }
  while (p->count && !p->live[p->count - 1]) p->count--;
  return p->count;
}
