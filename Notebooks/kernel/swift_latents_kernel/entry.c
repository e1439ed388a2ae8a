// Linked into every cell: an error thrown at top level ends the cell, not the process. It hides the
// runtime's function of the same name, which would stop the program.
extern void latents_notebook_uncaught(void *error) __attribute__((noreturn));

__attribute__((visibility("hidden"))) void swift_errorInMain(void *error) {
  latents_notebook_uncaught(error);
}
