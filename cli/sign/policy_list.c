/* SPDX-License-Identifier: Apache-2.0 */
/* policy_list.c: see policy_list.h. */
#include "cli/sign/policy_list.h"

#include <stdlib.h>
#include <string.h>
#include <thimble/limits.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/path.h"

#define SEPARATORS " \t,"

static int compare_points(const void *left, const void *right) {
  return memcmp(left, right, KEY_POINT_LENGTH);
}

static int compare_texts(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

/* A path is relative to the folder of the file that names it. */
static char *beside(const char *file, const char *path, size_t length) {
  size_t folder = (size_t)(path_last_part(file) - file);
  return memory_format("%.*s%.*s", path[0] == '/' ? 0 : (int)folder, file, (int)length, path);
}

static bool add_point(struct policy *policy, const struct project_place *place, const char *path) {
  struct key key;
  if (policy->point_count == THIMBLE_RECORD_KEYS_MAXIMUM) {
    message_error_at(place->file, place->line, "names more than %u keys; name fewer",
                     THIMBLE_RECORD_KEYS_MAXIMUM);
    return false;
  }
  if (!key_read(&key, path, KEY_PUBLIC))
    return false;
  memcpy(policy->points[policy->point_count++], key.point, KEY_POINT_LENGTH);
  key_free(&key);
  return true;
}

/* Whether two neighbours are equal. */
static bool has_equal_points(const struct policy *policy) {
  for (uint32_t index = 1; index < policy->point_count; index++) {
    if (compare_points(policy->points[index - 1], policy->points[index]) == 0)
      return true;
  }
  return false;
}

bool policy_read_keys(struct policy *policy, const struct project_place *place, const char *value) {
  for (const char *word = value + strspn(value, SEPARATORS); *word;
       word += strspn(word, SEPARATORS)) {
    size_t length = strcspn(word, SEPARATORS);
    char *path = beside(place->file, word, length);
    bool added = add_point(policy, place, path);
    free(path);
    if (!added)
      return false;
    word += length;
  }
  qsort(policy->points, policy->point_count, sizeof policy->points[0], compare_points);
  if (has_equal_points(policy))
    message_error_at(place->file, place->line, "names a key for the second time; remove one");
  return !has_equal_points(policy);
}

static bool has_hook(const struct policy *policy, const char *name) {
  for (uint32_t index = 0; index < policy->hook_count; index++) {
    if (strcmp(policy->hooks[index], name) == 0)
      return true;
  }
  return false;
}

static bool add_hook(struct policy *policy, const struct project_place *place, const char *name) {
  if (strcmp(name, "*") == 0) {
    policy->all_hooks = true;
    return true;
  }
  if (has_hook(policy, name)) {
    message_error_at(place->file, place->line, "the hook %s for the second time; remove one", name);
    return false;
  }
  if (policy->hook_count == THIMBLE_RECORD_HOOKS_MAXIMUM) {
    message_error_at(place->file, place->line,
                     "names more than %u hooks; name fewer, or * for all of them",
                     THIMBLE_RECORD_HOOKS_MAXIMUM);
    return false;
  }
  char **hook = &policy->hooks[policy->hook_count];
  if (!project_value_name(place, name, THIMBLE_NAME_MAXIMUM, "", hook))
    return false;
  policy->hook_count++;
  return true;
}

bool policy_read_hooks(struct policy *policy, const struct project_place *place,
                       const char *value) {
  bool read = true;
  for (const char *word = value + strspn(value, SEPARATORS); read && *word;
       word += strspn(word, SEPARATORS)) {
    size_t length = strcspn(word, SEPARATORS);
    char *name = memory_format("%.*s", (int)length, word);
    read = add_hook(policy, place, name);
    free(name);
    word += length;
  }
  qsort(policy->hooks, policy->hook_count, sizeof policy->hooks[0], compare_texts);
  if (read && policy->all_hooks && policy->hook_count > 0) {
    message_error_at(place->file, place->line, "* is all hooks; remove the others, or the *");
    read = false;
  }
  return read;
}
