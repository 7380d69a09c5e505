import Explanations
import Foundation
import Images
import Narration
import Tensors

/// An explanation with tiny pictures, made in a folder of its own.
struct PhotoFixture {
    let folder: URL
    let explanation: Explanation

    /// Words that a question for a name must not hold: the answer, its rivals, labels and files.
    static let secrets = [
        "kite", "vulture", "kestrel", "osprey", "albatross", "secret-4711", "photo.png", "bird",
    ]

    /// Makes the files; whole views of the references and samples for a name test where asked for.
    init(frames: Bool = true, samples: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("prompts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("assets"),
            withIntermediateDirectories: true
        )
        var concepts = [
            Self.concept(217, share: 0.06), Self.concept(5, share: -0.03),
            Self.concept(33, share: 0.02),
        ]
        for index in concepts.indices {
            try Self.write(&concepts[index], frames: frames, samples: samples, to: folder)
        }
        let photo = Picture(width: 60, height: 45, filledWith: Color(rgb: 0x4080C0))
        try photo.writePNG(to: folder.appendingPathComponent("assets/photo.png"))
        var explanation = Samples.explanation(concepts, label: "kestrel")
        explanation.input.file = "secret-4711.jpg"
        self.explanation = explanation
    }

    var pictures: ExplanationPictures { ExplanationPictures(folder) }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    private static func concept(_ channel: Int, share: Double) -> Concept {
        var references = Samples.references([
            ("kestrel", nil), ("osprey", nil), ("albatross", nil),
        ])
        for index in references.indices {
            references[index].crop = "assets/reference-\(channel)-\(index).png"
            references[index].heatmap = "assets/reference-\(channel)-\(index).safetensors"
            references[index].cropBox = Box(x: 0.25, y: 0.25, width: 0.5, height: 0.5)
        }
        return Samples.concept(channel, share: share, references)
    }

    private static func write(
        _ concept: inout Concept,
        frames: Bool,
        samples: Bool,
        to folder: URL
    ) throws {
        func url(_ path: String) -> URL { folder.appendingPathComponent(path) }
        let sign: Float = concept.relevance < 0 ? -1 : 1
        try SafetensorsWriter.write(
            [(name: "heatmap", tensor: spot(side: 32, value: sign))],
            to: url(concept.heatmap)
        )
        for index in concept.references.indices {
            let crop = Picture(width: 20, height: 20, filledWith: Color(rgb: 0x20A040))
            try crop.writePNG(to: url(concept.references[index].crop))
            try SafetensorsWriter.write(
                [(name: "heatmap", tensor: spot(side: 20, value: 1))],
                to: url(concept.references[index].heatmap)
            )
            guard frames else { continue }
            let path = "assets/frame-\(concept.channel)-\(index).png"
            try Picture(width: 24, height: 24, filledWith: Color(rgb: 0xE0E0E0))
                .writePNG(to: url(path))
            concept.references[index].frame = path
        }
        guard samples else { return }
        concept.nameTestSamples = try (0..<4).map { index in
            let path = "assets/sample-\(concept.channel)-\(index).png"
            try Picture(width: 20, height: 20, filledWith: Color(rgb: 0x808000))
                .writePNG(to: url(path))
            return NameTestSample(
                sample: "sample-\(index)",
                sha256: String(repeating: "c", count: 64),
                label: "albatross",
                wordNetID: nil,
                crop: path,
                rank: index < 2 ? 7 + index : nil
            )
        }
    }

    /// A map with one spot in its middle.
    private static func spot(side: Int, value: Float) -> Tensor {
        var map = Tensor(zeros: [side, side])
        map.withUnsafeMutableElements { elements in
            for row in side / 4..<side * 3 / 4 {
                for column in side / 4..<side * 3 / 4 { elements[row * side + column] = value }
            }
        }
        return map
    }
}
