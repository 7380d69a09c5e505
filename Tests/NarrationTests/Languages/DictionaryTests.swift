import Foundation
import Narration
import Testing

@Suite("Dictionaries")
struct DictionaryTests {
    /// A dictionary as it is written.
    private struct File: Decodable {
        let cases: [String]
        let classes: [String: String]
        let groups: [String: String]
        let words: [String: String]
    }

    private func file(_ language: String) throws -> File {
        try JSONDecoder().decode(
            File.self,
            from: Data(
                contentsOf: Support.templates.appendingPathComponent("nouns.\(language).json")
            )
        )
    }

    private func parts(_ entry: String) -> (kind: String, forms: [String]) {
        let parts = entry.split(separator: " ", maxSplits: 1).map(String.init)
        return (parts.first ?? "", (parts.last ?? "").split(separator: "/").map(String.init))
    }

    @Test("every group has a name in every language, and no other has", arguments: ["de", "cs"])
    func groups(language: String) throws {
        let english = try LanguageSupport.nouns("en")
        let nouns = try LanguageSupport.nouns(language)
        #expect(Set(nouns.groups.keys) == Set(english.groups.keys))
        #expect(nouns.alsoKindOf == english.alsoKindOf)
        for (id, name) in nouns.groups {
            #expect(name.forms.allSatisfy { !$0.isEmpty && !$0.contains("/") }, "\(id)")
        }
    }

