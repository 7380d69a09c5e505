// Has freed memory used again instead of handed back to the system; see heap.c.
#pragma once
