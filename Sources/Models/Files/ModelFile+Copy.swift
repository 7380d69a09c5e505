import Foundation
import Yams

extension ModelFile {
    /// The file's content with absolute paths, so that it means the same from any folder.
    ///
    /// - Returns: YAML that reads as an equal model file; comments are not kept.
    /// - Throws: The emitter's error.
    public func absoluteCopy() throws -> String {
        var pairs: [(Node, Node)] = []
        func add(_ key: Key, _ text: String?) {
            guard let text else { return }
            // Quoted where YAML would take the text for something else.
            pairs.append((Node(key.rawValue), Node(text, Tag(.str), .doubleQuoted)))
        }
        func path(_ url: URL?) -> String? { url?.standardizedFileURL.path }
        add(.name, name)
        add(.title, title)
        add(.architecture, architecture?.name)
        add(.weights, path(weights))
        if let preprocessing {
            pairs.append((Node(Key.preprocessing.rawValue), preprocessing.yaml))
        }
        add(.classes, path(classes))
        add(.layer, layer)
        add(.composite, composite)
        add(.photos, path(photos))
        add(.index, path(index))
        let text = try Yams.serialize(node: Node(pairs), allowUnicode: true, sortKeys: false)
        return "# Registered from \(url.standardizedFileURL.path)\n\(text)"
    }
}

extension Preprocessing {
    /// The steps as a model file says them.
    fileprivate var yaml: Node {
        if self == .torchvision { return Node("torchvision") }
        if self == .caffe { return Node("caffe") }
        var pairs: [(Node, Node)] = []
        if stretchesPhoto {
            pairs.append((Node("stretch"), Node("\(cropSide)")))
        } else {
            pairs.append((Node("resize"), Node("\(resizeShortSide)")))
            pairs.append((Node("crop"), Node("\(cropSide)")))
        }
        pairs.append((Node("order"), Node(channelOrder.rawValue)))
        pairs.append((Node("scale"), Node("\(scale)")))
        for (key, values) in [("mean", mean), ("deviation", deviation)] {
            pairs.append((Node(key), Node(values.map { Node("\($0)") }, .implicit, .flow)))
        }
        return Node(pairs)
    }
}
