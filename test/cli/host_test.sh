#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# host_test.sh THIMBLE SAMPLES FOLDER: in `thimble run` a container finds what a host gives it:
# values, its timer, an answer, lent memory; and it is held to what its grants reach. Exit code 77:
# there is no clang.
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"
command -v clang-19 >none || command -v clang-14 >none || exit 77

# project NAME PROJECT-FILE: a folder NAME; the source comes from standard input.
project() {
  mkdir -p "$1"
  printf '%b' "$2" >"$1/thimble.ini"
  { echo '#include <thimble.h>' && cat; } >"$1/$1.c"
}

# Values live on from run to run, in each space for itself.
project keeper 'grants = value-read, value-write\n' <<'END'
int64_t run(void) {
  int64_t count = 0;
  thimble_value_get(THIMBLE_SPACE_PRIVATE, "count", &count, sizeof count);
  if (thimble_value_get(THIMBLE_SPACE_SHARED, "count", &count, sizeof count) != THIMBLE_ERROR_NOT_FOUND)
    return -1;
  return thimble_value_set(THIMBLE_SPACE_PRIVATE, "count", ++count) == THIMBLE_OK ? count : -2;
}
END
try run -n 3 keeper
code 0
holds 'run 3: result 3, '

# The quota of a space ends, and says so.
project greedy '' <<'END'
int64_t run(void) {
  char key[] = "key-??";
  for (int32_t i = 0; i < 100; i++) {
    key[4] = '0' + i / 10;
    key[5] = '0' + i % 10;
    if (thimble_value_set(THIMBLE_SPACE_GLOBAL, key, i) == THIMBLE_ERROR_QUOTA)
      return i;
  }
  return -1;
}
END
try run greedy
holds 'run 1: result 64, '

# A timer chooses when it runs next; the others keep the beat.
project sleeper '' <<'END'
int64_t run(const struct thimble_context_timer *timer, uint32_t size) {
  if (timer->count == 0 && thimble_timer_rearm(30) != THIMBLE_OK)
    return -1;
  return (int64_t)size == sizeof *timer ? (int64_t)timer->now_ms : -2;
}
END
try run -n 3 -p 1000 --json sleeper
json 'map(.time_ms // empty) == [0, 30, 1030] and map(.result // empty) == [0, 30, 1030]'
try run --hook packet sleeper
holds 'result -1, '

# An answer, on hooks that take one; what a failed run has answered does not count.
project answer 'hook = request\n' <<'END'
int64_t run(const struct thimble_context_request *request, uint32_t size) {
  (void)size;
  if (thimble_reply_text("t = \033") != THIMBLE_OK)
    return -1;
  thimble_reply_number(2150, -2);
  return request->method == 9 ? *(volatile int32_t *)8 : (int64_t)request->method;
}
END
try run -c 0100000000000000 answer
code 0
[ "$(sed 's/, fuel.*//' output)" = 'reply: t = \x1b21.50
run 1: result 1' ] || fail 'the reply, then the result'
try run --json -c 0100000000000000 answer
json '.[0] | .result == 1 and .reply == "t = \u001b21.50"'
try run -q -c 0100000000000000 answer
[ ! -s output ] || fail 'no output'
try run --json -c 0900000000000000 answer
code 1
json '.[0] | .outcome == "trapped" and (has("reply") | not)'
try run --hook timer answer
holds 'run 1: result -1, '

# A packet is lent, all of it.
project reader 'hook = packet\n' <<'END'
int64_t run(const struct thimble_context_packet *packet, uint32_t size) {
  const uint8_t *bytes = thimble_lent(0);
  (void)size;
  return packet->lent == 0 ? -1ll : packet->lent * 1000ll + bytes[packet->lent - 1];
}
END
head -c 99 /dev/zero >packet.bytes
printf '\7' >>packet.bytes
try run -c @packet.bytes -n 2 reader
holds 'run 2: result 100007, '
try run reader
holds 'run 1: result -1, '

# The first four bytes of this context may be changed, the others not.
project corrector 'hook = sample\n' <<'END'
int64_t run(struct thimble_context_sample *sample, uint32_t size) {
  (void)size;
  sample->value += 5;
  if (sample->scale != 0)
    sample->scale = 0;
  return sample->value;
}
END
try run -c 070000000000000000000000 corrector
holds 'run 1: result 12, '
try run -c 070000000100000000000000 corrector
code 1
holds 'trapped: store outside the granted memory, address 0x400000004 (context + 4)'

# Messages: there is nobody else, and nothing waits.
project lonely '' <<'END'
int64_t run(void) {
  char bytes[8];
  return thimble_message_send("other", bytes, 1) * 100 + thimble_message_receive(bytes, 8);
}
END
sed -i 's/char bytes\[8\]/char bytes[8] = ""/' lonely/lonely.c
try run lonely
holds 'run 1: result -808, '

# Beyond what its grant reaches a call ends the run, by name, grant and place.
project narrow 'grants = sensor(humidity heart-rate)\n' <<'END'
int64_t run(void) {
  struct thimble_sensor_value reading;
  return thimble_sensor_read(THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 0), &reading, sizeof reading);
}
END
try run -s temperature=20 narrow
code 1
holds 'run 1: refused: binding 4 is used beyond what its grant reaches: thimble_sensor_read() has the grant sensor(humidity heart-rate), in run() at narrow.c:4 (instruction '
try run -s temperature=20 --json narrow
code 1
json '.[0] | .outcome == "refused" and .binding == "sensor_read"
  and .grant == "sensor(humidity heart-rate)" and .function == "run" and .line == 4
  and .reason == "binding 4 is used beyond what its grant reaches"'
echo 'grants = sensor(temperature)' >narrow/thimble.ini
try run -s temperature=20 narrow
code 0
project switch 'grants = actuator(1 2)\n' <<'END'
int64_t run(void) {
  return thimble_actuator_write(3, 1);
}
END
try run switch
holds 'thimble_actuator_write() has the grant actuator(1 2), in run() at switch.c:3'
project peeper 'grants = value-read(shared/), value-write(private/a private/b)\n' <<'END'
int64_t run(void) {
  int64_t value;
  thimble_value_set(THIMBLE_SPACE_PRIVATE, "b", 1);
  thimble_value_get(THIMBLE_SPACE_SHARED, "any", &value, sizeof value);
  return thimble_value_set(THIMBLE_SPACE_PRIVATE, "c", 1);
}
END
try run peeper
holds 'refused: binding 10 is used beyond what its grant reaches: thimble_value_set() has the grant value-write(private/a private/b), in run() at peeper.c:6'

# A grant that is missing altogether refuses the container.
try run --json --allow=log narrow
code 1
json '.[0] | .outcome == "refused" and .binding == "sensor_read" and .function == "run"
  and .reason == "binding 4 is not granted" and .grant == "sensor(temperature)"'

finish
