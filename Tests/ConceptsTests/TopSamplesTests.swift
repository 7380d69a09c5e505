import Concepts
import Tensors
import Testing

@Suite("Top samples")
struct TopSamplesTests {
    /// Scores with many ties, so that the order among equals is tried as well.
    private func scores(photos: Int, channels: Int, seed: UInt64) -> [ChannelScores] {
        var generator = SeededGenerator(seed: seed)
        return (0..<photos).map { _ in
            ChannelScores(
                Tensor(
                    shape: [channels, 1, 2],
                    elements: (0..<channels * 2).map { _ in
                        Float(Int.random(in: -3...3, using: &generator))
                    }
                ),
                normalized: false
            )
        }
    }

    @Test(
        "The best of each channel are those that sorting everything finds",
        arguments: [1, 5, 100]
    )
    func bruteForce(capacity: Int) {
        let photos = 60
        let channels = 9
        let all = scores(photos: photos, channels: channels, seed: 1)
        var tops = TopSamples(channels: channels, capacity: capacity)
        for (sample, scores) in all.enumerated() { tops.offer(scores, sample: sample) }
        for channel in 0..<channels {
            let expected = (0..<photos).sorted {
                (-all[$0].scores[channel], $0) < (-all[$1].scores[channel], $1)
            }.prefix(capacity)
            #expect(tops.entries[channel].map(\.sample) == Array(expected))
            #expect(
                tops.entries[channel].map(\.neuron) == expected.map { all[$0].neurons[channel] }
            )
        }
    }

    @Test("The order in which photos come does not matter")
    func anyOrder() {
        let all = scores(photos: 40, channels: 5, seed: 2)
        var generator = SeededGenerator(seed: 3)
        var forward = TopSamples(channels: 5, capacity: 7)
        for (sample, scores) in all.enumerated() { forward.offer(scores, sample: sample) }
        for _ in 0..<5 {
            var shuffled = TopSamples(channels: 5, capacity: 7)
            for sample in all.indices.shuffled(using: &generator) {
                shuffled.offer(all[sample], sample: sample)
            }
            #expect(shuffled.entries == forward.entries)
        }
    }

    @Test("Writing down the changes batch by batch gives the same as the whole")
    func changes() {
        let all = scores(photos: 50, channels: 4, seed: 4)
        var tops = TopSamples(channels: 4, capacity: 3)
        var written: [[Int: Double]] = Array(repeating: [:], count: 4)
        for (sample, scores) in all.enumerated() {
            tops.offer(scores, sample: sample)
            guard sample % 8 == 7 || sample == 49 else { continue }
            let changes = tops.takeChanges()
            for (channel, sample) in changes.removed {
                #expect(written[channel].removeValue(forKey: sample) != nil)
            }
            for (channel, entry) in changes.added {
                #expect(written[channel].updateValue(entry.score, forKey: entry.sample) == nil)
            }
            for channel in 0..<4 {
                let expected = tops.entries[channel].map { ($0.sample, $0.score) }
                #expect(written[channel] == Dictionary(uniqueKeysWithValues: expected))
            }
        }
    }
}

@Suite("Channel scores")
struct ChannelScoresTests {
    @Test("A score is the channel's sum over the sum of all channels' absolute sums")
    func byHand() {
        let scores = ChannelScores(
            Tensor(shape: [3, 2, 2], elements: [1, 2, 3, 0, -1, -1, 0, 0, 4, -4, 0, 4])
        )
        // Sums 6, -2, 4: 12 in absolute values.
        #expect(abs(scores.scores[0] - 6.0 / 12) < 1e-9)
        #expect(abs(scores.scores[1] + 2.0 / 12) < 1e-9)
        #expect(abs(scores.scores[2] - 4.0 / 12) < 1e-9)
        // The first of equal values wins.
        #expect(scores.neurons == [2, 2, 0])
    }

    @Test("Each unit of a fully connected layer is a channel of one place")
    func fullyConnected() {
        let scores = ChannelScores(Tensor(shape: [3], elements: [1, -2, 1]))
        #expect(scores.neurons == [0, 0, 0])
        for (score, expected) in zip(scores.scores, [0.25, -0.5, 0.25]) {
            #expect(abs(score - expected) < 1e-9)
        }
    }

    @Test("A layer of zeros scores zero, not nothing")
    func zeros() {
        let scores = ChannelScores(Tensor(zeros: [2, 3, 3]))
        #expect(scores.scores == [0, 0] && scores.areFinite)
    }

    @Test("Overflow is noticed", arguments: [Float.nan, Float.infinity])
    func notFinite(value: Float) {
        #expect(!ChannelScores(Tensor(shape: [2, 1, 1], elements: [value, 1])).areFinite)
    }
}
