/* Rows that keep their place on the screen: what lives stays in its row, the row of what is gone is empty
 * until something new takes it. Nothing moves but what changes, which is easier to follow, and cheap to draw.
 *
 * Invariants
 * - tags[i] is what row i holds or held last; live[i] says whether it is there now. No tag occurs twice.
 * - Placing the same tags again changes nothing.
 */
#ifndef LASTREF_TUI_PLACES_H
#define LASTREF_TUI_PLACES_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Places {
  uint32_t *tags;
  bool *live;
  int count, room;
} Places;

/* Finds rows for n distinct tags, given in the order in which new ones are to be placed: row_of[i] is the row
 * of tags[i]. Returns the number of rows; -1 when out of memory. */
int places_arrange(Places *p, const uint32_t *tags, int n, int *row_of);
void places_clear(Places *p); /* the next arrangement is in the order given, without empty rows */
void places_free(Places *p);

#endif
