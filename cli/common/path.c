/* SPDX-License-Identifier: Apache-2.0 */
/* path.c: see path.h. */
#include "cli/common/path.h"

#include <string.h>

static const char *without_dots(const char *path) {
  while (path[0] == '.' && path[1] == '/')
    path += 1 + strspn(path + 1, "/");
  return path;
}

/* The rest of `path` below `folder`, or null. */
static const char *below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  if (strncmp(path, folder, length) != 0 || path[length] != '/')
    return NULL;
  return without_dots(path + length + strspn(path + length, "/"));
}

const char *path_as_given(const char *path) {
  return without_dots(path);
}

const char *path_in_project(const char *path, const char *folder) {
  path = without_dots(path);
  folder = without_dots(folder);
  const char *rest = below(path, folder);
  if (!rest && strcmp(folder, ".") == 0 && path[0] != '/')
    rest = path;
  return rest ? rest : path_last_part(path);
}

const char *path_last_part(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}
