import { instructions, plans, quotes } from "@diem/sdk";

import { chapter, say, span, table, tokens } from "./format";
import { type Person, type DemoMarket, UNIT } from "./demo-market";

const REWARDS = 1_000n * UNIT;
const REWARD_EPOCHS = 8n;

/** Everybody stakes all the VVV they have, and a foundation funds rewards for them. */
export async function stakeVvv(demo: DemoMarket, stakers: Person[]): Promise<void> {
  const { market, network, clock } = demo;
  const rows = [];
  for (const staker of stakers) {
    const amount = await demo.balance(staker.vvv);
    const { connection } = network;
    const context = { connection, market, owner: staker.address };
    const { instructions: staking } = await plans.stake(context, { amount });
    await demo.act(staker, ...staking);
    rows.push([staker.name, tokens(amount, 0)]);
  }
  chapter("2. Holders stake VVV", "The VVV moves into the stake vault and earns from now on.");
  table(["staker", "VVV staked"], rows);

  const funder = await demo.person("foundation", REWARDS);
  const durationSecs = REWARD_EPOCHS * clock.epochSecs;
  const fund = { market, funder: funder.address, amount: REWARDS, durationSecs };
  await demo.act(funder, instructions.fundRewards(fund));
  say(`A foundation streams ${tokens(REWARDS, 0)} VVV to them over ${span(durationSecs)}.`);
}

/** The minters mint in turns, and the rate rises under them. */
export async function mintDiem(demo: DemoMarket, minters: Person[]): Promise<void> {
  const { market, network } = demo;
  const rows = [];
  for (const turn of [80n, 120n, 250n]) {
    for (const minter of minters) {
      const diemAmount = turn * UNIT;
      const at = { market: await demo.marketAccount(), now: await network.now() };
      const quote = quotes.mintQuote({ ...at, supply: await demo.supply(), amount: diemAmount });
      const { max: maxVvvLocked } = quotes.withSlippage({ amount: quote.vvvLocked, bps: 50 });
      const mint = { market, owner: minter.address, diemAmount, maxVvvLocked };
      await demo.act(minter, instructions.mintDiem(mint));
      const supply = await demo.supply();
      rows.push([
        minter.name,
        tokens(diemAmount, 0),
        tokens(quote.vvvLocked),
        tokens(quote.averageRate),
        tokens(quotes.marginalRate({ ...at, supply })),
        tokens(supply, 0),
      ]);
    }
  }
  chapter(
    "3. Two of them mint DIEM",
    "Each mint locks part of the minter's stake, at a rate (VVV per DIEM) that rises with the supply: slowly at first, and\n" +
      "steeply towards the target supply.",
  );
  table(["minter", "DIEM", "VVV locked", "average rate", "rate after", "supply after"], rows);
}
