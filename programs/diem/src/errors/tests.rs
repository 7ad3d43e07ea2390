use super::*;

/// From the source, because the variants of an enum cannot be listed.
fn messages() -> Vec<&'static str> {
    let parts = include_str!("../errors.rs").split("#[msg(").skip(1);
    parts.filter_map(|part| part.split('"').nth(1)).collect()
}

#[test]
fn every_message_says_what_is_wrong_and_what_to_do() {
    let all = messages();
    assert_eq!(all.first().copied(), Some(DiemError::WrongMarket.to_string().as_str()));
    assert_eq!(all.last().copied(), Some(DiemError::MathOverflow.to_string().as_str()));
    assert_eq!(all.len(), 155);
    for message in all {
        let parts: Vec<&str> = message.split(": ").collect();
        assert_eq!(parts.len(), 2, "not exactly one colon: {message}");
        for part in parts {
            assert_eq!(part, part.trim_matches([' ', '.', ':']), "{message}");
            assert!((1..30).contains(&part.split_whitespace().count()), "{message}");
        }
    }
}
