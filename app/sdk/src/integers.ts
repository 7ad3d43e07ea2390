/** The largest u64: no amount is larger. */
export const U64_MAX = 2n ** 64n - 1n;
export const I64_MAX = 2n ** 63n - 1n;

export const min = (a: bigint, b: bigint) => (a < b ? a : b);

export const max = (a: bigint, b: bigint) => (a > b ? a : b);
