// Feature maps are large and live briefly. By default glibc maps each from fresh pages and unmaps it
// when freed; clearing and faulting these pages took up to a fifth of an explanation's time. With the
// settings below freed memory stays in one heap, and what lies free at its end is handed back beyond
// 512 MiB. They must be made before the first thread has a heap of its own, whose size is limited:
// hence a constructor.
#include "heap.h"
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

__attribute__((constructor)) static void llexicorp_keep_freed_memory(void) {
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
}
#endif
