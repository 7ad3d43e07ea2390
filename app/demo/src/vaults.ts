import { tokens as token } from "@diem/localnet";
import type { PublicKey } from "@solana/web3.js";

import { accounts, events, quotes } from "@diem/sdk";

import { billOf } from "./burn";
import { chapter, say, table, tokens } from "./format";
import { runKeeper } from "./keeper";
import type { Seller } from "./providers";
import { type Person, type DemoMarket, UNIT } from "./demo-market";

/** A token account of the market, and what the program owes from it. */
interface Vault {
  readonly label: string;
  readonly address: PublicKey;
  readonly owed: bigint;
}

/** Compares every token account of the market with what it owes. */
export async function showVaults(
  demo: DemoMarket,
  {
    minters,
    sellers,
    stranger,
  }: {
    readonly minters: readonly Person[];
    readonly sellers: readonly Seller[];
    readonly stranger: Person;
  },
): Promise<void> {
  const { market } = demo;
  const { diem, address } = stranger;
  const kept = (await runKeeper(demo)).flatMap((receipt) => receipt.events);
  const rolls = events.named(kept, "EpochsRolled");
  const closed = rolls.reduce((total, { data }) => total + data.closed, 0);
  await demo.act(
    stranger,
    token.transfer({ from: diem, to: market.escrow, owner: address, amount: UNIT }),
  );

  const short = [];
  const rows = [];
  for (const { label, address: vault, owed } of await vaultsOf(demo, sellers)) {
    const held = await demo.balance(vault);
    if (held < owed) short.push(label);
    rows.push([label, tokens(held, 9), tokens(owed, 9), (held - owed).toString()]);
  }
  chapter(
    "15. The books",
    `Nobody has called for a while: ${closed} epochs are closed, in one call. Then, in base units, what every vault holds,\n` +
      "what the program owes from it, and the difference. A surplus is what somebody sent there unasked, as the\n" +
      `${stranger.name} just sent ${tokens(UNIT, 0)} DIEM to the escrow: it moves no price and pays nobody.`,
  );
  table(["vault", "holds", "owes", "surplus"], rows);
  const supply = await demo.supply();
  const { debt } = await demo.marketAccount();
  if (supply > debt.total) short.push("DIEM debt");
  if (short.length > 0) throw new Error(`short: ${short.join(", ")}`);
  const bills = await Promise.all(minters.map((minter) => billOf(demo, minter)));
  say(
    `All vaults hold at least what they owe, and behind the ${tokens(supply)} DIEM in existence stand bills of ` +
      `${tokens(bills.reduce((total, bill) => total + bill, 0n))}.`,
  );
}

async function vaultsOf(demo: DemoMarket, sellers: readonly Seller[]): Promise<Vault[]> {
  const { market, network } = demo;
  const labels = new Map([
    [market.stakeVault.toBase58(), "stake vault (VVV)"],
    [market.bondVault.toBase58(), "bond vault (VVV)"],
    [market.rewardVault.toBase58(), "reward vault (VVV)"],
    [market.escrow.toBase58(), "escrow (DIEM)"],
    [market.feePool.toBase58(), "fee pool (DIEM)"],
  ]);
  const revenues = sellers.map(async ({ person, provider, revenue: address }) => {
    const { claimable: owed } = await accounts.provider.fetch(network.connection, provider);
    return { label: `revenue of ${person.name} (DIEM)`, address, owed };
  });
  const owing = quotes.liabilities(await demo.marketAccount()).map(({ vault, owed }) => {
    const label = labels.get(vault.toBase58()) ?? vault.toBase58();
    return { label, address: vault, owed };
  });
  return [...owing, ...(await Promise.all(revenues))];
}
