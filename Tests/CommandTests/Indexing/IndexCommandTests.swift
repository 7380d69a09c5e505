import Foundation
import Testing

@Suite("The index commands")
struct IndexCommandTests {
    private static let build = [
        "index", "build", "photos.tsv", "--model", "vgg16", "--weights", Inputs.weights.path,
        "--composite", "epsilon-plus-flat", "--target", "given-label",
    ]

    private func status(
        _ file: String,
        _ options: String...,
        in program: Program,
        exits status: Int32 = 0
    ) throws -> [String: Any] {
        let outcome = try program.run(["index", "status", file, "--json"] + options)
        #expect(outcome.status == status, "\(outcome.errors)")
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(json as? [String: Any])
    }

    @Test("Rankings and class statistics of several layers can be read as JSON")
    func rankings() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try PhotoFolder.write(20, in: program)
        let built = try program.run(
            Self.build + [
                "--layer", "features.28,features.14", "--mode", "relmax-sum,actmax-max-raw",
                "--output", "index",
            ]
        )
        try #require(built.status == 0, "\(built.errors)")
        #expect(built.output == "index: 20 photos, layers features.28, features.14\n")
        let status = try status("index", "--rankings", "--statistics", in: program)
        #expect(status["schema"] as? String == "llexicorp/index/2")
        #expect(status["isFinished"] as? Bool == true && status["done"] as? Int == 20)
        #expect(status["target"] as? String == "given-label")
        let samples = try #require(status["samples"] as? [[String: Any]])
        #expect(samples.map { $0["target"] as? Int } == (0..<20).map { $0 % 10 })
        #expect(samples[13]["name"] as? String == "photos/13.png")
        let layers = try #require(status["layers"] as? [[String: Any]])
        #expect(layers.map { $0["name"] as? String } == ["features.28", "features.14"])
        for layer in layers {
            let channels = try #require(layer["channels"] as? Int)
            let rankings = try #require(layer["rankings"] as? [String: [[String: Any]]])
            #expect(rankings.keys.sorted() == ["actmax-max-raw", "relmax-sum"])
            for (_, ranking) in rankings {
                #expect(ranking.count == channels)
                for (place, channel) in ranking.enumerated() {
                    #expect(channel["channel"] as? Int == place)
                    let scores = try #require(channel["scores"] as? [Double])
                    #expect(scores == scores.sorted(by: >) && scores.count == 20)
                    #expect(Set(try #require(channel["samples"] as? [Int])) == Set(0..<20))
                }
            }
            let statistics = try #require(layer["statistics"] as? [String: [[String: Any]]])
            let classes = try #require(statistics["relmax-sum"])
            #expect(classes.map { $0["class"] as? Int } == Array(0..<10))
            for (number, entry) in classes.enumerated() {
                let photos = try #require(entry["samples"] as? [[Int]])
                #expect(photos.count == channels)
                #expect(photos.allSatisfy { Set($0) == [number, number + 10] })
            }
        }
    }

    @Test("Shards built and merged by the program make the index of one run")
    func shards() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try PhotoFolder.write(30, in: program)
        func build(_ options: String...) throws {
            let outcome = try program.run(Self.build + ["--layer", "features.28"] + options)
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        try build("--output", "whole")
        for number in 1...3 { try build("--output", "s\(number)", "--shard", "\(number)/3") }
        let part = try program.run("index", "merge", "s3", "s1", "--output", "part")
        #expect(
            part.output == "part: 22 of 30 photos, unfinished: merge it with the missing shards\n"
        )
        #expect(try status("part", in: program)["isFinished"] as? Bool == false)
        #expect(try status("s2", in: program)["shard"] as? String == "2/3")
        let merged = try program.run("index", "merge", "part", "s2", "--output", "merged")
        #expect(merged.output == "merged: 30 of 30 photos, whole\n")
        let digests = try ["whole", "merged"].map {
            try status($0, in: program)["contentSHA256"] as? String
        }
        #expect(digests[0] == digests[1] && digests[0]?.count == 64)

        let again = try program.run("index", "merge", "part", "s2", "--output", "merged")
        #expect(again.status == 1 && again.errorLines.count == 1)
        #expect(again.errors.contains("merged: is there already"))
        let unfinished = try program.run(
            "explain",
            "photos/1.png",
            "--index",
            "part",
            "--format",
            "json",
            "--model",
            "vgg16",
            "--weights",
            Inputs.weights.path,
            "--layer",
            "features.28"
        )
        #expect(unfinished.status == 1)
        #expect(unfinished.errors.contains("holds only 22 of 30 photos"))
        let homeless = try program.run(
            Self.build + ["--layer", "features.28", "--shard", "1/2"]
        )
        #expect(homeless.status == 1 && homeless.errors.contains("--output FILE"))
    }

    @Test("Status says what has changed since, and ends with 1 then")
    func changes() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try PhotoFolder.write(10, in: program)
        let built = try program.run(Self.build + ["--layer", "features.28", "--output", "index"])
        try #require(built.status == 0, "\(built.errors)")
        let weights = ["--weights", Inputs.weights.path]
        let intact = try program.run(["index", "status", "index", "--check-photos"] + weights)
        #expect(intact.status == 0, "\(intact.errors)")
        #expect(intact.output.contains("photos    all 10 are as they were\n"))
        #expect(intact.output.contains("weights   are the index's\n"))

        try FileManager.default.removeItem(at: program.path("photos/3.png"))
        try FileManager.default.copyItem(
            at: program.path("photos/4.png"),
            to: program.path("photos/3.png")
        )
        try FileManager.default.removeItem(at: program.path("photos/7.png"))
        var bytes = try Data(contentsOf: Inputs.weights)
        bytes[bytes.count - 2] ^= 1
        try bytes.write(to: program.path("other.safetensors"))
        let changed = try program.run(
            "index",
            "status",
            "index",
            "--check-photos",
            "--weights",
            "other.safetensors"
        )
        // What has changed is the result; nothing failed that an error would tell.
        #expect(changed.status == 1 && changed.errorLines.isEmpty, "\(changed.errors)")
        #expect(
            changed.output.contains(
                "photos    8 as they were, 1 changed, such as photos/3.png, 1 gone, such as photos/7.png"
            )
        )
        #expect(changed.output.contains("are others than the index's"))
        let json = try status("index", "--check-photos", in: program, exits: 1)
        #expect(
            (json["photosOnDisk"] as? [String: Any])?["changed"] as? [String] == ["photos/3.png"]
        )

        // A build notices as well: weights, list, layer, target.
        let other = try program.run(
            Self.build + ["--weights", "other.safetensors", "--layer", "features.28"]
                + ["--output", "index"]
        )
        #expect(other.status == 1 && other.errorLines.count == 1)
        #expect(other.errors.contains("is an index of something else: weights be0b42b508cc, not "))
        let again = try program.run(
            Self.build + ["--layer", "features.14", "--output", "index", "--target", "own-top-1"]
        )
        #expect(again.status == 1 && again.errorLines.count == 1)
        for phrase in [
            "layer features.28, not features.14", "target given-label, not own-top-1",
            "other photos (10, now 8",
        ] {
            #expect(again.errors.contains(phrase), "\(again.errors)")
        }
    }

    @Test(
        "Wrong words are told in one line",
        arguments: [
            (["--mode", "best"], "there is no ranking \"best\""),
            (["--target", "mine"], "there is no target rule \"mine\""),
            (["--shard", "3/2", "--output", "x"], "there is no shard 3/2"),
            (["--layer", "features.28,features.14"], "--output FILE"),
            (["--layer", "features.28,features.28", "--output", "x"], "named twice"),
            (["--layer", "nothing", "--output", "x"], "nothing"),
        ]
    )
    func wrongWords(options: [String], says: String) throws {
        let program = try Program()
        defer { program.cleanUp() }
        try PhotoFolder.write(2, in: program)
        let outcome = try program.run(Self.build + options)
        #expect(outcome.status != 0)
        #expect(outcome.errorLines.count == 1 && outcome.errors.contains(says), "\(outcome.errors)")
    }
}
