import Foundation
import SheetRendering
import Testing

/// Streams that end in a carriage return.
@Suite struct StreamEndsTests {
    /// A document of two streams with a plain table, whose objects lie where the table says.
    private func document(_ first: String, _ second: String) -> Data {
        var text = "%PDF-1.7\n"
        var rows = ["0000000000 65535 f "]
        for (number, object) in [
            "<< /Pages 2 0 R /Type /Catalog >>",
            "<< /Count 0 /Kids [ ] /Type /Pages /One 3 0 R /Two 4 0 R >>",
            "<< /Length \(first.utf8.count) >>\nstream\n\(first)\nendstream",
            "<< /Length \(second.utf8.count) >>\nstream\n\(second)\nendstream",
        ].enumerated() {
            let digits = String(text.utf8.count)
            rows.append(String(repeating: "0", count: 10 - digits.count) + "\(digits) 00000 n ")
            text += "\(number + 1) 0 obj\n\(object)\nendobj\n"
        }
        let place = text.utf8.count
        text += "xref\n0 5\n" + rows.map { $0 + "\n" }.joined()
        text += "trailer << /Root 1 0 R /Size 5 >>\nstartxref\n\(place)\n%%EOF\n"
        return Data(text.utf8)
    }

    @Test("A return at a stream's end gets a line end that it cannot be taken for")
    func mended() throws {
        let mended = StreamEnds.mended(document("abc\r", "d\r\r"))
        let text = String(decoding: mended, as: UTF8.self)
        #expect(text.utf8.count == document("abc\r", "d\r\r").count + 2)
        #expect(Data(text.utf8).range(of: Data("abc\r\r\nendstream".utf8)) != nil)
        #expect(Data(text.utf8).range(of: Data("d\r\r\r\nendstream".utf8)) != nil)
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("ends.pdf")
        try mended.write(to: file)
        // qpdf complains of a table whose objects lie elsewhere.
        let check = try run("qpdf", "--check", file.path)
        #expect(check.contains("No syntax") && !check.contains("WARNING"), "\(check)")
        #expect(try run("qpdf", "--show-object=4", "--raw-stream-data", file.path) == "d\r\r")
    }

    @Test(
        "A document of any size is mended in its file as in memory",
        arguments: [0, 1, 17, 18, 19, 20, 21, 40]
    )
    func file(shift: Int) throws {
        // The end of the first stream lies on either side of where a piece of the file ends.
        let size = (1 << 20) - 180 + shift
        let long = document(String(repeating: "x", count: size) + "\r", "d\r")
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("long.pdf")
        try long.write(to: file)
        try StreamEnds.mend(file)
        #expect(try Data(contentsOf: file) == StreamEnds.mended(long))
        #expect(try Data(contentsOf: file).count == long.count + 2)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(names == ["long.pdf"])
    }

    @Test("Other documents stay as they are", arguments: ["abc", "abc\n", "\rabc", ""])
    func unchanged(content: String) throws {
        let whole = document(content, content)
        #expect(StreamEnds.mended(whole) == whole)
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("whole.pdf")
        try whole.write(to: file)
        try StreamEnds.mend(file)
        #expect(try Data(contentsOf: file) == whole)
    }
}
