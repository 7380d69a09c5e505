public import SheetRendering

/// A form in which a sheet is printed; named here so that a program needs to import Llexicorp alone.
public typealias SheetFormat = SheetRendering.SheetFormat
