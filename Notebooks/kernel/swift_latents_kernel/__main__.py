"""Started by Jupyter: python3 -m swift_latents_kernel -f CONNECTION-FILE"""
from ipykernel.kernelapp import IPKernelApp

from .jupyter import SwiftLatentsKernel

IPKernelApp.launch_instance(kernel_class=SwiftLatentsKernel)
