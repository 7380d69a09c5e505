import Explanations
import Foundation
import Images
import SheetFixtures
import SheetRendering
import SheetTemplates
import Tensors
import Testing

/// Overlays, reference tiles and photos as they are painted for a sheet.
@Suite struct OverlayPaintingTests {
    /// A sheet whose pictures can be changed, and its assets.
    final class Scene {
        let folder: TemporaryFolder
        var sheet: LaidOutSheet

        init() throws {
            folder = try TemporaryFolder()
            let explanation = ExplanationFixture().explanation()
            try AssetFixture.write(for: explanation, to: folder.url)
            let template = try SheetTemplate(
                folder: templatesFolder,
                audience: "end-user",
                language: "en"
            )
            let catalog = try FontCatalog(folder: fontsFolder)
            let measurer = try PangoMeasurer(catalog: catalog, language: "en")
            sheet = try SheetLayout(template: template, measurer: measurer).layOut(explanation)
        }

        /// The places of the overlays among the first page's elements.
        var places: [Int] {
            sheet.pages[0].elements.indices.filter {
                if case .overlay = sheet.pages[0].elements[$0].content { true } else { false }
            }
        }

        func overlay(_ number: Int) throws -> OverlayPicture {
            guard case .overlay(let overlay) = sheet.pages[0].elements[places[number]].content
            else {
                throw SheetRenderingError("no overlay")
            }
            return overlay
        }

        /// Changes an overlay.
        func change(_ number: Int, _ body: (inout OverlayPicture) -> Void) throws {
            var overlay = try overlay(number)
            body(&overlay)
            sheet.pages[0].elements[places[number]].content = .overlay(overlay)
        }

        func changeAll(_ body: (inout OverlayPicture) -> Void) throws {
            for number in places.indices { try change(number, body) }
        }

        func painter(dotsPerInch: Double = 254) -> PicturePainter {
            PicturePainter(AssetFolder(folder.url), sheet: sheet, dotsPerInch: dotsPerInch)
        }

        func painted(_ number: Int) throws -> PicturePainter.Painted {
            try painter().painted(sheet.pages[0].elements[places[number]])
        }

        func write(_ map: Tensor, for number: Int) throws {
            let url = folder.url.appendingPathComponent(try overlay(number).heatmap)
            try SafetensorsWriter.write([("heatmap", map)], to: url)
        }
    }

    @Test("One heatmap in two sizes and in two styles makes different pictures")
    func sizesAndStyles() throws {
        let scene = try Scene()
        let heatmap = try scene.overlay(0).heatmap
        try scene.changeAll {
            $0.heatmap = heatmap
            $0.sign = .positive
        }
        try scene.change(1) { $0.style.map = .bwr }
        try scene.change(2) { $0.style.hasPhoto = false }
        scene.sheet.pages[0].elements[scene.places[3]].frame.width *= 1.5
        let painter = scene.painter()
        let pictures = try scene.places.map {
            try painter.painted(scene.sheet.pages[0].elements[$0]).picture
        }
        #expect(pictures[1] != pictures[0] && pictures[2] != pictures[0])
        #expect(pictures[3].width == Int((Double(pictures[0].width) * 1.5).rounded()))
        #expect(pictures[0].width == 340)
    }

    @Test("Pictures are the same one by one and all at once, and time after time")
    func sameAtOnce() throws {
        let scene = try Scene()
        try scene.change(1) { $0.style.map = .coolwarm }
        let together = scene.painter()
        let again = scene.painter()
        for element in scene.sheet.pages[0].elements {
            switch element.content {
            case .overlay, .photo, .reference:
                let alone = PicturePainter(AssetFolder(scene.folder.url))
                let picture = try together.painted(element).picture
                #expect(try alone.painted(element).picture == picture)
                #expect(try again.painted(element).picture == picture)
            default: continue
            }
        }
    }

    @Test("On the sheet's scale the strongest stays and weaker ones turn pale")
    func sheetScale() throws {
        let scene = try Scene()
        let strong = AssetFixture.blobs(side: 224, seed: 3, sign: 1)
        let weak = Tensor(shape: strong.shape, elements: strong.elements.map { $0 * 0.3 })
        try scene.write(strong, for: 0)
        try scene.write(weak, for: 1)
        try scene.changeAll { $0.style.hasOutline = false }
        let own = try [scene.painted(0), scene.painted(1)]
        // Each on its own scale they look the same.
        #expect(own[0].picture == own[1].picture)
        for number in 0...1 { try scene.change(number) { $0.style.scale = .sheet } }
        let shared = try [scene.painted(0), scene.painted(1)]
        #expect(shared[0].picture == own[0].picture)
        #expect(Self.tinted(shared[1].picture) < Self.tinted(own[1].picture) / 2)
        #expect(Self.tinted(shared[1].picture) > 100)
        // One on a scale of its own has no part in the sheet's.
        let stronger = Tensor(shape: strong.shape, elements: strong.elements.map { $0 * 9 })
        try scene.write(stronger, for: 2)
        #expect(try scene.painted(0).picture == own[0].picture)
        try scene.change(2) { $0.style.scale = .sheet }
        #expect(try Self.tinted(scene.painted(0).picture) < Self.tinted(own[0].picture) / 2)
    }

