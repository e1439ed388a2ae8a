// All kernel templates, then the table of this instruction set.
#include "elementwise.h"

const latents_table LATENTS_PASTE(latents_table, LATENTS_SUFFIX) = {
  .relu = LATENTS_NAME(relu),
};
