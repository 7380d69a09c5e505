import Explanations

/// What an exported folder says of itself.
struct ExportNotes {
    let report: ExportReport
    let export: IndexExport
    let runs: [IndexRun]
    let tool: String

    /// The README.
    ///
    /// - Parameter photos: The photos that the credits name, as the exported index has them.
    /// - Returns: The file's text.
    func readme(photos: [PhotoSample]) -> String {
        let run = runs[0]
        var lines = [
            "# A reference index of \(run.model): \(title)",
            "",
            "Written by \(tool). It tells for every channel of a layer which photos show best what the",
            "channel stands for.",
            "",
            "    llexicorp explain PHOTO --index THIS-FOLDER/\(IndexExporter.indexName)",
            "    llexicorp index show CHANNEL --index THIS-FOLDER/\(IndexExporter.indexName)",
            "",
            "## What it holds",
            "",
        ]
        lines += contents.map { "- \($0)" }
        lines += ["", "## What it does not hold", ""] + absences.map { "- \($0)" }
        lines += ["", "## What it was made from", ""]
        lines += [
            "- model \(run.model), weights \(run.weightsSHA256)",
            "- composite \(run.composite), target \(run.targetRule.rawValue)",
            "- \(run.photoCount) photos, list \(run.photosSHA256)",
        ]
        lines += runs.map { run in
            "- layer \(run.layer): \(run.channels) channels, "
                + "\(run.modes.map(\.rawValue).joined(separator: ", ")), run \(run.sha256)"
        }
        lines += ["", "## Licences and authors", ""] + licences(of: photos)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The list of photos, a row each with tabs between the columns.
    ///
    /// - Parameters:
    ///   - photos: The photos, as the exported index has them.
    ///   - copies: The exported files by the photos' digests.
    /// - Returns: The file's text.
    func credits(photos: [PhotoSample], copies: [String: ExportedIndex.Copy]) -> String {
        func field(_ text: String?) -> String {
            (text ?? "").split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
        }
        let head = ["sha256", "licence", "author", "package", "name", "file", "file-sha256"]
        let rows = photos.map { photo in
            [
                photo.sha256, photo.credit.knownLicence, photo.credit.author,
                photo.credit.package, photo.name, copies[photo.sha256]?.path,
                copies[photo.sha256]?.sha256,
            ].map(field)
        }
        return ([head] + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
    }

    // MARK: - Parts

    private var title: String {
        switch export.kind {
        case .photos: "with photos"
        case .crops: "with crops"
        case .hashes: "with digests only"
        }
    }

    private var contents: [String] {
        var items = [
            "`\(IndexExporter.indexName)`: the rankings, with digest, licence and author of "
                + "\(report.indexedPhotos) photos"
        ]
        switch export.kind {
        case .photos:
            items.append(
                "`photos`: \(report.photos) photos; "
                    + (export.takesAllPhotos
                        ? "all that may be exported"
                        : "those among the \(2 * export.references) best of a channel")
            )
        case .crops:
            items.append(
                "`\(IndexExporter.indexName).crops`: \(report.crops) crops of \(report.photos) photos with "
                    + "their heatmaps, up to \(export.references) for a channel; \(report.wholeCrops) of them "
                    + "show nine tenths or more of what the model saw of a photo"
            )
        case .hashes:
            items.append(
                "in it fingerprints of 64 bits and vectors of what channels saw, by which copies and patterns "
                    + "are told apart; they show no picture"
            )
        }
        if report.names > 0 { items.append("\(report.names) names of concepts") }
        items.append("`CREDITS.tsv`: licence, author and package of each photo named below")
        return items
    }

    private var absences: [String] {
        var items = ["paths of the machine it was made on"]
        switch export.kind {
        case .photos:
            items.append(
                "EXIF, GPS, XMP, comments and colour profiles: photos are pictures and no more"
            )
        case .crops:
            items.append("whole photos, but for crops as large as that")
        case .hashes:
            let absent = [
                "pictures: `--reference-photos FOLDER` shows the reader's own files where they have the same "
                    + "bytes",
                "names of photos: digests stand in their place",
                export.keepsLabels ? nil : "labels that are the name of a folder",
            ]
            items += absent.compactMap(\.self)
        }
        if export.kind != .hashes, !export.keepsNames {
            items.append("names of photos that came by no package: digests stand in their place")
        }
        if report.refused > 0 {
            items.append("\(report.refused) references, for their licences")
        }
        if report.tooLarge > 0 {
            items.append("\(report.tooLarge) crops that would show too much of a photo")
        }
        if report.missing > 0 {
            items.append("\(report.missing) references whose photos could not be read")
        }
        return items
    }

    private func licences(of photos: [PhotoSample]) -> [String] {
        let roll = CreditRoll(
            photos.map { photo in
                (
                    CreditRoll.Photo(
                        sha256: photo.sha256,
                        source: photo.name,
                        package: photo.credit.package,
                        label: photo.label,
                        uses: []
                    ),
                    photo.credit
                )
            }
        )
        guard !roll.licences.isEmpty else { return ["No photo is named."] }
        return roll.licences.flatMap { licence in
            let name = licence.licence ?? "No known licence"
            let link = licence.link.map { ", <\($0)>" } ?? ""
            let count = licence.photoCount
            return ["### \(name)", "", "\(count) photo\(count == 1 ? "" : "s")\(link):"]
                + licence.authors.map { author in
                    let count = author.photos.count
                    return "- \(author.author ?? "author not named"): \(count)"
                } + [""]
        }
    }
}
