/* SPDX-License-Identifier: Apache-2.0 */
/* names.c: the texts that belong to the numbers of the tables in include/thimble. */
#include <thimble/engine.h>
#include <thimble/grant.h>
#include <thimble/result.h>

#include <stddef.h>

const char *thimble_result_text(enum thimble_result result) {
#define THIMBLE_RESULT_CASE(name, number, text) \
  case THIMBLE_##name:                          \
    return text;
  switch (result) { THIMBLE_RESULTS(THIMBLE_RESULT_CASE) }
#undef THIMBLE_RESULT_CASE
  return "an unknown result";
}

const char *thimble_grant_name(uint32_t grant) {
#define THIMBLE_GRANT(number, enumerator, name, documentation) \
  case number:                                                 \
    return name;
  switch (grant) {
#include <thimble/grants.def>
  default:
    return NULL;
  }
#undef THIMBLE_GRANT
}

const char *thimble_outcome_text(enum thimble_outcome_kind kind) {
  switch (kind) {
  case THIMBLE_DONE:
    return "done";
  case THIMBLE_TRAPPED:
    return "trapped";
  case THIMBLE_REFUSED:
    return "refused";
  case THIMBLE_OUT_OF_FUEL:
    return "out of fuel";
  case THIMBLE_OUT_OF_MEMORY:
    return "out of memory";
  }
  return "ended in an unknown way";
}
