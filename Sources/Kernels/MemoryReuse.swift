#if canImport(Glibc)
import CMalloc
#endif

/// Has freed memory used again instead of handed back to the system.
///
/// Feature maps are large and live briefly. By default each comes as fresh pages, whose faults took a
/// fifth of an explanation's time; with this they come from the heap, and what lies free at its end
/// is handed back beyond 512 MiB.
enum MemoryReuse {
    /// Set up once, at first use.
    static let started: Void = {
        #if canImport(Glibc)
        _ = mallopt(M_MMAP_MAX, 0)
        _ = mallopt(M_TRIM_THRESHOLD, 512 << 20)
        #endif
    }()
}
