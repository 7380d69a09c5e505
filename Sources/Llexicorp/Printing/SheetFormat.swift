public import SheetRendering
public import SheetTemplates

/// A form in which a sheet is printed; named here so that a program needs to import Llexicorp alone.
public typealias SheetFormat = SheetRendering.SheetFormat

/// What prints sheets; named here so that a program needs to import Llexicorp alone.
public typealias SheetPrinter = SheetRendering.SheetPrinter

/// How heatmaps are laid over photos; named here so that a program needs to import Llexicorp alone.
public typealias OverlayStyle = SheetTemplates.OverlayStyle

/// What is drawn otherwise than a template has it; named here so that a program needs to import Llexicorp
/// alone.
public typealias OverlayChange = SheetTemplates.OverlayChange
