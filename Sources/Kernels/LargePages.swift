import Foundation

/// Large pages for large feature maps.
///
/// Fresh memory costs a page fault per 4 KiB, which for a batch of VGG's first feature maps takes
/// five times as long as writing them; with pages of 2 MiB it costs next to nothing.
enum LargePages {
    /// What Linux calls a huge page on x86-64 and, with pages of 4 KiB, on arm64.
    private static let size = 1 << 21

    /// Asks for large pages under memory that is about to be written for the first time; where the
    /// system has none, nothing happens.
    static func advise(_ values: UnsafeMutableBufferPointer<Float>) {
        #if os(Linux)
        let bytes = UnsafeMutableRawBufferPointer(values)
        guard bytes.count >= 2 * size, let start = bytes.baseAddress else { return }
        let first = start.alignedUp(toMultipleOf: size)
        let end = (start + bytes.count).alignedDown(toMultipleOf: size)
        if end > first { madvise(first, end - first, MADV_HUGEPAGE) }
        #endif
    }
}
