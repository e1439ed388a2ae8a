#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

Interruption.listen()
exit(Program.latent.run(Array(CommandLine.arguments.dropFirst())).rawValue)
