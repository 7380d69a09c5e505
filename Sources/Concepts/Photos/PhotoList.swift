import Digests
import Explanations
public import Foundation

/// The photos an index is made from: read from a list file, or a folder of images.
public struct PhotoList: Sendable {
    /// The photos that are there, in the list's order.
    public let samples: [PhotoSample]
    /// The listed photos that are not there: their names.
    public let missing: [String]
    /// How many listed photos were left out because an earlier one has the same bytes.
    public let duplicates: Int
    /// What was read: the list file or the folder.
    public let source: URL

    /// File name extensions that count as photos in a folder, in lower case.
    public static let extensions: Set<String> = ["jpeg", "jpg", "png", "webp"]

    /// Makes a list of samples that the caller has.
    ///
    /// - Parameters:
    ///   - samples: The photos, names and digests unique.
    ///   - missing: The names of photos that are not there.
    ///   - duplicates: How many photos were left out as equal.
    ///   - source: What to call the list in messages.
    public init(samples: [PhotoSample], missing: [String] = [], duplicates: Int = 0, source: URL) {
        self.samples = samples
        self.missing = missing
        self.duplicates = duplicates
        self.source = source
    }

    /// A digest of everything an index keeps of the photos but their place on this machine: order, names,
    /// bytes, labels, WordNet ids and credits.
    public var sha256: String {
        var text = ""
        for sample in samples {
            let fields = [
                sample.name, sample.sha256, sample.label ?? "", sample.wordNetID ?? "",
                sample.credit.licence, sample.credit.author ?? "", sample.credit.package ?? "",
            ]
            text += fields.joined(separator: "\t") + "\n"
        }
        return SHA256Digest.hex(of: text.utf8)
    }

    /// Reads a list file, or lists a folder.
    ///
    /// - Parameters:
    ///   - source: A `.tsv` list, or a folder that is searched for images.
    ///   - photoRoot: Where the photos of packages lie, as `<aa>/<sha256>.<extension>`; see `read(_:photoRoot:)`.
    /// - Returns: The photos.
    /// - Throws: `ConceptsError` if it is neither, or what reading it throws.
    public static func open(_ source: URL, photoRoot: URL) throws -> PhotoList {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isDirectory) else {
            throw ConceptsError(
                "\(source.path): there is no such list or folder of photos",
                hint: "give a .tsv list, or a folder of png, jpg or webp images"
            )
        }
        return isDirectory.boolValue ? try folder(source) : try read(source, photoRoot: photoRoot)
    }

    /// Reads a list file.
    ///
    /// A row with a package is found by its digest, at `<photoRoot>/<first two digits>/<sha256>.<extension>`;
    /// a row without one at its path, relative to the list's folder. A list without digests has them
    /// computed now; given ones are compared when a photo is loaded.
    ///
    /// - Parameters:
    ///   - list: Tab-separated text; the first line names the columns, of which only `path` is required.
    ///   - photoRoot: Where the photos of packages lie.
    /// - Returns: The photos.
    /// - Throws: `ConceptsError` with file and line at the first bad row. Photos that are not there are no
    ///   error: see `missing`.
    public static func read(_ list: URL, photoRoot: URL) throws -> PhotoList {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: list)
        } catch {
            throw ConceptsError("\(list.path): the photo list cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConceptsError("\(list.path): is not UTF-8 text", hint: "save the list as UTF-8")
        }
        var found = Collector()
        var lines: [String: Int] = [:]
        // Spreadsheets save UTF-8 with a byte order mark.
        let marked = text.unicodeScalars.first == "\u{FEFF}"
        let table = marked ? String(text.unicodeScalars.dropFirst()) : text
        for row in try PhotoTable(table, origin: list.path).rows {
            let name = row.package.map { "\($0)/\(row.path)" } ?? row.path
            if let earlier = lines.updateValue(row.line, forKey: name) {
                throw ConceptsError(
                    "\(list.path), line \(row.line): lists \(name) of line \(earlier) again"
                )
            }
            let url =
                if row.package != nil, let sha256 = row.sha256 {
                    cached(sha256, path: row.path, in: photoRoot)
                } else {
                    URL(fileURLWithPath: row.path, relativeTo: list.deletingLastPathComponent())
                        .absoluteURL
                }
            found.add(
                name: name,
                url: url,
                sha256: row.sha256,
                label: row.label,
                wordNetID: row.wordNetID,
                credit: Credit(
                    licence: row.licence ?? "unknown",
                    author: row.author,
                    package: row.package
                )
            )
        }
        return found.list(source: list)
    }

    /// Lists the images of a folder and of the folders in it, sorted by path.
    ///
    /// A photo's label is the name of the folder that holds it; photos directly in `folder` have none, since
    /// that name says where photos are kept rather than what they show.
    ///
    /// - Parameter folder: The folder; hidden files and linked folders in it are not looked at.
    /// - Returns: The photos.
    /// - Throws: `ConceptsError` if it cannot be read or holds no image.
    public static func folder(_ folder: URL) throws -> PhotoList {
        let root = folder.standardizedFileURL
        // The walk passes over what it may not read, at its beginning too.
        guard access(root.path, R_OK | X_OK) == 0,
            let walk = FileManager.default.enumerator(atPath: root.path)
        else {
            throw ConceptsError("\(folder.path): the folder cannot be read")
        }
        var paths: [String] = []
        for case let path as String in walk {
            let parts = path.split(separator: "/")
            if parts.contains(where: { $0.hasPrefix(".") }) { continue }
            let suffix = parts.last?.split(separator: ".").last ?? ""
            if extensions.contains(suffix.lowercased()) { paths.append(path) }
        }
        // By bytes, so that no locale changes the order and with it ordinals and ties.
        paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !paths.isEmpty else {
            throw ConceptsError(
                "\(folder.path): holds no photos",
                hint: "photos end in \(extensions.sorted().joined(separator: ", "))"
            )
        }
        var found = Collector()
        for path in paths {
            let folders = path.split(separator: "/").dropLast()
            found.add(
                name: path,
                url: root.appendingPathComponent(path),
                sha256: nil,
                label: folders.last.map(String.init),
                wordNetID: nil,
                credit: Credit(licence: "unknown", author: nil, package: nil)
            )
        }
        return found.list(source: folder)
    }

    private static func cached(_ sha256: String, path: String, in root: URL) -> URL {
        let suffix = URL(fileURLWithPath: path).pathExtension.lowercased()
        return root.appendingPathComponent(String(sha256.prefix(2)))
            .appendingPathComponent(suffix.isEmpty ? sha256 : "\(sha256).\(suffix)")
    }
}

/// Sorts what a list names into photos that are there, missing ones and repeated ones.
private struct Collector {
    private var samples: [PhotoSample] = []
    private var missing: [String] = []
    private var duplicates = 0
    private var digests: Set<String> = []

    mutating func add(
        name: String,
        url: URL,
        sha256: String?,
        label: String?,
        wordNetID: String?,
        credit: Credit
    ) {
        guard url.isPlainFile, FileManager.default.isReadableFile(atPath: url.path),
            let digest = sha256 ?? (try? SHA256Digest.hex(ofFileAt: url))
        else {
            missing.append(name)
            return
        }
        guard digests.insert(digest).inserted else {
            duplicates += 1
            return
        }
        samples.append(
            PhotoSample(
                name: name,
                url: url,
                sha256: digest,
                label: label,
                wordNetID: wordNetID,
                credit: credit
            )
        )
    }

    func list(source: URL) -> PhotoList {
        PhotoList(samples: samples, missing: missing, duplicates: duplicates, source: source)
    }
}
