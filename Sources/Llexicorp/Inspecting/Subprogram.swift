import Foundation

/// Short questions to other programs.
enum Subprogram {
    /// The first line that a program prints, or nil if it is not there or fails.
    ///
    /// - Parameter words: The program, looked up on the PATH, and its arguments.
    /// - Returns: The line without its end.
    static func output(of words: String...) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
}
