public import Explanations
public import Foundation

/// One photo of a list: where it lies, what it shows and where it comes from.
public struct PhotoSample: Sendable, Equatable {
    /// The photo's name, unique in its list and the same on every machine: package and path, or the path
    /// inside the list's folder.
    public let name: String
    /// The file.
    public let url: URL
    /// The SHA-256 of the photo's bytes as it was indexed, in hexadecimal: what it is known by.
    public let sha256: String
    /// The SHA-256 of the bytes at `url`: another one for a copy without metadata.
    public let fileSHA256: String
    /// What the photo shows, where known.
    public let label: String?
    /// The label's WordNet 3.0 noun synset, such as `n02123045`, where known.
    public let wordNetID: String?
    /// Licence, author and package.
    public let credit: Credit

    /// Makes the value of its parts.
    public init(
        name: String,
        url: URL,
        sha256: String,
        label: String?,
        wordNetID: String?,
        credit: Credit,
        fileSHA256: String? = nil
    ) {
        self.name = name
        self.url = url
        self.sha256 = sha256
        self.fileSHA256 = fileSHA256 ?? sha256
        self.label = label
        self.wordNetID = wordNetID
        self.credit = credit
    }

    /// The same photo at another place.
    ///
    /// - Parameters:
    ///   - place: The file.
    ///   - fileSHA256: The digest of its bytes; nil for the photo's own.
    /// - Returns: The photo with name, digest, label and credit as they are.
    func at(_ place: URL, fileSHA256: String? = nil) -> PhotoSample {
        PhotoSample(
            name: name,
            url: place,
            sha256: sha256,
            label: label,
            wordNetID: wordNetID,
            credit: credit,
            fileSHA256: fileSHA256
        )
    }
}
