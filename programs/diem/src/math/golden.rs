//! `epoch-golden.csv`: one call of a function of an epoch's life a line.

mod credits;
mod market;
mod usage;

use super::testing::{cell, check_vectors, row, Seeded};

const HEADER: &str = "operation,a,b,c,d,e,result";
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
    let edges = edges.iter().map(|inputs| inputs.to_vec());
    let inputs: Vec<Inputs> = edges.chain(std::iter::repeat_with(random).take(LINES)).collect();
    inputs.iter().map(|inputs| line(name, inputs, call(inputs))).collect()
}

fn line(name: &str, inputs: &[u64], result: Option<u64>) -> String {
    let input = |at: usize| cell(inputs.get(at));
    row(&[&name, &input(0), &input(1), &input(2), &input(3), &input(4), &cell(result)])
}

fn narrow<T: TryFrom<u64, Error: std::fmt::Debug>>(input: u64) -> T {
    T::try_from(input).unwrap()
}

/// The largest input.
const MAX: u64 = u64::MAX;

fn any(rng: &mut Seeded) -> u64 {
    rng.any_size(1, MAX)
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
