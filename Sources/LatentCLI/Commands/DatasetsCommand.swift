import Foundation
import LatentData
import LatentGallery
import Latents

/// `latent datasets`: the bundled data sets, and a closer look at any one.
enum DatasetsCommand {
  private static let data = Positional(
    "DATA", count: 0...1,
    help: """
      a bundled data set's name, a folder of PNG files, a folder with the IDX files of MNIST, or \
      an IDX or .npy file of pictures; without it all bundled ones are listed
      """)
  private static let output = Option<String?>(
    optional: "output", short: "o", .file.called("OUT"),
    help: """
      what to write: a contact sheet (.png), the table of attributes (.csv), or a folder with \
      every picture and the table
      """)
  private static let rows = Option<String?>(
    optional: "rows", .text("NAME"),
    help: "one row of the sheet per value of this attribute (default: the classes, if any)")
  private static let vary = Option<String?>(
    optional: "vary", .text("FACTOR"),
    help: "one row per sample, in which this factor alone changes: the true edits")
  private static let count = Option<Int?>(
    optional: "count", .wholeNumber(1...10_000),
    help: "pictures on the sheet (default: about 60), or in the folder (default: all)")
  private static let columns = Option(
    "columns", .wholeNumber(1...1000), default: 12, help: "pictures in a row")

