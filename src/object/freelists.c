#include "object/freelists.h"

#include "heap/upcalls.h"
#include "object/dict.h"
#include "object/dictkeys.h"
#include "object/exceptions.h"
#include "object/float.h"
#include "object/list.h"
#include "object/slice.h"
#include "object/tuple.h"

FreeListInfo free_list_info(FreeListKind kind) {
  switch (kind) {
  case FREE_LIST_DICT:
    return (FreeListInfo){
        "dict",         "PyDictObject",    0, RT->dict_free_count, DICT_FREE_LIST, sizeof(Dict),
        sizeof(GcHead), RT->dict_free_list};
  case FREE_LIST_FLOAT:
    return (FreeListInfo){"float",         "PyFloatObject", 0, RT->float_free_count,
                          FLOAT_FREE_LIST, sizeof(Float),   0, RT->float_free_list};
  case FREE_LIST_LIST:
    return (FreeListInfo){
        "list",         "PyListObject",    0, RT->list_free_count, LIST_FREE_LIST, sizeof(List),
        sizeof(GcHead), RT->list_free_list};
  case FREE_LIST_KEYS: {
    size_t bytes = sizeof(DictKeys) + (1u << KEYS_MIN_LOG2) +
                   (size_t)keys_room(1 << KEYS_MIN_LOG2) * sizeof(DictUnicodeEntry);
    return (FreeListInfo){"dict table",  NULL,  0, RT->keys_free_count,
                          KEYS_FREE_MAX, bytes, 0, RT->keys_free_list};
  }
  case FREE_LIST_SLICE:
    return (FreeListInfo){"slice",        NULL,           0, RT->slice_cache != NULL, 1, sizeof(Slice),
                          sizeof(GcHead), RT->slice_cache};
  case FREE_LIST_MEMORY_ERROR:
    return (FreeListInfo){"MemoryError",
                          NULL,
                          0,
                          RT->memory_error_free_count,
                          MEMORY_ERROR_FREE_LIST,
                          sizeof(BaseException),
                          sizeof(GcHead),
                          RT->memory_error_free_list};
  default: {
    int n = (int)kind - FREE_LIST_TUPLE;
    return (FreeListInfo){"tuple",         "PyTupleObject",
                          n + 1,           RT->tuple_free_count[n],
                          TUPLE_FREE_LIST, sizeof(VarObject) + (size_t)(n + 1) * sizeof(Object *),
                          sizeof(GcHead),  RT->tuple_free_list[n]};
  }
  }
}

/* Each type links its dead in a word that no living one misses. */
const void *free_list_after(FreeListKind kind, const void *kept) {
  switch (kind) {
  case FREE_LIST_DICT: return ((const Dict *)kept)->keys;
  case FREE_LIST_FLOAT: return ((const Object *)kept)->type;
  case FREE_LIST_LIST: return ((const List *)kept)->items;
  case FREE_LIST_KEYS: {
    const void *next;
    memcpy(&next, &((const DictKeys *)kept)->usable, sizeof next);
    return next;
  }
  case FREE_LIST_SLICE: return NULL;
  case FREE_LIST_MEMORY_ERROR: return ((const BaseException *)kept)->dict;
  default: return ((const Tuple *)kept)->items[0];
  }
}

void free_lists_put_aside(FreeListsAside *aside) {
  memcpy(aside->lists, &RT->float_free_list, sizeof aside->lists);
  memset(&RT->float_free_list, 0, sizeof aside->lists);
}

void free_lists_put_back(const FreeListsAside *aside) {
  gc_clear_free_lists();
  memcpy(&RT->float_free_list, aside->lists, sizeof aside->lists);
}
