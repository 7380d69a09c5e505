import Concepts
import Digests
import Explanations
import Foundation
import Images
import Testing

@Suite("Reference photos")
struct ReferencePhotoTests {
    private func sample(_ url: URL, sha256: String? = nil) throws -> PhotoSample {
        PhotoSample(
            name: url.lastPathComponent,
            url: url,
            sha256: try sha256 ?? SHA256Digest.hex(ofFileAt: url),
            label: nil,
            wordNetID: nil,
            credit: Credit(licence: "CC0-1.0", author: nil, package: nil)
        )
    }

    @Test("A cut-out stands on white with 7 % of its longer side around")
    func cutOut() throws {
        let scratch = try ScratchFolder()
        // 100 x 50, red where opaque; its left half is transparent.
        let pixels = (0..<50 * 100).flatMap { place -> [UInt8] in
            [200, 0, 0, place % 100 < 50 ? 0 : 255]
        }
        let bytes = try PNGEncoding.encode(pixels, width: 100, height: 50, layout: .rgba)
        let url = try scratch.write(bytes, to: "cutout.png")
        let picture = try ReferencePhoto.load(sample(url))
        #expect(picture.width == 114 && picture.height == 64)
        #expect(picture[0, 0] == .white && picture[113, 63] == .white)
        #expect(picture[6, 32] == .white && picture[56, 32] == .white)
        #expect(picture[57, 7] == Color(red: 200, green: 0, blue: 0))
        #expect(picture[106, 56] == Color(red: 200, green: 0, blue: 0))
        #expect(picture[107, 56] == .white && picture[106, 57] == .white)
    }

    @Test("A whole photo stays as it is")
    func whole() throws {
        let scratch = try ScratchFolder()
        let picture = Picture(width: 3, height: 2, pixels: (0..<18).map { UInt8($0) })
        let url = try scratch.write(try picture.pngData(), to: "photo.png")
        #expect(try ReferencePhoto.load(sample(url)) == picture)
    }

    @Test("A file that is not the listed one is told")
    func changed() throws {
        let scratch = try ScratchFolder()
        let picture = Picture(width: 1, height: 1, filledWith: .white)
        let url = try scratch.write(try picture.pngData(), to: "photo.png")
        let digest = String(repeating: "0", count: 64)
        let error = try #require(throws: ConceptsError.self) {
            try ReferencePhoto.load(sample(url, sha256: digest))
        }
        #expect(error.message.contains("has changed"))
        let gone = try sample(scratch.url.appendingPathComponent("gone.png"), sha256: digest)
        #expect(throws: ConceptsError.self) { try ReferencePhoto.load(gone) }
    }

    @Test("What is no picture is told")
    func noPicture() throws {
        let scratch = try ScratchFolder()
        let url = try scratch.write(Array("not a picture".utf8), to: "photo.png")
        #expect(throws: ImagesError.self) { try ReferencePhoto.load(sample(url)) }
    }
}
