/* The graph view where it has no room for boxes: rows of a tree. */
#ifndef LASTREF_TUI_GRAPH_TREE_H
#define LASTREF_TUI_GRAPH_TREE_H
#include "tui/app.h"
void graph_tree_draw(App *a, Rect r, bool focus);
uint32_t graph_tree_tag(App *a);
const char *graph_tree_text(App *a, int i, char *out, size_t room);
#endif
