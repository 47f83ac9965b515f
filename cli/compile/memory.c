/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: see memory.h. The text is LLVM's, one instruction a line, as in
 *
 *   tail call void @llvm.memcpy.p0.p0.i64(ptr align 4 %a, ptr align 4 @b, i64 %n, i1 false), !dbg
 * !5
 *
 * with i8* in place of ptr before LLVM 15. The fourth argument (volatile) is dropped: the runtime
 * never leaves an access out. */
#include "cli/compile/memory.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"

/* A call of the runtime takes about ten instructions and a loop; up to this many accesses of the
 * operands' alignment are written out instead. */
#define INLINE_ACCESSES 16u

#define ARGUMENTS 4u
#define CALL "call void "

static const struct {
  const char *intrinsic;
  const char *function;
  const char *parameters; /* P stands for the pointer type */
} operations[] = {
    {"@llvm.memcpy.", "@__thimble_memcpy", "P, P, i64"},
    {"@llvm.memmove.", "@__thimble_memmove", "P, P, i64"},
    {"@llvm.memset.", "@__thimble_memset", "P, i8, i64"},
};
#define OPERATIONS (sizeof operations / sizeof operations[0])

struct span {
  const char *start;
  size_t length;
};

struct rewriting {
  struct file_bytes output;
  bool used[OPERATIONS];
  bool typed_pointers;
};

static void append(struct file_bytes *output, const char *text, size_t length) {
  for (size_t index = 0; index < length; index++) {
    output->data = memory_grow(output->data, output->length, 1);
    output->data[output->length++] = (uint8_t)text[index];
  }
}

static void append_text(struct file_bytes *output, const char *text) {
  append(output, text, strlen(text));
}

/* The first of `stop` outside parentheses, brackets and quotes, or `end`. */
static const char *find_outside(const char *text, const char *end, char stop) {
  unsigned depth = 0;
  bool quoted = false;
  for (; text < end; text++) {
    if (*text == '"')
      quoted = !quoted;
    if (quoted)
      continue;
    if (*text == stop && depth == 0)
      return text;
    if (strchr("([{<", *text))
      depth++;
    if (strchr(")]}>", *text) && depth > 0)
      depth--;
  }
  return end;
}

/* Splits what stands between the parentheses. False unless there are four arguments. */
static bool split_arguments(struct span arguments[ARGUMENTS], const char *text, const char *end) {
  for (size_t index = 0; index < ARGUMENTS; index++) {
    const char *stop = find_outside(text, end, ',');
    arguments[index] = (struct span){text, (size_t)(stop - text)};
    if ((stop == end) != (index == ARGUMENTS - 1))
      return false;
    text = stop + (stop < end);
  }
  return true;
}

/* The operand's alignment in bytes, 1 when it is not given. */
static unsigned long alignment_of(struct span argument) {
  char *text = strndup(argument.start, argument.length);
  const char *found = text ? strstr(text, " align ") : NULL;
  unsigned long alignment = found ? strtoul(found + 7, NULL, 10) : 1;
  free(text);
  return alignment == 0 ? 1 : alignment > 8 ? 8 : alignment;
}

/* Whether the backend may write the operation out: its length is a small constant. */
static bool stays_inline(const struct span arguments[ARGUMENTS], bool two_pointers) {
  char *end;
  const char *length = arguments[2].start + strcspn(arguments[2].start, "i");
  if (strncmp(length, "i64 ", 4) != 0)
    return true;
  unsigned long bytes = strtoul(length + 4, &end, 10);
  if (end != arguments[2].start + arguments[2].length)
    return false;
  unsigned long alignment = alignment_of(arguments[0]);
  if (two_pointers && alignment_of(arguments[1]) < alignment)
    alignment = alignment_of(arguments[1]);
  return bytes <= INLINE_ACCESSES * alignment;
}

/* Of the metadata that follows the call only the place in the source fits another callee. */
static void append_place(struct file_bytes *output, const char *text, const char *end) {
  const char *place = memmem(text, (size_t)(end - text), ", !dbg !", 8);
  if (!place)
    return;
  size_t length = 8;
  while (place + length < end && place[length] >= '0' && place[length] <= '9')
    length++;
  append(output, place, length);
}

/* The intrinsic's name where an instruction calls it, else null. Instructions are indented, which
 * declarations and constants with arbitrary text are not. */
static const char *find_call(const char *line, const char *end, const char *intrinsic) {
  const char *call = memmem(line, (size_t)(end - line), CALL, strlen(CALL));
  if (!call || line[0] != ' ')
    return NULL;
  const char *name = call + strlen(CALL);
  return strncmp(name, intrinsic, strlen(intrinsic)) == 0 ? name : NULL;
}

/* Rewrites the line if it calls the operation with more than may stay inline. */
static bool rewrite_call(struct rewriting *rewriting, size_t operation, const char *line,
                         const char *end) {
  const char *name = find_call(line, end, operations[operation].intrinsic);
  const char *open = name ? memchr(name, '(', (size_t)(end - name)) : NULL;
  if (!open)
    return false;
  const char *close = find_outside(open + 1, end, ')');
  struct span arguments[ARGUMENTS];
  if (!split_arguments(arguments, open + 1, close) ||
      stays_inline(arguments, operations[operation].parameters[3] == 'P'))
    return false;
  append(&rewriting->output, line, (size_t)(name - line));
  append_text(&rewriting->output, operations[operation].function);
  const char *third = arguments[2].start + arguments[2].length;
  append(&rewriting->output, open, (size_t)(third - open));
  append_text(&rewriting->output, ")");
  append_place(&rewriting->output, close, end);
  append_text(&rewriting->output, "\n");
  rewriting->used[operation] = true;
  rewriting->typed_pointers = memmem(name, (size_t)(open - name), "p0i8", 4) != NULL;
  return true;
}

static void rewrite_line(struct rewriting *rewriting, const char *line, const char *end) {
  for (size_t operation = 0; operation < OPERATIONS; operation++) {
    if (rewrite_call(rewriting, operation, line, end))
      return;
  }
  append(&rewriting->output, line, (size_t)(end - line));
}

static void declare(struct rewriting *rewriting, size_t operation) {
  const char *pointer = rewriting->typed_pointers ? "i8*" : "ptr";
  append_text(&rewriting->output, "\ndeclare void ");
  append_text(&rewriting->output, operations[operation].function);
  append_text(&rewriting->output, "(");
  for (const char *letter = operations[operation].parameters; *letter; letter++) {
    if (*letter == 'P')
      append_text(&rewriting->output, pointer);
    else
      append(&rewriting->output, letter, 1);
  }
  append_text(&rewriting->output, ")\n");
}

void compile_memory(struct file_bytes *code) {
  struct rewriting rewriting = {0};
  const char *line = (const char *)code->data;
  const char *last = line + code->length;
  while (line < last) {
    const char *end = memchr(line, '\n', (size_t)(last - line));
    end = end ? end + 1 : last;
    rewrite_line(&rewriting, line, end);
    line = end;
  }
  for (size_t operation = 0; operation < OPERATIONS; operation++) {
    if (rewriting.used[operation])
      declare(&rewriting, operation);
  }
  append(&rewriting.output, "", 1);
  rewriting.output.length--;
  file_free(code);
  *code = rewriting.output;
}
