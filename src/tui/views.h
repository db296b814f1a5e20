/* The views of the heap pane, one row of views.def each.
 *
 * Invariants
 * - A view is a function of the model, the pane's cursor and the object chosen (App.heap_tag): it keeps no
 * state that another moment of the program would make wrong (App.places is where rows were last: only a
 * preference).
 * - `text` gives the same rows as `draw`, for searching; NULL past the end.
 */
#ifndef LASTREF_TUI_VIEWS_H
#define LASTREF_TUI_VIEWS_H

#include "tui/app.h"
#include "tui/draw.h"

typedef enum ViewAbout { VIEW_ALL, VIEW_OBJECT } ViewAbout; /* of the whole heap, or of the object chosen */

typedef struct HeapViewInfo {
  const char *name;
  int32_t key; /* behind V */
  ViewAbout about;
  void (*draw)(App *a, Rect r, bool focus); /* rows below the title, which is row 0 of the rectangle */
  const char *(*text)(App *a, int i, char *out, size_t room);
  uint32_t (*tag)(App *a); /* object the cursor stands on, 0: none; NULL: the object chosen */
  void (*enter)(App *a);
  const char *footer; /* its own words at the start of the footer, or NULL */
  const char *help;
} HeapViewInfo;
extern const HeapViewInfo heap_views[];

const ModelObject *heap_subject(App *a); /* the object chosen, NULL when it is not alive at this moment */
void heap_no_subject(App *a, Row *row);  /* says why there is nothing to show */
void view_badges(const ModelObject *o, char *out, size_t room); /* " interned constant" ... */
uint32_t heap_cursor_tag(App *a);
const char *heap_row_text(App *a, int i, char *out, size_t room);
/* Shows a view; the object at the cursor becomes the one chosen. */
void heap_view_set(App *a, HeapView view);
/* The view of a key behind V; false if no view has it. */
bool heap_view_by_key(App *a, int32_t key);

#define HEAP_VIEW(ID, NAME, KEY, ABOUT, DRAW, TEXT, TAG, ENTER, FOOTER, HELP)                                \
  void DRAW(App *a, Rect r, bool focus);                                                                     \
  const char *TEXT(App *a, int i, char *out, size_t room);                                                   \
  void ENTER(App *a);
#include "tui/views.def"
#undef HEAP_VIEW
uint32_t view_list_tag(App *a);
uint32_t view_graph_tag(App *a);
uint32_t view_collector_tag(App *a);
/* What a step means where the heap pane shows the collector: inside a collection, one thing it does. */
CommandId heap_step_command(App *a, CommandId id);
uint32_t view_memmap_tag(App *a);
bool view_memmap_back(App *a); /* Esc and q: from the blocks of a pool to the map; false: it shows the map */
uint32_t view_copies_tag(App *a);
uint32_t view_identity_tag(App *a);

#endif
