import Images
import Testing

@Suite("Fingerprints of pictures")
struct PictureHashTests {
    /// Soft blobs of colour, as photos are when small.
    private func picture(_ seed: Int, side: Int = 120) -> Picture {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 40)
        }
        let cells = (0..<9 * 9 * 3).map { _ in UInt8(next() % 256) }
        return Picture(width: 9, height: 9, pixels: cells).resized(width: side, height: side)
    }

    private func map(_ picture: Picture, _ change: (Int) -> Int) -> Picture {
        Picture(
            width: picture.width,
            height: picture.height,
            pixels: picture.pixels.map { UInt8(min(max(change(Int($0)), 0), 255)) }
        )
    }

    private func mirrored(_ picture: Picture) -> Picture {
        let pixels = (0..<picture.height).flatMap { row in
            (0..<picture.width).reversed().flatMap { column in
                let start = 3 * (row * picture.width + column)
                return Array(picture.pixels[start..<start + 3])
            }
        }
        return Picture(width: picture.width, height: picture.height, pixels: pixels)
    }

    private func flat(_ value: UInt8) -> Picture {
        Picture(width: 50, height: 50, pixels: [UInt8](repeating: value, count: 7500))
    }

    /// A filled circle on white, as cut-outs of balls and fruit are.
    private func disc(_ color: [UInt8], shade: (Int, Int) -> Int) -> Picture {
        var pixels = [UInt8](repeating: 255, count: 100 * 100 * 3)
        for row in 0..<100 {
            for column in 0..<100
            where (row - 50) * (row - 50) + (column - 50) * (column - 50) < 1800 {
                for channel in 0..<3 {
                    let value = Int(color[channel]) + shade(row, column)
                    pixels[3 * (row * 100 + column) + channel] = UInt8(min(max(value, 0), 255))
                }
            }
        }
        return Picture(width: 100, height: 100, pixels: pixels)
    }

    @Test("Smaller, darker, paler and mirrored pictures are copies", arguments: 0..<20)
    func copies(seed: Int) {
        let original = picture(seed)
        let hash = PictureHash(of: original)
        #expect(hash.distance(to: hash) == 0)
        let others = [
            original.resized(width: 61, height: 47), map(original) { $0 * 8 / 10 },
            map(original) { 128 + ($0 - 128) * 7 / 10 }, mirrored(original),
            mirrored(original).resized(width: 70, height: 70),
        ]
        for other in others {
            #expect(hash.isCopy(of: PictureHash(of: other)))
            #expect(PictureHash(of: other).isCopy(of: hash))
        }
        // Upside down is another picture.
        let turned = Picture(
            width: 120,
            height: 120,
            pixels: (0..<120).reversed().flatMap { row in
                Array(original.pixels[row * 360..<row * 360 + 360])
            }
        )
        #expect(!hash.isCopy(of: PictureHash(of: turned)))
    }

    @Test("Different pictures are about half apart")
    func different() {
        let hashes = (0..<40).map { PictureHash(of: picture($0)) }
        for one in hashes.indices {
            for other in 0..<one {
                let distance = hashes[one].distance(to: hashes[other])
                #expect(distance > 0.3 && distance < 0.6)
                #expect(distance == hashes[other].distance(to: hashes[one]))
            }
        }
    }

    @Test("Different things in the same place on white are no copies")
    func onWhite() {
        let ball = PictureHash(of: disc([200, 90, 30]) { row, _ in (50 - row) })
        let fruit = PictureHash(of: disc([200, 90, 30]) { row, column in (column - row) / 2 })
        let pattern = PictureHash(
            of: disc([120, 120, 120]) { row, column in (row / 12 + column / 12) % 2 * 90 }
        )
        #expect(!ball.isCopy(of: pattern) && !fruit.isCopy(of: pattern))
        #expect(!ball.isCopy(of: fruit))
    }

    @Test("Flat pictures have no copies: nothing in them tells")
    func flatPictures() {
        for value: UInt8 in [0, 128, 255] {
            let hash = PictureHash(of: flat(value))
            #expect(!hash.isTelling)
            #expect(!hash.isCopy(of: hash))
            #expect(!hash.isCopy(of: PictureHash(of: flat(255))))
            #expect(!hash.isCopy(of: PictureHash(of: picture(1))))
        }
        // A small spot on white is not enough either.
        var pixels = [UInt8](repeating: 255, count: 100 * 100 * 3)
        for place in 0..<8 { pixels[3 * (50 * 100 + 50) + place] = 0 }
        #expect(!PictureHash(of: Picture(width: 100, height: 100, pixels: pixels)).isTelling)
    }

    @Test("A fingerprint is kept as bytes and read back; mirroring twice changes nothing")
    func bytes() {
        for seed in 0..<10 {
            let hash = PictureHash(of: picture(seed))
            #expect(hash.bytes.count == PictureHash.byteCount)
            #expect(PictureHash(bytes: hash.bytes) == hash)
            #expect(hash.mirrored.mirrored == hash)
            #expect(hash.mirrored != hash)
            #expect(hash.mirrored.isCopy(of: hash))
        }
        #expect(PictureHash(bytes: [1, 2, 3]) == nil)
    }
}
