import Explanations
import Testing

@Suite("Places in free prose")
struct PlaceTests {
    /// A region in the upper right, as in the lower left of a wide one, and one in the middle.
    private static let regions: [String: Region] = [
        "topRight": Samples.region(.topRight),
        "wide": Region(
            box: Box(x: 0.11, y: 0.44, width: 0.55, height: 0.47),
            centroid: Point(x: 0.36, y: 0.71),
            cell: .bottom,
            halfArea: 0.14,
            pieces: 1
        ),
        "center": Samples.region(.center),
    ]

    static let truths = [
        ("en", "topRight", "It lies in the upper right of the photo."),
        ("en", "topRight", "It lies in the top-right corner."),
        ("en", "topRight", "It sits to the right, near the top of the picture."),
        ("en", "topRight", "It lies on the right-hand side."),
        ("en", "topRight", "It lies high in the photo, right above the left wing."),
        ("en", "topRight", "It lies on the bird's left eye and left of the beak."),
        ("en", "topRight", "It lies at the bottom of the beak."),
        ("en", "topRight", "The right answer has low contrast in the foreground."),
        ("en", "wide", "It lies in the lower left of the photo."),
        ("en", "wide", "It lies at the bottom, left of the centre."),
        ("en", "center", "It lies in the central part of the picture."),
        ("en", "center", "It lies near the middle of the view."),
        ("de", "topRight", "Es liegt oben rechts im Bild."),
        ("de", "topRight", "Es liegt am rechten Bildrand in der oberen Bildhälfte."),
        ("de", "topRight", "Es liegt auf dem linken Auge, links vom Schnabel."),
        ("de", "center", "Es liegt in der Bildmitte."),
        ("cs", "topRight", "Leží vpravo nahoře na fotografii."),
        ("cs", "topRight", "Leží v pravém horním rohu."),
        ("cs", "topRight", "Leží na levém oku vlevo od hlavy."),
        ("cs", "center", "Leží uprostřed snímku."),
    ]

    @Test("a place that is measured, or is none in the photo, passes", arguments: truths.indices)
    func right(index: Int) throws {
        let (language, region, words) = Self.truths[index]
        #expect(try failed(language, region, words) == nil, "\(words)")
    }

    static let lies = [
        ("en", "topRight", "It lies in the lower left of the photo."),
        ("en", "topRight", "It lies on the left."),
        ("en", "topRight", "It lies in the bottom-right corner."),
        ("en", "topRight", "It lies in the central part of the picture."),
        ("en", "topRight", "It lies low in the photo."),
        ("en", "topRight", "It lies in the left half of the image."),
        ("en", "wide", "It lies in the upper left."),
        ("en", "wide", "It lies at the right edge."),
        ("en", "center", "It lies along the top of the frame."),
        ("de", "topRight", "Es liegt unten links im Bild."),
        ("de", "topRight", "Es liegt am unteren Bildrand."),
        ("de", "topRight", "Es liegt in der linken Bildhälfte."),
        ("cs", "topRight", "Leží vlevo dole na fotografii."),
        ("cs", "topRight", "Leží v levé polovině snímku."),
        ("cs", "center", "Leží při dolním okraji."),
    ]

    @Test("a place that is elsewhere is found", arguments: lies.indices)
    func wrong(index: Int) throws {
        let (language, region, words) = Self.lies[index]
        let result = try #require(try failed(language, region, words), "\(words)")
        #expect(result.evidence?.hasPrefix("measured cell: ") == true)
        #expect(result.finding?.hasSuffix(" is not where it was measured.") == true)
    }

    private func failed(_ language: String, _ region: String, _ words: String) throws
        -> CheckResult?
    {
        var text = CheckedText(language: language)
        text.region = try #require(Self.regions[region])
        return try text.failed(words).first { $0.check == "location" }
    }

    @Test("a summary's places are those of the concepts it names")
    func summary() throws {
        let text = CheckedText()
        func finding(_ summary: String) throws -> CheckResult? {
            try text.failed(summary: summary).first { $0.check == "location" }
        }
        let right = "Round eyes lie in the upper right and striped fur lies on the left."
        #expect(try finding(right) == nil)
        let swapped = "Round eyes lie on the left, while striped fur lies in the upper right."
        #expect(try finding(swapped) != nil)
        #expect(try finding("The model relied most on a pattern in the upper right.") == nil)
        #expect(try finding("The model relied most on a pattern at the bottom.") != nil)
    }
}
