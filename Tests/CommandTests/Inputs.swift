import Foundation
import Images

/// The files that the tests of the program work on.
enum Inputs {
    /// A narrow VGG16 with random weights (see the note beside it).
    static let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("AttributionTests/Fixtures/tinyvgg/weights.safetensors")

    /// The names of the files that `fill` writes.
    static let names = [
        "photo.png", "truncated.png", "empty.png", "text.png", "scan.tiff", "brain.dcm",
        "phone.heic", "evil.pkl", "pipe",
    ]

    /// A photo with colour, edges and a gradient, so that no layer is dead; each kind shows something else, so
    /// that none is a copy of another.
    static func photo(width: Int = 320, height: Int = 260, kind: Int = 0) -> Picture {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        let center = (x: 160 - 37 * (kind % 4), y: 120 + 29 * (kind / 4))
        for y in 0..<height {
            for x in 0..<width {
                let (across, down) = (x - center.x, y - center.y)
                let inside = across * across + down * down < 70 * 70
                let stripe = (x / (12 + 9 * (kind % 3)) + y / (20 + 7 * kind)) % 2 == 0
                pixels.append(UInt8(inside ? 220 : x * 255 / width))
                pixels.append(UInt8(stripe ? 200 : y * 255 / height))
                pixels.append(UInt8(inside && stripe ? 30 : 120))
            }
        }
        return Picture(width: width, height: height, pixels: pixels)
    }

    /// Writes every file into a folder.
    static func fill(_ folder: URL) throws {
        let png = try photo().pngData()
        func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
            try Data(bytes).write(to: folder.appendingPathComponent(name))
        }
        try write("photo.png", png)
        try write("truncated.png", png.prefix(png.count / 2))
        try write("empty.png", [])
        try write("text.png", "This is no picture and no weights file either.\n".utf8)
        try write("scan.tiff", [0x49, 0x49, 0x2A, 0x00] + [UInt8](repeating: 0, count: 64))
        try write(
            "brain.dcm",
            [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
                + [UInt8](repeating: 0, count: 64)
        )
        try write(
            "phone.heic",
            [0, 0, 0, 24] + Array("ftypheic".utf8)
                + [UInt8](repeating: 0, count: 64)
        )
        _ = mkfifo(folder.appendingPathComponent("pipe").path, 0o600)
        // A pickle of protocol 2 that would run a shell command if anything executed it.
        let command = Array("touch broken-into".utf8)
        try write(
            "evil.pkl",
            [0x80, 2] + Array("cposix\nsystem\nX".utf8)
                + [UInt8(command.count), 0, 0, 0] + command
                + Array("\u{85}R.".unicodeScalars.map { UInt8($0.value) })
        )
    }
}
