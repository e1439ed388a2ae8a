// Written by Tests/Scripts/metrics_reference.py.

/// Figures computed in float64 with NumPy, SciPy and scikit-learn.
enum Reference {
  /// np.corrcoef squared, codes × factors.
  static let squaredCorrelations = [
    [0.9842851202862581, 1.8879649689308684e-09],
    [1.612052026329076e-12, 0.9365566740647079],
    [0.5591059121464123, 0.29966328570715717],
    [2.9875458665032242e-05, 0.00068701581768357],
  ]

  /// The mean gap of the two best.
  static let sapContinuous = 0.5310362982486982

  /// Balanced accuracy of the best value of each of 20 bins.
  static let balancedAccuracies = [
    [1.0, 0.4041666666666666],
    [0.30833333333333335, 1.0],
    [0.5166666666666667, 0.5208333333333334],
    [0.2875, 0.375],
  ]

  /// The mean gap of the two best.
  static let sapDiscrete = 0.48124999999999996
}
