import { accounts, instructions } from "@diem/sdk";

import { chapter, say, span, table, tokens } from "./format";
import type { Sellers } from "./providers";
import type { Person, Stage } from "./stage";

/** Everybody takes what is theirs. */
export async function claimAll(
  stage: Stage,
  stakers: readonly Person[],
  sellers: Sellers,
): Promise<void> {
  const { market, network } = stage;
  const { feeStreamSecs } = (await stage.marketAccount()).params;
  await network.advance(feeStreamSecs + 1n); // nothing is left in the stream
  const rows = [];
  for (const staker of stakers) {
    const before = [await stage.balance(staker.diem), await stage.balance(staker.vvv)] as const;
    await stage.act(staker, instructions.claimRewards({ market, owner: staker.address }));
    const { staked, locked } = await stage.position(staker);
    rows.push([
      staker.name,
      tokens(staked, 0),
      tokens(locked),
      tokens((await stage.balance(staker.diem)) - before[0]),
      tokens((await stage.balance(staker.vvv)) - before[1]),
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
    const forQuota = await stage.balance(person.diem);
    const withdraw = instructions.withdrawRevenue({ market, owner: person.address, amount });
    await stage.act(person, withdraw);
    say(
      `${person.name} withdraws ${tokens(amount)} DIEM of revenue, and was paid ${tokens(forQuota)} DIEM for quota.`,
    );
  }
  const treasury = await stage.person("treasury", 0n, stage.treasury);
  await stage.send([instructions.collectTreasury({ market, treasury: treasury.address })]);
  say(`The treasury collects ${tokens(await stage.balance(treasury.diem))} DIEM.`);
}
