/* SPDX-License-Identifier: Apache-2.0 */
/* scenario_file.c: see scenario_file.h. */
#include "cli/run/scenario_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/builder/scenario_image.h"
#include "cli/common/file.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "scenario/state.h"

#define SCENARIO_TEXT_MAXIMUM (1u << 20)

struct play {
  const char *path;
  const char *images_folder; /* or null */
  struct scenario_images images;
};

bool is_scenario_file(const char *path) {
  static const char ending[] = ".scenario";
  size_t length = strlen(path);
  return length >= sizeof ending && strcmp(path + length - (sizeof ending - 1), ending) == 0;
}

static void write_trace(void *data, const char *text, uint32_t length) {
  (void)data;
  fwrite(text, 1, length, stdout); /* main() looks for errors */
}

static void complain(void *data, uint32_t line, const char *message) {
  const struct play *play = data;
  fflush(stdout); /* what led to it stands before it */
  message_error_at(play->path, line, "%s", message);
}

/* The path from the scenario's folder on, and that folder's. */
static char *path_from_here(const char *scenario, struct thimble_bytes path) {
  const char *slash = strrchr(scenario, '/');
  int folder = slash && path.data[0] != '/' ? (int)(slash + 1 - scenario) : 0;
  return memory_format("%.*s%.*s", folder, scenario, (int)path.length, (const char *)path.data);
}

static bool save(const struct play *play, uint32_t line, struct thimble_bytes image) {
  if (!play->images_folder)
    return true;
  char *path = memory_format("%s/%u.thimble", play->images_folder, line);
  bool saved = file_write(path, image.data, image.length);
  free(path);
  return saved;
}

static bool get_image(void *data, uint32_t line, struct thimble_bytes path,
                      struct thimble_bytes *image) {
  struct play *play = data;
  char *found = path_from_here(play->path, path);
  bool is_there = scenario_image_get(&play->images, found, image) && save(play, line, *image);
  free(found);
  return is_there;
}

static int play_text(struct play *play, const struct file_bytes *text) {
  const struct scenario_surroundings surroundings = {play, write_trace, complain, get_image};
  struct scenario *scenario = memory_get(1, sizeof *scenario);
  bool played =
      scenario_play(scenario, &surroundings, (struct thimble_bytes){text->data, text->length});
  free(scenario);
  scenario_images_free(&play->images);
  return played ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

int scenario_file_play(const char *path, const char *images, uint32_t engine) {
  struct play play = {.path = path, .images_folder = images, .images = {.engine = engine}};
  struct file_bytes text = {0};
  if (!file_read(&text, path, SCENARIO_TEXT_MAXIMUM))
    return EXIT_CODE_FAILURE;
  int code = play_text(&play, &text);
  file_free(&text);
  return code;
}
