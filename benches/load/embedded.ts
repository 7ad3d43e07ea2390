/**
 * Many stakers, providers and channels on the embedded chain, from the first stake to the last exit:
 * npm run load -- --stakers 1000 --providers 100 --channels 10000 --epochs 3
 */
import { epoch } from "../../tests/support/epochs";
import { expectReconciled } from "./solvency";
import { everybodyArrives } from "./arrivals";
import { closeChannels, closePositions, closeProviders } from "./departures";
import { sizesFrom } from "./options";
import { countAccounts, renderAccounts, renderPhases, renderRemains } from "./report";
import { createPopulation, SIZES, type Population } from "./population";
import { rewardEpoch, runEpoch } from "./epochs";

const say = (text: string) => process.stdout.write(`${text}\n`);

async function live(population: Population): Promise<void> {
  const { world, meter, sizes } = population;
  await everybodyArrives(population);
  await expectReconciled(population);
  const first = await epoch(world);
  for (let nth = 0; nth < sizes.epochs; nth++) {
    await runEpoch(population);
    if (nth > 0) await rewardEpoch(population, first + nth - 1);
  }
  await expectReconciled(population);
  const crowd = await countAccounts(population);
  await closeChannels(population);
  await rewardEpoch(population, first + sizes.epochs - 1);
  await closeProviders(population);
  await expectReconciled(population);
  await closePositions(population);
  await expectReconciled(population);

  say(renderPhases(meter));
  say(renderAccounts(crowd, await countAccounts(population)));
  say(await renderRemains(population));
}

async function main(): Promise<void> {
  const population = await createPopulation(sizesFrom(SIZES, process.argv.slice(2)));
  say(`${JSON.stringify(population.sizes)}\n`);
  try {
    await live(population);
  } finally {
    sayFailures(population);
  }
}

function sayFailures({ meter }: Population): void {
  const failures = [...meter.phases.values()].flatMap(({ name, failures: all }) =>
    all.map((text) => `${name}: ${text}`),
  );
  for (const failure of failures.slice(0, 5)) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

void main();
