/** Reads `--name value` pairs of whole numbers; what is not given keeps its default. */
export function sizesFrom<Sizes extends Readonly<Record<string, number>>>(
  defaults: Sizes,
  given: readonly string[],
): Sizes {
  const sizes: Record<string, number> = { ...defaults };
  for (let at = 0; at < given.length; at += 2) {
    const name = (given[at] ?? "").replace(/^--/, "");
    const value = Number(given[at + 1]);
    if (!(name in sizes) || !Number.isSafeInteger(value) || value < 1) {
      const names = Object.keys(defaults).map((known) => `--${known}`);
      throw new Error(`expected pairs of ${names.join(", ")} and a number above zero`);
    }
    sizes[name] = value;
  }
  return sizes as Sizes;
}

/** Draws amounts, the same ones in every run. */
export function amounts(seed: number): (low: bigint, high: bigint) => bigint {
  let state = BigInt(seed);
  return (low, high) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return low + ((state >> 16n) % (high - low + 1n));
  };
}
