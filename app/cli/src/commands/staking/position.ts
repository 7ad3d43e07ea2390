import type { Command } from "commander";
import { type OwingPosition, quotes } from "@diem/sdk";
import {
  DIEM,
  type Fact,
  formatBps,
  type Io,
  type MarketContext,
  inSession,
  type Session,
  SOL,
  withExamples,
} from "../../core";
import { requirePosition } from "./holdings";

/** `diem position`. */
export function positionCommands(parent: Command, io: Io): void {
  const position = parent.command("position").description("show stake, lock, bill and rewards");

  const shown = position
    .command("show", { isDefault: true })
    .description("show your position, or an owner's")
    .argument("[owner]", "owner (default: the wallet)")
    .action(inSession(io, show));
  withExamples(shown, "diem position", "diem position show --output json");

  const close = position
    .command("close")
    .description("close your empty position and get its rent back")
    .action(inSession(io, closePosition));
  withExamples(close, "diem position close");
}

/** If others' burns have reduced the debt to zero. */
const FREE = "0 DIEM: `diem burn all` unlocks what is locked, and burns nothing";

/** The position as it is now, with what the market's maths makes of it. */
async function describe({ client, market, vvv }: MarketContext, position: OwingPosition) {
  const now = await client.read.now();
  const { fees, rewards } = quotes.claimable({ market, position, now });
  const { staked, locked, bill, cooling, openTickets } = position;
  const apr = quotes.stakerApr({ market, now });
  const unlocked = staked - locked;
  const facts: Fact[] = [
    ["staked", vvv.format(staked)],
    ["locked", vvv.format(locked)],
    ["unlocked", vvv.format(unlocked)],
    ["bill", bill === 0n && locked > 0n ? FREE : DIEM.format(bill)],
    [
      "cooling",
      `${vvv.format(cooling)} on ${openTickets} ${openTickets === 1 ? "ticket" : "tickets"}`,
    ],
    ["claimable fees", DIEM.format(fees)],
    ["claimable rewards", vvv.format(rewards)],
    ["rewards of unlocked stake", `${formatBps(apr.rewards)} APR at the current rate`],
  ];
  const json = {
    staked: vvv.json(staked),
    locked: vvv.json(locked),
    unlocked: vvv.json(unlocked),
    bill: DIEM.json(bill),
    cooling: vvv.json(cooling),
    openTickets,
    claimable: { fees: DIEM.json(fees), rewards: vvv.json(rewards) },
    rewardsAprBps: apr.rewards,
  };
  const averageRate = quotes.averageRateFloor(position);
  if (averageRate === null) return { facts, json: { ...json, averageRate: null } };
  facts.push(["average rate", `${vvv.format(averageRate)} per DIEM`]);
  return { facts, json: { ...json, averageRate: vvv.json(averageRate) } };
}

async function show(session: Session, ownerText: string | undefined): Promise<void> {
  const owner = session.addressOr(ownerText, "owner");
  const on = await session.marketContext();
  const position = await requirePosition(on, owner);
  const { facts, json } = await describe(on, position);
  session.print({
    text: [["owner", owner.toBase58()], ["position", position.address.toBase58()], ...facts],
    json: { owner, position: position.address, ...json },
  });
}

async function closePosition(session: Session): Promise<void> {
  const { client } = await session.walletContext();
  const plan = await client.plan.closePosition();
  const rent = SOL.format(plan.quote.rent);
  const json = { position: plan.quote.position, rent: SOL.json(plan.quote.rent) };
  const summary = [["rent that comes back", rent]] as const;
  const sent = await session.send({ plan, summary, json });
  if (sent === null) return;
  session.print({
    text: [`the position is closed; ${rent} came back`],
    json: { ...sent, ...json },
  });
}