  static let command = Command(
    "datasets", "List the bundled data sets, or look at one", positionals: [data],
    options: [
      output, rows, vary, count, columns, Shared.scale, Shared.json, Shared.show, Shared.quiet,
    ],
    notes: [
      "A sample of a data set is written NAME:INDEX, such as fashion:12. The pictures of a sheet, "
        + "and those of a folder that are not all, are spread evenly over the data set."
    ],
    examples: [
      "latent datasets", "latent datasets animals -o animals.png",
      "latent datasets faces --rows smiling --count 24 -o smiles.png",
      "latent datasets glyphs --vary bold --count 20 -o bold.png",
      "latent datasets sprites -o attributes.csv",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    guard let name = invocation.all(data).first else {
      for option in [output, rows, vary] where invocation[option] != nil {
        throw UsageError("\(option.dashedName) needs the name of a data set before it.")
      }
      return try list(invocation)
    }
    let subject = try DatasetSubject(name)
    guard let path = invocation[output] else {
      if invocation[rows] != nil || invocation[vary] != nil {
        throw UsageError("--rows and --vary draw a sheet; say where with -o, such as -o sheet.png.")
      }
      return try subject.describe(invocation)
    }
    switch OutputFile.fileExtension(of: path) {
    case "png":
      let delivery = try PictureDelivery(invocation, to: path)
      let sheet = try sheet(subject, invocation)
      let shown = sheet.rows.flatMap(\.pictures)
      let scale = invocation[Shared.scale] ?? Picture.defaultSheetScale(for: shown)
      try delivery.deliver(
        sheet.picture(scale: scale), saying: "\(counted(shown.count, "picture")) of '\(name)'")
    case "csv":
      let file = try OutputFile(path)
      let columns = subject.attributes
      guard !columns.isEmpty else { throw Failure("the data set '\(name)' has no attributes.") }
      let table = AttributeColumn.table(
        of: columns, firstColumn: "index", names: (0..<subject.count).map(String.init))
      try Interruption.uncut { try Files.write(table, to: URL(filePath: file.path)) }
      remark(invocation, "\(path): \(counted(subject.count, "row")) of '\(name)'")
    case "":
      let folder = try OutputFolder(path)
      let chosen = Self.part(of: subject.outline, count: invocation[count] ?? subject.count)
      let data = LabeledDataset(
        name: chosen.name, samples: try subject.samples(chosen.samples),
        attributes: chosen.attributes, testIndices: chosen.testIndices)
      try data.write(to: URL(filePath: folder.path)) { index in
        [Recipe.keyword: Recipe(words: invocation.words, modelHash: nil, index: index).text]
      }
      remark(invocation, "\(path): \(counted(data.count, "picture")) of '\(name)'")
    default:
      throw UsageError("'\(path)': give a name that ends in .png or .csv, or that of a folder.")
    }
  }

  private static func remark(_ invocation: Invocation, _ words: String) {
    if !invocation[Shared.quiet] { Console.remark(words) }
  }

  /// Evenly spread samples, of the training and of the test part in the shares of the whole.
  private static func part(
    of data: LabeledDataset<Int>, count: Int
  ) -> LabeledDataset<Int> {
    let wanted = min(count, data.count)
    if wanted == data.count { return data }
    let test = data.testIndices.evenlySpread(wanted * data.testIndices.count / data.count)
    let train = data.trainIndices.evenlySpread(wanted - test.count)
    let chosen = data.selecting(train + test)
    return LabeledDataset(
      name: data.name, samples: chosen.samples, attributes: chosen.attributes,
      testIndices: train.count..<chosen.count)
  }

  // MARK: - Sheets

  private static func sheet(
    _ subject: DatasetSubject, _ invocation: Invocation
  ) throws -> LabeledSheet {
    let columns = invocation[columns]
    if let name = invocation[vary] {
      if invocation[rows] != nil { throw UsageError("--rows and --vary do not go together.") }
      return try varied(subject, name, columns: columns, count: invocation[count])
    }
    let classes = subject.attributes.contains { $0.name == "class" } ? "class" : nil
    if let name = invocation[rows] ?? classes {
      return try grouped(subject, name, columns: columns, count: invocation[count])
    }
    let indices = spreadIndices(min(invocation[count] ?? 5 * columns, subject.count), subject.count)
    let pictures = try subject.samples(indices)
    let starts = stride(from: 0, to: pictures.count, by: columns)
    return LabeledSheet(
      rows: starts.map { ("", Array(pictures[$0..<min($0 + columns, pictures.count)])) })
  }

  /// One row per value of an attribute.
  private static func grouped(
    _ subject: DatasetSubject, _ name: String, columns: Int, count: Int?
  ) throws -> LabeledSheet {
    guard let column = subject.outline.attribute(named: name) else {
      throw Failure(missing: name, in: subject.outline)
    }
    let values: [Int?]
    let names: [String]
    switch column.values {
    case .binary(let flags):
      (values, names) = (flags.map { $0.map { $0 ? 1 : 0 } }, ["not \(name)", name])
    case .categorical(let indices, let classNames): (values, names) = (indices, classNames)
    case .continuous:
      throw Failure(
        "the attribute '\(name)' is a number, and rows need yes and no or classes; try --vary.")
    }
    var members = [[Int]](repeating: [], count: names.count)
    for (index, value) in values.enumerated() { if let value { members[value].append(index) } }
    let perRow = count.map { max(1, $0 / names.count) } ?? columns
    let chosen = members.map { list in
      spreadIndices(min(perRow, list.count), list.count).map { list[$0] }
    }
    var pictures = try subject.samples(chosen.flatMap { $0 })[...]
    var lines: [(name: String, pictures: [Picture])] = []
    for (name, indices) in zip(names, chosen) {
      for start in stride(from: 0, to: indices.count, by: columns) {
        let row = pictures.prefix(min(columns, indices.count - start))
        pictures = pictures.dropFirst(row.count)
        lines.append((start == 0 ? name : "", Array(row)))
      }
    }
    return LabeledSheet(rows: lines)
  }

  /// One row per sample, along the values of a factor.
  private static func varied(
    _ subject: DatasetSubject, _ name: String, columns: Int, count: Int?
  ) throws -> LabeledSheet {
    let edits = try subject.trueEdits()
    guard let factor = edits.factor(named: name) else {
      throw Failure(
        "the data set '\(subject.name)' has no factor '\(name)'"
          + suggestion(for: name, in: edits.factors.map(\.name))
          + " It has " + edits.factors.map(\.name).joined(separator: ", ") + ".")
    }
    var steps = factor.steps(count: max(2, columns))
    if steps.count > columns { steps = (0..<columns).map { steps[$0 * steps.count / columns] } }
    let titles =
      switch factor.values {
      case .binary: ["no \(name)", name]
      case .categorical(let names): steps.map { names[Int($0)] }
      case .continuous(let range):
        steps.map { fixed($0, decimals: range.upperBound - range.lowerBound >= 10 ? 0 : 2) }
      }
    func pictures(_ samples: [Int]) -> [[Picture]] {
      steps.map { edits.pictures(ofSamples: samples, setting: name, to: $0) }
    }
    if 2 * steps.count <= columns {
      // Few values: one below the other for each sample.
      let samples = spreadIndices(min(columns, subject.count), subject.count)
      return LabeledSheet(
        rows: Array(zip(titles, pictures(samples))), columns: samples.map(String.init))
    }
    let rows = max(1, (count ?? 5 * steps.count) / steps.count)
    let samples = spreadIndices(min(rows, subject.count), subject.count)
    let values = pictures(samples)
    return LabeledSheet(
      rows: samples.indices.map { row in ("\(samples[row])", values.map { $0[row] }) },
      columns: titles)
  }

  // MARK: - The list

  private static func list(_ invocation: Invocation) throws {
    var rows: [[String]] = []
    for entry in Gallery.all {
      if invocation[Shared.json] {
        try Console.print(DatasetSubject.members(of: entry))
      } else {
        rows.append([
          entry.name, counted(entry.sampleCount, "sample"), entry.summary, entry.credit,
        ])
      }
    }
    for line in table(rows) { try Console.print(line) }
  }
}

extension Picture {
  /// How many pixels wide each pixel of a sheet is drawn: small pictures twice, large ones once.
  fileprivate static func defaultSheetScale(for pictures: [Picture]) -> Int {
    max(1, 64 / pictures.reduce(1) { max($0, $1.width, $1.height) })
  }
}
