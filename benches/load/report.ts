import { accounts, PROGRAM_ID } from "@diem/sdk";
import type { Meter } from "./meter";
import type { Population } from "./population";

export function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const line = (cells: readonly unknown[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}

export function renderPhases({ phases }: Meter): string {
  const rows = [...phases.values()].map(({ name, units, failures, signingMs, chainMs }) => {
    const sorted = [...units].sort((a, b) => a - b);
    const at = (index: number) => sorted.at(index) ?? 0;
    const perSecond = (ms: number) => Math.round((1_000 * units.length) / ms);
    return [
      ...[name, units.length, failures.length, perSecond(chainMs), perSecond(chainMs + signingMs)],
      ...[at(sorted.length >> 1), at(0), at(-1)],
    ];
  });
  const all = [...phases.values()];
  const total = (of: (phase: (typeof all)[number]) => number) =>
    all.reduce((sum, phase) => sum + of(phase), 0);
  const [sent, failed] = [total(({ units }) => units.length), total((p) => p.failures.length)];
  const [chain, signing] = [total(({ chainMs }) => chainMs), total(({ signingMs }) => signingMs)];
  const rates = [chain, chain + signing].map((ms) => Math.round((1_000 * sent) / ms));
  rows.push(["all", sent, failed, ...rates, "", "", ""]);
  const head = ["instruction", "transactions", "failed", "a second, executed", "signed too"];
  return table([...head, "units, median", "lowest", "highest"], rows);
}

/** Accounts of each kind on the chain. */
export async function countAccounts({ world }: Population): Promise<Map<string, number>> {
  const { connection } = world.chain;
  const ofMarket = { market: world.market.market };
  const dataSlice = { offset: 0, length: 0 };
  return new Map([
    ["positions", (await accounts.position.fetchAll(connection, ofMarket)).length],
    ["providers", (await accounts.provider.fetchAll(connection, ofMarket)).length],
    ["channels", (await accounts.channel.fetchAll(connection, ofMarket)).length],
    ["epoch records", (await accounts.epochRecord.fetchAll(connection, ofMarket)).length],
    ["all of the program", (await connection.getProgramAccounts(PROGRAM_ID, { dataSlice })).length],
  ]);
}

export function renderAccounts(
  crowded: ReadonlyMap<string, number>,
  left: ReadonlyMap<string, number>,
): string {
  const rows = [...crowded].map(([kind, count]) => [kind, count, left.get(kind)]);
  return table(["accounts", "before anybody left", "at the end"], rows);
}

/** Base units that are left in the vaults when everybody is gone, and whose they are. */
export async function renderRemains({ world }: Population): Promise<string> {
  const { debt, quotaPool, rewardsOwed } = await world.marketAccount();
  const { feePool, rewardVault, stakeVault, escrow, bondVault } = world.market;
  const supply = await world.diemSupply();
  const held = (vault: typeof feePool) => world.balance(vault);
  return table(
    ["where", "base units", "of it"],
    [
      ["DIEM supply", supply, `units of debt ${debt.total}`],
      [
        "fee pool",
        await held(feePool),
        `quota pool ${quotaPool}; owed to stakers: under 1 for each time that a position was settled`,
      ],
      [
        "reward vault",
        await held(rewardVault),
        `owed to stakers ${rewardsOwed}: under 1 for each such time`,
      ],
      ["stake vault", await held(stakeVault), "locked behind the DIEM in the fee pool"],
      ["escrow", await held(escrow), ""],
      ["bond vault", await held(bondVault), ""],
    ],
  );
}
