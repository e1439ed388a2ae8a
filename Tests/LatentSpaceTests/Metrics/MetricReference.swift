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

  /// Sums of |coef_| of sklearn.linear_model.Lasso(alpha=0.02).
  static let lassoImportance = [
    [0.807567565402709, 0.0],
    [0.0, 0.7428042775403654],
    [0.0, 0.013923447038828682],
    [0.0, 0.0],
  ]

  /// |coef_| of sklearn.linear_model.Lasso(alpha=0.02).
  static let lassoImportanceContinuous = [
    [0.9611193834423756, 0.02841310824354032],
    [0.0, 0.9132137972438327],
    [0.014818998175056644, 0.06528296831183968],
    [0.0, 0.0],
  ]

  /// From it.
  static let lassoDisentanglement = 0.9999999999999999

  /// From it.
  static let lassoCompleteness = 0.9679860048442995

  /// 1 - spread / largest, codes × factors.
  static let robustness = [
    [0.8817595695614792, 0.0017805996273975166],
    [0.00028293147237290484, 0.7694006597133967],
    [0.45565096593690646, 0.3041095022852226],
    [-0.0015852418744242147, -0.014047902878521645],
  ]

  /// Weighted by the largest.
  static let robustnessScore = 0.5752802360198064

  /// LogisticRegression(C=1) on standardised codes.
  static let probePredictions = [
    0.0,
    2.0,
    2.0,
    0.0,
    0.0,
    2.0,
    1.0,
    1.0,
    1.0,
    0.0,
    1.0,
    2.0,
    0.0,
    0.0,
    2.0,
    1.0,
    2.0,
    2.0,
    0.0,
    1.0,
    2.0,
    1.0,
    1.0,
    1.0,
    0.0,
    2.0,
    2.0,
    0.0,
    0.0,
    2.0,
    1.0,
    2.0,
    2.0,
    0.0,
    1.0,
    2.0,
    0.0,
    0.0,
    1.0,
    1.0,
    2.0,
    2.0,
    0.0,
    1.0,
    2.0,
    1.0,
    1.0,
    1.0,
    0.0,
    2.0,
    2.0,
    0.0,
    0.0,
    2.0,
    1.0,
    2.0,
    2.0,
    0.0,
    1.0,
    2.0,
  ]

  /// Improved precision, k = 3.
  static let precision = 0.26

  /// Improved recall, k = 3.
  static let recall = 0.5666666666666667

  /// Density, k = 5.
  static let density = 0.2

  /// Coverage, k = 5.
  static let coverage = 0.4

  /// Distance to the nearest against that one's own.
  static let authenticity = 0.98

  /// Unbiased MMD² with the cubic kernel.
  static let kernelDistance = 2.435675460092149

  /// 1 neighbour, leave-one-out.
  static let nearestAccuracy = 0.25

  /// KNeighborsClassifier(5) on the others.
  static let heldOutAccuracy = 0.54
}
