/* SPDX-License-Identifier: Apache-2.0 */
/* image_test.c: the frame of an image: its keys, their order, its end and its place in memory. */
#include <string.h>

#include <thimble/sensor.h>

#include "image/sample.h"
#include "unit.h"

static struct sample sample;
static struct thimble_image image;
static struct thimble_image_error error;

static int start(void **state) {
  (void)state;
  sample_start(&sample);
  return 0;
}

static enum thimble_result read(void) {
  sample_assemble(&sample);
  return sample_read(&sample, &image, &error);
}

static void assert_text(struct thimble_bytes text, const char *expected) {
  assert_int_equal(text.length, strlen(expected));
  assert_memory_equal(text.data, expected, text.length);
}

static void every_field_is_read(void **state) {
  (void)state;
  assert_int_equal(read(), THIMBLE_OK);
  assert_int_equal(image.engine, THIMBLE_ENGINE_EBPF);
  assert_text(image.name, "my_app-1.");
  assert_text(image.version, "1.0-a+b");
  assert_text(image.hook, "timer");
  assert_int_equal(image.asked.grants, 1u << THIMBLE_GRANT_LOG | 1u << THIMBLE_GRANT_SENSOR);
  assert_int_equal(image.fuel, 1000);
  assert_int_equal(image.memory, 64);
  assert_int_equal(image.parameters.length, 8);
  assert_int_equal(image.parameters.data[2], 0x18);
  assert_int_equal(image.program.length, 16);
  assert_int_equal(image.program.data[0], 0xb7);
  assert_int_equal((uintptr_t)image.program.data % 8, 0);
  assert_text(image.lines, "xyz");
  assert_int_equal(image.order, 50);
}

static void remove_field(uint32_t index) {
  memmove(&sample.fields[index], &sample.fields[index + 1],
          (SAMPLE_FIELDS - 1 - index) * sizeof sample.fields[0]);
  sample.count--;
}

static void insert_field(uint32_t index, struct field field) {
  memmove(&sample.fields[index + 1], &sample.fields[index],
          (SAMPLE_FIELDS - 1 - index) * sizeof sample.fields[0]);
  sample.fields[index] = field;
  sample.count++;
}

static void lines_may_be_missing(void **state) {
  (void)state;
  remove_field(THIMBLE_IMAGE_LINES - 1);
  assert_int_equal(read(), THIMBLE_OK);
  assert_int_equal(image.lines.length, 0);
}

static void order_may_be_missing(void **state) {
  (void)state;
  remove_field(THIMBLE_IMAGE_ORDER - 1);
  assert_int_equal(read(), THIMBLE_OK);
  assert_int_equal(image.order, THIMBLE_ORDER_DEFAULT);
}

static const uint8_t every_reach[] = "\xa6\x00\xf5\x02\x82\x01\x05\x03\xf5\x05\x83\x00\x17\x18\x1f"
                                     "\x06\x72private/ shared/t.\x07\x67global/";

static void grants_are_narrowed(void **state) {
  (void)state;
  sample.fields[THIMBLE_IMAGE_GRANTS - 1].value =
      (struct thimble_bytes){every_reach, sizeof every_reach - 1};
  assert_int_equal(read(), THIMBLE_OK);
  assert_int_equal(image.asked.grants,
                   1u << THIMBLE_GRANT_LOG | 1u << THIMBLE_GRANT_SENSOR |
                       1u << THIMBLE_GRANT_RANDOM | 1u << THIMBLE_GRANT_ACTUATOR |
                       1u << THIMBLE_GRANT_VALUE_READ | 1u << THIMBLE_GRANT_VALUE_WRITE);
  assert_int_equal(image.asked.scope.sensors,
                   1u << THIMBLE_SENSOR_TEMPERATURE | 1u << THIMBLE_SENSOR_HEART_RATE);
  assert_int_equal(image.asked.scope.actuators, 1u << 0 | 1u << 23 | 1u << 31);
  assert_text(image.asked.scope.keys_read, "private/ shared/t.");
  assert_text(image.asked.scope.keys_written, "global/");
}

static void grants_without_a_list_are_not_narrowed(void **state) {
  (void)state;
  sample.fields[THIMBLE_IMAGE_GRANTS - 1].value = VALUE("\xa4\x02\xf5\x05\xf5\x06\xf5\x07\xf5");
  assert_int_equal(read(), THIMBLE_OK);
  assert_int_equal(image.asked.scope.sensors, 0);
  assert_int_equal(image.asked.scope.actuators, 0);
  assert_int_equal(image.asked.scope.keys_read.length, 0);
  assert_int_equal(image.asked.scope.keys_written.length, 0);
}

/* Without padding the program may happen to start at a multiple of eight, for one length of the
 * name in eight. */
static void padding_may_be_missing(void **state) {
  (void)state;
  static const uint8_t name[] = "\x61xxxxxxxx";
  uint32_t accepted = 0;
  for (uint32_t length = 1; length <= 8; length++) {
    uint8_t value[9];
    memcpy(value, name, sizeof value);
    value[0] = (uint8_t)(0x60 + length);
    sample_start(&sample);
    remove_field(THIMBLE_IMAGE_PADDING - 1);
    sample.fields[THIMBLE_IMAGE_NAME - 1].value = (struct thimble_bytes){value, 1 + length};
    if (read() == THIMBLE_OK)
      accepted++;
  }
  assert_int_equal(accepted, 1);
}

