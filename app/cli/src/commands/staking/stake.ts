import type { Command } from "commander";
import type { PositionAccount } from "@diem/sdk";
import {
  type Fact,
  formatTime,
  type Io,
  inSession,
  RefusedError,
  type Session,
  type Token,
  withExamples,
} from "../../core";
import { requirePosition } from "./holdings";

/** `diem stake` and `diem unstake`. */
export function stakeCommands(parent: Command, io: Io): void {
  const staking = parent
    .command("stake")
    .description("stake VVV; the first time this opens your position")
    .argument("<vvv>", "VVV to stake, such as 1000 or 12.5")
    .action(inSession(io, stake));
  withExamples(staking, "diem stake 1000", "diem stake 12.5 --dry-run");

  const unstaking = parent
    .command("unstake")
    .description("request to unstake VVV that is not locked; it cools down on a new ticket")
    .argument("<vvv|all>", "VVV to unstake, or all that is not locked")
    .action(inSession(io, unstake));
  withExamples(unstaking, "diem unstake 100", "diem unstake all --yes --output json");
}

async function stake(session: Session, text: string): Promise<void> {
  const { client, vvv } = await session.walletContext();
  const amount = vvv.parsePositive(text);
  const plan = await client.plan.stake({ amount });
  const { opens, staked, left } = plan.quote;
  const summary: Fact[] = [
    ["stake", vvv.format(amount)],
    ["staked then", vvv.format(staked)],
    ["left in the wallet", vvv.format(left)],
  ];
  if (opens) summary.push(["position", "is opened; its rent comes back when you close it"]);
  const json = { amount: vvv.json(amount), staked: vvv.json(staked), opensPosition: opens };
  const sent = await session.send({ plan, summary, json });
  if (sent === null) return;
  const { position } = await session.event(sent, "Staked");
  session.print({
    text: [`staked ${vvv.format(amount)}: ${vvv.format(position.staked)} in all`],
    json: { ...sent, ...json, staked: vvv.json(position.staked) },
  });
}

/** All of the stake that is not locked. */
function allUnlocked({ staked, locked }: PositionAccount, vvv: Token): bigint {
  const unlocked = staked - locked;
  if (unlocked === 0n) {
    throw new RefusedError({
      name: "NothingUnlocked",
      message: `of ${vvv.format(staked)} staked, ${vvv.format(locked)} are locked: there is nothing to unstake`,
      next:
        locked === 0n
          ? "stake with `diem stake <vvv>`; `diem tickets` shows what cools down"
          : "burn DIEM first: `diem quote burn` shows what that unlocks",
    });
  }
  return unlocked;
}

async function unstake(session: Session, text: string): Promise<void> {
  const acting = await session.walletContext();
  const { client, vvv, owner } = acting;
  const amount =
    text === "all"
      ? allUnlocked(await requirePosition(acting, owner), vvv)
      : vvv.parsePositive(text);
  const plan = await client.plan.requestUnstake({ amount });
  const { ticketId, readyTs, ...left } = plan.quote;
  const json = {
    amount: vvv.json(amount),
    ticketId,
    readyTs,
    staked: vvv.json(left.staked),
    unlocked: vvv.json(left.unlocked),
  };
  const sent = await session.send({
    plan,
    summary: [
      ["unstake", vvv.format(amount)],
      ["ticket", ticketId.toString()],
      ["pays out from", formatTime(readyTs)],
      ["staked then", vvv.format(left.staked)],
      ["unlocked then", vvv.format(left.unlocked)],
    ],
    json,
  });
  if (sent === null) return;
  const requested = await session.event(sent, "UnstakeRequested");
  const ready = formatTime(requested.readyTs);
  session.print({
    text: [
      `${vvv.format(amount)} cool down on ticket ${ticketId}, which pays out from ${ready} on`,
      `\`diem tickets withdraw\` takes it then`,
    ],
    json: { ...sent, ...json, readyTs: requested.readyTs },
  });
}
