/**
 * `npm run bench:sim`: paths of 365 days that one core simulates in a second, by CPU time; medians of five.
 * `--radcad <python>` runs a market of twelve variables beside it with radCAD, which that Python must have.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { paths, studies, world } from "@diem/sim";

import { BEGINNING, type Small, smallDay } from "./radcad/model";

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
  ["one provider, minter and group of stakers", { providers: 1, minters: 1, stakers: 1 }],
  ["4 providers, 4 minters, 3 groups", {}],
  ["20 providers, 20 minters, 10 groups", { providers: 20, minters: 20, stakers: 10 }],
];
for (const [name, beliefs] of markets) {
  console.log(`${name}: ${Math.round(perSecond(beliefs, 300))} paths a second`);
}

/** CPU seconds of a path of the small market, and its last state. */
function small(count: number): { readonly secondsPerPath: number; readonly last: Small } {
  let last: Small = { ...BEGINNING };
  const run = (many: number) => {
    for (let nth = 0; nth < many; nth++) {
      last = { ...BEGINNING };
      for (let day = 0; day < DAYS; day++) smallDay(last);
    }
  };
  run(WARM);
  const before = process.cpuUsage();
  run(count);
  const { user, system } = process.cpuUsage(before);
  return { secondsPerPath: (user + system) / 1e6 / count, last };
}

const at = process.argv.indexOf("--radcad");
const python = at < 0 ? undefined : process.argv[at + 1];
if (python !== undefined) {
  const script = join(__dirname, "radcad", "model.py");
  const told = execFileSync(python, [script, JSON.stringify(BEGINNING), String(DAYS), "10"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const peer = JSON.parse(told) as ReturnType<typeof small>;
  const own = small(2_000);
  const names = Object.keys(BEGINNING) as (keyof Small)[];
  const differing = names.filter((name) => {
    const [value, other] = [own.last[name], peer.last[name]];
    return Math.abs(other - value) > 1e-9 * Math.abs(value);
  });
  if (differing.length > 0) throw new Error(`not the same market: ${differing.join(", ")} differ`);
  const ratio = Math.round(peer.secondsPerPath / own.secondsPerPath);
  const perSecond = ({ secondsPerPath }: typeof own) => Math.round(1 / secondsPerPath);
  console.log(
    `twelve variables: ${perSecond(own)} paths a second, radCAD ${perSecond(peer)}: ${ratio} times`,
  );
}