static void the_other_keys_must_be_there(void **state) {
  (void)state;
  for (uint32_t key = THIMBLE_IMAGE_ABI; key <= THIMBLE_IMAGE_PROGRAM; key++) {
    if (key == THIMBLE_IMAGE_PADDING)
      continue;
    sample_start(&sample);
    remove_field(key - 1);
    assert_int_equal(read(), THIMBLE_ERROR_MALFORMED);
    assert_int_equal(error.key, 0);
    assert_int_equal(error.offset, sample.length);
  }
}

static void no_key_comes_twice(void **state) {
  (void)state;
  for (uint32_t key = THIMBLE_IMAGE_ABI; key <= THIMBLE_IMAGE_ORDER; key++) {
    sample_start(&sample);
    insert_field(key, sample.fields[key - 1]);
    sample.shift = 0;
    assert_int_equal(read(), THIMBLE_ERROR_MALFORMED);
    if (key != THIMBLE_IMAGE_PADDING) { /* whose second copy takes the program off its place */
      assert_int_equal(error.key, key);
      assert_int_equal(error.offset, sample.offsets[key]);
    }
  }
}

static void keys_ascend(void **state) {
  (void)state;
  for (uint32_t key = THIMBLE_IMAGE_ABI; key < THIMBLE_IMAGE_PARAMETERS; key++) {
    sample_start(&sample);
    struct field field = sample.fields[key - 1];
    sample.fields[key - 1] = sample.fields[key];
    sample.fields[key] = field;
    assert_int_equal(read(), THIMBLE_ERROR_MALFORMED);
    assert_int_equal(error.key, key + 1);
    assert_int_equal(error.offset, sample.offsets[key]);
  }
}

static void unknown_keys_are_refused(void **state) {
  (void)state;
  static const uint32_t keys[] = {14, 23, 24, 255, 65536, UINT32_MAX};
  for (uint32_t i = 0; i < COUNT(keys); i++) {
    sample_start(&sample);
    insert_field(13, (struct field){keys[i], VALUE("\x00")});
    assert_int_equal(read(), THIMBLE_ERROR_UNSUPPORTED);
    assert_int_equal(error.key, keys[i]);
    assert_int_equal(error.offset, sample.length - 1);
  }
  sample_start(&sample);
  insert_field(0, (struct field){0, VALUE("\x00")});
  assert_int_equal(read(), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(error.offset, 1);
}

/* Keys in other encodings: longer than needed, 64 bits, negative, text. */
static void keys_are_shortest_unsigned_integers(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    uint32_t length;
    enum thimble_result result;
  } keys[] = {
      {"\xa1\x18\x01\x01", 4, THIMBLE_ERROR_MALFORMED},
      {"\xa1\x1b\0\0\0\0\0\0\0\x01\x01", 11, THIMBLE_ERROR_LIMIT},
      {"\xa1\x20\x01", 3, THIMBLE_ERROR_MALFORMED},
      {"\xa1\x61\x31\x01", 4, THIMBLE_ERROR_MALFORMED},
      {"\xb8\x0c\x01\x01", 4, THIMBLE_ERROR_MALFORMED}, /* the map's own head */
      {"\xbf\x01\x01\xff", 4, THIMBLE_ERROR_MALFORMED},
      {"\x81\x01", 2, THIMBLE_ERROR_MALFORMED},
      {"\xba\xff\xff\xff\xff\x01\x01", 7, THIMBLE_ERROR_TRUNCATED}, /* pairs without end */
  };
  for (uint32_t i = 0; i < COUNT(keys); i++) {
    memcpy(sample.bytes, keys[i].bytes, keys[i].length);
    sample.length = keys[i].length;
    assert_int_equal(sample_read(&sample, &image, &error), keys[i].result);
  }
}

static void it_may_end_nowhere(void **state) {
  (void)state;
  sample_assemble(&sample);
  uint32_t whole = sample.length;
  for (sample.length = 0; sample.length < whole; sample.length++) {
    assert_int_equal(sample_read(&sample, &image, &error), THIMBLE_ERROR_TRUNCATED);
    assert_true(error.offset <= sample.length);
  }
}

static void nothing_follows_it(void **state) {
  (void)state;
  for (uint32_t byte = 0; byte < 256; byte++) {
    sample_assemble(&sample);
    uint32_t whole = sample.length;
    sample.bytes[sample.length++] = (uint8_t)byte;
    assert_int_equal(sample_read(&sample, &image, &error), THIMBLE_ERROR_MALFORMED);
    assert_int_equal(error.key, 0);
    assert_int_equal(error.offset, whole);
  }
}

