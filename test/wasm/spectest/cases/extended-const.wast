;; SPDX-License-Identifier: Apache-2.0
;; Constant expressions with addition, subtraction and multiplication.
(module $base
  (global (export "i32") i32 (i32.const 40))
  (global (export "i64") i64 (i64.const -3))
  (global (export "changes") (mut i32) (i32.const 1)))
(register "base" $base)

(module
  (import "base" "i32" (global $i32 i32))
  (import "base" "i64" (global $i64 i64))
  (global (export "add") i32 (i32.add (global.get $i32) (i32.const 2)))
  (global (export "sub") i32 (i32.sub (global.get $i32) (i32.const 50)))
  (global (export "mul") i32 (i32.mul (global.get $i32) (global.get $i32)))
  (global (export "add64") i64 (i64.add (global.get $i64) (i64.const 0x100000000)))
  (global (export "sub64") i64 (i64.sub (i64.const 0) (global.get $i64)))
  (global (export "mul64") i64 (i64.mul (global.get $i64) (i64.const 0x4000000000000000)))
  (global (export "wraps") i32 (i32.add (i32.const 0x7fffffff) (i32.const 1)))
  (global (export "deep") (mut i32)
    (i32.sub
      (i32.mul (i32.add (i32.const 1) (i32.const 2)) (i32.add (i32.const 3) (i32.const 4)))
      (i32.mul (i32.sub (i32.const 9) (i32.const 5)) (i32.const 5))))
  (memory 1)
  (data (i32.add (global.get $i32) (i32.const 4)) "\2a")
  (table $t 4 funcref)
  (elem (table $t) (offset (i32.sub (global.get $i32) (i32.const 38))) funcref (ref.func $answer))
  (func $answer (result i32) (i32.const 42))
  (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func (export "call") (param i32) (result i32)
    (call_indirect $t (result i32) (local.get 0))))
(assert_return (get "add") (i32.const 42))
(assert_return (get "sub") (i32.const -10))
(assert_return (get "mul") (i32.const 1600))
(assert_return (get "add64") (i64.const 0xfffffffd))
(assert_return (get "sub64") (i64.const 3))
(assert_return (get "mul64") (i64.const 0x4000000000000000))
(assert_return (get "wraps") (i32.const 0x80000000))
(assert_return (get "deep") (i32.const 1))
(assert_return (invoke "load" (i32.const 44)) (i32.const 42))
(assert_return (invoke "load" (i32.const 43)) (i32.const 0))
(assert_return (invoke "call" (i32.const 2)) (i32.const 42))
(assert_trap (invoke "call" (i32.const 1)) "uninitialized element")

(assert_invalid
  (module (global i32 (i32.add (i32.const 1) (i64.const 2)))) "type mismatch")
(assert_invalid (module (global i32 (i32.add (i32.const 1)))) "type mismatch")
(assert_invalid (module (global i64 (i32.add (i32.const 1) (i32.const 2)))) "type mismatch")
(assert_invalid (module (global i32 (i32.const 1) (i32.const 2))) "type mismatch")
(assert_invalid
  (module (global i32 (i32.div_s (i32.const 1) (i32.const 2)))) "constant expression required")
(assert_invalid
  (module (global i32 (i32.and (i32.const 1) (i32.const 2)))) "constant expression required")
(assert_invalid
  (module (global f32 (f32.add (f32.const 1) (f32.const 2)))) "constant expression required")
(assert_invalid
  (module (import "base" "changes" (global (mut i32)))
    (global i32 (i32.add (global.get 0) (i32.const 1))))
  "constant expression required")
