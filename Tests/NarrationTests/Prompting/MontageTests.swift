import Explanations
import Foundation
import Images
import LanguageModels
import Narration
import Tensors
import Testing

@Suite struct MontageTests {
    @Test(arguments: 1...14, 1...3)
    func tilesLieApartAndWithin(groups: Int, tiles: Int) {
        let montage = Montage(groups: groups, tiles: tiles, limit: 1536)
        #expect(montage.width <= 1536 && montage.height <= 1536)
        #expect(montage.side >= 64, "\(montage.side)")
        var corners: [(x: Int, y: Int)] = []
        for group in 0..<groups {
            for tile in 0..<tiles { corners.append(montage.origin(group: group, tile: tile)) }
        }
        for (index, corner) in corners.enumerated() {
            #expect(corner.x >= 0 && corner.x + montage.side <= montage.width)
            #expect(corner.y >= 0 && corner.y + montage.side <= montage.height)
            for other in corners[..<index] {
                let isApart =
                    abs(other.x - corner.x) >= montage.side
                    || abs(other.y - corner.y) >= montage.side
                #expect(isApart, "\(corner) and \(other)")
            }
        }
    }

    @Test func sixReferencesOfThreeTilesAreLarge() {
        let montage = Montage(groups: 6, tiles: 3, limit: 1536)
        #expect(montage.columns == 2 && montage.rows == 3 && montage.side > 230)
        let twelve = Montage(groups: 12, tiles: 1, limit: 1536)
        #expect(twelve.columns * twelve.rows == 12)
    }

