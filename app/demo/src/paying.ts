import { createTransferInstruction } from "@solana/spl-token";

import { accounts, events, instructions, pda } from "@diem/sdk";

import { chapter, percent, say, span, table, tokens } from "./format";
import { type Person, type Stage, UNIT } from "./stage";
import type { Periods } from "./story";

interface Cast {
  readonly minters: Person[];
  readonly buyers: Person[];
  readonly seller: Person;
}

const BOND = 50_000n * UNIT;

/** The provider registers, consumers get DIEM from the minters, and pay for their calls. */
export async function payProvider(stage: Stage, { minters, buyers, seller }: Cast): Promise<void> {
  const { market } = stage;
  const terms = {
    operator: seller.address,
    endpoint: "https://nova.example/v1",
    price: UNIT / 2n,
    priceListHash: new Uint8Array(32),
  };
  const register = { market, owner: seller.address, bond: BOND, terms };
  await stage.act(seller, instructions.registerProvider(register));
  const revenue = revenueOf(stage, seller);

  const rows = [];
  for (const [index, buyer] of buyers.entries()) {
    const minter = minters[index % minters.length];
    if (minter === undefined) continue;
    const bought = 5_000n * UNIT;
    await stage.act(
      minter,
      createTransferInstruction(minter.diem, buyer.diem, minter.address, bought),
    );
    let paid = 0n;
    for (const call of [700n, 450n, 1_250n]) {
      const price = (call + BigInt(index)) * UNIT;
      await stage.act(buyer, createTransferInstruction(buyer.diem, revenue, buyer.address, price));
      paid += price;
    }
    rows.push([buyer.name, minter.name, tokens(bought), "3", tokens(paid)]);
  }
  chapter(
    "4. Consumers pay for compute",
    `${seller.name} bonds ${tokens(BOND, 0)} VVV and sells credits at ${tokens(terms.price)} DIEM.\n` +
      "Paying is a plain SPL transfer into the provider's revenue account.",
  );
  table(["consumer", "DIEM from", "bought", "payments", "DIEM paid"], rows);
}

/** Anyone splits what came in; the split is read from the event, as an indexer would. */
export async function splitRevenue(stage: Stage, seller: Person): Promise<void> {
  const { market, network } = stage;
  const distribute = instructions.distributeRevenue({ market, providerOwner: seller.address });
  const signature = await stage.send([distribute]);
  const emitted = await events.fetch(network.connection, signature);
  const split = emitted.find((event) => event.name === "RevenueDistributed");
  if (split?.name !== "RevenueDistributed") throw new Error(`no split in ${signature}`);
  const { amount, toProvider, toTreasury, toStakers, utilisationEmaBps } = split.data;
  chapter(
    "5. The revenue is split",
    `${tokens(amount)} DIEM at a utilisation of ${percent(utilisationEmaBps)}. ` +
      "The stakers' part is streamed over one epoch.",
  );
  const share = (part: bigint) => [tokens(part), percent((part * 10_000n) / amount)];
  table(
    ["party", "DIEM", "share"],
    [
      [seller.name, ...share(toProvider)],
      ["treasury", ...share(toTreasury)],
      ["stakers", ...share(toStakers)],
    ],
  );
}

/** VVV rewards are funded, time passes, and everybody takes what is theirs. */
export async function claimAll(
  stage: Stage,
  { stakers, seller, periods }: { stakers: Person[]; seller: Person; periods: Periods },
): Promise<void> {
  const { market, network } = stage;
  const rewards = 10_000n * UNIT;
  const funder = await stage.person("foundation", rewards);
  const durationSecs = 2n * periods.epochSecs;
  const fund = { market, funder: funder.address, amount: rewards, durationSecs };
  await stage.act(funder, instructions.fundRewards(fund));
  await network.advance(periods.epochSecs + 1n);

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
    "6. Everybody claims",
    `A foundation streams ${tokens(rewards, 0)} VVV over ${span(durationSecs)}; one epoch passes. Locked stake earns a ` +
      "fifth less VVV:\nthat part is kept for the providers who will serve the minters' quota.",
  );
  table(["staker", "staked", "of it locked", "DIEM fees", "VVV rewards"], rows);

  const treasury = await stage.person("treasury", 0n, stage.treasury);
  await stage.send([instructions.collectTreasury({ market, treasury: treasury.address })]);
  const provider = pda.provider({ market: market.market, owner: seller.address });
  const { claimable: amount } = await accounts.provider.fetch(network.connection, provider);
  const withdraw = instructions.withdrawRevenue({ market, owner: seller.address, amount });
  await stage.act(seller, withdraw);
  say(
    `${seller.name} withdraws ${tokens(amount)} DIEM, the treasury collects ${tokens(await stage.balance(treasury.diem))}.`,
  );
  const { quotaPool } = await stage.marketAccount();
  say(`Kept for quota so far: ${tokens(quotaPool)} VVV.`);
}

export function revenueOf({ market: { market, diemMint } }: Stage, seller: Person) {
  return pda.revenue({ provider: pda.provider({ market, owner: seller.address }), diemMint });
}
