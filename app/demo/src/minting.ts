import { instructions, quotes, transactions } from "@diem/sdk";

import { chapter, table, tokens } from "./format";
import { type Person, type Stage, UNIT } from "./stage";

/** Everybody stakes all the VVV they have. */
export async function stakeVvv(stage: Stage, stakers: Person[]): Promise<void> {
  const { market, network } = stage;
  const rows = [];
  for (const staker of stakers) {
    const amount = await stage.balance(staker.vvv);
    const { connection } = network;
    const owner = staker.address;
    await stage.act(
      staker,
      ...(await transactions.openAndStake({ connection, market, owner, amount })),
    );
    rows.push([staker.name, tokens(amount, 0)]);
  }
  chapter("2. Holders stake VVV", "The VVV moves into the stake vault and earns from now on.");
  table(["staker", "VVV staked"], rows);
}

/** The minters mint in turns, and the rate rises under them. */
export async function mintDiem(stage: Stage, minters: Person[]): Promise<void> {
  const { market } = stage;
  const rows = [];
  for (const turn of [4_000n, 6_000n, 8_000n]) {
    for (const minter of minters) {
      const diemAmount = turn * UNIT;
      const quote = quotes.mintCost({ market: await stage.marketAccount(), amount: diemAmount });
      const { max: maxVvvLocked } = quotes.withSlippage({ amount: quote.vvvLocked, bps: 50 });
      const mint = { market, owner: minter.address, diemAmount, maxVvvLocked };
      await stage.act(minter, instructions.mintDiem(mint));
      const after = await stage.marketAccount();
      rows.push([
        minter.name,
        tokens(diemAmount, 0),
        tokens(quote.vvvLocked),
        tokens(quote.averageRate),
        tokens(quotes.marginalRate({ market: after })),
        tokens(after.diemOutstanding, 0),
      ]);
    }
  }
  chapter(
    "3. Two of them mint DIEM",
    "Each mint locks part of the minter's stake, at a rate (VVV per DIEM) that rises with the supply.",
  );
  table(["minter", "DIEM", "VVV locked", "average rate", "rate after", "supply after"], rows);
}
