import Attribution
import Concepts
import Digests
import Explanations
import Foundation
import Images
import Models
import Tensors
import Testing

/// The golden pictures, and the narrow network that looked at them.
struct Refsample: Sendable {
    /// What the peer found; `Fixtures/README.md` says what each tensor is.
    let golden: SafetensorsFile
    let model: Model
    let attributor: Attributor

    /// Read once for all tests.
    static let shared = Result { try Refsample() }

    private init() throws {
        let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
        golden = try SafetensorsFile(contentsOf: folder.appending(path: "refsample.safetensors"))
        let weights = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../AttributionTests/Fixtures/tinyvgg/weights.safetensors")
        let file = try SafetensorsFile(contentsOf: weights.standardizedFileURL)
        var tensors: [String: Tensor] = [:]
        for name in file.names { tensors[name] = try file.tensor(named: name) }
        let graph = try Architecture.vgg16.graph(from: tensors)
        model = Model(
            name: "vgg16",
            title: "A narrow VGG",
            graph: graph,
            preprocessing: Preprocessing(
                resizeShortSide: 64,
                cropSide: 64,
                channelOrder: .rgb,
                scale: 1 / 255.0,
                mean: [0.485, 0.456, 0.406],
                deviation: [0.229, 0.224, 0.225]
            ),
            classNames: ClassNames(names: (0..<10).map { "class \($0)" }),
            weightsSHA256: try SHA256Digest.hex(ofFileAt: weights),
            conceptLayer: "features.28"
        )
        attributor = try Attributor(graph: graph, composite: .epsilonPlusFlat)
    }

    /// What the peer's `compute_stats` gave: the first classes and their means.
    struct Statistics: Decodable {
        let targets: [Int]
        let values: [Double]
    }

    /// The peer's class statistics by ranking, layer and channel.
    func statistics() throws -> [String: Statistics] {
        let file = try #require(Bundle.module.resourceURL)
            .appending(path: "Fixtures/refsample-statistics.json")
        return try JSONDecoder().decode([String: Statistics].self, from: Data(contentsOf: file))
    }

    /// A golden tensor as rows of doubles.
    func rows(_ name: String) throws -> [[Double]] {
        let tensor = try golden.tensor(named: name)
        return (0..<tensor.shape[0]).map { tensor.slice($0).elements.map(Double.init) }
    }

    /// The golden pictures.
    func pictures() throws -> [Picture] {
        let pixels = try golden.tensor(named: "images_u8")
        return (0..<pixels.shape[0]).map { index in
            let planes = pixels.slice(index).elements
            return Picture(
                width: 64,
                height: 64,
                pixels: (0..<64 * 64 * 3).map { UInt8(planes[$0 % 3 * 64 * 64 + $0 / 3]) }
            )
        }
    }

    /// The attributed classes.
    func labels() throws -> [Int] {
        try golden.tensor(named: "labels").elements.map { Int($0) }
    }

    /// The pictures as files with a list of them; the files of `broken` ones are cut off.
    func photos(in scratch: ScratchFolder, broken: Set<Int> = []) throws -> PhotoList {
        var rows = ["path\tlabel"]
        for (index, (picture, label)) in zip(try pictures(), try labels()).enumerated() {
            let bytes = try picture.pngData()
            let path = "photos/\(index).png"
            try scratch.write(broken.contains(index) ? bytes.prefix(100) : bytes, to: path)
            rows.append("\(path)\tclass \(label)")
        }
        let list = try scratch.write(
            (rows.joined(separator: "\n") + "\n").utf8,
            to: "photos.tsv"
        )
        return try PhotoList.read(list, photoRoot: scratch.url)
    }

    /// A build of the index over the pictures.
    func builder(
        layer: String,
        in scratch: ScratchFolder,
        targetRule: TargetRule = .givenLabel,
        broken: Set<Int> = []
    ) throws -> IndexBuilder {
        try builder(layers: [layer], in: scratch, targetRule: targetRule, broken: broken)
    }

    /// A build of several layers and any rankings over the pictures.
    func builder(
        layers: [String],
        in scratch: ScratchFolder,
        modes: [ReferenceMode] = ReferenceMode.standard,
        targetRule: TargetRule = .givenLabel,
        broken: Set<Int> = []
    ) throws -> IndexBuilder {
        try IndexBuilder(
            model: model,
            attributor: attributor,
            layers: layers,
            photos: try photos(in: scratch, broken: broken),
            output: scratch.url.appending(path: "index.sqlite"),
            modes: modes,
            targetRule: targetRule,
            sampleSize: 7,
            batchSize: 16
        )
    }
}
