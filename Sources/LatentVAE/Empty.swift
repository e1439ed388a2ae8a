import LatentData
