/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: the firmware that plays a scenario. QEMU's command line names the file of the scenario
 * and the folder of its images, which `thimble run --save-images=FOLDER FILE.scenario` has filled.
 * It prints the trace and ends, with exit code 1 when the scenario did not go to its end. */
#include <string.h>

#include "base/text.h"
#include "emulated/board.h"
#include "emulated/print.h"
#include "scenario/state.h"

enum {
  PATH_MAXIMUM = 256,
  TEXT_SIZE = 65536,
  IMAGES_SIZE = 1 << 20,
};

static struct scenario scenario;
static uint8_t text[TEXT_SIZE];
static _Alignas(8) uint8_t images[IMAGES_SIZE];
static uint32_t images_used;
static struct thimble_bytes scenario_path, images_folder;

static void write_trace(void *data, const char *bytes, uint32_t length) {
  (void)data;
  thimble_board_write(bytes, length);
}

static void complain(void *data, uint32_t line, const char *message) {
  (void)data;
  thimble_print_escaped(scenario_path);
  thimble_print(":");
  thimble_print_decimal(line);
  thimble_print(": ");
  thimble_print(message);
  thimble_print("\n");
}

/* Reads FOLDER/LINE.thimble behind the images that are there already. The path in the scenario is
 * for the computer. */
static bool get_image(void *data, uint32_t line, struct thimble_bytes path,
                      struct thimble_bytes *image) {
  char bytes[PATH_MAXIMUM];
  struct thimble_text name;
  (void)data;
  thimble_text_start(&name, bytes, sizeof bytes);
  thimble_text_append_bytes(&name, images_folder);
  thimble_text_append(&name, "/");
  thimble_text_append_unsigned(&name, line);
  thimble_text_append(&name, ".thimble");
  uint32_t room = sizeof images - images_used;
  int32_t length = thimble_board_read_file(bytes, images + images_used, room);
  if (length < 0 || (uint32_t)length == room) {
    complain(NULL, line, "the image is not in the folder, or there is no room for it");
    thimble_print_escaped(path);
    thimble_print("\n");
    return false;
  }
  *image = (struct thimble_bytes){images + images_used, (uint32_t)length};
  images_used = (images_used + (uint32_t)length + 7u) & ~7u;
  return true;
}

static bool play(void) {
  static const struct scenario_surroundings surroundings = {NULL, write_trace, complain, get_image};
  char bytes[PATH_MAXIMUM];
  struct thimble_text name;
  thimble_text_start(&name, bytes, sizeof bytes);
  thimble_text_append_bytes(&name, scenario_path);
  int32_t length = thimble_board_read_file(bytes, text, sizeof text);
  if (length < 0 || length == (int32_t)sizeof text) {
    complain(NULL, 0, "cannot be read, or is too large");
    return false;
  }
  return scenario_play(&scenario, &surroundings, (struct thimble_bytes){text, (uint32_t)length});
}

int main(void) {
  uint32_t position = 0;
  if (!thimble_board_argument(&position, &scenario_path) ||
      !thimble_board_argument(&position, &images_folder)) {
    thimble_print("scenario: give --command FILE.scenario --command FOLDER-OF-IMAGES\n");
    return 2;
  }
  return play() ? 0 : 1;
}
