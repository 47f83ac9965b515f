/* SPDX-License-Identifier: Apache-2.0 */
/* sdk_path.c: see sdk_path.h. */
#include "cli/compile/sdk_path.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"

/* Makes `FOLDER/c` the answer if it holds the header; otherwise nothing is kept. */
static bool is_sdk(char **answer, const char *folder) {
  char *header = memory_format("%s/c/thimble.h", folder);
  bool found = access(header, R_OK) == 0;
  if (found)
    *answer = memory_format("%s/c", folder);
  free(header);
  return found;
}

static bool is_beside_executable(char **answer) {
  char executable[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", executable, sizeof executable - 1);
  if (length <= 0)
    return false;
  executable[length] = 0;
  char *slash = strrchr(executable, '/');
  if (!slash)
    return false;
  *slash = 0;
  char *folder = memory_format("%s/../share/thimble/sdk", executable);
  bool found = is_sdk(answer, folder);
  free(folder);
  return found;
}

char *sdk_path(void) {
  char *answer = NULL;
  const char *chosen = getenv("THIMBLE_SDK");
  if (chosen && *chosen) {
    if (!is_sdk(&answer, chosen))
      message_error("THIMBLE_SDK: %s/c/thimble.h is not there; name the folder sdk, or unset it",
                    chosen);
    return answer;
  }
  if (!is_beside_executable(&answer) && !is_sdk(&answer, THIMBLE_SDK_SOURCE))
    message_error("the SDK is not beside this command; name its folder in THIMBLE_SDK");
  return answer;
}
