/**
 * A market of twelve variables without noise, once here and once in `model.py` for radCAD: how fast each runs it, by CPU time.
 * `npm run bench:sim -- --radcad <python>` runs both with the same days and compares what comes out.
 */
export interface Small {
  supply: number;
  target: number;
  served: number;
  reference: number;
  pool: number;
  stream: number;
  staked: number;
  locked: number;
  diemPrice: number;
  creditPrice: number;
  capacity: number;
  offered: number;
}

/** Where the market begins; `model.py` begins with the same. */
export const BEGINNING: Readonly<Small> = {
  supply: 7_000,
  target: 8_700,
  served: 21_000,
  reference: 0.002,
  pool: 4,
  stream: 60,
  staked: 2_900_000,
  locked: 850_000,
  diemPrice: 450,
  creditPrice: 0.9,
  capacity: 28_000,
  offered: 6_000,
};

const within = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(most, value));

/** One day, in the order of `model.py`. */
export function smallDay(s: Small): void {
  const used = Math.min(s.offered, s.supply) * 0.7;
  const wanted = Math.max(0, 20_000 * s.creditPrice ** -0.8 - used * 0.5);
  const free = Math.max(s.capacity - used, 1);
  const sold = Math.min(wanted, free);
  const paid = (sold * s.creditPrice) / s.diemPrice;
  const rewardable = Math.min(used, sold * 0.2);
  const payout = Math.min(s.pool, rewardable * 0.75 * s.reference);
  const overflow = (s.pool - payout) / 30;
  const rate = 90 * Math.exp(2 * (s.supply / s.target) ** 3);
  const worthwhile = (0.2 * s.diemPrice) / (0.08 * 3);
  const minted = within(
    (0.05 * s.supply * (worthwhile - rate)) / rate,
    -0.01 * s.supply,
    0.01 * s.supply,
  );
  const worth = (365 * 0.7 * s.creditPrice) / 0.3;
  const lack = (s.offered + 0.1 * s.target * (worth / s.diemPrice) ** 2) / s.supply - 1;
  const coverage = rewardable === 0 ? 0.75 : payout / (rewardable * s.reference);
  const goal = coverage * s.reference * s.diemPrice > 0.25 ? (sold * 0.2) / 0.7 : 0;
  s.served += (sold + Math.min(used, sold) - s.served) * 0.02;
  s.target = within(s.served * 0.4, s.target * 0.995, s.target * 1.005);
  s.reference = within(paid / Math.max(sold, 1), s.reference * 0.95, s.reference * 1.05);
  s.pool = s.pool - payout - overflow + paid * 0.1;
  s.stream += overflow + paid * 0.1 - s.stream / 21;
  s.staked *= 1 + within(s.stream / 21 / s.staked - 1e-6, -0.001, 0.001);
  s.locked += minted * (minted > 0 ? rate : s.locked / s.supply);
  s.supply += minted;
  s.diemPrice *= Math.exp(within(0.1 * lack, -0.05, 0.05));
  s.creditPrice = within(
    s.creditPrice * Math.exp(0.1 * within(wanted / free - 0.8, -0.5, 1)),
    0.55,
    10,
  );
  s.capacity *= (sold + used) / s.capacity > 0.8 ? 1.015 : 0.995;
  s.offered = within(goal, s.offered * 0.9, s.offered * 1.25);
}
