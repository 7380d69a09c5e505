import Foundation

/// The written pages as a reader of HTML sees them: an oracle that knows nothing of templates.
struct WebPages {
    /// An opening tag.
    struct Tag {
        let name: String
        let attributes: [String: String]
    }

    let folder: URL
    /// The text of each page, by its path.
    let pages: [String: String]

    init(_ folder: URL) throws {
        self.folder = folder
        var pages: [String: String] = [:]
        let names = FileManager.default.enumerator(atPath: folder.path)
        while let path = names?.nextObject() as? String {
            guard path.hasSuffix(".html") else { continue }
            pages[path] = try String(
                contentsOf: folder.appendingPathComponent(path),
                encoding: .utf8
            )
        }
        self.pages = pages
    }

    /// A page's text.
    func text(_ path: String) -> String { pages[path] ?? "" }

    /// The tags of a page; what stands between two of them is text.
    func tags(_ path: String) -> [Tag] { Self.tags(text(path)) }

    /// Reads tags scalar by scalar, as browsers do.
    static func tags(_ page: String) -> [Tag] {
        let text = Array(page.unicodeScalars)
        var tags: [Tag] = []
        var place = 0
        while place < text.count {
            guard text[place] == "<", place + 1 < text.count, text[place + 1].isLetter else {
                place += 1
                continue
            }
            place += 1
            var name = ""
            while place < text.count, !" \n>/".unicodeScalars.contains(text[place]) {
                name.unicodeScalars.append(text[place])
                place += 1
            }
            var attributes: [String: String] = [:]
            while place < text.count, text[place] != ">" {
                guard !" \n/".unicodeScalars.contains(text[place]) else {
                    place += 1
                    continue
                }
                var key = ""
                while place < text.count, !" \n=>/".unicodeScalars.contains(text[place]) {
                    key.unicodeScalars.append(text[place])
                    place += 1
                }
                var value = ""
                if place + 1 < text.count, text[place] == "=", text[place + 1] == "\"" {
                    place += 2
                    while place < text.count, text[place] != "\"" {
                        value.unicodeScalars.append(text[place])
                        place += 1
                    }
                    place += 1
                }
                attributes[key] = decoded(value)
            }
            tags.append(Tag(name: name, attributes: attributes))
        }
        return tags
    }

    static func decoded(_ text: String) -> String {
        text.replacingOccurrences(of: "&lt;", with: "<")
            .replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"")
            .replacingOccurrences(of: "&#39;", with: "'")
            .replacingOccurrences(of: "&amp;", with: "&")
    }

    /// What is wrong with the links and files that a page names, one line each.
    func faults(of path: String) -> [String] {
        let base = URL(fileURLWithPath: path).deletingLastPathComponent().relativePath
        return tags(path).flatMap { tag in
            ["href", "src"].compactMap { key -> String? in
                guard let value = tag.attributes[key], !value.hasPrefix("data:") else { return nil }
                let isElsewhere =
                    value.hasPrefix("//")
                    || value.range(of: "^[a-z]+:", options: .regularExpression) != nil
                if isElsewhere {
                    let isLicence =
                        tag.name == "a" && tag.attributes["rel"]?.contains("license") == true
                    return isLicence ? nil : "\(path): <\(tag.name)> names \(value)"
                }
                let parts = value.split(
                    separator: "#",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                let file =
                    parts[0].isEmpty
                    ? path
                    : URL(fileURLWithPath: base + "/" + parts[0], relativeTo: nil)
                        .standardizedFileURL.path
                let target =
                    parts[0].isEmpty
                    ? folder.appendingPathComponent(path)
                    : folder.appendingPathComponent(base).appendingPathComponent(String(parts[0]))
                        .standardizedFileURL
                guard FileManager.default.fileExists(atPath: target.path) else {
                    return "\(path): \(value) is no file (\(file))"
                }
                guard parts.count > 1, target.pathExtension == "html" else { return nil }
                let page = (try? String(contentsOf: target, encoding: .utf8)) ?? ""
                return Self.tags(page).contains { $0.attributes["id"] == String(parts[1]) }
                    ? nil : "\(path): \(value) names no place"
            }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isLetter: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self)
    }
}
