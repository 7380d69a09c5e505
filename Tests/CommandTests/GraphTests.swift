import Foundation
import Tensors
import Testing

/// `llexicorp graph`, and where `attribute` starts and what it compares with.
@Suite("Graph and starts")
struct GraphTests {
    private static let golden = Inputs.weights.deletingLastPathComponent()
    private static let model = [
        "vgg16", "--weights", Inputs.weights.path, "--input",
        golden.appendingPathComponent("forward.safetensors").path,
    ]

    private struct Document: Decodable {
        struct Node: Decodable {
            let id: Int
            let layer: String
            let channel: Int
            let level: Int
            let parent: Int?
            let relevance: Double?
        }

        let target: Int?
        let wholePath: Bool
        let nodes: [Node]
    }

    @Test("the graph as JSON, to standard output or a file")
    func graph() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let common =
            ["graph"] + Self.model
            + ["--layers", "features.28,features.21,features.14", "--width", "3,2"]
        let printed = try program.run(common)
        try #require(printed.status == 0, "\(printed.errors)")
        let document = try JSONDecoder().decode(Document.self, from: Data(printed.output.utf8))
        // The root is the class's own unit, then three concepts with two parts each.
        #expect(document.nodes.map(\.level) == [0, 1, 1, 1, 2, 2, 2, 2, 2, 2])
        #expect(document.nodes[0].layer == "classifier.6")
        #expect(document.nodes[0].channel == document.target)
        #expect(document.nodes.map(\.id) == Array(0..<10))
        #expect(document.nodes.map(\.parent) == [nil, 0, 0, 0, 1, 1, 2, 2, 3, 3])
        #expect(document.nodes[1...].allSatisfy { ($0.relevance ?? 0) > 0 })
        #expect(document.nodes[4].layer == "features.21")
        #expect(!document.wholePath)

        let written = try program.run(common + ["--whole-path", "--output", "graph.json"])
        #expect(written.status == 0 && written.output.isEmpty)
        let file = try Data(contentsOf: program.path("graph.json"))
        #expect(try JSONDecoder().decode(Document.self, from: file).wholePath)
    }

    @Test(
        "wrong requests end with one line",
        arguments: [
            (["--root", "features.28"], 1), (["--root", "features.28=1,2"], 1),
            (["--target", "cat"], 1), (["--target", "none"], 1), (["--width", "0"], 2),
            (["--layers", "nowhere"], 1), (["--image", "7"], 1),
            (["--output", "missing/graph.json"], 1),
        ]
    )
    func faults(arguments: [String], status: Int) throws {
        let program = try Program()
        defer { program.cleanUp() }
        let outcome = try program.run(["graph"] + Self.model + arguments)
        #expect(Int(outcome.status) == status, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    }

    @Test("the places of a channel, from the layer itself, add up to the channel")
    func start() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let attribute =
            ["attribute"] + Self.model
            + ["--output", "out.safetensors", "--start", "features.28", "--with-parallel"]
        let conditions = ["features.28=5"] + (0..<16).map { "features.28=5@\($0)" }
        let outcome = try program.run(attribute + conditions.flatMap { ["--condition", $0] })
        try #require(outcome.status == 0, "\(outcome.errors)")
        let written = try SafetensorsFile(contentsOf: program.path("out.safetensors"))
        let maps = try written.tensor(named: "heatmap")
        let whole = maps.slice(0).elements
        let largest = whole.reduce(0) { max($0, abs($1)) }
        #expect(largest > 0)
        for place in whole.indices {
            let sum = (1...16).reduce(Float(0)) { $0 + maps.slice($1).elements[place] }
            #expect(abs(sum - whole[place]) <= 1e-4 * largest)
        }
        let classes = try program.run(attribute + ["--condition", "y=1"])
        #expect(classes.status == 1)
        #expect(classes.errors.contains("leave out y="))
    }

    @Test("gradients to compare with; more steps change little")
    func gradients() throws {
        let program = try Program()
        defer { program.cleanUp() }
        func maps(_ arguments: String...) throws -> Tensor {
            let outcome = try program.run(
                ["attribute"] + Self.model + ["--output", "out.safetensors", "--composite"]
                    + arguments
            )
            try #require(outcome.status == 0, "\(outcome.errors)")
            return try SafetensorsFile(contentsOf: program.path("out.safetensors"))
                .tensor(named: "heatmap")
        }
        let plain = try maps("gradient-x-input")
        let integrated = try maps("integrated-gradients", "--steps", "40")
        let finer = try maps("integrated-gradients", "--steps", "60")
        func distance(_ a: Tensor, _ b: Tensor) -> Float {
            let size = b.elements.reduce(0) { $0 + $1 * $1 }
            let parts = zip(a.elements, b.elements).reduce(Float(0)) {
                $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
            }
            return (parts / size).squareRoot()
        }
        #expect(distance(integrated, finer) < 0.2)
        #expect(distance(plain, finer) > 2 * distance(integrated, finer))
    }
}
