/* SPDX-License-Identifier: Apache-2.0 */
/* image_program.c: see image_program.h. */
#include "cli/link/image_program.h"

void link_image_program(struct image_program *program, const struct link_output *linked) {
  *program = (struct image_program){
      .engine = THIMBLE_ENGINE_EBPF,
      .bytes = linked->program,
      .length = linked->text_length + linked->read_only_length + linked->data_length,
      .parameters = {linked->entry, linked->frame_size, linked->call_depth,
                     linked->read_only_length, linked->data_length, linked->zero_length},
      .parameter_count = 6,
      .memory = linked->frame_size * linked->call_depth + linked->data_length + linked->zero_length,
  };
}
