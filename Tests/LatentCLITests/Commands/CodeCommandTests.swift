import Foundation
import LatentData
import Testing

/// `encode` and `decode`: the four formats hold the same numbers.
@Suite struct CodeCommandTests {
  @Test func `All formats hold the same numbers`() throws {
    try TinyWorld.withCopy { folder in
      for format in ["npy", "csv", "json", "safetensors"] {
        let encode = try TinyWorld.run(
          "encode", "model.safetensors", "data.npy:0-4", "data.npy:9", "-o", "c." + format,
          in: folder)
        #expect(encode.status == 0)
        #expect(encode.errors == "c.\(format): 6 vectors of 3 dimensions\n")
        let decode = try TinyWorld.run(
          "decode", "model.safetensors", "c." + format, "-o", "\(format).npy", in: folder)
        #expect(decode.status == 0)
      }
      let values = try TinyWorld.bytes("npy.npy", in: folder)
      #expect(try NPY.decode(values).shape == [6, 8, 8, 1])
      for format in ["csv", "json", "safetensors"] {
        #expect(try TinyWorld.bytes("\(format).npy", in: folder) == values)
      }
    }
  }

  @Test func `A whole data set is encoded by its name`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "encode", "model.safetensors", "data.npy", "-o", "c.npy", "--quiet", in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty)
      #expect(try NPY.decode(TinyWorld.bytes("c.npy", in: folder)).shape == [240, 3])
    }
  }

  @Test func `Vectors become a sheet or a folder of pictures`() throws {
    try TinyWorld.withCopy { folder in
      _ = try TinyWorld.run(
        "encode", "model.safetensors", "data.npy:0-10", "-o", "c.npy", in: folder)
      let sheet = try TinyWorld.run(
        "decode", "model.safetensors", "c.npy", "-o", "s.png", "--columns", "4", "--scale", "1",
        in: folder)
      #expect(sheet.status == 0)
      let picture = try TinyWorld.picture("s.png", in: folder).picture
      #expect((picture.width, picture.height) == (38, 28))
      let many = try TinyWorld.run("decode", "model.safetensors", "c.npy", "-o", "d/", in: folder)
      #expect(many.status == 0)
      #expect(
        try TinyWorld.names(in: folder + "/d")
          == (0...10).map { $0 < 10 ? "0\($0).png" : "\($0).png" })
      let third = try TinyWorld.picture("d/02.png", in: folder).picture
      #expect(picture.cropped(x: 20, y: 0, width: 8, height: 8) == third)
    }
  }

  @Test(arguments: [
    ("x.npy", "\u{93}NUMPY", 1, "npy"),
    ("x.json", "[[1,2,3],[1,2]]", 1, "equally long"),
    ("x.json", "[[1,2]]", 1, "2 dimensions, but the model has 3"),
    ("x.csv", "1,2,a\n", 1, "numbers"),
    ("x.json", "[]", 1, "no vectors"),
    ("x.txt", "1 2 3", 2, ".npy, .csv, .json or .safetensors"),
  ])
  func `Damaged vectors are refused`(
    name: String, content: String, status: Int32, message: String
  ) throws {
    try TinyWorld.withCopy { folder in
      try content.write(toFile: folder + "/" + name, atomically: true, encoding: .isoLatin1)
      let outcome = try TinyWorld.run(
        "decode", "model.safetensors", name, "-o", "s.png", in: folder)
      #expect(outcome.status == status)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(!(try TinyWorld.names(in: folder)).contains("s.png"))
    }
  }
}
