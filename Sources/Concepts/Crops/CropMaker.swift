import Attribution
import Digests
import Explanations
import Foundation
import Images
import Models
import Tensors

/// Makes crops of one index, or takes them from the cache.
package struct CropMaker: Sendable {
    /// How many photos run through the network together.
    ///
    /// A pass of SqueezeNet to the input takes about
    /// 50 MB a photo, and more photos at once are not faster.
    private static let photosPerPass = 2
    /// Changes whenever the same photo and channel would give another crop.
    private static let version = "llexicorp/crop/1"
    /// Changes whenever the same photo would give another whole view.
    private static let viewVersion = "llexicorp/view/1"

    let run: IndexRun
    let model: Model
    let attributor: Attributor
    let cache: CropCache
    /// Where photos lie now.
    let places: PhotoPlaces

    /// What is known of one photo before the network runs.
    enum Finding: Sendable {
        case kept(CropCache.Content)
        case loaded(LoadedReference)
        case unusable(String)
    }

    /// Looks a photo up in the cache, or reads it.
    func find(_ photo: PhotoSample, channel: Int) -> Finding {
        let key = key(photo, channel: channel)
        switch cache.content(of: key) {
        case .nothing?: return .kept(.nothing)
        case .seen(let part)?: return .kept(.seen(completed(part, of: photo, key: key)))
        case nil: break
        }
        do {
            return .loaded(try load(photo))
        } catch {
            return .unusable("\(error)")
        }
    }

    /// Computes what is not kept yet; nil where a photo is unusable.
    func contents(
        of photos: [PhotoSample],
        _ findings: [Finding],
        channel: Int
    ) throws -> [CropCache.Content?] {
        var contents: [CropCache.Content?] = findings.map {
            if case .kept(let content) = $0 { content } else { nil }
        }
        var loaded: [(place: Int, reference: LoadedReference)] = []
        for (place, finding) in findings.enumerated() {
            if case .loaded(let reference) = finding { loaded.append((place, reference)) }
        }
        let network = ConditionalHeatmaps(attributor: attributor, layer: run.layer)
        for start in stride(from: 0, to: loaded.count, by: Self.photosPerPass) {
            let part = loaded[start..<min(start + Self.photosPerPass, loaded.count)]
            let heatmaps = try network.heatmaps(of: channel, inputs: part.map(\.reference.input))
            for (row, (place, reference)) in part.enumerated() {
                contents[place] = try keep(
                    reference,
                    heatmap: heatmaps.slice(row),
                    key: key(photos[place], channel: channel)
                )
            }
        }
        return contents
    }

    /// The whole view of a photo in place of a crop, for one in which the channel saw nothing.
    ///
    /// - Returns: Nil if the photo cannot be read.
    package func wholeView(of photo: PhotoSample) throws -> CropCache.SeenPart? {
        let parts = [
            Self.viewVersion, run.sha256, photo.sha256, String(ReferenceCrops.longestSide),
        ]
        let key = SHA256Digest.hex(of: parts.joined(separator: "\n").utf8)
        if case .seen(let part) = cache.content(of: key) { return part }
        guard let reference = try? load(photo) else { return nil }
        return try cache.keep(
            key,
            picture: reference.cut(.whole, longestSide: ReferenceCrops.longestSide),
            heatmap: Tensor(zeros: [1, 1]),
            cropBox: .whole,
            seenBox: .whole,
            frame: reference.cut(.whole, longestSide: ReferenceCrops.longestFrameSide)
        )
    }

    // MARK: - Steps

    private func load(_ photo: PhotoSample) throws -> LoadedReference {
        try LoadedReference(places.photo(photo), for: model.preprocessing)
    }

    /// An entry of an older version gets its frame and looks.
    private func completed(
        _ part: CropCache.SeenPart,
        of photo: PhotoSample,
        key: String
    ) -> CropCache.SeenPart {
        cache.completed(part, key: key) {
            try? load(photo).cut(.whole, longestSide: ReferenceCrops.longestFrameSide)
        }
    }

    private func keep(
        _ reference: LoadedReference,
        heatmap: Tensor,
        key: String
    ) throws -> CropCache.Content {
        guard let part = try SeenSquare(heatmap: heatmap) else {
            try cache.keepNothing(key)
            return .nothing
        }
        return .seen(
            try cache.keep(
                key,
                picture: reference.cut(
                    part.square.box,
                    longestSide: ReferenceCrops.longestSide
                ),
                heatmap: part.heatmap,
                cropBox: part.cropBox,
                seenBox: part.seenBox,
                frame: reference.cut(.whole, longestSide: ReferenceCrops.longestFrameSide)
            )
        )
    }

    /// The name of a crop: a digest of all it depends on.
    func key(_ photo: PhotoSample, channel: Int) -> String {
        let parts = [
            Self.version, run.sha256, photo.sha256, String(channel),
            attributor.composite.name, String(ReferenceCrops.longestSide),
        ]
        return SHA256Digest.hex(of: parts.joined(separator: "\n").utf8)
    }
}
