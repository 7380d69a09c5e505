/// How the program ends; thrown by a command that ends otherwise than done.
enum ExitStatus: Int32, Error {
    case done = 0
    case failed = 1
    case wrongUsage = 2
    /// Some of several photos failed, the rest are whole.
    case partlyDone = 3
}
