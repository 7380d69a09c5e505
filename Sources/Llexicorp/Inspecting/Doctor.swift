import Foundation
import Narration

/// Looks at what a run needs and says what is missing and how to get it.
public enum Doctor {
    /// One thing that was looked at.
    public struct Finding: Sendable, Encodable {
        /// What was looked at.
        public let subject: String
        /// Whether it is as it should be.
        public let isFine: Bool
        /// What was found, or how to get what is missing.
        public let detail: String
    }

    /// Looks at templates, fonts, dictionaries, WordNet, pip, the default model, its photos, its index and keys.
    ///
    /// - Returns: One finding each, in the order a new user meets them.
    public static func examine() -> [Finding] {
        [
            resources(), fonts(), hyphenation(), wordNet(), pip(), model(), photos(), index(),
            keys(),
        ]
    }

    private static func resources() -> Finding {
        finding("templates and fonts.conf") { try ResourceDirectory().url.path }
    }

    private static func fonts() -> Finding {
        finding("fonts") {
            let missing = try SheetPress(templates: nil).missingFonts()
            guard missing.isEmpty else {
                throw LlexicorpError(missing.joined(separator: "; "))
            }
            return "all families of Fonts are installed"
        }
    }

    /// Sheets are printed without dictionaries as well, with whole words; so a missing one is no fault.
    private static func hyphenation() -> Finding {
        finding("hyphenation") {
            let missing = try SheetPress(templates: nil).missingDictionaries()
            return missing.isEmpty
                ? "the dictionaries of all sheets' languages are installed"
                : missing.joined(separator: "; ")
        }
    }

    private static func wordNet() -> Finding {
        finding("WordNet") {
            _ = try WordNet()
            return WordNet.debianDirectory.path
        }
    }

    private static func pip() -> Finding {
        finding("pip") {
            guard let version = Subprogram.output(of: "python3", "-m", "pip", "--version") else {
                throw LlexicorpError("not found", hint: "apt-get install python3-pip")
            }
            return version
        }
    }

    private static func model() -> Finding {
        finding("model squeezenet1_1") {
            guard let entry = ModelCatalogue.entries().first(where: { $0.name == "squeezenet1_1" }),
                entry.isInstalled
            else { throw LlexicorpError("not pulled", hint: "llexicorp model pull squeezenet1_1") }
            return entry.state
        }
    }

    private static func photos() -> Finding {
        finding("reference photos") {
            let folder = CacheDirectory.photos
            guard FileManager.default.fileExists(atPath: folder.path) else {
                throw LlexicorpError("none in \(folder.path)", hint: "run Scripts/fetch-photos")
            }
            return folder.path
        }
    }

    private static func index() -> Finding {
        finding("reference index") {
            let file = CacheDirectory.index(model: "squeezenet1_1", layer: "features.12")
            guard FileManager.default.fileExists(atPath: file.path) else {
                throw LlexicorpError(
                    "none at \(file.path)",
                    hint: "llexicorp index build Examples/photos.tsv"
                )
            }
            return file.path
        }
    }

    /// Which keys are set; none is needed, so none is missing.
    private static func keys() -> Finding {
        let environment = ProcessInfo.processInfo.environment
        let found = KeySource.allVariables.filter { environment[$0]?.isEmpty == false }
        return Finding(
            subject: "keys for language models",
            isFine: true,
            detail: found.isEmpty
                ? "none is set; the offline narrator and servers on this machine need none"
                : "\(found.joined(separator: ", ")) set"
        )
    }

    private static func finding(_ subject: String, _ look: () throws -> String) -> Finding {
        do {
            return Finding(subject: subject, isFine: true, detail: try look())
        } catch {
            return Finding(subject: subject, isFine: false, detail: ErrorLine.text(error))
        }
    }
}
