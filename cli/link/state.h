/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: what the stages of the linker share. Nobody but the files here includes it.
 *
 * The stages run in this order, each relying on those before it: resolve, reach (which checks each
 * section that it reaches), functions, calls, layout, relocate, lines. */
#ifndef THIMBLE_CLI_LINK_STATE_H
#define THIMBLE_CLI_LINK_STATE_H

#include "cli/link/link.h"

#define LINK_NONE SIZE_MAX

/* What becomes of a section. */
struct link_place {
  bool kept;
  uint64_t offset;     /* bytes from the start of its guest region, or of the text */
  size_t from_section; /* the relocation through which it was reached first, or LINK_NONE */
  uint64_t from_offset;
};

/* A function in a kept section: the bytes from `start` to `end`. */
struct link_node {
  size_t section;
  uint64_t start, end;
  const char *name;
  uint32_t depth; /* frames that it and what it calls need */
  enum {
    LINK_NEW,
    LINK_OPEN,
    LINK_DONE
  } state;
};

struct link {
  const struct elf *elf;
  const struct link_options *options;
  struct link_output *output;
  struct link_place *places; /* one for each section */
  size_t *definitions;       /* for each symbol the one that defines it, or LINK_NONE */
  size_t entry;              /* the symbol */
  struct link_node *nodes;   /* in the order of section and start */
  size_t node_count;
};

/* A place in a section. */
struct link_target {
  size_t section;
  uint64_t offset;
};

/* Finds the definition of every symbol, and the entry. */
bool link_resolve(struct link *link);

/* Keeps the sections that the entry reaches. */
bool link_reach(struct link *link);

/* Checks one section: that it can be linked, and that a container may do what it does. Adds to the
 * grants. What is defined in no object is refused here unless it is a binding that is called. */
bool link_check(struct link *link, size_t section);

/* Lists the functions in the kept sections. */
void link_list_functions(struct link *link);

/* Finds the function at a place in a kept section of code. */
size_t link_find_function(const struct link *link, struct link_target target);

/* Walks the call graph: call depth, frame size. */
bool link_calls(struct link *link);

/* Gives every kept section its offset. */
bool link_layout(struct link *link);

/* Copies the kept sections into the program and fills in addresses and calls. */
void link_relocate(struct link *link);

void link_list_lines(struct link *link);

/* Where a relocation against a symbol with this addend points. False: nowhere inside the symbol's
 * section, or the symbol is not defined in a section. */
bool link_find_target(const struct link *link, size_t symbol, int64_t addend,
                      struct link_target *target);

/* The address that a relocation of type WIDE or POINTER asks for, as a place. */
bool link_find_address(const struct link *link, size_t section,
                       const struct elf_relocation *relocation, struct link_target *target);

/* The name of the function or variable there; never null. */
const char *link_name_at(const struct link *link, struct link_target target);

/* Prints the text with the source line of the code there. A place in data stands for the code
 * through which the data was reached. Returns false, for the caller to return. */
bool link_error(const struct link *link, size_t section, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
