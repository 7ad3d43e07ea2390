//! Price terms wait for the next epoch: no channel is opened at a price that was unknown before its epoch began.

use super::*;
use crate::state::invariant_tests::refused;

fn terms(price: u64) -> ProviderTerms {
    let price_list_hash = [price as u8; 32];
    ProviderTerms { operator: key(2), endpoint: "https://new.example".to_string(), price, price_list_hash }
}

fn in_epoch(provider: &Provider, epoch: u32) -> (u64, u8) {
    let PriceTerms { price, price_list_hash } = provider.terms.in_epoch(epoch);
    (*price, price_list_hash[0])
}

#[test]
fn a_new_price_counts_from_the_next_epoch_on() {
    let mut market = new_market(default_params());
    let mut provider = register(&mut market, 1 << 50, CREDIT_UNIT, 0, 3).unwrap();
    // at the registration both at once
    assert_eq!([3, 4].map(|epoch| in_epoch(&provider, epoch).0), [REFERENCE_PRICE; 2]);

    // the last one of an epoch wins; where the calls go changes at once
    provider.set_terms(&terms(7), 4).unwrap();
    provider.set_terms(&terms(8), 4).unwrap();
    assert_eq!(provider.operator, key(2));
    assert_eq!(provider.newest_terms(), terms(8));
    assert_eq!([4, 5, 6].map(|epoch| in_epoch(&provider, epoch)), [(REFERENCE_PRICE, 0), (8, 8), (8, 8)]);
    provider.set_terms(&terms(9), 6).unwrap();
    assert_eq!([6, 7].map(|epoch| in_epoch(&provider, epoch)), [(8, 8), (9, 9)]);
    provider.invariant().unwrap();
}

#[test]
fn channels_open_at_the_price_of_their_epoch() {
    let mut market = new_market(default_params());
    let mut provider = register(&mut market, 1 << 50, CREDIT_UNIT, 0, 0).unwrap();
    provider.set_terms(&terms(2 * REFERENCE_PRICE), 5).unwrap();
    let mut open = |epoch, most| {
        let mut channel = Channel { version: ACCOUNT_VERSION, voucher_signer: key(1), ..Channel::zeroed() };
        channel.open(&market, &mut provider, most, epoch).map(|()| channel.price)
    };
    assert_eq!(open(5, REFERENCE_PRICE).unwrap(), REFERENCE_PRICE);
    refused(open(5, REFERENCE_PRICE - 1).map(drop), DiemError::PriceAboveMaximum);
    assert_eq!(open(6, 2 * REFERENCE_PRICE).unwrap(), 2 * REFERENCE_PRICE);
    refused(open(6, 2 * REFERENCE_PRICE - 1).map(drop), DiemError::PriceAboveMaximum);
}

#[test]
fn refused_terms_change_nothing() {
    let mut market = new_market(default_params());
    let provider = register(&mut market, 1 << 50, CREDIT_UNIT, 0, 0).unwrap();
    let long = "x".repeat(ENDPOINT_SPACE + 1);
    for (unlawful, error) in [
        (terms(0), DiemError::PriceOutOfRange),
        (ProviderTerms { operator: Pubkey::default(), ..terms(1) }, DiemError::OperatorMissing),
        (ProviderTerms { endpoint: String::new(), ..terms(1) }, DiemError::EndpointOutOfRange),
        (ProviderTerms { endpoint: long, ..terms(1) }, DiemError::EndpointOutOfRange),
    ] {
        let mut changed = provider;
        refused(changed.set_terms(&unlawful, 1), error);
        assert_eq!(bytemuck::bytes_of(&changed), bytemuck::bytes_of(&provider));
    }
    let whole = ProviderTerms { endpoint: "x".repeat(ENDPOINT_SPACE), ..terms(1) };
    let mut changed = provider;
    changed.set_terms(&whole, 1).unwrap();
    assert_eq!(changed.newest_terms(), whole);
    // and a shorter one leaves nothing of it
    changed.set_terms(&terms(1), 1).unwrap();
    let length = usize::from(changed.endpoint_len);
    assert!(changed.endpoint[length..].iter().all(|byte| *byte == 0));
}
