import type { Command } from "commander";
import { type ProviderAccount, quotes } from "@diem/sdk";
import { DIEM, formatBps, type Io, inSession, type Session, withExamples } from "../../core";
import { submit, nothingToDo } from "../submit";
import { providerContext, namedProvider } from "./context";

const PROVIDER = "address of the provider (default: your own)";

/** `diem provider revenue`: what channels and transfers paid. */
export function revenueCommands(parent: Command, io: Io): void {
  const revenue = parent
    .command("revenue")
    .description("show, distribute and withdraw a provider's revenue");
  const show = revenue
    .command("show")
    .description("show the revenue to distribute and the revenue to withdraw")
    .argument("[provider]", PROVIDER)
    .action(inSession(io, showRevenue));
  withExamples(show, "diem provider revenue show");
  const distribute = revenue
    .command("distribute")
    .description("distribute revenue to provider, quota pool, stakers and treasury; anyone may")
    .argument("[provider]", PROVIDER)
    .action(inSession(io, distributeRevenue));
  withExamples(distribute, "diem provider revenue distribute");
  const withdraw = revenue
    .command("withdraw")
    .description("withdraw your part of the revenue")
    .argument("<diem|all>", "amount of DIEM")
    .action(inSession(io, withdrawRevenue));
  withExamples(withdraw, "diem provider revenue withdraw all");
}

/** DIEM base units that came in and are not distributed. */
async function undistributed(
  session: Session,
  { revenue, claimable }: ProviderAccount,
): Promise<bigint> {
  const { value } = await session.connection.getTokenAccountBalance(revenue);
  return BigInt(value.amount) - claimable;
}

async function showRevenue(session: Session, text?: string): Promise<void> {
  const on = await session.marketContext();
  const { market } = on;
  const provider = await namedProvider(session, on, text);
  const amount = await undistributed(session, provider);
  const split = quotes.splitFee({ market, amount });
  const { providerBps: shareBps } = market.params;
  const { address, claimable, totalRevenue } = provider;
  session.print({
    text: [
      ["provider", address.toBase58()],
      ["can be withdrawn", DIEM.format(claimable)],
      ["to distribute", DIEM.format(amount)],
      ["of which the provider's", `${DIEM.format(split.provider)}, ${formatBps(shareBps)}`],
      ["distributed so far", DIEM.format(totalRevenue)],
    ],
    json: {
      provider: address,
      claimable: DIEM.json(claimable),
      undistributed: DIEM.json(amount),
      shareBps,
      split: splitJson(split),
      total: DIEM.json(totalRevenue),
    },
  });
}

function splitJson({ provider, quota, treasury, stakers }: quotes.FeeSplit) {
  return {
    provider: DIEM.json(provider),
    quota: DIEM.json(quota),
    treasury: DIEM.json(treasury),
    stakers: DIEM.json(stakers),
  };
}

async function distributeRevenue(session: Session, text?: string): Promise<void> {
  const on = await session.walletContext();
  const { address, ...provider } = await namedProvider(session, on, text);
  if ((await undistributed(session, { address, ...provider })) === 0n) {
    return nothingToDo(session, "no revenue since the last distribution");
  }
  const plan = await on.client.plan.distributeRevenue({ provider: address });
  const { amount, ...split } = plan.quote;
  await submit(session, {
    plan,
    summary: [
      ["share out", DIEM.format(amount)],
      ["to the provider", DIEM.format(split.provider)],
      ["to the quota pool", DIEM.format(split.quota)],
      ["to the stakers", DIEM.format(split.stakers)],
      ["to the treasury", DIEM.format(split.treasury)],
    ],
    json: { provider: address, amount: DIEM.json(amount), split: splitJson(split) },
    done: [["shared out", DIEM.format(amount)]],
  });
}

async function withdrawRevenue(session: Session, text: string): Promise<void> {
  const wanted = text === "all" ? null : DIEM.parsePositive(text);
  const { client, provider } = await providerContext(session);
  if (wanted === null && provider.claimable === 0n) {
    return nothingToDo(session, "nothing can be withdrawn now: distribute what came in first");
  }
  const plan = await client.plan.withdrawRevenue(wanted === null ? {} : { amount: wanted });
  const { amount, left } = plan.quote;
  await submit(session, {
    plan,
    summary: [
      ["withdraw", DIEM.format(amount)],
      ["left", DIEM.format(left)],
    ],
    json: { amount: DIEM.json(amount), left: DIEM.json(left) },
    done: [["withdrawn", DIEM.format(amount)]],
  });
}
