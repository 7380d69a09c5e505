import Explanations
public import Foundation
import Narration
import SheetTemplates

/// Starts an audience of one's own from one that there is.
public enum TemplateCopy {
    /// Copies an audience's sheet, strings, phrases and prompts into a folder of one's own.
    ///
    /// - Parameters:
    ///   - audience: The name of the new audience: letters, digits and hyphens.
    ///   - known: The shipped audience to start from.
    ///   - folder: The folder of own templates; it is made if it is missing.
    /// - Returns: The new audience's folder.
    /// - Throws: `LlexicorpError` if the name cannot be one, is taken, or there is no such audience;
    ///   nothing is then copied.
    public static func make(_ audience: String, from known: String, in folder: URL) throws -> URL {
        let templates = try ResourceDirectory().templates(before: nil)
        let audiences = SheetTemplate.audiences(in: templates)
        guard audiences.contains(known) else {
            throw LlexicorpError(
                "there is no audience \"\(known)\" to start from",
                hint: "there are \(audiences.joined(separator: ", "))"
            )
        }
        let isPlain =
            !audience.isEmpty && !audience.hasPrefix("-")
            && audience.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
            }
        guard isPlain, audience != "shared" else {
            throw LlexicorpError(
                "\"\(audience)\": is no name for an audience",
                hint: "give one of plain letters, digits and hyphens, such as nurse"
            )
        }
        let home = folder.appendingPathComponent(audience)
        guard !FileManager.default.fileExists(atPath: home.path) else {
            throw LlexicorpError(
                "\(home.relativePath): is there already",
                hint: "choose another name or folder"
            )
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: templates.file(known), to: home)
        return home
    }

    /// The files of a folder, sorted by path.
    ///
    /// - Parameter folder: The folder that was made.
    /// - Returns: Their paths within it.
    public static func files(of folder: URL) -> [String] {
        (FileManager.default.subpaths(atPath: folder.path) ?? []).filter { path in
            var isFolder: ObjCBool = false
            let place = folder.appendingPathComponent(path).path
            return FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }
}
