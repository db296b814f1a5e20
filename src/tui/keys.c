/* The keys: one row each. The footer, the help and the dispatch are made from it. */
#include "tui/screen.h"

#include "tui/actions.h"
#include "tui/app.h"
#include "tui/term.h"

#define CTRL_KEY(c) ((c)&31)
#define ALL         ~0u
#define IN(p)       (1u << PANE_##p)

const KeyInfo key_table[] = {
    {'s', "s", CMD_STEP, NULL, ALL, "step", "step into"},
    {'S', "S", CMD_BACK_STEP, NULL, ALL, "back", "step back into"},
    {'n', "n", CMD_NEXT, NULL, ALL, "next", "step over"},
    {'N', "N", CMD_BACK_NEXT, NULL, ALL, "~back over", "step back over"},
    {'f', "f", CMD_FINISH, NULL, ALL, NULL, "run out of this function"},
    {'F', "F", CMD_BACK_FINISH, NULL, ALL, NULL, "go back to the call of this function"},
    {'c', "c", CMD_RUN, NULL, ALL, "run", "run to a breakpoint, a watch or the end"},
    {'C', "C", CMD_BACK_RUN, NULL, ALL, "~run back", "run back to a breakpoint, a watch or the start"},
    {TERM_KEY | KEY_RIGHT, "Right", CMD_STEP, NULL, ALL, NULL, "one step forward"},
    {TERM_KEY | KEY_LEFT, "Left", CMD_BACK_STEP, NULL, ALL, NULL, "one step back"},
    {TERM_KEY | KEY_HOME, "Home", CMD_START, NULL, ALL, NULL, "to the beginning of the program"},
    {TERM_KEY | KEY_END, "End", CMD_END, NULL, ALL, NULL, "to the end of the program"},
    {'+', "+", CMD_SIZE, "+", ALL, NULL, "finer steps: line, expression, instruction, event"},
    {'-', "-", CMD_SIZE, "-", ALL, NULL, "coarser steps"},
    {'t', "t", ACTION_TO_CURSOR, NULL, IN(SOURCE), "~to cursor", "run to the cursor's line, forward or back"},
    {' ', "Space", ACTION_BREAK, NULL, IN(SOURCE), "breakpoint",
     "set or remove a breakpoint on the cursor's line"},
    {'b', "b", ACTION_BREAK, NULL, IN(SOURCE), NULL, "the same as Space"},
    {'\n', "Enter", ACTION_ENTER, NULL, IN(FRAMES) | IN(HEAP) | IN(LOG) | IN(OUTPUT), "follow",
     "follow: name to object, holder to holder, row to its moment"},
    {'\r', "", ACTION_ENTER, NULL, ALL, NULL, NULL},
    {TERM_KEY | KEY_ENTER, "", ACTION_ENTER, NULL, ALL, NULL, NULL},
    {'v', "v", ACTION_VIEW, NULL, IN(FRAMES) | IN(HEAP) | IN(LOG), "view",
     "next view of this pane; all names; all rows"},
    {'V', "V x", ACTION_CHOOSE_VIEW, NULL, ALL, NULL, "a view of the heap, from any pane:"},
    {'o', "o", ACTION_SORT, NULL, IN(HEAP), "~sort", "sort the list by tag, type, count, size"},
    {'w', "w", ACTION_WATCH, NULL, IN(FRAMES) | IN(HEAP) | IN(SOURCE), "~watch",
     "watch the object or name under the cursor"},
    {'y', "y", ACTION_WHY, NULL, IN(FRAMES) | IN(HEAP), "why", "why is it alive: a path from a root"},
    {'j', "j", ACTION_DOWN, NULL, ALL, NULL, "cursor down"},
    {'k', "k", ACTION_UP, NULL, ALL, NULL, "cursor up"},
    {TERM_KEY | KEY_DOWN, "Down", ACTION_DOWN, NULL, ALL, NULL, NULL},
    {TERM_KEY | KEY_UP, "Up", ACTION_UP, NULL, ALL, NULL, NULL},
    {'g', "g", ACTION_TOP, NULL, ALL, NULL, "first row"},
    {'G', "G", ACTION_BOTTOM, NULL, ALL, NULL, "last row"},
    {CTRL_KEY('F'), "^F", ACTION_PAGE_DOWN, NULL, ALL, NULL, "page down"},
    {CTRL_KEY('B'), "^B", ACTION_PAGE_UP, NULL, ALL, NULL, "page up"},
    {TERM_KEY | KEY_NPAGE, "", ACTION_PAGE_DOWN, NULL, ALL, NULL, NULL},
    {TERM_KEY | KEY_PPAGE, "", ACTION_PAGE_UP, NULL, ALL, NULL, NULL},
    {'/', "/", ACTION_SEARCH, NULL, ALL, NULL, "search in this pane"},
    {'.', ".", ACTION_SEARCH_NEXT, NULL, ALL, NULL, "next match"},
    {',', ",", ACTION_SEARCH_PREVIOUS, NULL, ALL, NULL, "previous match"},
    {'u', "u", CMD_UP, NULL, ALL, NULL, "look at the caller's frame"},
    {'d', "d", CMD_DOWN, NULL, ALL, NULL, "look at the called frame"},
    {'m', "m x", ACTION_MARK, NULL, ALL, NULL, "mark this moment as x"},
    {'\'', "' x", ACTION_TO_MARK, NULL, ALL, NULL, "go to mark x"},
    {CTRL_KEY('O'), "^O", CMD_UNDO, NULL, ALL, NULL, "undo a jump in time"},
    {'\t', "Tab", ACTION_NEXT_PANE, NULL, ALL, "pane", "next pane; 1-5: that pane; ^I is Tab, so redo is ^P"},
    {TERM_KEY | KEY_BTAB, "S-Tab", ACTION_PREVIOUS_PANE, NULL, ALL, NULL, "previous pane"},
    {CTRL_KEY('P'), "^P", CMD_REDO, NULL, ALL, NULL, "redo it"},
    {'z', "z", ACTION_ZOOM, NULL, ALL, "~zoom", "this pane on the whole screen, and back"},
    {':', ":", ACTION_COMMAND, NULL, ALL, "~command", "command line; `help` there lists the commands"},
    {'i', "i", ACTION_PROMPT, NULL, ALL, NULL, "type input for the program, or a statement at the prompt"},
    {'?', "?", ACTION_HELP, NULL, ALL, "help", "this help"},
    {'q', "q", ACTION_QUIT, NULL, ALL, "quit", "close what is open, then quit"},
    {27, "Esc", ACTION_ESCAPE, NULL, ALL, NULL, "close what is open"},
    {CTRL_KEY('L'), "^L", ACTION_REPAINT, NULL, ALL, NULL, "draw the screen again"},
    {CTRL_KEY('Z'), "^Z", ACTION_SUSPEND, NULL, ALL, NULL, "stop, to be continued with fg"},
    {CTRL_KEY('C'), "^C", ACTION_ESCAPE, NULL, ALL, NULL, "stop a program that runs"},
};
const int key_count = sizeof key_table / sizeof *key_table;
