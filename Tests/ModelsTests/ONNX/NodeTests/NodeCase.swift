import Foundation
import Models
import Testing

/// One of the standard's tests of an operator: a network of few nodes, what goes in, what comes out.
struct NodeCase: Sendable, CustomTestStringConvertible {
    let folder: URL

    var name: String { folder.lastPathComponent }
    var testDescription: String { name }

    /// All tests there are; none where `Scripts/fetch-onnx-tests` was not run.
    static let all: [NodeCase] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: root.path)
        return (names ?? []).filter { $0.hasPrefix("test_") }.sorted()
            .map { NodeCase(folder: root.appendingPathComponent($0)) }
    }()

    private static let root: URL = {
        let settings = ProcessInfo.processInfo.environment
        let base = settings["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
        let cache = base ?? URL(fileURLWithPath: NSHomeDirectory()).appendingPathComponent(".cache")
        return cache.appendingPathComponent("llexicorp/onnx-1.22.0/node")
    }()

    /// What became of a test.
    enum Outcome {
        /// It ran; what is wrong, if anything is.
        case ran(operators: [String], wrong: String?)
        /// It needs an operator that is not known.
        case unknown(operator: String)
        /// It was refused with this error.
        case refused(String)
    }

    /// Runs the test.
    func outcome() -> Outcome {
        do {
            let model = try OnnxFile.read(folder.appendingPathComponent("model.onnx"))
            var values = model.initializers.mapValues { Optional($0) }
            let data = folder.appendingPathComponent("test_data_set_0")
            for (index, input) in model.inputs.enumerated() {
                values[input.name] = try OnnxFile.readTensor(
                    data.appendingPathComponent("input_\(index).pb")
                )
            }
            for node in model.nodes {
                let inputs = node.inputs.map { values[$0] ?? nil }
                let made = try OnnxEvaluation.evaluate(node, inputs, opset: model.opset)
                guard let made else { return .unknown(operator: node.operation) }
                for (name, value) in zip(node.outputs, made) { values[name] = value }
            }
            var wrong: String?
            for (index, output) in model.outputs.enumerated() {
                let url = data.appendingPathComponent("output_\(index).pb")
                let expected = try OnnxFile.readTensor(url)
                guard let found = values[output] ?? nil else {
                    wrong = wrong ?? "output \(output) is missing"
                    continue
                }
                wrong = wrong ?? Self.difference(found, expected).map { "\(output): \($0)" }
            }
            return .ran(operators: model.nodes.map(\.operation), wrong: wrong)
        } catch {
            return .refused("\(error)")
        }
    }

    /// Where two values differ by more than the standard's tests allow (relative 1e-3, absolute
    /// 1e-7).
    static func difference(_ found: OnnxTensor, _ expected: OnnxTensor) -> String? {
        guard found.shape == expected.shape else {
            return "axes \(found.shape), expected \(expected.shape)"
        }
        switch (found.values, expected.values) {
        case (.floats(let found), .floats(let expected)):
            for (index, (x, y)) in zip(found, expected).enumerated() {
                if x == y || x.isNaN && y.isNaN { continue }
                guard abs(x - y) <= 1e-7 + 1e-3 * abs(y) else {
                    return "\(x) at \(index), expected \(y)"
                }
            }
            return nil
        case (.integers(let found), .integers(let expected)):
            return found == expected ? nil : "\(found.prefix(20)), expected \(expected.prefix(20))"
        case (.booleans(let found), .booleans(let expected)):
            return found == expected ? nil : "truth values differ"
        default: return "values of another type"
        }
    }
}
