/* SPDX-License-Identifier: Apache-2.0 */
/* program_view.c: see program_view.h. */
#include "cli/image/program_view.h"

#include "base/cbor_read.h"

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

static void read_parameters(struct wasm_parameters *parameters, struct thimble_bytes bytes) {
  uint32_t *const numbers[] = {&parameters->entry,    &parameters->stack,    &parameters->memory,
                               &parameters->elements, &parameters->branches, &parameters->scratch,
                               &parameters->context};
  struct thimble_cbor_reader reader;
  uint32_t count = 0;
  thimble_cbor_reader_start(&reader, bytes);
  enum thimble_result result = thimble_cbor_read_array(&reader, &count);
  for (uint32_t index = 0; index < sizeof numbers / sizeof numbers[0] && result == THIMBLE_OK;
       index++)
    result = thimble_cbor_read_unsigned(&reader, numbers[index]);
  if (result != THIMBLE_OK)
    *parameters = (struct wasm_parameters){0};
}

static void view_wasm(struct program_view *view, const struct thimble_image *image) {
  view->wasm = true;
  view->module = image->program;
  view->length = image->program.length;
  read_parameters(&view->wasm_parameters, image->parameters);
}

static void view_ebpf(struct program_view *view, const struct thimble_image *image) {
  uint32_t unused;
  view->ebpf = true;
  view->text = (const struct thimble_ebpf_instruction *)(const void *)image->program.data;
  (void)thimble_ebpf_parameters_read(&view->parameters, image, &unused);
  if (view->parameters.text_length > 0)
    divide(view, image);
  else
    view->length = image->program.length / THIMBLE_EBPF_SLOT;
}

void view_program(struct program_view *view, const struct thimble_image *image) {
  *view = (struct program_view){0};
  if (image->engine == THIMBLE_ENGINE_EBPF)
    view_ebpf(view, image);
  else if (image->engine == THIMBLE_ENGINE_WASM)
    view_wasm(view, image);
}
