import Foundation

/// File names that promise a digest, as torchvision's do: `vgg16-397923af.pth`.
enum TorchvisionFileName {
    /// Compares the digits in a file's name with its digest.
    ///
    /// Only `.pth` and `.pt` files are looked at, for a converted copy may keep the name. Eight
    /// digits that read as a date, such as `run-20240131.pth`, promise nothing.
    ///
    /// - Parameters:
    ///   - file: The file's name.
    ///   - sha256: The file's SHA-256.
    /// - Throws: `ModelsError` if the name promises another digest.
    static func check(_ file: String, sha256: String) throws(ModelsError) {
        guard let promised = promise(in: file), !sha256.hasPrefix(promised) else { return }
        throw ModelsError(
            "\(file): the name promises a SHA-256 that begins with \(promised), "
                + "the file's begins with \(sha256.prefix(8))",
            hint: "it is damaged or another file; fetch it again, or rename it if you changed it"
        )
    }

    /// The eight digits before the ending, if they are to be taken for a digest.
    private static func promise(in file: String) -> String? {
        guard file.hasSuffix(".pth") || file.hasSuffix(".pt"),
            let stem = file.split(separator: ".").dropLast().last,
            let part = stem.split(separator: "-", omittingEmptySubsequences: false).last,
            part.count < stem.count, part.count == 8,
            part.utf8.allSatisfy({ 48...57 ~= $0 || 97...102 ~= $0 })
        else { return nil }
        return isDate(part) ? nil : String(part)
    }

    private static func isDate(_ digits: Substring) -> Bool {
        guard let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
            let day = Int(digits.suffix(2))
        else { return false }
        return 1990...2099 ~= year && 1...12 ~= month && 1...31 ~= day
    }
}
