/* The memory map in words: what the view and the command `map` show, one line each.
 *
 * Invariants
 * - Everything is of the moment the session is at; what is returned is valid until the session moves or is
 * asked for another map.
 * - Asking never runs the program's code and leaves the session where it is.
 */
#ifndef LASTREF_SESSION_MEMMAP_H
#define LASTREF_SESSION_MEMMAP_H

#include "model/memmap.h"
#include "session/session.h"

typedef enum MapLineKind {
  MAP_LINE_CHOSEN,   /* the object the map is about; tag */
  MAP_LINE_BLOCK,    /* a block: pool, block; tag of the object in it or 0 */
  MAP_LINE_RUN,      /* blocks never used */
  MAP_LINE_OCCUPANT, /* who lived in the block: step to go to, tag */
  MAP_LINE_POOL,     /* pool; a bar belongs in front of the text */
  MAP_LINE_CLASS,    /* a size class; pool: its first */
  MAP_LINE_FOLD,     /* what is left out unless all is wanted */
  MAP_LINE_LIST,     /* dead objects kept: pool, block of the next one */
  MAP_LINE_LARGE,    /* a large block; tag */
  MAP_LINE_LEGEND,   /* what the signs mean */
  MAP_LINE_HEADING,
  MAP_LINE_NOTE
} MapLineKind;
typedef struct MapLine {
  MapLineKind kind;
  int32_t pool, block; /* MODEL_NONE: none */
  uint32_t tag;        /* 0: none */
  uint64_t step;       /* to go to; 0: none */
  Change change;
  const char *text;
} MapLine;
typedef struct MapAsk {
  uint32_t tag;    /* the object the map is about, 0: none */
  uintptr_t block; /* a block instead of an object, 0: none */
  uintptr_t pool;  /* the blocks of this pool instead of the map, 0: none */
  bool all;        /* also what holds nothing of the program */
} MapAsk;
/* NULL: out of memory. */
const MapLine *session_map_lines(Session *s, const MapAsk *ask, size_t *count);
/* The address of the block the map is about, 0: none. */
uintptr_t session_map_chosen(Session *s, const MapAsk *ask);
uintptr_t session_map_pool_address(Session *s, int32_t pool); /* 0: there is no such pool now */
uintptr_t session_map_block_address(Session *s, int32_t pool, int32_t block);
typedef struct MapPoolNumbers { /* blocks; kept ones count as free here: nothing lives in them */
  uint32_t used, free, born, freed;
} MapPoolNumbers;
MapPoolNumbers session_map_numbers(Session *s, int32_t pool);

/* A pool as a bar of `width` cells, each standing for as many blocks as it needs: the most telling one
 * counts. */
typedef enum MapCell {
  CELL_NEVER, /* no block was ever used */
  CELL_FREE,  /* all free */
  CELL_SOME,  /* some used */
  CELL_FULL,
  CELL_GONE, /* one was freed since the position we came from */
  CELL_BORN, /* one was taken since then */
  CELL_CHOSEN,
  CELL_NONE /* behind the end of the pool */
} MapCell;
void session_map_bar(Session *s, int32_t pool, uintptr_t chosen, int width, MapCell *cells);

#endif
