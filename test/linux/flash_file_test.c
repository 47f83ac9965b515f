/* SPDX-License-Identifier: Apache-2.0 */
/* flash_file_test.c: a file behaves like flash, and a store in it survives its process. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <thimble/store.h>

#include "linux/flash_file.h"
#include "store/sha256.h"
#include "unit.h"

enum {
  BLOCK = 4096,
  BLOCKS = 12,
  UNIT = 8,
  SLOTS = 4,
  KILLS = 25,
  KILLS_AT_MOST = 1000 /* on a disk that is slow */
};

static char folder[] = "flash-file-XXXXXX";
static const char path[] = "device.flash";
static struct thimble_flash_file file;

static enum thimble_result open_file(uint32_t block_size, uint32_t blocks, uint32_t unit) {
  file = (struct thimble_flash_file){
      .flash = {.block_size = block_size, .block_count = blocks, .program_size = unit}};
  return thimble_linux_flash_open(&file, path);
}

static int start(void **state) {
  (void)state;
  unlink(path);
  return open_file(BLOCK, BLOCKS, UNIT) == THIMBLE_OK ? 0 : -1;
}

static int stop(void **state) {
  (void)state;
  thimble_linux_flash_close(&file);
  return 0;
}

static int no_file(void **state) {
  (void)state;
  unlink(path);
  return 0;
}

static void program(uint32_t address, const char *bytes) {
  assert_int_equal(file.flash.program(&file, address, (const uint8_t *)bytes, UNIT), THIMBLE_OK);
}

static void expect(uint32_t address, const char *bytes) {
  uint8_t read[UNIT];
  assert_int_equal(file.flash.read(&file, address, read, UNIT), THIMBLE_OK);
  assert_memory_equal(read, bytes, UNIT);
  assert_memory_equal(file.flash.mapped + address, bytes, UNIT);
}

static void new_flash_is_erased(void **state) {
  (void)state;
  for (uint32_t i = 0; i < BLOCK * BLOCKS; i++)
    assert_int_equal(file.flash.mapped[i], 0xff);
  assert_int_equal((uintptr_t)file.flash.mapped % 8, 0);
}

static void programming_clears_bits_only(void **state) {
  (void)state;
  program(16, "\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f");
  expect(16, "\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f");
  program(16, "\xff\x55\xff\xff\x00\xff\xff\xf0");
  expect(16, "\x0f\x05\x0f\x0f\x00\x0f\x0f\x00");
  expect(8, "\xff\xff\xff\xff\xff\xff\xff\xff");
  expect(24, "\xff\xff\xff\xff\xff\xff\xff\xff");
}

static void a_block_is_erased_alone(void **state) {
  (void)state;
  program(BLOCK - UNIT, "12345678");
  program(BLOCK, "12345678");
  program(2 * BLOCK - UNIT, "12345678");
  program(2 * BLOCK, "12345678");
  assert_int_equal(file.flash.erase(&file, BLOCK), THIMBLE_OK);
  expect(BLOCK - UNIT, "12345678");
  expect(BLOCK, "\xff\xff\xff\xff\xff\xff\xff\xff");
  expect(2 * BLOCK - UNIT, "\xff\xff\xff\xff\xff\xff\xff\xff");
  expect(2 * BLOCK, "12345678");
}

