import Explanations
import Foundation
import Galleries
import SheetTemplates
import Testing

/// In what order photos stand and under what headings.
@Suite struct GallerySortTests {
    @Test(
        "Each order is what it says, with the same photos, however they were given",
        arguments: GallerySort.allCases
    )
    func orders(sort: GallerySort) throws {
        let photos = try GallerySamples.photos(40)
        let sorted = sort.sorted(photos)
        #expect(Set(sorted.map(\.id)) == Set(photos.map(\.id)) && sorted.count == 40)
        if sort == .given {
            #expect(sorted == photos)
            return
        }
        #expect(sort.sorted(photos.reversed()) == sorted)
        for (one, next) in zip(sorted, sorted.dropFirst()) {
            switch sort {
            case .confidence: #expect(one.answer.probability >= next.answer.probability)
            case .doubt: #expect(one.answer.probability <= next.answer.probability)
            case .answer: #expect(one.answer.label.lowercased() <= next.answer.label.lowercased())
            case .file: #expect(one.input.file <= next.input.file)
            case .concept:
                let names = [one, next].map { $0.leadingConcept?.name.lowercased() ?? "" }
                #expect(names[0] <= names[1])
            case .agreement:
                let ranks = [one, next].map { photo -> Int in
                    switch photo.agreement {
                    case .differs: 0
                    case .unknown: 1
                    case .agrees: 2
                    case .unlabelled: 3
                    }
                }
                #expect(ranks[0] <= ranks[1])
            case .given: break
            }
        }
    }

    @Test("The label's agreement is what the explanation warns of")
    func agreement() throws {
        let photos = try GallerySamples.photos(4)
        #expect(photos.map(\.agreement) == [.agrees, .differs, .unknown, .unlabelled])
    }

    @Test("The leading concept is the strongest named one for the answer")
    func leading() throws {
        for (number, photo) in try GallerySamples.photos(9).enumerated() {
            let names = ["Round eyes", "Bird legs", "round eyes", "Dark spots"]
            #expect(photo.leadingConcept?.name == names[number % 4])
        }
    }

    @Test(
        "Groups hold every photo once, in order, each below what it has in common",
        arguments: GalleryGrouping.allCases
    )
    func groups(grouping: GalleryGrouping) throws {
        let gallery = GallerySamples.gallery(try GallerySamples.photos(40), grouping: grouping)
        let groups = try gallery.groups(GallerySamples.words())
        #expect(groups.map(\.photos.count).reduce(0, +) == 40)
        #expect(Set(groups.flatMap(\.photos).map(\.id)).count == 40)
        #expect(Set(groups.map(\.heading)).count == groups.count)
        for group in groups {
            let probabilities = group.photos.map(\.answer.probability)
            #expect(probabilities == probabilities.sorted(by: >))
            for photo in group.photos {
                switch grouping {
                case .none: #expect(group.heading == nil)
                case .answer: #expect(group.heading == photo.answer.label)
                case .concept:
                    #expect(group.heading == photo.leadingConcept?.name)
                case .confidence:
                    let ends = try #require(group.heading).split { !$0.isNumber }.compactMap {
                        Double($0)
                    }
                    #expect(ends[1] == ends[0] + 10)
                    #expect(photo.answer.probability * 100 >= ends[0])
                    #expect(photo.answer.probability * 100 < ends[1])
                case .agreement:
                    #expect(Set(group.photos.map(\.agreement)) == [photo.agreement])
                }
            }
        }
    }

    @Test("Page ranges hold each page once, in order", arguments: 0..<200)
    func ranges(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        let pages = (0..<Int(seed % 17)).map { _ -> Int in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return Int(state >> 60) + 1
        }
        // Read back: a dash stands for all between, and only for three or more.
        let text = PageRanges.text(pages)
        let read =
            text.isEmpty
            ? []
            : text.split(separator: ", ").flatMap { part -> [Int] in
                let ends = part.split(separator: "\u{2013}").compactMap { Int($0) }
                #expect(ends.count == 1 || ends[1] - ends[0] >= 2)
                return Array(ends[0]...ends[ends.count - 1])
            }
        #expect(read == Set(pages).sorted())
    }
}
