/* curses, without the macros that collide with the engine's names (TRUE and FALSE are Python's here). */
#ifndef LASTREF_TUI_SCREEN_H
#define LASTREF_TUI_SCREEN_H
#pragma push_macro("TRUE")
#pragma push_macro("FALSE")
#undef TRUE
#undef FALSE
#define NCURSES_NOMACROS 1
#include <curses.h>
#undef TRUE
#undef FALSE
#pragma pop_macro("FALSE")
#pragma pop_macro("TRUE")
#endif
