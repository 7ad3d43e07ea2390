import type { PublicKey } from "@solana/web3.js";

import { accounts, pda, quotes } from "@diem/sdk";

import { chapter, say, table, tokens } from "./format";
import { revenueOf } from "./paying";
import type { Person, Stage } from "./stage";

/** Every token account of the market against what is owed from it. */
export async function showVaults(stage: Stage, seller: Person): Promise<void> {
  const { market, network } = stage;
  const names = new Map<string, string>();
  const name = (label: string, vault: PublicKey) => names.set(vault.toBase58(), label);
  name("stake vault (VVV)", market.stakeVault);
  name("bond vault (VVV)", market.bondVault);
  name("reward vault (VVV)", market.rewardVault);
  name("escrow (DIEM)", market.escrow);
  name("fee pool (DIEM)", market.feePool);

  const provider = pda.provider({ market: market.market, owner: seller.address });
  const { claimable } = await accounts.provider.fetch(network.connection, provider);
  const revenue = revenueOf(stage, seller);
  name(`revenue of ${seller.name} (DIEM)`, revenue);

  const account = await stage.marketAccount();
  const owedFrom = [...quotes.liabilities(account), { vault: revenue, owed: claimable }];
  const short = [];
  const rows = [];
  for (const { vault, owed } of owedFrom) {
    const held = await stage.balance(vault);
    const label = names.get(vault.toBase58()) ?? vault.toBase58();
    if (held < owed) short.push(label);
    const surplus = held - owed;
    rows.push([label, tokens(held, 9), tokens(owed, 9), surplus.toString()]);
  }
  chapter(
    "9. The books",
    "What every vault holds, what the program owes from it, and the difference in base units.",
  );
  table(["vault", "holds", "owes", "surplus"], rows);
  if (short.length > 0) throw new Error(`short: ${short.join(", ")}`);
  say("All vaults hold at least what they owe.");
}