static void the_program_is_aligned(void **state) {
  (void)state;
  for (sample.shift = 1; sample.shift < 8; sample.shift++) {
    assert_int_equal(read(), THIMBLE_ERROR_MALFORMED);
    assert_int_equal(error.key, THIMBLE_IMAGE_PROGRAM);
    assert_int_equal(error.offset, sample.offsets[THIMBLE_IMAGE_PROGRAM - 1] + 1);
  }
}

static void the_image_itself_is_aligned(void **state) {
  (void)state;
  static _Alignas(8) uint8_t bytes[SAMPLE_SIZE + 8];
  sample_assemble(&sample);
  for (uint32_t shift = 0; shift <= 8; shift++) {
    memcpy(bytes + shift, sample.bytes, sample.length);
    assert_int_equal(thimble_image_read(&image, bytes + shift, sample.length, &error),
                     shift % 8 == 0 ? THIMBLE_OK : THIMBLE_ERROR_INVALID);
  }
}

/* The length alone decides: not a byte is looked at. */
static void too_long_an_image_is_refused(void **state) {
  (void)state;
  sample_assemble(&sample);
  assert_int_equal(thimble_image_read(&image, sample.bytes, THIMBLE_IMAGE_MAXIMUM + 1, &error),
                   THIMBLE_ERROR_LIMIT);
  assert_int_equal(thimble_image_read(&image, sample.bytes, UINT32_MAX, &error),
                   THIMBLE_ERROR_LIMIT);
}

static void assert_inside(struct thimble_bytes view) {
  if (view.length == 0)
    return;
  uintptr_t offset = (uintptr_t)view.data - (uintptr_t)sample.bytes;
  assert_true(offset < sample.length && view.length <= sample.length - offset);
}

static void assert_sane(void) {
  const struct thimble_bytes views[] = {image.name,
                                        image.version,
                                        image.hook,
                                        image.parameters,
                                        image.program,
                                        image.lines,
                                        image.asked.scope.keys_read,
                                        image.asked.scope.keys_written};
  for (uint32_t i = 0; i < COUNT(views); i++)
    assert_inside(views[i]);
  assert_in_range(image.name.length, 1, THIMBLE_NAME_MAXIMUM);
  assert_in_range(image.version.length, 1, THIMBLE_VERSION_MAXIMUM);
  assert_in_range(image.hook.length, 1, THIMBLE_NAME_MAXIMUM);
  assert_in_range(image.fuel, 1, THIMBLE_FUEL_MAXIMUM);
  assert_in_range(image.memory, 0, THIMBLE_MEMORY_MAXIMUM);
  assert_int_equal(image.asked.grants & ~THIMBLE_GRANTS_ALL, 0);
  assert_in_range(image.asked.scope.keys_read.length, 0, THIMBLE_PREFIXES_MAXIMUM);
  assert_in_range(image.asked.scope.keys_written.length, 0, THIMBLE_PREFIXES_MAXIMUM);
  assert_in_range(image.order, 0, THIMBLE_ORDER_MAXIMUM);
  assert_int_equal((uintptr_t)image.program.data % 8, 0);
}

/* Any other value of any one byte: refused at a place in the image, or sane all the same. */
static void one_wrong_byte_does_no_harm(void **state) {
  (void)state;
  sample.fields[THIMBLE_IMAGE_GRANTS - 1].value =
      (struct thimble_bytes){every_reach, sizeof every_reach - 1};
  sample_assemble(&sample);
  uint32_t refused = 0;
  for (uint32_t place = 0; place < sample.length; place++) {
    uint8_t right = sample.bytes[place];
    for (uint32_t byte = 0; byte < 256; byte++) {
      sample.bytes[place] = (uint8_t)byte;
      if (sample_read(&sample, &image, &error) == THIMBLE_OK)
        assert_sane();
      else
        refused++;
      assert_true(error.offset <= sample.length);
    }
    sample.bytes[place] = right;
  }
  assert_in_range(refused, sample.length, sample.length * 255);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(every_field_is_read, start),
      cmocka_unit_test_setup(lines_may_be_missing, start),
      cmocka_unit_test_setup(order_may_be_missing, start),
      cmocka_unit_test_setup(grants_are_narrowed, start),
      cmocka_unit_test_setup(grants_without_a_list_are_not_narrowed, start),
      cmocka_unit_test_setup(padding_may_be_missing, start),
      cmocka_unit_test_setup(the_other_keys_must_be_there, start),
      cmocka_unit_test_setup(no_key_comes_twice, start),
      cmocka_unit_test_setup(keys_ascend, start),
      cmocka_unit_test_setup(unknown_keys_are_refused, start),
      cmocka_unit_test_setup(keys_are_shortest_unsigned_integers, start),
      cmocka_unit_test_setup(it_may_end_nowhere, start),
      cmocka_unit_test_setup(nothing_follows_it, start),
      cmocka_unit_test_setup(the_program_is_aligned, start),
      cmocka_unit_test_setup(the_image_itself_is_aligned, start),
      cmocka_unit_test_setup(too_long_an_image_is_refused, start),
      cmocka_unit_test_setup(one_wrong_byte_does_no_harm, start),
  };
  return cmocka_run_group_tests_name("image", tests, NULL, NULL);
}
