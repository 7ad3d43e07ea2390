//! What one slash may take of a bond, and which offer decides whether what is left is enough.

use super::*;
use crate::state::invariant_tests::refused;

/// Micro-credits whose bond, at the default of 2 VVV a credit, is all that is there.
const CAPACITY: u64 = 100 * CREDIT_UNIT;
const BOND: u64 = 200_000_000_000;

/// A provider that offers as much as its bond allows from epoch 1 on.
fn bonded() -> (Market, Provider) {
    let mut market = new_market(default_params());
    let provider = register(&mut market, BOND, CAPACITY, 0, 0).unwrap();
    (market, provider)
}

fn slash(market: &mut Market, provider: &mut Provider, most: u64, epoch: u32) -> Result<u64> {
    let taken = provider.slash(market, most, epoch)?;
    market.invariant()?;
    provider.invariant().map(|()| taken)
}

#[test]
fn all_slashes_of_an_epoch_stay_within_its_cap() {
    let (mut market, mut provider) = bonded();
    // a fifth of what there was before the first of them
    assert_eq!(slash(&mut market, &mut provider, BOND / 10, 1).unwrap(), BOND / 10);
    assert_eq!(slash(&mut market, &mut provider, u64::MAX, 1).unwrap(), BOND / 10);
    refused(slash(&mut market, &mut provider, 1, 1).map(drop), DiemError::SlashCapReached);
    assert_eq!((provider.bond, market.total_bonded), (BOND * 4 / 5, BOND * 4 / 5));
    // added bond raises the cap only by its own part
    provider.add_bond(&mut market, BOND / 5).unwrap();
    assert_eq!(slash(&mut market, &mut provider, u64::MAX, 1).unwrap(), BOND / 25);
    // and bond that is on its way out is slashed as well, each in its proportion
    provider.retire(&mut market, 2, EPOCHS.starts_at(2).unwrap()).unwrap();
    let rest = provider.bond;
    provider.start_bond_cooling(&mut market, rest / 4, 2).unwrap();
    let cap = rest / 5;
    assert_eq!(slash(&mut market, &mut provider, u64::MAX, 2).unwrap(), cap);
    assert_eq!((provider.bond, provider.bond_cooling.amount), ((rest - cap) * 3 / 4, (rest - cap) / 4));
}

#[test]
fn the_lower_cap_of_bond_and_market_holds() {
    let (mut market, mut provider) = bonded();
    let mut take = |market: &mut Market, epoch| {
        let before = provider.bond;
        let taken = slash(market, &mut provider, u64::MAX, epoch).unwrap();
        (before, taken)
    };
    // raised since the bond was added
    market.params.max_slash_bps = 5_000;
    let (before, taken) = take(&mut market, 1);
    assert_eq!(taken, before / 5);
    // lowered since the bond was added
    market.params.max_slash_bps = 500;
    let (before, taken) = take(&mut market, 2);
    assert_eq!(taken, before / 20);
    // adding bond accepts today's cap
    market.params.max_slash_bps = 5_000;
    provider.add_bond(&mut market, 2).unwrap();
    let before = provider.bond;
    assert_eq!(slash(&mut market, &mut provider, u64::MAX, 3).unwrap(), before / 2);
}

#[test]
fn a_slash_after_the_capacity_moved_leaves_a_shortage_of_the_new_one_alone() {
    let (mut market, mut provider) = bonded();
    provider.set_capacity(&mut market, CAPACITY / 2, 0, 1).unwrap();
    // in epoch 2 half of the bond is enough
    slash(&mut market, &mut provider, u64::MAX, 2).unwrap();
    assert_eq!(provider.underbonded, 0);
    provider.require_bonded().unwrap();

    // a raised offer that nobody touched since falls short
    let (mut market, mut provider) = bonded();
    provider.set_capacity(&mut market, CAPACITY / 2, 0, 1).unwrap();
    provider.set_capacity(&mut market, CAPACITY, 0, 2).unwrap();
    slash(&mut market, &mut provider, u64::MAX, 3).unwrap();
    assert_eq!(provider.underbonded, 1);
    provider.add_bond(&mut market, BOND / 5 - 1).unwrap();
    assert_eq!(provider.underbonded, 1);
    provider.add_bond(&mut market, 1).unwrap();
    assert_eq!(provider.underbonded, 0);
}

#[test]
fn a_lower_offer_ends_a_shortage_when_it_comes_into_force() {
    let (mut market, mut provider) = bonded();
    slash(&mut market, &mut provider, u64::MAX, 1).unwrap();
    assert_eq!(provider.underbonded, 1);
    provider.set_capacity(&mut market, CAPACITY / 2, 0, 1).unwrap();
    refused(provider.require_bonded(), DiemError::BondTooSmall);
    provider.advance(2);
    assert_eq!(provider.underbonded, 0);
    provider.require_bonded().unwrap();
}

#[test]
fn bond_leaves_in_the_epoch_in_which_a_lower_offer_frees_it() {
    let (mut market, mut provider) = bonded();
    provider.set_capacity(&mut market, CAPACITY / 2, 0, 1).unwrap();
    for (amount, epoch) in [(BOND / 2, 1), (BOND / 2 + 1, 2)] {
        let (mut market, mut provider) = (market, provider);
        let asked = provider.start_bond_cooling(&mut market, amount, epoch);
        refused(asked.map(drop), DiemError::BondTooSmall);
    }
    provider.start_bond_cooling(&mut market, BOND / 2, 2).unwrap();
    provider.invariant().unwrap();
}

#[test]
fn an_offer_is_bonded_by_the_terms_of_its_day() {
    let (mut market, mut provider) = bonded();
    market.params.bond_per_credit *= 2;
    let before = (market, provider);
    refused(provider.set_capacity(&mut market, CAPACITY, 0, 1), DiemError::BondTooSmall);
    (market, provider) = before;
    // the earlier offer stays unchanged, although the bond no longer covers it
    provider.require_bonded().unwrap();
    provider.set_capacity(&mut market, CAPACITY / 2, 0, 1).unwrap();
    provider.invariant().unwrap();
}

#[test]
fn a_retiring_provider_takes_no_bond() {
    let (mut market, mut provider) = bonded();
    provider.retire(&mut market, 1, EPOCHS.starts_at(1).unwrap()).unwrap();
    refused(provider.add_bond(&mut market, 1), DiemError::ProviderRetiring);
    refused(provider.commit(1, 1), DiemError::ProviderRetiring);
}
