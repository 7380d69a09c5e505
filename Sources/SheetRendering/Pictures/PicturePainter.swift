import Explanations
package import Images
package import SheetTemplates
import Tensors

/// Makes the pictures of a sheet at the resolution they are printed at, each only once.
///
/// It knows the whole sheet: a picture on the scale of the sheet needs all others of it, and the first
/// picture of a page that is asked for brings all of that page, made on all cores. What comes out does
/// not depend on the order.
package final class PicturePainter {
    /// A finished picture.
    package struct Painted: Sendable {
        /// Its pixels.
        package let picture: Picture
        /// The outlines to draw on top.
        package var outlines: [Outline] = []
        /// Whether its colours stand for numbers, so that a document must not change them.
        package var isExact = false
    }

    /// The outlines of one sign.
    package struct Outline: Sendable {
        /// The sign.
        package let sign: Sign
        /// Closed lines in fractions of the frame.
        package let pieces: [[FramePoint]]
    }

    /// The density of documents' pictures: ten pixels in a millimetre.
    package static let documentDensity = 254.0
    /// How many pictures are kept; a page has fewer, cards of a whole layer have thousands.
    private static let mostPictures = 160

    private let assets: AssetFolder
    private let sheet: LaidOutSheet?
    private let dotsPerInch: Double
    private let maker: PictureMaker
    private var pictures: [PictureKey: Painted] = [:]
    /// The page on which each picture comes first.
    private lazy var pages = pagesOfPictures()

    /// Makes a painter.
    ///
    /// - Parameters:
    ///   - assets: Where pictures and heatmaps are read; painters of several densities may share it.
    ///   - sheet: The sheet that is printed. Without it the scale of the sheet is each picture's own,
    ///     and pictures are made one by one.
    ///   - dotsPerInch: How densely; a photo is never made larger than its asset.
    package init(
        _ assets: AssetFolder,
        sheet: LaidOutSheet? = nil,
        dotsPerInch: Double = PicturePainter.documentDensity
    ) {
        self.assets = assets
        self.sheet = sheet
        self.dotsPerInch = dotsPerInch
        let elements = sheet?.pages.flatMap(\.elements) ?? []
        maker = PictureMaker(
            assets: assets,
            scale: SheetScale(
                assets: assets,
                overlays: elements.compactMap { element in
                    guard case .overlay(let overlay) = element.content else { return nil }
                    return overlay
                }
            )
        )
    }

    /// The painter of the same sheet for pages of a density.
    ///
    /// Pages of up to 254 dots in an inch show the document's pictures, so that those are made once.
    ///
    /// - Parameter wanted: The pages' dots in an inch.
    /// - Returns: This painter, or one that is finer. Keep it: it remembers its pictures.
    package func at(dotsPerInch wanted: Double) -> PicturePainter {
        let density = max(wanted, Self.documentDensity)
        guard density != dotsPerInch else { return self }
        return PicturePainter(assets, sheet: sheet, dotsPerInch: density)
    }

    /// The picture of an element.
    ///
    /// - Parameter element: A photo, an overlay or a reference.
    /// - Returns: A finished picture.
    /// - Throws: `SheetRenderingError`, `ImagesError` or `TensorsError` for assets that are missing or
    ///   broken; of several on a page the first.
    package func painted(_ element: PlacedElement) throws -> Painted {
        guard let key = PictureKey(element, dotsPerInch: dotsPerInch) else {
            preconditionFailure("an element without a picture")
        }
        if let known = pictures[key] { return known }
        try paint([element] + (pages[key].flatMap { sheet?.pages[$0].elements } ?? []))
        guard let painted = pictures[key] else {
            preconditionFailure("a picture was not painted")
        }
        return painted
    }

    private func pagesOfPictures() -> [PictureKey: Int] {
        var pages: [PictureKey: Int] = [:]
        for (number, page) in (sheet?.pages ?? []).enumerated() {
            for element in page.elements {
                guard let key = PictureKey(element, dotsPerInch: dotsPerInch), pages[key] == nil
                else { continue }
                pages[key] = number
            }
        }
        return pages
    }

    /// Paints what elements show and is not there yet.
    private func paint(_ elements: [PlacedElement]) throws {
        var keys: [PictureKey] = []
        var subjects: [PictureMaker.Subject] = []
        var seen = Set<PictureKey>()
        for element in elements {
            guard let key = PictureKey(element, dotsPerInch: dotsPerInch), pictures[key] == nil,
                let subject = PictureMaker.Subject(element.content), seen.insert(key).inserted
            else { continue }
            keys.append(key)
            subjects.append(subject)
        }
        if pictures.count + keys.count > Self.mostPictures { pictures.removeAll() }
        let (work, maker) = (zip(subjects, keys.map(\.size)).map { ($0, $1) }, maker)
        let painted = try ParallelWork.map(work.count) { number in
            try maker.paint(work[number].0, work[number].1)
        }
        for (key, picture) in zip(keys, painted) { pictures[key] = picture }
    }
}
