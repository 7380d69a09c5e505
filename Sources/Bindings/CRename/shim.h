// Linux: exchanging two names in one step. glibc declares renameat2 only for programs that ask for
// GNU extensions before any header, which an importer of Glibc cannot.
#pragma once
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Exchanges two names; 0 on success, else -1 with errno set.
static inline int llexicorp_exchange_names(const char *first, const char *second) {
    return (int)syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second, 1u << 1);
}
