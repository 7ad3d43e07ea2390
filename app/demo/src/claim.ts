import { accounts, instructions } from "@diem/sdk";

import { chapter, say, span, table, tokens } from "./format";
import type { Sellers } from "./providers";
import type { Person, DemoMarket } from "./demo-market";

/** All stakers claim their fees and rewards. */
export async function claimAll(
  demo: DemoMarket,
  stakers: readonly Person[],
  sellers: Sellers,
): Promise<void> {
  const { market, network } = demo;
  const { feeStreamSecs } = (await demo.marketAccount()).params;
  await network.advance(feeStreamSecs + 1n); // nothing is left in the stream
  const rows = [];
  for (const staker of stakers) {
    const before = [await demo.balance(staker.diem), await demo.balance(staker.vvv)] as const;
    await demo.act(staker, instructions.claimRewards({ market, owner: staker.address }));
    const { staked, locked } = await demo.position(staker);
    rows.push([
      staker.name,
      tokens(staked, 0),
      tokens(locked),
      tokens((await demo.balance(staker.diem)) - before[0]),
      tokens((await demo.balance(staker.vvv)) - before[1]),
    ]);
  }
  chapter(
    "11. Everybody claims",
    `The stakers' part of the fees was streamed over ${span(feeStreamSecs)}, so that staking just before a payment earns little.`,
  );
  table(["staker", "staked", "of it locked", "DIEM fees", "VVV rewards"], rows);

  for (const seller of Object.values(sellers)) {
    const { person, provider } = seller;
    const { claimable: amount } = await accounts.provider.fetch(network.connection, provider);
    const forQuota = await demo.balance(person.diem);
    const withdraw = instructions.withdrawRevenue({ market, owner: person.address, amount });
    await demo.act(person, withdraw);
    say(
      `${person.name} withdraws ${tokens(amount)} DIEM of revenue, and was paid ${tokens(forQuota)} DIEM for quota.`,
    );
  }
  const treasury = await demo.person("treasury", 0n, demo.treasury);
  await demo.send([instructions.collectTreasury({ market, treasury: treasury.address })]);
  say(`The treasury collects ${tokens(await demo.balance(treasury.diem))} DIEM.`);
}
