@_exported import LatentData
@_exported import LatentSpace
@_exported import LatentVAE
