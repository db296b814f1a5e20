/* Layout of the containers, for the evaluation loop's fast paths. Each has its own header with its functions.
 */
#ifndef LASTREF_OBJECT_CONTAINERS_H
#define LASTREF_OBJECT_CONTAINERS_H

#include "object/dict.h"
#include "object/list.h"
#include "object/set.h"
#include "object/slice.h"
#include "object/tuple.h"

#endif
