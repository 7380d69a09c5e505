// glibc's settings of the heap, which its Swift module leaves out.
#pragma once
#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif
