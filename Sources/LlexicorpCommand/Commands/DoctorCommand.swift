import ArgumentParser
import Llexicorp

/// `llexicorp doctor`: what is installed, what is missing, how to get it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "What is installed, what is missing, and how to get it."
    )

    func run() async throws {
        let findings = Doctor.examine()
        for finding in findings {
            print("\(finding.isFine ? "ok     " : "missing") \(finding.subject): \(finding.detail)")
        }
        if findings.contains(where: { !$0.isFine }) { throw ExitStatus.failed }
    }
}
