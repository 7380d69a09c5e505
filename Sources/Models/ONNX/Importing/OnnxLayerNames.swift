import Tensors

/// The names of imported layers: the weights', else the module's that exported the node, else the
/// node's own; each only once.
struct OnnxLayerNames {
    /// Longer names are cut.
    private static let longest = 120
    /// What exporters wrap around all names.
    private static let wrappers: Set<String> = ["StatefulPartitionedCall", "PartitionedCall"]

    private var taken: Set<String> = []

    /// A name for a layer.
    ///
    /// - Parameters:
    ///   - node: The node it is made of.
    ///   - weight: The name of its weights, if it has some.
    ///   - part: What the layer does for the node, where it is not all of it.
    /// - Returns: A name that no layer has yet.
    mutating func name(for node: OnnxNode, weight: String? = nil, part: String? = nil) -> String {
        var name = Self.stem(of: weight) ?? Self.scope(of: node.name) ?? node.name
        if name.isEmpty { name = node.outputs.first ?? node.operation }
        name = Self.clean(name)
        if let part { name += "." + part }
        // Where the module has a layer already, the operator tells them apart.
        if taken.contains(name), part == nil {
            name += "." + Self.clean(node.operation.lowercased())
        }
        var unique = name
        var count = 1
        while !taken.insert(unique).inserted {
            count += 1
            unique = "\(name)_\(count)"
        }
        return unique
    }

    /// `features.0` of `features.0.weight`.
    private static func stem(of weight: String?) -> String? {
        guard let weight, weight.hasSuffix(".weight") else { return nil }
        return String(weight.dropLast(7))
    }

    /// The module of a node: `layer1.0.conv1` of `/layer1/layer1.0/conv1/Conv`.
    ///
    /// A part that begins with the part before it and a dot stands for both.
    private static func scope(of name: String) -> String? {
        let parts = name.split(separator: "/").map(String.init).filter { !wrappers.contains($0) }
        guard parts.count > 1 else { return nil }
        var path = ""
        var last = ""
        for part in parts.dropLast() {
            if !last.isEmpty, part.hasPrefix(last + ".") {
                path = path.dropLast(last.count) + part
            } else {
                path += (path.isEmpty ? "" : ".") + part
            }
            last = part
        }
        return path
    }

    /// The name without what conditions and files could take for something else.
    private static func clean(_ name: String) -> String {
        let shown = name.split(separator: "/").joined(separator: ".")
        let kept = shown.unicodeScalars.prefix(longest).map { scalar -> Character in
            let plain =
                scalar.properties.isAlphabetic || "0123456789._-:".unicodeScalars.contains(scalar)
            return plain ? Character(scalar) : "_"
        }
        let text = String(kept)
        // Conditions call the classes y.
        return text.isEmpty || text == "y" ? "_" + text : text
    }
}
