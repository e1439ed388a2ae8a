// All kernel templates, then the table of this instruction set.
#include "vector.h"
#include "product.h"
#include "panel.h"
#include "column_sums.h"
#include "adam.h"
#include "peak.h"
#include "elementary_float.h"
#include "doubles.h"
#include "elementary_double.h"
#include "error_double.h"
#include "normal_doubles.h"
#include "trigonometry_double.h"
#include "trigonometry_float.h"
#include "elementwise.h"
#include "reduction.h"
#include "selection.h"
#include "embedding.h"
#include "dense.h"
#include "column_doubles.h"
#include "interpolation.h"
#include "loss.h"
#include "normalization.h"

const latents_table LATENTS_PASTE(latents_table, LATENTS_SUFFIX) = {
  .tile_panels = LATENTS_TILE_PANELS,
  .block_inner = LATENTS_BLOCK_INNER,
  .product = LATENTS_NAME(product),
  .copy_lines = LATENTS_NAME(copy_lines),
  .column_sums = LATENTS_NAME(column_sums),
  .adam = LATENTS_NAME(adam),
  .peak = LATENTS_NAME(peak),
  LATENTS_LISTED_KERNELS(LATENTS_KERNEL_ENTRY)
};
