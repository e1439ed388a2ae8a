internal import CLatentKernels

/// The door to the C kernels: the only place that imports them.
package enum Kernels {}
