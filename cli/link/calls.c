/* SPDX-License-Identifier: Apache-2.0 */
/* calls.c: walks the call graph from the entry: how deep it goes, what its frames hold, and
 * whether it has a cycle, for which the project must say the depth. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/link/code.h"
#include "engine/ebpf/parameters.h"

/* What a function without a stack size (in assembly) gets: what compilers for BPF keep to. */
#define FRAME_UNKNOWN 512u

/* The functions named in a message about a cycle, at most. */
#define CYCLE_NAMES 8u

/* The functions that are open, from the entry on, each with the next instruction to look at. A loop
 * with a stack of its own, since a program may nest deeper than this computer's stack. */
struct step {
  size_t node;
  uint64_t next;
};

struct walk {
  struct link *link;
  struct step *steps;
  size_t count;
  bool recursive;
};

static void open_node(struct walk *walk, size_t node) {
  walk->link->nodes[node].state = LINK_OPEN;
  walk->steps = memory_grow(walk->steps, walk->count, sizeof *walk->steps);
  walk->steps[walk->count++] = (struct step){node, walk->link->nodes[node].start};
}

static void include_depth(struct walk *walk, size_t callee) {
  struct link_node *nodes = walk->link->nodes;
  struct link_node *caller = &nodes[walk->steps[walk->count - 1].node];
  if (caller->depth < nodes[callee].depth + 1)
    caller->depth = nodes[callee].depth + 1;
}

static void close_node(struct walk *walk) {
  size_t node = walk->steps[--walk->count].node;
  walk->link->nodes[node].state = LINK_DONE;
  if (walk->count > 0)
    include_depth(walk, node);
}

static bool refuse_recursion(const struct walk *walk, size_t callee, uint64_t offset) {
  const struct link *link = walk->link;
  const struct step *last = &walk->steps[walk->count - 1];
  size_t first = walk->count - 1;
  while (walk->steps[first].node != callee)
    first--;
  char *cycle = memory_text("");
  for (size_t index = first; index < walk->count && index - first < CYCLE_NAMES; index++) {
    char *longer = memory_format("%s'%s' calls ", cycle, link->nodes[walk->steps[index].node].name);
    free(cycle);
    cycle = longer;
  }
  link_error(link, link->nodes[last->node].section, offset,
             "recursion, %s'%s'; say in thimble.ini how many calls may be open at once, as in "
             "depth = 16",
             cycle, link->nodes[callee].name);
  free(cycle);
  return false;
}

/* Looks at the next instruction of the innermost function, or closes the function at its end. */
static bool take_step(struct walk *walk) {
  const struct link *link = walk->link;
  struct step *step = &walk->steps[walk->count - 1];
  const struct link_node *node = &link->nodes[step->node];
  struct link_target target;
  if (step->next >= node->end) {
    close_node(walk);
    return true;
  }
  const struct code_instruction instruction =
      code_read(&link->elf->sections[node->section], step->next);
  step->next += instruction.length;
  if (!code_is_local_call(link, node->section, &instruction, &target))
    return true;
  size_t callee = link_find_function(link, target);
  if (link->nodes[callee].state == LINK_NEW) {
    open_node(walk, callee);
  } else if (link->nodes[callee].state == LINK_DONE) {
    include_depth(walk, callee);
  } else {
    walk->recursive = true;
    if (link->options->call_depth == 0)
      return refuse_recursion(walk, callee, instruction.offset);
  }
  return true;
}

static uint64_t frame_of(const struct link *link, const struct link_node *node) {
  for (size_t index = 0; index < link->elf->frame_count; index++) {
    const struct elf_frame *frame = &link->elf->frames[index];
    if (frame->section == node->section && frame->offset == node->start)
      return frame->size;
  }
  return FRAME_UNKNOWN;
}

/* The frames of all functions have the size of the greatest. */
static bool set_frame_size(struct link *link) {
  for (size_t index = 0; index < link->node_count; index++) {
    const struct link_node *node = &link->nodes[index];
    uint64_t size = node->state == LINK_DONE ? frame_of(link, node) : 0;
    if (size > THIMBLE_EBPF_FRAME_SIZE_MAXIMUM)
      return link_error(link, node->section, node->start,
                        "the function '%s' needs %llu bytes of stack, more than %u; make its large "
                        "variables static",
                        node->name, (unsigned long long)size, THIMBLE_EBPF_FRAME_SIZE_MAXIMUM);
    if (size > link->output->frame_size)
      link->output->frame_size = (uint32_t)(size + 7) / 8 * 8;
  }
  return true;
}

static bool set_call_depth(struct link *link, size_t entry, bool recursive) {
  const struct link_node *node = &link->nodes[entry];
  uint32_t given = link->options->call_depth;
  if (given > 0 && !recursive && given < node->depth) {
    message_error_at(link->options->path, 0,
                     "depth = %u is too small; %u functions call each other", given, node->depth);
    return false;
  }
  link->output->call_depth = given > 0 ? given : node->depth;
  if (link->output->call_depth > THIMBLE_EBPF_CALL_DEPTH_MAXIMUM)
    return link_error(link, node->section, node->start,
                      "'%s' starts a chain of %u calls, more than %u; make it shorter", node->name,
                      link->output->call_depth, THIMBLE_EBPF_CALL_DEPTH_MAXIMUM);
  return true;
}

bool link_calls(struct link *link) {
  const struct elf_symbol *symbol = &link->elf->symbols[link->entry];
  const struct link_target start = {symbol->section, symbol->value};
  struct walk walk = {.link = link};
  size_t entry = link_find_function(link, start);
  bool walked = true;
  open_node(&walk, entry);
  while (walked && walk.count > 0)
    walked = take_step(&walk);
  free(walk.steps);
  return walked && set_frame_size(link) && set_call_depth(link, entry, walk.recursive);
}
