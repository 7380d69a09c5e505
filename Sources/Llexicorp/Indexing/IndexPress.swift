import Attribution
import Concepts
public import Foundation
import Models

/// Builds reference indexes.
public enum IndexPress {
    /// How far a build is.
    public struct Progress: Sendable {
        /// How many photos are done, from earlier runs too.
        public let done: Int
        /// How many there are.
        public let total: Int
        /// Photos a second in this run, once known.
        public let rate: Double?
        /// How long the rest will take, once known.
        public let secondsLeft: Double?
    }
}
