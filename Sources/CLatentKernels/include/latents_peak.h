// The processor's peak, the measure of the products.
#ifndef LATENTS_PEAK_H
#define LATENTS_PEAK_H

#include <stddef.h>

/// Runs independent fused multiply-adds in registers, `repetitions` times as many as the
/// instruction set keeps in flight; returns how many there were.
size_t latents_peak(size_t repetitions);

#endif
