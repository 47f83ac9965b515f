/* SPDX-License-Identifier: Apache-2.0 */
/* path.c: see path.h. */
#include "path.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* The rest of `path` below `folder`, or null. */
static const char *below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  if (strncmp(path, folder, length) != 0 || path[length] != '/')
    return NULL;
  path += length;
  while (*path == '/' || (path[0] == '.' && path[1] == '/'))
    path++;
  return path;
}

const char *path_from_here(const char *path) {
  char here[PATH_MAX];
  const char *rest = getcwd(here, sizeof here) ? below(path, here) : NULL;
  return rest ? rest : path;
}

const char *path_in_project(const char *path, const char *folder) {
  const char *shown = path_from_here(path);
  while (folder[0] == '.' && folder[1] == '/')
    folder += strspn(folder + 1, "/") + 1;
  const char *rest = below(shown, folder);
  if (!rest)
    rest = below(path, folder);
  if (!rest && strcmp(folder, ".") == 0 && shown[0] != '/')
    rest = shown;
  return rest ? rest : path_last_part(path);
}

const char *path_last_part(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}
