//! `epoch-golden.csv` and `units-golden.csv`: one call of a function a line.

mod credits;
mod market;
mod units;
mod usage;

use super::testing::{cell, check_vectors, row, Seeded};

const HEADER: &str = "operation,a,b,c,d,e,f,g,result";
/// Random lines of each function, after its edges.
const LINES: usize = 50;

type Inputs = Vec<u64>;

/// Lines of one function: its `edges`, then as many random inputs as make the lines.
fn lines(
    name: &str,
    edges: &[&[u64]],
    random: impl FnMut() -> Inputs,
    call: impl Fn(&[u64]) -> Option<u64>,
) -> Vec<String> {
    inputs(edges, random).iter().map(|inputs| line(name, inputs, call(inputs))).collect()
}

/// The `edges`, then as many `random` inputs as make the lines.
fn inputs(edges: &[&[u64]], random: impl FnMut() -> Inputs) -> Vec<Inputs> {
    let edges = edges.iter().map(|inputs| inputs.to_vec());
    edges.chain(std::iter::repeat_with(random).take(LINES)).collect()
}

fn line(name: &str, inputs: &[impl ToString], result: Option<impl ToString>) -> String {
    let input = |at: usize| inputs.get(at).map_or_else(String::new, ToString::to_string);
    let inputs: Vec<String> = (0..7).map(input).collect();
    row(&[&name, &inputs.join(","), &cell(result)])
}

fn narrow<T: TryFrom<u64, Error: std::fmt::Debug>>(input: u64) -> T {
    T::try_from(input).unwrap()
}

/// The largest input.
const MAX: u64 = u64::MAX;

fn any(rng: &mut Seeded) -> u64 {
    rng.any_size(1, MAX)
}

/// Half as much again.
fn more(value: u64) -> u64 {
    value.saturating_add(value >> 1)
}

#[test]
fn epoch_golden_is_current() {
    let mut rng = Seeded(12);
    let mut rows = Vec::new();
    rows.extend(usage::usage_lines(&mut rng));
    rows.extend(usage::average_lines(&mut rng));
    rows.extend(market::price_lines(&mut rng));
    rows.extend(market::target_lines(&mut rng));
    rows.extend(credits::credit_lines(&mut rng));
    rows.extend(credits::reward_lines(&mut rng));
    check_vectors("epoch-golden.csv", HEADER, &rows);
}

#[test]
fn units_golden_is_current() {
    let rows = units::unit_lines(&mut Seeded(25));
    check_vectors("units-golden.csv", HEADER, &rows);
}
