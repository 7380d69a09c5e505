public import Foundation
import Tensors

/// A model of the person's own, as a `model.yaml` describes it.
///
/// ```yaml
/// name: fundus                      # what --model, indexes and explanations call it
/// title: Eye ground screening       # for people; the name without it
/// architecture: vgg16_bn
/// weights: fundus.pth               # relative to this file; the pulled weights without it
/// preprocessing: torchvision        # or caffe, or resize, crop or stretch, order, scale, mean, deviation
/// classes: classes.txt              # one name a line, or JSON
/// layer: features.40                # what to explain with; the architecture's own without it
/// composite: epsilon-plus-flat-head
/// photos: photos                    # what `index build` indexes: a folder or a list
/// index: fundus.sqlite              # where the index is; in the cache without it
/// ```
///
/// Only `name` and `architecture` must be there, and no `architecture` where `weights` is an ONNX file,
/// which holds its own. Reading checks the form, and that no path is empty;
/// whether weights fit shows when the model is loaded.
public struct ModelFile: Sendable {
    /// The file that was read.
    public let url: URL
    /// The model's name, such as `fundus`; no built-in model has it.
    public let name: String
    /// The name for people.
    public let title: String?
    /// The network's topology; nil where the weights are an ONNX file, which holds its own.
    public let architecture: Architecture?
    /// The weights; nil for those that were pulled for the architecture.
    public let weights: URL?
    /// What is done to a photo; nil for what the weights were trained with, so far as they tell.
    public let preprocessing: Preprocessing?
    /// The names of the classes.
    public let classes: URL?
    /// The layer whose channels are the concepts; nil for the architecture's own.
    public let layer: String?
    /// The composite's name, not looked at here.
    public let composite: String?
    /// The reference photos: a folder, or a list of photos.
    public let photos: URL?
    /// The index file, which need not be there yet.
    public let index: URL?

    private let places: [Key: String]

    /// What a model file may say.
    public enum Key: String, Sendable, CaseIterable {
        /// A key of the file, named as there.
        case name, title, architecture, weights, preprocessing, classes, layer, composite, photos,
            index
    }

    /// Where a key's value stands, for messages.
    ///
    /// - Parameter key: A key.
    /// - Returns: The file and line, such as `model.yaml:3`; the file alone where it lacks the key.
    public func place(of key: Key) -> String { places[key] ?? url.relativePath }

    /// Reads a model file.
    ///
    /// - Parameter url: The file; the paths in it are relative to its folder.
    /// - Throws: `ModelsError` with the file, the line and what to do: for a file that is no YAML, an
    ///   unknown key or word, a value of the wrong kind, or a name that cannot be used.
    public init(contentsOf url: URL) throws {
        let root = try YamlValue(contentsOf: url)
        let fields = try root.fields(Key.allCases.map(\.rawValue))
        func value(_ key: Key) -> YamlValue? { fields[key.rawValue] }
        func required(_ key: Key) throws -> YamlValue {
            guard let value = value(key) else {
                throw ModelsError(
                    "\(url.relativePath): \"\(key.rawValue)\" is missing",
                    hint: key == .name
                        ? "give the model a name: name: my-model"
                        : "architectures are \(ModelRegistry.names.joined(separator: ", "))"
                )
            }
            return value
        }
        let folder = url.deletingLastPathComponent()
        func path(_ key: Key) throws -> URL? {
            guard let text = try value(key)?.string() else { return nil }
            let expanded = text.hasPrefix("~/") ? NSHomeDirectory() + text.dropFirst() : text
            return expanded.hasPrefix("/")
                ? URL(fileURLWithPath: expanded) : folder.appendingPathComponent(expanded)
        }
        let name = try required(.name)
        weights = try path(.weights)
        self.url = url
        self.name = try Self.checkedName(name)
        title = try value(.title)?.string()
        if let weights, OnnxNetwork.isNamed(weights) {
            if let stated = value(.architecture) {
                throw stated.error(
                    "\(weights.lastPathComponent) is an ONNX file, which holds its own architecture",
                    hint: "leave architecture out"
                )
            }
            architecture = nil
        } else {
            let name = try required(.architecture).word(among: ModelRegistry.names)
            architecture = try Architecture.named(name)
        }
        preprocessing = try value(.preprocessing).map(Preprocessing.init(yaml:))
        classes = try path(.classes)
        layer = try value(.layer)?.string()
        composite = try value(.composite)?.string()
        photos = try path(.photos)
        index = try path(.index)
        places = Dictionary(
            uniqueKeysWithValues: Key.allCases.compactMap { key in
                value(key).map { (key, $0.place) }
            }
        )
    }

    /// Whether a text can name a model: letters, digits, dots, dashes and underscores of ASCII, no dot
    /// first, at most 64.
    ///
    /// - Parameter name: Any text.
    /// - Returns: Whether it can become a file's name without danger.
    public static func isName(_ name: String) -> Bool {
        1...64 ~= name.utf8.count && !name.hasPrefix(".")
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }

    private static func checkedName(_ value: YamlValue) throws -> String {
        let name = try value.string()
        guard isName(name) else {
            throw value.error(
                "\"\(Printable.excerpt(name))\" cannot name a model",
                hint: "use letters, digits, dots, dashes and underscores, at most 64"
            )
        }
        guard !ModelRegistry.names.contains(name) else {
            throw value.error(
                "\"\(name)\" is the name of a built-in model",
                hint: "choose another, such as my-\(name)"
            )
        }
        return name
    }
}
