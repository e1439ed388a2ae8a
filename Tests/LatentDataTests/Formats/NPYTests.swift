import LatentData
import Testing

@Suite struct NPYTests {
  private let quarters: [Float] = [0, 0.25, 0.5, 0.75, 1, 1.25]

  @Test("Files that NumPy wrote are read, in either byte order and either order of dimensions")
  func reference() throws {
    let float = try NPY.decode(ReferenceFiles.npyFloat32)
    #expect(float.tensor == Tensor(shape: [2, 3], values: quarters))
    let big = try NPY.decode(ReferenceFiles.npyBigEndianFloat64)
    #expect(big.scalar == .float64 && big.tensor.values == quarters)
    let fortran = try NPY.decode(ReferenceFiles.npyFortranInt64)
    #expect(fortran.shape == [2, 3] && fortran.integers == [0, 1, 2, 3, 4, 5])
    #expect(try NPY.decode(ReferenceFiles.npyHalf).tensor.values == quarters)
    #expect(try NPY.decode(ReferenceFiles.npyBool).integers == [1, 0, 1, 0, 1, 0])
    let scalar = try NPY.decode(ReferenceFiles.npyScalar)
    #expect(scalar.shape == [] && scalar.tensor.values == [2.5])
    #expect(try NPY.decode(ReferenceFiles.npyEmpty).shape == [0, 4])
  }

  @Test("What is written has the very bytes that NumPy writes")
  func writing() throws {
    let tensor = Tensor(shape: [2, 3], values: quarters)
    #expect(NPY.encode(StoredTensor(tensor)) == ReferenceFiles.npyFloat32)
    #expect(NPY.encode(StoredTensor(tensor, as: .float16)) == ReferenceFiles.npyHalf)
    for shape in [[], [1], [3, 1, 2], [0, 2]] as [Tensor.Shape] {
      let stored = StoredTensor(Tensor(zeros: shape))
      #expect(try NPY.decode(NPY.encode(stored)) == stored)
    }
  }

  @Test("Types without numbers are named in the error")
  func unsupported() {
    let error = #expect(throws: FormatError.self) { try NPY.decode(ReferenceFiles.npyText) }
    #expect(error?.problem == .unsupported && error?.detail.contains("<U1") == true)
  }

  @Test("Arrays of a packed or plain archive are read by name")
  func archive() throws {
    for file in [ReferenceFiles.npzStored, ReferenceFiles.npzPacked] {
      let arrays = try NPZ.decode(file)
      #expect(arrays.keys.sorted() == ["codes", "labels"])
      #expect(arrays["codes"]?.tensor.values == quarters)
      #expect(arrays["labels"]?.integers == [1, 2])
    }
  }
}
