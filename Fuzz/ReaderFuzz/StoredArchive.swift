/// Zip archives whose members are not compressed, made in memory.
enum StoredArchive {
    /// The bytes of an archive.
    ///
    /// - Parameter members: Names with their contents, of less than 4 GiB together.
    /// - Returns: The archive, with right checksums.
    static func bytes(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in members {
            let start = archive.count
            // Version 2.0, no flags, stored, midnight of 1980-01-01, checksum, sizes, lengths.
            let common =
                little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2)
                + little(Int(checksum(content)), 4) + little(content.count, 4)
                + little(content.count, 4) + little(name.utf8.count, 2) + little(0, 2)
            archive += [0x50, 0x4b, 3, 4] + common + Array(name.utf8) + content
            directory += [0x50, 0x4b, 1, 2] + little(20, 2) + common
            directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
            directory += little(start, 4) + Array(name.utf8)
        }
        let end =
            [0x50, 0x4b, 5, 6] + little(0, 2) + little(0, 2) + little(members.count, 2)
            + little(members.count, 2) + little(directory.count, 4) + little(archive.count, 4)
            + little(0, 2)
        return archive + directory + end
    }

    private static func little(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// CRC-32 as zip archives use it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xedb8_8320
        }
    }
}
