import Latents
