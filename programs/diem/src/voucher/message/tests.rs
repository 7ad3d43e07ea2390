//! The bytes of a voucher, and the vectors that TypeScript shares.

use super::{Voucher, SIZE};
use crate::constants::VOUCHER_TAG;
use crate::math::testing::{check_vectors, row, Seeded};
use anchor_lang::prelude::Pubkey;
use bytemuck::{bytes_of, from_bytes};

const HEADER: &str = "cluster_tag,channel,epoch,quota,diem,expiry,bytes";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_field_has_its_place() {
    let voucher = Voucher {
        tag: VOUCHER_TAG,
        cluster_tag: [0xa1, 0xa2, 0xa3, 0xa4],
        channel: Pubkey::new_from_array(core::array::from_fn(|at| 0x20 + at as u8)),
        epoch: 0x0403_0201,
        quota: 0x1817_1615_1413_1211,
        diem: 0x2827_2625_2423_2221,
        expiry: -2,
    };
    let bytes = concat!(
        "4449454d76636831",                                                 // DIEMvch1
        "a1a2a3a4",                                                         // cluster_tag
        "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f", // channel
        "01020304",                                                         // epoch
        "1112131415161718",                                                 // quota
        "2122232425262728",                                                 // diem
        "feffffffffffffff",                                                 // expiry
    );
    assert_eq!((hex(bytes_of(&voucher)).as_str(), bytes.len()), (bytes, 2 * SIZE));
}

#[test]
fn a_voucher_is_read_from_any_address() {
    let mut bytes = [0u8; SIZE + 1];
    bytes[1 + 44] = 7;
    let voucher: &Voucher = from_bytes(&bytes[1..]);
    assert_eq!({ voucher.epoch }, 7);
}

#[test]
fn voucher_golden_is_current() {
    let mut rng = Seeded(13);
    let lowest = Voucher {
        tag: VOUCHER_TAG,
        cluster_tag: [0; 4],
        channel: Pubkey::default(),
        epoch: 0,
        quota: 0,
        diem: 0,
        expiry: 0,
    };
    let highest = Voucher {
        cluster_tag: [u8::MAX; 4],
        channel: Pubkey::new_from_array([u8::MAX; 32]),
        epoch: u32::MAX,
        quota: u64::MAX,
        diem: u64::MAX,
        expiry: i64::MAX,
        ..lowest
    };
    let edges = [lowest, highest, Voucher { expiry: -1, ..lowest }, Voucher { expiry: i64::MIN, ..highest }];
    let random = std::iter::repeat_with(|| any_voucher(&mut rng)).take(18);
    let rows: Vec<String> = edges.into_iter().chain(random).map(|voucher| golden_row(&voucher)).collect();
    check_vectors("voucher-golden.csv", HEADER, &rows);
}

fn any_voucher(rng: &mut Seeded) -> Voucher {
    let mut channel = [0; 32];
    channel.chunks_exact_mut(8).for_each(|word| word.copy_from_slice(&rng.word().to_le_bytes()));
    let expiry = 1_767_225_600 + rng.between(0, 100_000_000) as i64;
    Voucher {
        tag: VOUCHER_TAG,
        cluster_tag: (rng.word() as u32).to_le_bytes(),
        channel: Pubkey::new_from_array(channel),
        epoch: rng.any_size(1, 100_000) as u32,
        quota: rng.any_size(1, u64::MAX),
        diem: rng.any_size(1, u64::MAX),
        expiry: rng.one_of(&[0, expiry, expiry]),
    }
}

fn golden_row(voucher: &Voucher) -> String {
    let Voucher { tag: _, cluster_tag, channel, epoch, quota, diem, expiry } = *voucher;
    row(&[&hex(&cluster_tag), &channel, &epoch, &quota, &diem, &expiry, &hex(bytes_of(voucher))])
}
