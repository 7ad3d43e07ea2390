/**
 * Many stakers, providers and channels on the embedded chain, from the first stake to the last exit:
 * npm run load -- --stakers 1000 --providers 100 --channels 10000 --epochs 3
 */
import { epoch } from "../../tests/support/epochs";
import { proveBooks } from "./books";
import { everybodyComes } from "./coming";
import { closeChannels, closePositions, closeProviders } from "./leaving";
import { sizesFrom } from "./options";
import { countAccounts, renderAccounts, renderPhases, renderRemains } from "./report";
import { settleIn, SIZES, type Town } from "./town";
import { rewardEpoch, tradeForAnEpoch } from "./trading";

const say = (text: string) => process.stdout.write(`${text}\n`);

async function live(town: Town): Promise<void> {
  const { world, meter, sizes } = town;
  await everybodyComes(town);
  await proveBooks(town);
  const first = await epoch(world);
  for (let nth = 0; nth < sizes.epochs; nth++) {
    await tradeForAnEpoch(town);
    if (nth > 0) await rewardEpoch(town, first + nth - 1);
  }
  await proveBooks(town);
  const crowd = await countAccounts(town);
  await closeChannels(town);
  await rewardEpoch(town, first + sizes.epochs - 1);
  await closeProviders(town);
  await proveBooks(town);
  await closePositions(town);
  await proveBooks(town);

  say(renderPhases(meter));
  say(renderAccounts(crowd, await countAccounts(town)));
  say(await renderRemains(town));
}

async function main(): Promise<void> {
  const town = await settleIn(sizesFrom(SIZES, process.argv.slice(2)));
  say(`${JSON.stringify(town.sizes)}\n`);
  try {
    await live(town);
  } finally {
    sayFailures(town);
  }
}

function sayFailures({ meter }: Town): void {
  const failures = [...meter.phases.values()].flatMap(({ name, failures: all }) =>
    all.map((text) => `${name}: ${text}`),
  );
  for (const failure of failures.slice(0, 5)) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

void main();
