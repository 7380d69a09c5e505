public import Foundation
public import Tensors

/// The weights of a network as read from a file: named tensors of 32-bit floats.
///
/// Reading never executes anything: pickles go through a machine that knows a fixed list of
/// instructions and of callables.
public struct Weights: Sendable {
    /// How the values of the network's input are arranged.
    public enum InputConvention: String, Sendable, Codable {
        /// RGB, scaled to 0...1, less a mean, divided by a deviation.
        case torchvision
        /// BGR from 0 to 255, less the means 103.939, 116.779 and 123.68.
        case caffe
    }

    /// The tensors by name.
    public let tensors: [String: Tensor]
    /// The names in file order.
    public let order: [String]
    /// The file's SHA-256, 64 lower-case hexadecimal digits.
    public let sha256: String
    /// How the file was laid out.
    public let format: WeightsFormat
    /// The file's name, without folders.
    public let file: String
    /// What input the weights were trained on, so far as the file tells.
    public let inputConvention: InputConvention

    /// Collects weights.
    ///
    /// - Parameters:
    ///   - tensors: Names, all different, with their tensors, in order.
    ///   - sha256: The SHA-256 of the file they stand in.
    ///   - format: How that file is laid out.
    ///   - file: The file's name.
    ///   - inputConvention: What input they were trained on.
    public init(
        _ tensors: [(name: String, tensor: Tensor)],
        sha256: String,
        format: WeightsFormat,
        file: String,
        inputConvention: InputConvention = .torchvision
    ) {
        self.tensors = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.tensor) })
        order = tensors.map(\.name)
        self.sha256 = sha256
        self.format = format
        self.file = file
        self.inputConvention = inputConvention
    }

    /// Reads a file of weights: safetensors, PyTorch's two formats, or a pickle of NumPy arrays.
    ///
    /// Wrappers such as `state_dict` are taken off, and prefixes such as `module.` that all names
    /// share. Nested dictionaries and lists give names joined by dots: `{"conv1": [kernel, bias]}`
    /// comes out as `conv1.0` and `conv1.1`. Values that are no tensors are left out.
    ///
    /// A name such as `vgg16-397923af.pth` promises how the file's SHA-256 begins; that is checked.
    ///
    /// - Parameter url: The file.
    /// - Returns: All tensors, none with NaN or infinity.
    /// - Throws: `ModelsError` if the file is missing, damaged, no file of weights, asks for
    ///   something to be called, or holds a value that is no finite 32-bit float.
    public static func load(from url: URL) throws -> Weights {
        let file = url.lastPathComponent
        let ((format, tensors), sha256) = try WeightsReader.read(url) { catalog in
            var shared: [String: Tensor] = [:]
            var tensors: [(name: String, tensor: Tensor)] = []
            for entry in catalog.entries {
                let known = entry.identity.flatMap { shared[$0] }
                let tensor = try known ?? WeightsReader.tensor(of: entry, file: file)
                if let identity = entry.identity { shared[identity] = tensor }
                tensors.append((entry.name, tensor))
            }
            return (catalog.format, tensors)
        }
        return Weights(tensors, sha256: sha256, format: format, file: file)
    }

    /// One tensor, which must be there.
    ///
    /// - Parameter name: The tensor's name.
    /// - Returns: The tensor.
    /// - Throws: `ModelsError` naming the file if there is none of this name.
    public func tensor(named name: String) throws -> Tensor {
        guard let tensor = tensors[name] else {
            throw ModelsError(
                "\(file): no tensor is called \"\(name)\"",
                hint: "llexicorp model inspect lists the tensors of a file"
            )
        }
        return tensor
    }
}
