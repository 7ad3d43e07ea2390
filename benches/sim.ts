/** `npm run bench:sim`: paths of 365 days that one core simulates in a second, by CPU time; medians of five. */
import { paths, studies, world } from "@diem/sim";

const DAYS = 365;
const RUNS = 5;
const WARM = 200;

function perSecond(beliefs: Partial<world.Beliefs>, count: number): number {
  const begun = world.beginWorld(studies.defaultParams(20_000), world.beliefsOf(beliefs));
  const from = paths.runPath({ from: begun, seed: 1, days: DAYS });
  const run = (many: number) => {
    for (let seed = 0; seed < many; seed++) paths.runPath({ from, seed, days: DAYS });
  };
  run(WARM);
  const rates = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    run(count);
    const { user, system } = process.cpuUsage(before);
    return (count * 1e6) / (user + system);
  });
  return studies.quantile(rates, 0.5);
}

const markets: readonly (readonly [string, Partial<world.Beliefs>])[] = [
  ["one provider, one minter", { providers: 1, minters: 1 }],
  ["4 providers, 4 minters", {}],
  ["20 providers, 20 minters", { providers: 20, minters: 20 }],
];
for (const [name, beliefs] of markets) {
  console.log(`${name}: ${Math.round(perSecond(beliefs, 300))} paths a second`);
}
