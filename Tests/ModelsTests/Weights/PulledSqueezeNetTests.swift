import Foundation
import Models
import Tensors
import Testing

/// The model in the person's cache, if it was pulled there.
private enum PulledSqueezeNet {
    static let model: PulledModel? = {
        let environment = ProcessInfo.processInfo.environment
        let caches =
            environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
        return ModelPackages.installed(
            "squeezenet1_1",
            caches.appendingPathComponent("llexicorp")
        )
    }()
}

/// Looks at the real files, which `make test` pulls before it runs the tests.
@Suite("The pulled SqueezeNet")
struct PulledSqueezeNetTests {
    @Test("its weights become torchvision's")
    func weights() throws {
        let pulled = try #require(PulledSqueezeNet.model)
        let weights = try Weights.load(from: pulled.weights)
        #expect(SqueezeNetCaffeNames.recognizes(weights))
        let converted = try SqueezeNetCaffeNames.converted(weights)
        // Values as NumPy reads them: conv1[0, 1, 2, 5], fire9/expand3x3[1, 2, 3, 7] and so on.
        let first = try converted.tensor(named: "features.0.weight")
        #expect(first[5, 2, 0, 1] == 0.33944228)
        let last = try converted.tensor(named: "features.12.expand3x3.weight")
        #expect(last[7, 3, 1, 2] == 0.009871737)
        #expect(last[255, 63, 2, 0] == -0.017251406)
        #expect(last.shape == [256, 64, 3, 3])
        let head = try converted.tensor(named: "classifier.1.weight")
        #expect(head[281, 511, 0, 0] == -0.056160912)
        #expect(try converted.tensor(named: "classifier.1.bias")[281] == -0.0013613038)
        let sum = weights.tensors.values.reduce(0.0) { sum, tensor in
            tensor.elements.reduce(sum) { $0 + Double($1) }
        }
        #expect(abs(sum - 1223.862524809796) < 1e-6)
    }

    @Test("its classes have names and WordNet ids")
    func classes() throws {
        let pulled = try #require(PulledSqueezeNet.model)
        let classes = try ClassNames(contentsOf: pulled.classNames, wordNetIDs: pulled.wordNetIDs)
        #expect(classes.count == 1000)
        #expect(classes.names[281] == "tabby, tabby cat")
        #expect(classes.title(of: 281) == "tabby")
        #expect(try classes.index(of: "Tabby Cat") == 281)
        #expect(classes.wordNetIDs[281] == "n02123045")
        #expect(try classes.index(of: "Kite") == 21)
        #expect(try classes.index(of: "n01440764") == 0)
        let error = #expect(throws: ModelsError.self) { try classes.index(of: "gold fish") }
        #expect(error?.message.hasSuffix("nearest: goldfish, goldfinch") == true)
        // The bird and the machine.
        let crane = #expect(throws: ModelsError.self) { try classes.index(of: "crane") }
        #expect(crane?.message == "2 classes are called \"crane\": 134, 517")
    }
}
