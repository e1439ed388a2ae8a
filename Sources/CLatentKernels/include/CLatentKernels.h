// The public face of the kernels: one header per family, all symbols prefixed `latents_`.
#ifndef LATENTS_KERNELS_H
#define LATENTS_KERNELS_H

#include "latents_convolution.h"
#include "latents_dense.h"
#include "latents_dispatch.h"
#include "latents_elementary.h"
#include "latents_elementwise.h"
#include "latents_embedding.h"
#include "latents_half.h"
#include "latents_interpolation.h"
#include "latents_loss.h"
#include "latents_normal.h"
#include "latents_normalization.h"
#include "latents_optimizer.h"
#include "latents_peak.h"
#include "latents_product.h"
#include "latents_reduction.h"
#include "latents_scratch.h"
#include "latents_sha256.h"
#include "latents_threads.h"

#endif
