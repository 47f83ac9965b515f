// SPDX-License-Identifier: Apache-2.0
//! What a container in Rust uses. A container is one function that a hook of the device calls:
//!
//! ```ignore
//! #![no_std]
//! use thimble::{Kept, TimerContext};
//!
//! static RUNS: Kept<i64> = Kept::new(0);
//!
//! #[no_mangle]
//! pub extern "C" fn run(_context: &TimerContext, _size: u32) -> i64 {
//!     RUNS.set(RUNS.get() + 1);
//!     RUNS.get()
//! }
//! ```
//!
//! A panic ends the run like any other trap.
#![no_std]

use core::cell::Cell;

mod bindings;
pub use bindings::*;

#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// What a binding could not do: one of the negative numbers `ERROR_…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error(pub i32);

impl Error {
    /// The number, as containers return it.
    #[inline]
    pub const fn number(self) -> i64 {
        self.0 as i64
    }
}

#[inline]
pub(crate) fn check(result: i32) -> Result<i32, Error> {
    if result < 0 {
        Err(Error(result))
    } else {
        Ok(result)
    }
}

/// A text that ends in NUL, as bindings take it; see [`text!`].
#[derive(Clone, Copy)]
pub struct Text<'a>(&'a [u8]);

impl<'a> Text<'a> {
    /// The bytes, whose last one has to be zero.
    #[inline]
    pub const fn new(bytes: &'a [u8]) -> Self {
        assert!(!bytes.is_empty() && bytes[bytes.len() - 1] == 0);
        Text(bytes)
    }

    #[inline]
    pub const fn as_ptr(self) -> *const u8 {
        self.0.as_ptr()
    }
}

/// The literal as a [`Text`].
#[macro_export]
macro_rules! text {
    ($literal:literal) => {{
        const TEXT: $crate::Text = $crate::Text::new(concat!($literal, "\0").as_bytes());
        TEXT
    }};
}

/// A static variable that keeps its value from run to run. Only one run of a container is open at a
/// time, and nothing interrupts it.
pub struct Kept<T>(Cell<T>);

unsafe impl<T> Sync for Kept<T> {}

impl<T: Copy> Kept<T> {
    #[inline]
    pub const fn new(value: T) -> Self {
        Kept(Cell::new(value))
    }

    #[inline]
    pub fn get(&self) -> T {
        self.0.get()
    }

    #[inline]
    pub fn set(&self, value: T) {
        self.0.set(value)
    }
}

/// A fixed-point reading: value x 10^scale, in the unit of the kind.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SensorValue {
    pub value: i32,
    pub scale: i8,
    pub kind: u8,
    pub reserved: u16,
}

/// Names a sensor by its kind and its place, from 0, among the sensors of that kind.
#[inline]
pub const fn sensor(kind: i32, index: u32) -> i32 {
    (index << 8 | kind as u32) as i32
}

/// Reads a sensor, named by [`sensor`].
#[inline]
pub fn read_sensor(sensor: i32) -> Result<SensorValue, Error> {
    let mut value = SensorValue::default();
    let size = core::mem::size_of::<SensorValue>() as u32;
    let result =
        unsafe { raw::sensor_read(sensor, &mut value as *mut SensorValue as *mut u8, size) };
    check(result).map(|_| value)
}

/// Reads the integer that is kept under a key.
#[inline]
pub fn get_value(space: i32, key: Text) -> Result<i64, Error> {
    let mut value = [0; 8];
    value_get(space, key, &mut value).map(|_| i64::from_le_bytes(value))
}
