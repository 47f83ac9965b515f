// SPDX-License-Identifier: Apache-2.0
//! temperature.c in Rust: at each event, reads the temperature and returns a running average in
//! hundredths of a degree Celsius, or a negative error.
#![no_std]

use thimble::{text, Error, Kept, TimerContext};

/// An eighth of the distance between average and reading is taken at each event. The average is
/// kept eight times as large, so that nothing is lost by rounding.
static AVERAGE_BY_EIGHT: Kept<i32> = Kept::new(0);
static READINGS: Kept<u32> = Kept::new(0);

fn include(reading: i32) -> i32 {
    let average = AVERAGE_BY_EIGHT.get();
    AVERAGE_BY_EIGHT.set(if READINGS.get() == 0 {
        reading * 8
    } else {
        average + reading - (average >> 3)
    });
    READINGS.set(READINGS.get().wrapping_add(1));
    AVERAGE_BY_EIGHT.get() >> 3
}

fn measure() -> Result<i32, Error> {
    let reading = thimble::read_sensor(thimble::sensor(thimble::SENSOR_TEMPERATURE, 0))?;
    if reading.scale != -2 {
        return Err(Error(thimble::ERROR_UNSUPPORTED));
    }
    let average = include(reading.value);
    thimble::log_value(thimble::LOG_INFO, text!("average temperature, 1/100 degree"), average as i64);
    Ok(average)
}

#[no_mangle]
pub extern "C" fn run(_context: &TimerContext, _size: u32) -> i64 {
    match measure() {
        Ok(average) => average as i64,
        Err(error) => error.number(),
    }
}
