/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

static volatile int state;

#define LEVEL(this, next)                          \
  __attribute__((noinline)) int this(int number) { \
    state++;                                       \
    return next(number + state) + 1;               \
  }

__attribute__((noinline)) int f65(int number) {
  return number + state;
}

LEVEL(f64, f65)
LEVEL(f63, f64)
LEVEL(f62, f63)
LEVEL(f61, f62)
LEVEL(f60, f61)
LEVEL(f59, f60)
LEVEL(f58, f59)
LEVEL(f57, f58)
LEVEL(f56, f57)
LEVEL(f55, f56)
LEVEL(f54, f55)
LEVEL(f53, f54)
LEVEL(f52, f53)
LEVEL(f51, f52)
LEVEL(f50, f51)
LEVEL(f49, f50)
LEVEL(f48, f49)
LEVEL(f47, f48)
LEVEL(f46, f47)
LEVEL(f45, f46)
LEVEL(f44, f45)
LEVEL(f43, f44)
LEVEL(f42, f43)
LEVEL(f41, f42)
LEVEL(f40, f41)
LEVEL(f39, f40)
LEVEL(f38, f39)
LEVEL(f37, f38)
LEVEL(f36, f37)
LEVEL(f35, f36)
LEVEL(f34, f35)
LEVEL(f33, f34)
LEVEL(f32, f33)
LEVEL(f31, f32)
LEVEL(f30, f31)
LEVEL(f29, f30)
LEVEL(f28, f29)
LEVEL(f27, f28)
LEVEL(f26, f27)
LEVEL(f25, f26)
LEVEL(f24, f25)
LEVEL(f23, f24)
LEVEL(f22, f23)
LEVEL(f21, f22)
LEVEL(f20, f21)
LEVEL(f19, f20)
LEVEL(f18, f19)
LEVEL(f17, f18)
LEVEL(f16, f17)
LEVEL(f15, f16)
LEVEL(f14, f15)
LEVEL(f13, f14)
LEVEL(f12, f13)
LEVEL(f11, f12)
LEVEL(f10, f11)
LEVEL(f9, f10)
LEVEL(f8, f9)
LEVEL(f7, f8)
LEVEL(f6, f7)
LEVEL(f5, f6)
LEVEL(f4, f5)
LEVEL(f3, f4)
LEVEL(f2, f3)
LEVEL(f1, f2)

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return f1((int)size) + 1;
}