    /// How many pixels are clearly orange.
    private static func tinted(_ picture: Picture) -> Int {
        stride(from: 0, to: picture.pixels.count, by: 3).count {
            Int(picture.pixels[$0]) > Int(picture.pixels[$0 + 2]) + 60
        }
    }

    @Test("A map of both signs has outlines of both, unless one sign is next to nothing")
    func bothSigns() throws {
        let scene = try Scene()
        try scene.change(0) { $0.sign = nil }
        var map = AssetFixture.blobs(side: 224, seed: 2, sign: 1)
        let other = AssetFixture.blobs(side: 224, seed: 5, sign: -1)
        for (weight, signs) in [(Float(0.8), [Sign.positive, .negative]), (0.01, [.positive])] {
            let sum = zip(map.elements, other.elements).map { $0 + weight * $1 }
            map = Tensor(shape: map.shape, elements: sum)
            try scene.write(map, for: 0)
            #expect(try scene.painted(0).outlines.map(\.sign) == signs)
            map = AssetFixture.blobs(side: 224, seed: 2, sign: 1)
        }
        try scene.change(0) { $0.sign = .negative }
        #expect(try scene.painted(0).outlines.allSatisfy { $0.sign == .negative })
        try scene.change(0) { $0.style.hasOutline = false }
        #expect(try scene.painted(0).outlines.isEmpty)
    }

    @Test("A map alone is exact: each pixel has a colour of the palette")
    func alone() throws {
        let scene = try Scene()
        try scene.change(0) {
            $0.style.map = .viridis
            $0.style.hasPhoto = false
        }
        let painted = try scene.painted(0)
        let palette = Set(try #require(StrengthMap.viridis.palette))
        #expect(painted.isExact)
        for y in 0..<painted.picture.height {
            for x in 0..<painted.picture.width where !palette.contains(painted.picture[x, y]) {
                Issue.record("\(painted.picture[x, y]) at \(x), \(y)")
                return
            }
        }
        #expect(try !scene.painted(1).isExact)
        // It needs no photo.
        let photo = try scene.overlay(0).photo
        try FileManager.default.removeItem(at: scene.folder.url.appendingPathComponent(photo))
        let element = scene.sheet.pages[0].elements[scene.places[0]]
        #expect(
            try PicturePainter(AssetFolder(scene.folder.url)).painted(element).picture
                == painted.picture
        )
    }

    @Test("Pictures get as fine as the page, and no coarser than the document's")
    func density() throws {
        let scene = try Scene()
        let element = scene.sheet.pages[0].elements[scene.places[0]]
        let painter = scene.painter()
        #expect(painter.at(dotsPerInch: 150) === painter)
        let fine = try painter.at(dotsPerInch: 600).painted(element)
        #expect(fine.picture.width == Int((element.frame.width / 72 * 600).rounded()))
        #expect(try painter.painted(element).picture.width == 340)
        // Equal colours at equal places: the scale does not depend on the size.
        let coarse = try painter.painted(element).picture
        var sum = 0
        for y in 0..<coarse.height {
            for x in 0..<coarse.width {
                let place = (x * fine.picture.width / coarse.width, y * fine.picture.height / 340)
                sum += abs(Int(coarse[x, y].red) - Int(fine.picture[place.0, place.1].red))
            }
        }
        #expect(Double(sum) / Double(coarse.width * coarse.height) < 2)
    }

    @Test("Zeros, one pixel and odd shapes are drawn in every map; infinities are refused")
    func oddMaps() throws {
        let scene = try Scene()
        for shape in [[1, 1], [3, 50], [224, 224]] {
            try scene.write(Tensor(zeros: shape), for: 0)
            for map in OverlayStyle.Map.allCases {
                for hasPhoto in [true, false] {
                    try scene.change(0) {
                        $0.style = OverlayStyle(map: map, scale: .sheet, hasPhoto: hasPhoto)
                        $0.sign = nil
                    }
                    #expect(try scene.painted(0).outlines.isEmpty)
                }
            }
        }
        try scene.write(Tensor(shape: [2, 1], elements: [1, .infinity]), for: 0)
        #expect(throws: ImagesError.self) { try scene.painted(0) }
    }

    @Test("Every map of a sheet is a map of pictures")
    func maps() {
        #expect(OverlayStyle.Map.allCases.map(\.rawValue) == StrengthMap.allCases.map(\.rawValue))
    }
}