    @Test func numbersAreWrittenInBlackOnWhite() {
        var canvas = Canvas(width: 14, height: 10, ground: Color(rgb: 0x808080))
        canvas.write(17, x: 1, y: 1, scale: 1)
        let picture = canvas.picture
        func isInk(_ x: Int, _ y: Int) -> Bool { picture[x, y] == Color(rgb: 0) }
        let rows = (0..<10).map { y in
            String((0..<14).map { x in isInk(x, y) ? "#" as Character : "." })
        }
        #expect(
            rows == [
                "..............",
                "..............",
                "....#...#####.",
                "...##.......#.",
                "..#.#......#..",
                "....#......#..",
                "....#.....#...",
                "....#.....#...",
                "..#####...#...",
                "..............",
            ]
        )
        for y in 1..<9 {
            for x in 1..<13 where isInk(x, y) {
                for (across, down) in [(-1, 0), (1, 0), (0, -1), (0, 1), (1, 1), (-1, -1)] {
                    #expect(picture[x + across, y + down] != Color(rgb: 0x808080))
                }
            }
        }
        #expect(Canvas.numberHeight(scale: 4) == 36)
    }

    @Test func referencesShowPartRelevanceAndFrame() throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let concept = fixture.explanation.concepts[0]
        let drawn = try ReferenceMontage(of: concept, fixture.pictures)
        #expect(drawn.hasFrames)
        let montage = Montage(groups: 3, tiles: 3, limit: ReferenceMontage.limit)
        #expect(drawn.picture.width == montage.width && drawn.picture.height == montage.height)
        func color(_ tile: Int, _ x: Double, _ y: Double) -> Color {
            let origin = montage.origin(group: 1, tile: tile)
            let side = Double(montage.side)
            return drawn.picture[origin.x + Int(x * side), origin.y + Int(y * side)]
        }
        let green = Color(rgb: 0x20A040)
        #expect(color(0, 0.5, 0.5) == green && color(0, 0.05, 0.05) == green)
        // Natural where the spot is, but for the tile's grey of 238, 239, 241; pale outside.
        #expect(abs(Int(color(1, 0.5, 0.5).green) - 0xA0 * 239 / 255) <= 2)
        let pale = color(1, 0.02, 0.02)
        #expect(pale.red > 150 && abs(Int(pale.red) - Int(pale.green)) < 20)
        // The whole frame, with a dark line around the part, and a white one beside it.
        #expect(color(2, 0.5, 0.5) == Color(rgb: 0xE0E0E0))
        #expect(color(2, 0.25, 0.5).red < 0x60)
        #expect(color(2, 0.05, 0.5) == Color(rgb: 0xE0E0E0))
    }

    @Test func withoutFramesThereAreTwoTiles() throws {
        let fixture = try PhotoFixture(frames: false)
        defer { fixture.remove() }
        let drawn = try ReferenceMontage(of: fixture.explanation.concepts[0], fixture.pictures)
        let montage = Montage(groups: 3, tiles: 2, limit: ReferenceMontage.limit)
        #expect(!drawn.hasFrames && drawn.picture.width == montage.width)
    }

    @Test func overlaysShowTheirSign() throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let montage = Montage(groups: 2, tiles: 1, limit: 1024, largestTile: 1024)
        for (index, isFor) in [(0, true), (1, false)] {
            let concept = fixture.explanation.concepts[index]
            let drawn = try ConceptOverlay(
                of: concept,
                in: fixture.explanation.input,
                fixture.pictures
            ).picture
            #expect(drawn.width <= 1024 && drawn.height <= 1024 && drawn.width > 900)
            let plain = montage.origin(group: 0, tile: 0)
            let tinted = montage.origin(group: 1, tile: 0)
            let middle = montage.side / 2
            #expect(drawn[plain.x + middle, plain.y + middle] == Color(rgb: 0x4080C0))
            let color = drawn[tinted.x + middle, tinted.y + middle]
            #expect((color.red > color.blue) == isFor)
            // The dark line of the outline lies somewhere on the way from the middle to the edge.
            let outline = isFor ? EvidenceColors.positiveOutline : EvidenceColors.negativeOutline
            let isOutlined = (0..<montage.side).contains { x in
                (0..<montage.side).contains { y in
                    drawn[tinted.x + x, tinted.y + y] == outline
                }
            }
            #expect(isOutlined)
        }
    }

    @Test func picturesCarryNoMetadata() throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let image = try ConceptOverlay(
            of: fixture.explanation.concepts[0],
            in: fixture.explanation.input,
            fixture.pictures
        ).image(channel: 217)
        #expect(image.mediaType == "image/jpeg")
        // The markers of EXIF and comments: APP1 to APP15 and COM.
        let bytes = [UInt8](image.data)
        let markers = zip(bytes, bytes.dropFirst()).prefix { $0 != (0xFF, 0xDA) }
        #expect(!markers.contains { $0.0 == 0xFF && (0xE1...0xEF ~= $0.1 || $0.1 == 0xFE) })
    }

    @Test(arguments: [
        ("assets/nothing.png", "the asset assets/nothing.png is missing"),
        ("../photo.png", "which is not below its folder"),
        ("/etc/hostname", "which is not below its folder"),
        ("assets/broken.png", "is not a PNG, JPEG or WebP picture"),
    ])
    func aMissingPictureIsToldInALine(path: String, message: String) throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        try Data("no picture".utf8).write(
            to: fixture.folder.appendingPathComponent("assets/broken.png")
        )
        var concept = fixture.explanation.concepts[0]
        concept.references[1].crop = path
        let error = try #require(throws: NarrationError.self) {
            try ReferenceMontage(of: concept, fixture.pictures)
        }
        #expect(error.message.contains(message), "\(error)")
    }

    @Test func aViewOutsideOfThePhotoIsTold() throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        for view in [
            Box(x: 0.5, y: 0, width: 0.6, height: 1), Box(x: 0, y: 0, width: 0, height: 1),
            Box(x: .nan, y: 0, width: 1, height: 1),
        ] {
            var input = fixture.explanation.input
            input.view = view
            #expect(throws: NarrationError.self) {
                try ConceptOverlay(of: fixture.explanation.concepts[0], in: input, fixture.pictures)
            }
        }
    }

    @Test func aHeatmapOfAnotherShapeIsTold() throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let concept = fixture.explanation.concepts[0]
        try SafetensorsWriter.write(
            [(name: "heatmap", tensor: Tensor(zeros: [2, 3, 4]))],
            to: fixture.folder.appendingPathComponent(concept.heatmap)
        )
        let error = try #require(throws: NarrationError.self) {
            try ConceptOverlay(of: concept, in: fixture.explanation.input, fixture.pictures)
        }
        #expect(error.message.contains("[2, 3, 4]"))
    }
}
