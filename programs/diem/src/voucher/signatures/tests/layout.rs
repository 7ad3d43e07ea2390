//! The data of the ed25519 instruction.

use super::super::SignedVouchers;
use super::{legal, refusal, ONE, ONE_HEADER};
use crate::errors::DiemError::{self, *};
use crate::voucher::message;
use bytemuck::bytes_of;
use proptest::prelude::*;

/// The legal data of one signature with the `u16` at `at` replaced.
fn with_field(at: usize, value: u16) -> Vec<u8> {
    let mut data = legal(1);
    data[at..at + 2].copy_from_slice(&value.to_le_bytes());
    data
}

#[test]
fn the_layout_is_that_of_web3_js() {
    // Ed25519Program.createInstructionWithPublicKey for a message of 72 bytes
    let header = [1, 0, 48, 0, 255, 255, 16, 0, 255, 255, 112, 0, 72, 0, 255, 255];
    let data = legal(1);
    assert_eq!((&data[..ONE_HEADER], data.len()), (&header[..], ONE));
}

#[test]
fn every_legal_number_of_signatures_is_read_in_order() {
    for count in 1..=u8::MAX {
        let data = legal(count);
        let signed = SignedVouchers::parse(&data).unwrap();
        assert_eq!(signed.count(), usize::from(count));
        for number in 0..count {
            let (signer, voucher) = signed.get(number.into()).unwrap();
            assert_eq!(signer, &[number ^ 0x10; 32]);
            assert_eq!(bytes_of(voucher), [number ^ 0x30; message::SIZE]);
        }
        assert!(signed.get(count.into()).is_none());
    }
}

#[test]
fn every_other_layout_has_its_error() {
    let edited = |edit: fn(&mut Vec<u8>)| {
        let mut data = legal(1);
        edit(&mut data);
        data
    };
    let table: &[(&str, Vec<u8>, DiemError)] = &[
        ("nothing", vec![], SignaturesTooShort),
        ("a count alone", vec![1], SignaturesTooShort),
        ("no signature", vec![0, 0], SignaturesEmpty),
        ("no signature, but its bytes", edited(|data| data[0] = 0), SignaturesEmpty),
        ("padding", edited(|data| data[1] = 1), SignaturesPadded),
        ("signature in the first instruction", with_field(4, 0), SignatureElsewhere),
        ("signature in the second", with_field(4, 1), SignatureElsewhere),
        ("signature in one with a large number", with_field(4, 0xfffe), SignatureElsewhere),
        ("key in the first", with_field(8, 0), SignatureElsewhere),
        ("key in the second", with_field(8, 1), SignatureElsewhere),
        ("key in one with a large number", with_field(8, 0xfffe), SignatureElsewhere),
        ("message in the first", with_field(14, 0), SignatureElsewhere),
        ("message in the second", with_field(14, 1), SignatureElsewhere),
        ("message in one with a large number", with_field(14, 0xfffe), SignatureElsewhere),
        ("signature before its place", with_field(2, 47), SignatureMisplaced),
        ("signature after its place", with_field(2, 49), SignatureMisplaced),
        ("signature at the header", with_field(2, 0), SignatureMisplaced),
        ("key before its place", with_field(6, 15), SignatureMisplaced),
        ("key after its place", with_field(6, 17), SignatureMisplaced),
        ("message before its place", with_field(10, 111), SignatureMisplaced),
        ("message after its place", with_field(10, 113), SignatureMisplaced),
        ("message outside the data", with_field(10, 0xffff), SignatureMisplaced),
        ("an empty message", with_field(12, 0), VoucherSizeWrong),
        ("a shorter message", with_field(12, 71), VoucherSizeWrong),
        ("a longer message", with_field(12, 73), VoucherSizeWrong),
        ("a size that is 72 in its low byte", with_field(12, 72 + 256), VoucherSizeWrong),
        ("a byte too many", edited(|data| data.push(0)), SignaturesTooLong),
        ("a body too many", edited(|data| data.extend([0; 168])), SignaturesTooLong),
        ("a byte too few", legal(1)[..ONE - 1].to_vec(), SignaturesTooShort),
        ("offsets alone", legal(1)[..ONE_HEADER].to_vec(), SignaturesTooShort),
        ("the offsets of two", edited(|data| data[0] = 2), SignatureMisplaced),
        ("a number of which no offsets are there", edited(|data| data[0] = 255), SignaturesTooShort),
    ];
    for (what, data, error) in table {
        assert_eq!(refusal(SignedVouchers::parse(data)), *error, "{what}");
    }
}