    @Test("both dictionaries know the same labels, among them those of all photos")
    func labels() throws {
        let words = try Set(file("de").words.keys)
        #expect(try words == Set(file("cs").words.keys))
        #expect(words.count > 1450)
        let list = Support.templates.deletingLastPathComponent()
            .appendingPathComponent("Examples/photos.tsv")
        let rows = try String(contentsOf: list, encoding: .utf8)
            .split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let labels = Set(rows.compactMap { $0.count > 3 ? String($0[3]) : nil })
        #expect(labels.count > 350)
        #expect(labels.filter { !$0.isEmpty && !words.contains($0) }.sorted() == [])
        for (_, key) in try file("de").classes { #expect(words.contains(key)) }
    }

    @Test("no word is written in decomposed letters or twice", arguments: ["de", "cs"])
    func spelling(language: String) throws {
        let url = Support.templates.appendingPathComponent("nouns.\(language).json")
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(
            Array(text.unicodeScalars)
                == Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
        )
        let keys = text.split(separator: "\n").compactMap { line in
            line.hasPrefix("        \"") ? line.split(separator: "\"").dropFirst().first : nil
        }
        let entries = keys.filter { !["nom", "acc", "dat", "gen"].contains($0) }
        // Groups and what they are also kinds of are two tables of synsets; kinds share no name with words.
        let tables = Dictionary(grouping: entries) { $0 }.filter { $0.value.count > 1 }
        #expect(tables.keys.allSatisfy { SynsetID(String($0)) != nil }, "\(tables.keys)")
    }

    @Test("every German word has the forms of its kind, with capitals")
    func german() throws {
        let counts = [
            "m": 2...3, "w": 2...3, "f": 2...3, "n": 2...3, "p": 1...2, "mu": 1...1, "fu": 1...1,
            "nu": 1...1, "md": 1...1, "fd": 1...1, "nd": 1...1,
        ]
        let small: Set<String> = ["am", "and", "carbonara", "iPod", "iPods", "oder", "und"]
        for (label, entry) in try file("de").words {
            let (kind, forms) = parts(entry)
            #expect(counts[kind]?.contains(forms.count) == true, "\(label): \(entry)")
            let words = forms.flatMap { $0.split(separator: " ").map(String.init) }
            #expect(
                words.allSatisfy { $0.first?.isUppercase == true || small.contains($0) },
                "\(label): \(entry)"
            )
            // The dative plural ends in n, unless the plural ends in s or has no case.
            if forms.count == 3 {
                #expect(forms[2].hasSuffix("n") || forms[1].hasSuffix("s"), "\(label): \(entry)")
            }
            // An adjective ends as its gender wants it.
            let ending = ["m": "er", "w": "er", "f": "e", "n": "es"][kind]
            for part in forms[0].split(separator: " ") where part.contains("_") {
                let written = part.split(separator: "_").last.map(String.init)
                if let ending { #expect(written == ending, "\(label): \(entry)") }
            }
        }
    }

    @Test("every Czech word has the forms of its kind, which differ as they must")
    func czech() throws {
        let counts = ["m": 5, "i": 3, "f": 4, "n": 3, "p": 2, "iu": 2, "nu": 2, "fu": 3]
        for (label, entry) in try file("cs").words {
            let (kind, forms) = parts(entry)
            #expect(counts[kind] == forms.count, "\(label): \(entry)")
            #expect(!entry.contains("_") && !entry.contains("~"), "\(label): \(entry)")
            let last = forms[0].split(separator: " ").first.map(String.init) ?? ""
            // Masculine animals have an accusative of their own, unless their name is not inflected.
            let isFixed = last.contains("-") && Set(forms).count == 1
            if kind == "m", !isFixed { #expect(forms[0] != forms[1], "\(label): \(entry)") }
            if kind == "f", last.hasSuffix("a"), !forms[0].contains(" ") {
                #expect(forms[1].hasSuffix("u"), "\(label): \(entry)")
            }
        }
    }

    @Test(
        "German nouns in sentences",
        arguments: [
            // label, one, acc, dat, many, dat of many
            ("owl", "eine Eule", "eine Eule", "einer Eule", "Eulen", "Eulen"),
            ("lion", "ein Löwe", "einen Löwen", "einem Löwen", "Löwen", "Löwen"),
            (
                "red panda", "ein Roter Panda", "einen Roten Panda", "einem Roten Panda",
                "Rote Pandas",
                "Roten Pandas"
            ),
            ("house", "ein Haus", "ein Haus", "einem Haus", "Häuser", "Häusern"),
            (
                "American coot", "ein Amerikanisches Blässhuhn", "ein Amerikanisches Blässhuhn",
                "einem Amerikanischen Blässhuhn", "Amerikanische Blässhühner",
                "Amerikanischen Blässhühnern"
            ),
            (
                "African elephant", "ein Afrikanischer Elefant", "einen Afrikanischen Elefanten",
                "einem Afrikanischen Elefanten", "Afrikanische Elefanten",
                "Afrikanischen Elefanten"
            ),
            ("moon", "der Mond", "den Mond", "dem Mond", "der Mond", "dem Mond"),
            (
                "Great Wall of China", "die Chinesische Mauer", "die Chinesische Mauer",
                "der Chinesischen Mauer", "die Chinesische Mauer", "der Chinesischen Mauer"
            ),
            ("garlic", "Knoblauch", "Knoblauch", "Knoblauch", "Knoblauch", "Knoblauch"),
        ]
    )
    func german(
        label: String,
        one: String,
        accusative: String,
        dative: String,
        many: String,
        dativeOfMany: String
    ) throws {
        let noun = try LanguageSupport.nouns("de").noun(of: label)
        #expect(noun.one.plain == one)
        #expect(noun.one.form("acc") == accusative)
        #expect(noun.one.form("dat") == dative)
        #expect(noun.many.plain == many)
        #expect(noun.many.form("dat") == dativeOfMany)
    }

    @Test(
        "Czech nouns in sentences",
        arguments: [
            // label, one, acc, many, acc of many, gen of many
            ("tiger", "tygr", "tygra", "tygři", "tygry", "tygrů"),
            (
                "windmill", "větrný mlýn", "větrný mlýn", "větrné mlýny", "větrné mlýny",
                "větrných mlýnů"
            ),
            (
                "tiger cat", "tygří kočka", "tygří kočku", "tygří kočky", "tygří kočky",
                "tygřích koček"
            ),
            (
                "red panda", "panda červená", "pandu červenou", "pandy červené", "pandy červené",
                "pand červených"
            ),
            ("car", "auto", "auto", "auta", "auta", "aut"),
            ("kitten", "kotě", "kotě", "koťata", "koťata", "koťat"),
            ("scissors", "nůžky", "nůžky", "nůžky", "nůžky", "nůžek"),
            (
                "German shepherd", "německý ovčák", "německého ovčáka", "němečtí ovčáci",
                "německé ovčáky", "německých ovčáků"
            ),
            ("garlic", "česnek", "česnek", "česnek", "česnek", "česneku"),
            (
                "Eiffel Tower", "Eiffelova věž", "Eiffelovu věž", "Eiffelova věž", "Eiffelovu věž",
                "Eiffelovy věže"
            ),
        ]
    )
    func czech(
        label: String,
        one: String,
        accusative: String,
        many: String,
        accusativeOfMany: String,
        genitiveOfMany: String
    ) throws {
        let noun = try LanguageSupport.nouns("cs").noun(of: label)
        #expect(noun.one.plain == one)
        #expect(noun.one.form("acc") == accusative)
        #expect(noun.many.plain == many)
        #expect(noun.many.form("acc") == accusativeOfMany)
        #expect(noun.many.form("gen") == genitiveOfMany)
    }

    @Test("a label of several meanings is told by its synset, a class by its number")
    func meanings() throws {
        let nouns = try LanguageSupport.nouns("de")
        let machine = try #require(SynsetID("n03126707"))
        let bird = try #require(SynsetID("n02012849"))
        #expect(nouns.noun(of: "crane", synset: machine).one.plain == "ein Kran")
        #expect(nouns.noun(of: "crane", synset: bird).one.plain == "ein Kranich")
        #expect(
            nouns.noun(of: "loader", synset: machine, synonyms: ["crane"]).one.plain == "ein Kran"
        )
        #expect(nouns.title(of: "crane", class: 517) == "Kran")
        #expect(nouns.title(of: "crane", class: 134) == "Kranich")
        #expect(nouns.title(of: "red panda") == "Roter Panda")
        #expect(nouns.title(of: "melanoma, grade 1", class: 3) == "melanoma, grade 1")
        #expect(try LanguageSupport.nouns("en").title(of: "crane", class: 517) == "crane")
    }

    @Test("a label that is not known is quoted in all cases")
    func unknown() throws {
        let german = try LanguageSupport.nouns("de").noun(of: "blob")
        #expect(german.one.forms == ["etwas mit der Bezeichnung „blob“"])
        #expect(german.many.form("dat") == "Dingen mit der Bezeichnung „blob“")
        let czech = try LanguageSupport.nouns("cs").noun(of: "blob")
        #expect(czech.one.forms == ["něco s popiskem „blob“"])
        #expect(czech.many.form("gen") == "věcí s popiskem „blob“")
        #expect(try LanguageSupport.nouns("de").names(of: "blob") == ["blob"])
        #expect(try LanguageSupport.nouns("de").names(of: "owl").contains("Eulen"))
    }

    @Test(
        "damaged dictionaries say where",
        arguments: [
            ("\"z Eule\"", "\"owl\": \"z Eule\" does not begin with a kind"),
            ("\"Eule\"", "\"owl\": \"Eule\" does not begin with a kind"),
            ("\"f Eule//\"", "\"owl\": \"f Eule//\" has an empty form"),
        ]
    )
    func damaged(entry: String, message: String) throws {
        let kinds = #"{"f": {"one": {"nom": "{0}"}}, "unknown": {"one": {"nom": "{0}"}}}"#
        let text = """
            {"cases": [], "kinds": \(kinds), "groupForms": {"nom": "{0}"}, "alsoKindOf": {},
             "groups": {}, "words": {"owl": \(entry)}}
            """
        #expect(try self.message(text).hasSuffix("nouns.json: \"words\": \(message)"))
        let broken = text.replacing(
            "{\"nom\": \"{0}\"}}, \"unknown\"",
            with: "{\"nom\": \"{0\"}}, \"unknown\""
        )
        #expect(try self.message(broken).hasSuffix("\"{0\" is no pattern"))
    }

    private func message(_ text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-nouns-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("nouns.json")
        try Data(text.utf8).write(to: url)
        do {
            _ = try Nouns(contentsOf: url)
            return ""
        } catch {
            return "\(error)"
        }
    }
}
