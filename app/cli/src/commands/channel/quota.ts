import type { Command } from "commander";
import {
  CREDITS,
  DIEM,
  formatDue,
  type Io,
  parseAddress,
  inSession,
  type Session,
  withExamples,
} from "../../core";

/** `diem channel quota`. */
export function quotaCommands(parent: Command, io: Io): void {
  const quota = parent.command("quota").description("stake DIEM for credits every epoch");
  withExamples(
    quota
      .command("stake")
      .description("stake DIEM in a channel for a quota every epoch; this epoch's is pro rata")
      .argument("<channel>", "address of the channel")
      .argument("<diem>", "how much")
      .action(inSession(io, stake)),
    "diem channel quota stake <channel> 2",
  );
  withExamples(
    quota
      .command("unstake")
      .description("unstake DIEM from the quota; it can be withdrawn from the next epoch on")
      .argument("<channel>", "address of the channel")
      .argument("<diem>", "how much")
      .action(inSession(io, unstake)),
    "diem channel quota unstake <channel> 2",
  );
  withExamples(
    quota
      .command("withdraw")
      .description("withdraw all unstaked DIEM that is ready")
      .argument("<channel>", "address of the channel")
      .action(inSession(io, withdraw)),
    "diem channel quota withdraw <channel>",
  );
}

async function stake(session: Session, address: string, diem: string): Promise<void> {
  const channel = parseAddress(address, "channel");
  const amount = DIEM.parsePositive(diem);
  const { client } = await session.walletContext();
  const plan = await client.plan.stakeQuota({ channel, amount });
  const { allowance, nextAllowance } = plan.quote;
  const json = {
    channel,
    staked: DIEM.json(amount),
    allowance: CREDITS.json(allowance),
    nextAllowance: CREDITS.json(nextAllowance),
  };
  const sent = await session.send({
    plan,
    summary: [
      ["stake for quota", DIEM.format(amount)],
      ["in channel", address],
      ["quota of this epoch", `${CREDITS.format(allowance)}; new stake counts by the time left`],
      ["quota of later epochs", CREDITS.format(nextAllowance)],
    ],
    json,
  });
  if (sent === null) return;
  const { channel: after } = await session.event(sent, "QuotaStaked");
  const { quota, nextAllowance: later } = after;
  session.print({
    text: [
      `staked ${DIEM.format(amount)}`,
      ["quota of this epoch", CREDITS.format(quota.allowance)],
      ["quota of later epochs", CREDITS.format(later)],
    ],
    json: {
      ...sent,
      ...json,
      allowance: CREDITS.json(quota.allowance),
      nextAllowance: CREDITS.json(later),
    },
  });
}

async function unstake(session: Session, address: string, diem: string): Promise<void> {
  const channel = parseAddress(address, "channel");
  const amount = DIEM.parsePositive(diem);
  const { client } = await session.walletContext();
  const [plan, now] = await Promise.all([
    client.plan.requestQuotaUnstake({ channel, amount }),
    client.read.now(),
  ]);
  const { nextAllowance, readyTs } = plan.quote;
  const json = {
    channel,
    unstaked: DIEM.json(amount),
    nextAllowance: CREDITS.json(nextAllowance),
    readyTs,
  };
  const ready = formatDue(readyTs, now);
  const sent = await session.send({
    plan,
    summary: [
      ["unstake", DIEM.format(amount)],
      ["in channel", address],
      ["quota of later epochs", CREDITS.format(nextAllowance)],
      ["withdrawable from", ready],
    ],
    json,
  });
  if (sent === null) return;
  session.print({
    text: [
      `unstaked ${DIEM.format(amount)}: withdraw it from ${ready} on with \`diem channel quota withdraw ${address}\``,
    ],
    json: { ...sent, ...json },
  });
}

async function withdraw(session: Session, address: string): Promise<void> {
  const channel = parseAddress(address, "channel");
  const { client } = await session.walletContext();
  const plan = await client.plan.withdrawQuota({ channel });
  const { amount } = plan.quote;
  const json = { channel, withdrawn: DIEM.json(amount) };
  const sent = await session.send({
    plan,
    summary: [
      ["withdraw", DIEM.format(amount)],
      ["from channel", address],
    ],
    json,
  });
  if (sent === null) return;
  session.print({ text: [`withdrew ${DIEM.format(amount)}`], json: { ...sent, ...json } });
}
