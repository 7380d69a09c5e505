extension Value {
    /// What a value would be as JSON: records, lists, texts, numbers and flags.
    ///
    /// - Parameter value: Anything that can be encoded.
    /// - Throws: What the value's own encoding throws.
    package init(encoding value: some Encodable) throws {
        let place = EncodedPlace()
        try value.encode(to: ValueEncoder(place: place, codingPath: []))
        self = place.value
    }
}

/// A place that a value is written to; containers hold their places until all is written.
private final class EncodedPlace {
    private enum Content {
        case nothing
        case value(Value)
        case record([String: EncodedPlace])
        case list([EncodedPlace])
    }

    private var content = Content.nothing

    var value: Value {
        switch content {
        case .nothing: .none
        case .value(let value): value
        case .record(let fields): .record(fields.mapValues(\.value))
        case .list(let items): .list(items.map(\.value))
        }
    }

    var count: Int {
        if case .list(let items) = content { items.count } else { 0 }
    }

    func set(_ value: Value) { content = .value(value) }

    func becomeRecord() {
        if case .record = content { return }
        content = .record([:])
    }

    func becomeList() {
        if case .list = content { return }
        content = .list([])
    }

    func field(_ name: String) -> EncodedPlace {
        let place = EncodedPlace()
        guard case .record(var fields) = content else { return place }
        // So that the dictionary is not copied for each field.
        content = .nothing
        fields[name] = place
        content = .record(fields)
        return place
    }

    func item() -> EncodedPlace {
        let place = EncodedPlace()
        guard case .list(var items) = content else { return place }
        content = .nothing
        items.append(place)
        content = .list(items)
        return place
    }
}

private struct ValueEncoder: Encoder {
    let place: EncodedPlace
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        place.becomeRecord()
        return KeyedEncodingContainer(RecordContainer<Key>(place: place, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        place.becomeList()
        return ListContainer(place: place, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleContainer(place: place, codingPath: codingPath)
    }
}

extension EncodedPlace {
    /// Writes a value, without asking it where its kind is plain.
    func write<T: Encodable>(_ value: T, _ codingPath: [any CodingKey]) throws {
        switch value {
        case let text as String: set(.text(text))
        case let number as Double: set(.number(number))
        case let number as Int: set(.number(Double(number)))
        case let flag as Bool: set(.flag(flag))
        default: try value.encode(to: ValueEncoder(place: self, codingPath: codingPath))
        }
    }
}

private struct RecordContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let place: EncodedPlace
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) {}

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try place.field(key.stringValue).write(value, codingPath)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        let inner = place.field(key.stringValue)
        return ValueEncoder(place: inner, codingPath: codingPath).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let inner = place.field(key.stringValue)
        return ValueEncoder(place: inner, codingPath: codingPath).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        ValueEncoder(place: place.field("super"), codingPath: codingPath)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        ValueEncoder(place: place.field(key.stringValue), codingPath: codingPath)
    }
}

private struct ListContainer: UnkeyedEncodingContainer {
    let place: EncodedPlace
    let codingPath: [any CodingKey]
    var count: Int { place.count }

    func encodeNil() { _ = place.item() }

    func encode<T: Encodable>(_ value: T) throws { try place.item().write(value, codingPath) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        ValueEncoder(place: place.item(), codingPath: codingPath).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        ValueEncoder(place: place.item(), codingPath: codingPath).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        ValueEncoder(place: place.item(), codingPath: codingPath)
    }
}

private struct SingleContainer: SingleValueEncodingContainer {
    let place: EncodedPlace
    let codingPath: [any CodingKey]

    func encodeNil() { place.set(.none) }
    func encode(_ value: Bool) { place.set(.flag(value)) }
    func encode(_ value: String) { place.set(.text(value)) }
    func encode(_ value: Double) { place.set(.number(value)) }
    func encode(_ value: Float) { place.set(.number(Double(value))) }
    func encode(_ value: Int) { place.set(.number(Double(value))) }
    func encode(_ value: Int8) { place.set(.number(Double(value))) }
    func encode(_ value: Int16) { place.set(.number(Double(value))) }
    func encode(_ value: Int32) { place.set(.number(Double(value))) }
    func encode(_ value: Int64) { place.set(.number(Double(value))) }
    func encode(_ value: UInt) { place.set(.number(Double(value))) }
    func encode(_ value: UInt8) { place.set(.number(Double(value))) }
    func encode(_ value: UInt16) { place.set(.number(Double(value))) }
    func encode(_ value: UInt32) { place.set(.number(Double(value))) }
    func encode(_ value: UInt64) { place.set(.number(Double(value))) }

    func encode<T: Encodable>(_ value: T) throws { try place.write(value, codingPath) }
}
