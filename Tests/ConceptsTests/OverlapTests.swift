import Concepts
import Explanations
import Images
import Tensors
import Testing

@Suite("Overlaps")
struct OverlapTests {
    /// A region by a drawing: `#` belongs to it.
    private func region(_ drawing: String) -> MeasuredRegion {
        MeasuredRegion(
            region: Region(
                box: .whole,
                centroid: Point(x: 0.5, y: 0.5),
                cell: .center,
                halfArea: 0.5,
                pieces: 1
            ),
            mask: drawing.filter { !$0.isWhitespace }.map { $0 == "#" }
        )
    }

    @Test("each share is of the concept's own region, exactly")
    func shares() {
        let regions: [(channel: Int, region: MeasuredRegion?)] = [
            (7, region("##.. ##.. .... ....")),
            (3, region(".### .... .... ....")),
            (9, region("#### #### #### ####")),
            (4, nil),
            (5, region(".... .... .... ....")),
            (6, region(".... .... ...# ....")),
        ]
        let overlaps = MeasuredRegion.overlaps(among: regions)
        #expect(
            overlaps == [
                [
                    Overlap(channel: 3, share: 0.25), Overlap(channel: 9, share: 1),
                    Overlap(channel: 6, share: 0),
                ],
                [
                    Overlap(channel: 7, share: 1.0 / 3), Overlap(channel: 9, share: 1),
                    Overlap(channel: 6, share: 0),
                ],
                [
                    Overlap(channel: 7, share: 0.25), Overlap(channel: 3, share: 3.0 / 16),
                    Overlap(channel: 6, share: 1.0 / 16),
                ],
                [],
                [],
                [
                    Overlap(channel: 7, share: 0), Overlap(channel: 3, share: 0),
                    Overlap(channel: 9, share: 1),
                ],
            ]
        )
        #expect(MeasuredRegion.overlaps(among: []).isEmpty)
    }

    @Test("the mask is what the overlay's outline encloses, of the concept's own sign")
    func mask() throws {
        let map = Tensor(
            shape: [60, 60],
            elements: (0..<3600).map { place in
                let (row, column) = (place / 60, place % 60)
                if 10..<30 ~= row, 10..<30 ~= column { return 1 }
                return 40..<55 ~= row && 35..<50 ~= column ? -2 : 0
            }
        )
        for (sign, relevance) in [(EvidenceSign.positive, 1.0), (.negative, -1)] {
            let outline = try HeatmapOutline(of: map, sign: sign)
            let half = try #require(try HalfRegion(of: map, sign: sign, blur: outline.blur))
            let measured = try #require(
                try RegionMeasure.measuredRegion(of: map, relevance: relevance)
            )
            #expect(measured.mask == half.mask)
            #expect(measured.region == (try RegionMeasure.region(of: map, relevance: relevance)))
            let area = Double(measured.mask.count { $0 }) / 3600
            #expect(abs(area - measured.region.halfArea) < 1e-12)
        }
        #expect(try RegionMeasure.measuredRegion(of: Tensor(zeros: [60, 60])) == nil)
    }
}
