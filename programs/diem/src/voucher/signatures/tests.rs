//! One layout is legal, and every other one is refused by its own error.

mod layout;
mod sysvar;

use super::SignedVouchers;
use crate::errors::DiemError;
use crate::voucher::message;

/// Everything before the first signer's key, where there is one signature.
const ONE_HEADER: usize = 2 + 14;
const ONE: usize = ONE_HEADER + 32 + 64 + 72;

/// The legal data of `count` signatures, written field by field; every body is filled with its own number.
fn legal(count: u8) -> Vec<u8> {
    let mut data = vec![count, 0];
    for number in 0..u16::from(count) {
        let body = 2 + 14 * u16::from(count) + 168 * number;
        for field in [body + 32, 0xffff, body, 0xffff, body + 96, 72, 0xffff] {
            data.extend(field.to_le_bytes());
        }
    }
    for number in 0..count {
        data.extend([number ^ 0x10; 32]);
        data.extend([number ^ 0x20; 64]);
        data.extend([number ^ 0x30; message::SIZE]);
    }
    data
}

/// The error of a refusal; a refusal is what these tests expect.
fn refusal(parsed: Result<SignedVouchers, DiemError>) -> DiemError {
    match parsed {
        Ok(_) => panic!("admitted"),
        Err(error) => error,
    }
}
