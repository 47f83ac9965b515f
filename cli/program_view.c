/* SPDX-License-Identifier: Apache-2.0 */
/* program_view.c: see program_view.h. */
#include "program_view.h"

/* The engine's own reader divides the program before it checks the limits, so a text length shows
 * that the sections add up, whatever else it refused. */
static void divide(struct program_view *view, const struct thimble_image *image) {
  const struct thimble_ebpf_parameters *parameters = &view->parameters;
  uint32_t text_bytes = parameters->text_length * THIMBLE_EBPF_SLOT;
  view->divided = true;
  view->length = parameters->text_length;
  view->read_only.data = image->program.data + text_bytes;
  view->read_only.length = parameters->read_only;
  view->data.data = view->read_only.data + view->read_only.length;
  view->data.length = parameters->data;
}

void view_program(struct program_view *view, const struct thimble_image *image) {
  uint32_t unused;
  *view = (struct program_view){.ebpf = image->engine == THIMBLE_ENGINE_EBPF};
  if (!view->ebpf)
    return;
  view->text = (const struct thimble_ebpf_instruction *)(const void *)image->program.data;
  (void)thimble_ebpf_parameters_read(&view->parameters, image, &unused);
  if (view->parameters.text_length > 0)
    divide(view, image);
  else
    view->length = image->program.length / THIMBLE_EBPF_SLOT;
}
