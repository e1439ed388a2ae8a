import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Hashes {
    private let initialState: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
      0x5be0_cd19,
    ]

    @Test func `The block of the standard's example has its state on every instruction set`() {
      let block: [UInt8] = Array("abc".utf8) + [0x80] + [UInt8](repeating: 0, count: 59) + [24]
      forEachMachine { machine in
        var state = initialState
        Kernels.sha256(&state, of: block, blocks: 1)
        let expected: [UInt32] = [
          0xba78_16bf, 0x8f01_cfea, 0x4141_40de, 0x5dae_2223, 0xb003_61a3, 0x9617_7a9c,
          0xb410_ff61, 0xf200_15ad,
        ]
        #expect(state == expected, "\(machine)")
      }
    }

    @Test func `Several blocks are as one after the other`() {
      let bytes = testValues(16 * 9, seed: 5).flatMap { value in
        (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
      }
      forEachMachine { machine in
        var together = initialState
        Kernels.sha256(&together, of: bytes, blocks: 9)
        var single = initialState
        for block in 0..<9 {
          Kernels.sha256(&single, of: Array(bytes[(64 * block)..<(64 * block + 64)]), blocks: 1)
        }
        #expect(together == single, "\(machine)")
      }
    }
  }
}