static void more_than_a_chunk_is_programmed(void **state) {
  static uint8_t bytes[2 * BLOCK + 3 * UNIT];
  (void)state;
  for (uint32_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (uint8_t)(i * 7);
  assert_int_equal(file.flash.program(&file, 3 * UNIT, bytes, sizeof bytes), THIMBLE_OK);
  assert_memory_equal(file.flash.mapped + 3 * UNIT, bytes, sizeof bytes);
}

static void contents_stay(void **state) {
  (void)state;
  program(BLOCK, "12345678");
  assert_int_equal(file.flash.sync(&file), THIMBLE_OK);
  thimble_linux_flash_close(&file);
  assert_int_equal(open_file(BLOCK, BLOCKS, UNIT), THIMBLE_OK);
  expect(BLOCK, "12345678");
}

static void one_process_at_a_time(void **state) {
  struct thimble_flash_file other = {
      .flash = {.block_size = BLOCK, .block_count = BLOCKS, .program_size = UNIT}};
  (void)state;
  assert_int_equal(thimble_linux_flash_open(&other, path), THIMBLE_ERROR_BUSY);
  assert_string_equal(other.problem, "is in use by another process");
}

static void expect_refused(uint32_t block_size, uint32_t blocks, uint32_t unit,
                           const char *problem) {
  assert_int_equal(open_file(block_size, blocks, unit), THIMBLE_ERROR_INVALID);
  assert_string_equal(file.problem, problem);
}

static void another_geometry_is_refused(void **state) {
  static const char problem[] = "is flash of another geometry";
  (void)state;
  assert_int_equal(open_file(BLOCK, BLOCKS, UNIT), THIMBLE_OK);
  thimble_linux_flash_close(&file);
  expect_refused(BLOCK, BLOCKS + 1, UNIT, problem);
  expect_refused(BLOCK / 2, BLOCKS * 2, UNIT, problem);
  expect_refused(BLOCK, BLOCKS, UNIT * 2, problem);
  assert_int_equal(truncate(path, BLOCK), 0);
  expect_refused(BLOCK, BLOCKS, UNIT, "is not flash in a file");
  assert_int_equal(truncate(path, 0), 0);
  expect_refused(BLOCK, BLOCKS, UNIT, "is not flash in a file");
}

static void impossible_flash_is_refused(void **state) {
  static const char problem[] = "cannot be flash of that geometry";
  (void)state;
  expect_refused(BLOCK, 0, UNIT, problem);
  expect_refused(0, BLOCKS, UNIT, problem);
  expect_refused(3000, BLOCKS, UNIT, problem);
  expect_refused(BLOCK, BLOCKS, 0, problem);
  expect_refused(BLOCK, BLOCKS, 12, problem);
  expect_refused(BLOCK, BLOCKS, 512, problem);
  expect_refused(8, BLOCKS, 16, problem);
  expect_refused(BLOCK, 1u << 20, UNIT, problem);
  assert_int_equal(access(path, F_OK), -1);
}

static void a_file_that_cannot_be_made_is_an_error(void **state) {
  char long_path[5000];
  (void)state;
  memset(long_path, 'x', sizeof long_path);
  long_path[sizeof long_path - 1] = '\0';
  static const char *const paths[] = {"no-folder/device.flash", ".", NULL};
  for (uint32_t i = 0; i < COUNT(paths); i++) {
    file = (struct thimble_flash_file){
        .flash = {.block_size = BLOCK, .block_count = BLOCKS, .program_size = UNIT}};
    assert_int_equal(thimble_linux_flash_open(&file, paths[i] != NULL ? paths[i] : long_path),
                     THIMBLE_ERROR_OUTPUT);
    assert_string_equal(file.problem, "cannot be opened or created");
    assert_int_not_equal(errno, 0);
  }
}

static struct thimble_store store;
static struct thimble_store_slot slots[SLOTS];
static struct thimble_store_component components[2];
static uint8_t unit[UNIT];

static void open_store(void) {
  assert_int_equal(open_file(BLOCK, BLOCKS, UNIT), THIMBLE_OK);
  store = (struct thimble_store){.journal = {.flash = &file.flash, .bank_blocks = 1, .banks = 2},
                                 .first_block = 4,
                                 .slot_blocks = 2,
                                 .slot_count = SLOTS,
                                 .component_count = 2,
                                 .slots = slots,
                                 .components = components,
                                 .unit = unit,
                                 .hash = &sha256_hash};
  assert_int_equal(thimble_store_open(&store), THIMBLE_OK);
}

static const struct thimble_bytes name = {(const uint8_t *)"name", 4};

static bool install(uint32_t number) {
  uint8_t bytes[3000];
  struct thimble_store_payload payload;
  memset(bytes, (int)(number & 0xff), sizeof bytes);
  const struct thimble_store_change change = {.operation = THIMBLE_STORE_INSTALL,
                                              .component = name,
                                              .payload = &payload,
                                              .signer = (const uint8_t *)"signer 1",
                                              .sequence = number};
  return thimble_store_begin(&store, name, sizeof bytes) == THIMBLE_OK &&
         thimble_store_write(&store, (struct thimble_bytes){bytes, sizeof bytes}) == THIMBLE_OK &&
         thimble_store_finish(&store, &payload) == THIMBLE_OK &&
         thimble_store_commit(&store, &change, 1) == THIMBLE_OK;
}

/* Installs one version after the other until it is killed. */
static void update_without_end(void) {
  open_store();
  uint32_t number = (uint32_t)thimble_store_sequence(&store, name, (const uint8_t *)"signer 1");
  while (install(++number)) {
  }
  _exit(1);
}

/* What is there is a whole version, the one that the sequence number names. */
static uint32_t check_store(void) {
  open_store();
  assert_int_equal(store.damaged, 0);
  uint32_t number = (uint32_t)thimble_store_sequence(&store, name, (const uint8_t *)"signer 1");
  const struct thimble_store_component *component = thimble_store_find(&store, name);
  if (component != NULL && component->current.size != 0) {
    struct thimble_bytes bytes = thimble_store_bytes(&store, &component->current);
    for (uint32_t i = 0; i < bytes.length; i++)
      assert_int_equal(bytes.data[i], (uint8_t)number);
  }
  thimble_linux_flash_close(&file);
  return number;
}

static void a_store_survives_its_process(void **state) {
  (void)state;
  uint32_t last = check_store(); /* so no child is killed while it makes the file */
  for (uint32_t i = 0; i < KILLS || (last == 0 && i < KILLS_AT_MOST); i++) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
      update_without_end();
    struct timespec pause = {.tv_nsec = (long)(5 + i % 7 * 3) * 1000000};
    nanosleep(&pause, NULL);
    assert_int_equal(kill(child, SIGKILL), 0);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    uint32_t number = check_store();
    assert_true(number >= last);
    last = number;
  }
  printf("%u versions\n", (unsigned)last);
  assert_true(last > 0);
}

static int enter_folder(void **state) {
  (void)state;
  return mkdtemp(folder) != NULL && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state) {
  (void)state;
  unlink(path);
  return chdir("..") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, start, stop)
#define TEST_WITHOUT(function) cmocka_unit_test_setup(function, no_file)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(new_flash_is_erased),
      TEST(programming_clears_bits_only),
      TEST(a_block_is_erased_alone),
      TEST(more_than_a_chunk_is_programmed),
      TEST(contents_stay),
      TEST(one_process_at_a_time),
      TEST_WITHOUT(another_geometry_is_refused),
      TEST_WITHOUT(impossible_flash_is_refused),
      TEST_WITHOUT(a_file_that_cannot_be_made_is_an_error),
      TEST_WITHOUT(a_store_survives_its_process),
  };
  return cmocka_run_group_tests_name("flash in a file", tests, enter_folder, leave_folder);
}
