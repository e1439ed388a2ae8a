// All kernel templates, then the table of this instruction set.
#include "product.h"
#include "column_sums.h"
#include "adam.h"
#include "peak.h"
#include "elementwise.h"

const latents_table LATENTS_PASTE(latents_table, LATENTS_SUFFIX) = {
  .tile_rows = LATENTS_TILE_ROWS,
  .product = LATENTS_NAME(product),
  .column_sums = LATENTS_NAME(column_sums),
  .adam = LATENTS_NAME(adam),
  .peak = LATENTS_NAME(peak),
  .relu = LATENTS_NAME(relu),
};