#[test]
fn offsets_into_another_instruction_are_refused_where_nothing_else_is_there() {
    // a forgery that worked in other programs: everything is verified in instruction 0, and this one is empty
    let mut data = vec![1, 0];
    for field in [48u16, 0, 16, 0, 112, 72, 0] {
        data.extend(field.to_le_bytes());
    }
    assert_eq!(refusal(SignedVouchers::parse(&data)), SignatureElsewhere);
}

#[test]
fn the_checks_come_in_the_documented_order() {
    // all fields are wrong at first; each step corrects the refused one
    let mut data = legal(2);
    data[0] = 0;
    data[1] = 1;
    let blocks_end = 2 + 14 * 2;
    let second = 2 + 14;
    data[second] ^= 1; // signature offset
    data[second + 2] = 0; // its instruction
    data[second + 10] = 71; // message size
    let bodies = data.split_off(blocks_end - 1);
    let expect = |data: &[u8], error| assert_eq!(refusal(SignedVouchers::parse(data)), error);

    expect(&data[..1], SignaturesTooShort);
    expect(&data, SignaturesEmpty);
    data[0] = 2;
    expect(&data, SignaturesPadded);
    data[1] = 0;
    expect(&data, SignaturesTooShort);
    data.push(bodies[0]);
    expect(&data, SignatureElsewhere);
    data[second + 2] = 0xff;
    expect(&data, VoucherSizeWrong);
    data[second + 10] = 72;
    expect(&data, SignatureMisplaced);
    data[second] ^= 1;
    expect(&data, SignaturesTooShort);
    data.extend(&bodies[1..]);
    assert!(SignedVouchers::parse(&data).is_ok());
    data.push(0);
    expect(&data, SignaturesTooLong);
}

#[test]
fn the_first_bad_block_names_the_error() {
    let mut data = legal(2);
    data[2] ^= 1; // the first is misplaced
    data[2 + 14 + 2] = 0; // the second is elsewhere
    assert_eq!(refusal(SignedVouchers::parse(&data)), SignatureMisplaced);
}

#[test]
fn every_truncation_is_too_short() {
    for count in [1, 2, 6] {
        let data = legal(count);
        for length in 0..data.len() {
            let error = refusal(SignedVouchers::parse(&data[..length]));
            assert_eq!(error, SignaturesTooShort, "{length} of {}", data.len());
        }
    }
}

#[test]
fn every_other_byte_before_the_bodies_is_refused() {
    for count in [1u8, 3] {
        let legal = legal(count);
        for at in 0..2 + 14 * usize::from(count) {
            for other in (0..=u8::MAX).filter(|other| *other != legal[at]) {
                let mut data = legal.clone();
                data[at] = other;
                refusal(SignedVouchers::parse(&data));
            }
        }
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(mut data in prop::collection::vec(any::<u8>(), 0..1_300), count in 0u8..8) {
        let _ = SignedVouchers::parse(&data);
        // past the first checks
        if let Some(header) = data.first_chunk_mut() {
            *header = [count, 0];
        }
        let _ = SignedVouchers::parse(&data);
    }

    #[test]
    fn the_bodies_are_free(
        count in 1u8..7,
        bytes in prop::collection::vec(any::<u8>(), 6 * 168),
    ) {
        let mut data = legal(count);
        let bodies_at = 2 + 14 * usize::from(count);
        let size = data.len() - bodies_at;
        data[bodies_at..].copy_from_slice(&bytes[..size]);
        let signed = SignedVouchers::parse(&data).unwrap();
        for (number, body) in bytes[..size].chunks_exact(168).enumerate() {
            let (signer, voucher) = signed.get(number).unwrap();
            prop_assert_eq!((&signer[..], bytes_of(voucher)), (&body[..32], &body[96..]));
        }
    }
}
