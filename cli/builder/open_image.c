/* SPDX-License-Identifier: Apache-2.0 */
/* open_image.c: see open_image.h. */
#include "cli/builder/open_image.h"

#include <string.h>
#include <sys/stat.h>

#include "cli/common/message.h"
#include "cli/common/path.h"
#include "cli/project/project.h"

bool is_folder_path(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_source_path(const char *path) {
  enum project_language language;
  return is_folder_path(path) || project_language_of(path_last_part(path), &language);
}

/* An image is a CBOR map, whose first byte is never that of a text in UTF-8. */
static bool is_image(const struct file_bytes *file) {
  return file->length > 0 && file->data[0] >= 0xa0 && file->data[0] <= 0xbf;
}

static const char *key_name(uint32_t key) {
  static const char *const names[] = {
      [THIMBLE_IMAGE_ABI] = "abi",
      [THIMBLE_IMAGE_ENGINE] = "engine",
      [THIMBLE_IMAGE_NAME] = "name",
      [THIMBLE_IMAGE_VERSION] = "version",
      [THIMBLE_IMAGE_HOOK] = "hook",
      [THIMBLE_IMAGE_GRANTS] = "grants",
      [THIMBLE_IMAGE_FUEL] = "fuel",
      [THIMBLE_IMAGE_MEMORY] = "memory",
      [THIMBLE_IMAGE_PARAMETERS] = "parameters",
      [THIMBLE_IMAGE_PADDING] = "padding",
      [THIMBLE_IMAGE_PROGRAM] = "program",
      [THIMBLE_IMAGE_LINES] = "lines",
      [THIMBLE_IMAGE_ORDER] = "order",
  };
  return key < sizeof(names) / sizeof(names[0]) ? names[key] : NULL;
}

static const char *remedy(enum thimble_result result) {
  switch (result) {
  case THIMBLE_ERROR_TRUNCATED:
    return "copy it again, or build it again with thimble build";
  case THIMBLE_ERROR_UNSUPPORTED:
    return "use the thimble that built it, or build it again with this one";
  case THIMBLE_ERROR_LIMIT:
    return "build a smaller one with thimble build";
  default:
    return "build it again with thimble build";
  }
}

static void say_malformed(const char *path, enum thimble_result result,
                          const struct thimble_image_error *error) {
  const char *name = key_name(error->key);
  if (name)
    message_error_at(path, 0, "is not a sound image: byte %u, in key %u (%s): %s; %s",
                     error->offset, error->key, name, thimble_result_text(result), remedy(result));
  else
    message_error_at(path, 0, "is not a sound image: byte %u, outside all keys: %s; %s",
                     error->offset, thimble_result_text(result), remedy(result));
}

static int read_image(struct open_image *opened, const uint8_t *bytes, uint32_t length) {
  struct thimble_image_error error = {0, 0};
  enum thimble_result result = thimble_image_read(&opened->image, bytes, length, &error);
  if (result != THIMBLE_OK) {
    say_malformed(opened->path, result, &error);
    return EXIT_CODE_FAILURE;
  }
  opened->bytes = (struct thimble_bytes){bytes, length};
  /* Line information is for people only: an image whose lines are unreadable runs all the same. */
  (void)thimble_lines_read(&opened->lines, opened->image.lines);
  return EXIT_CODE_OK;
}

static int build(struct open_image *opened, uint32_t engine) {
  const struct build_options options = {.path = opened->path, .engine = engine};
  int code = build_image(&options, &opened->built);
  if (code != EXIT_CODE_OK)
    return code;
  return read_image(opened, opened->built.bytes, opened->built.length);
}

static int read_file(struct open_image *opened) {
  if (!file_read(&opened->file, opened->path, THIMBLE_IMAGE_MAXIMUM))
    return EXIT_CODE_FAILURE;
  if (is_image(&opened->file))
    return read_image(opened, opened->file.data, opened->file.length);
  message_error_at(
      opened->path, 0,
      "is neither an image nor a source (*.c, *.rs, *.wasm); make an image with thimble build");
  return EXIT_CODE_FAILURE;
}

int open_image(struct open_image *opened, const char *path, uint32_t engine) {
  *opened = (struct open_image){.path = path};
  int code = is_source_path(path) ? build(opened, engine) : read_file(opened);
  if (code != EXIT_CODE_OK)
    close_image(opened);
  return code;
}

void close_image(struct open_image *opened) {
  file_free(&opened->file);
  if (opened->built.bytes)
    build_result_free(&opened->built);
  opened->built.bytes = NULL;
}
