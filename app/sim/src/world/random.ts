import { log, power } from "../elementary";
import { type RandomGenerator, unsafeUniformIntDistribution, xoroshiro128plus } from "pure-rand";

const STEPS = 2 ** 30;

/** Random numbers that a seed fixes. */
export interface Random {
  /** From 0 to 1, without both. */
  readonly uniform: () => number;
  /** Normal, with mean 0 and deviation 1. */
  readonly normal: () => number;
  /** From `low` to `high`; each factor is as likely as the others. */
  readonly between: (low: number, high: number) => number;
}

/** The random numbers of a seed. `stream` makes independent ones of the same seed. */
export function randomOf(seed: number, stream = 0): Random {
  const generator: RandomGenerator = xoroshiro128plus(mixed(seed + Math.imul(stream, 0x9e37_79b1)));
  const uniform = () => (unsafeUniformIntDistribution(0, STEPS - 2, generator) + 1) / STEPS;
  // the polar method gives two at a time, and needs no sine
  let spare: number | null = null;
  const normal = () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const stretch = Math.sqrt((-2 * log(square)) / square);
      spare = y * stretch;
      return x * stretch;
    }
  };
  const between = (low: number, high: number) =>
    low <= 0 ? low + (high - low) * uniform() : low * power(high / low, uniform());
  return { uniform, normal, between };
}

/** Mixes seeds, so that neighbouring seeds give different numbers: the last step of MurmurHash3. */
function mixed(seed: number): number {
  let bits = Math.imul(seed ^ (seed >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) | 0;
}
