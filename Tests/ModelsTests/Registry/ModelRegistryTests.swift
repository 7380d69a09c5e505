import Foundation
import Models
import Tensors
import Testing

@Suite("Model registry")
struct ModelRegistryTests {
    private let nowhere = URL(filePath: "/nowhere/cache")

    @Test("missing weights are told with what to do")
    func missing() {
        let pulled = #expect(throws: ModelsError.self) {
            try ModelRegistry.model(named: "squeezenet1_1", weights: nil, cache: nowhere)
        }
        #expect(pulled?.hint == "run: llexicorp model pull squeezenet1_1")
        let given = #expect(throws: ModelsError.self) {
            try ModelRegistry.model(named: "vgg16", weights: nil, cache: nowhere)
        }
        #expect(given?.hint == "give a file with --weights FILE")
        #expect(throws: ModelsError.self) {
            try ModelRegistry.model(named: "alexnet", weights: nil, cache: nowhere)
        }
    }

    @Test("a narrow VGG16 from a file")
    func narrow() throws {
        let model = try WeightsFixture.withFolder { folder in
            let file = folder.appending(path: "narrow.safetensors")
            let tensors = ArchitectureTests.narrowVGG().map { (name: $0.key, tensor: $0.value) }
            try SafetensorsWriter.write(tensors, to: file)
            return try ModelRegistry.model(named: "vgg16", weights: file, cache: nowhere)
        }
        #expect(model.title == "VGG16")
        #expect(model.preprocessing == .torchvision)
        #expect(model.conceptLayer == "features.28")
        #expect(model.classNames.names == (0..<7).map { "class \($0)" })
        #expect(model.weightsSHA256.count == 64)
    }

    @Test("weights of another architecture are refused with the file's name")
    func otherArchitecture() throws {
        try WeightsFixture.withFolder { folder in
            let file = folder.appending(path: "narrow.safetensors")
            let tensors = ArchitectureTests.narrowVGG().map { (name: $0.key, tensor: $0.value) }
            try SafetensorsWriter.write(tensors, to: file)
            let error = #expect(throws: ModelsError.self) {
                try ModelRegistry.model(named: "squeezenet1_1", weights: file, cache: nowhere)
            }
            #expect(error?.message.hasPrefix("narrow.safetensors: ") == true)
        }
    }
}
