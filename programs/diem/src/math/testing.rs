//! What the tests of this folder share: a seeded generator, and the vector files under `tests/vectors`.

use std::fs;
use std::path::PathBuf;

/// SplitMix64, written out so that no change of a dependency changes the vector files.
pub struct Seeded(pub u64);

impl Seeded {
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly from `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        let span = u128::from(high - low) + 1;
        low + ((u128::from(self.word()) * span) >> 64) as u64
    }

    /// From `low` to `high`, both included, every power of two between them as likely as the next.
    pub fn any_size(&mut self, low: u64, high: u64) -> u64 {
        let bits = self.between(low.max(1).ilog2().into(), high.max(1).ilog2().into());
        let (from, to) = (1 << bits, u64::MAX >> (63 - bits));
        self.between(from, to).clamp(low, high)
    }

    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.between(0, choices.len() as u64 - 1) as usize]
    }
}

/// The text of a file under `tests/vectors`.
pub fn read_vectors(name: &str) -> String {
    let path = vector_path(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares a vector file with the rows that the code gives now; with `UPDATE_VECTORS=1`, writes it.
pub fn check_vectors(name: &str, header: &str, rows: &[String]) {
    let lines = || std::iter::once(header).chain(rows.iter().map(String::as_str));
    if std::env::var("UPDATE_VECTORS").is_ok_and(|value| value == "1") {
        let text: String = lines().flat_map(|line| [line, "\n"]).collect();
        fs::write(vector_path(name), text).unwrap();
    }
    let stored = read_vectors(name);
    for (number, (found, expected)) in (1..).zip(stored.lines().zip(lines())) {
        assert_eq!(found, expected, "{name}, line {number}, under the header {header}");
    }
    assert_eq!(stored.lines().count(), rows.len() + 1, "lines of {name}");
}

/// A cell of a vector file: empty where there is no value.
pub fn cell<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A row of a vector file.
pub fn row(cells: &[&dyn ToString]) -> String {
    cells.iter().map(|cell| cell.to_string()).collect::<Vec<_>>().join(",")
}

fn vector_path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../../tests/vectors", name].iter().collect()
}
