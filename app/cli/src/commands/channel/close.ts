import type { Keypair, PublicKey } from "@solana/web3.js";
import type { Command } from "commander";
import { type ChannelAccount, constants, errors, quotes } from "@diem/sdk";
import {
  type WalletContext,
  DIEM,
  formatDue,
  formatDuration,
  type Io,
  parseAddress,
  inSession,
  RefusedError,
  type Session,
  withExamples,
} from "../../core";
import { readKeypair } from "../../core/settings/keypair";
import { channelOf, momentOf, requireOperator } from "./context";

interface CloseOptions {
  readonly providerKeypair?: string;
}

/** A channel's `closing` once its provider, and once its consumer asked for it. */
const PROVIDER_ASKED = 1;
const CONSUMER_ASKED = 2;

/** `diem channel close`. */
export function closeCommand(parent: Command, io: Io): void {
  const command = parent
    .command("close")
    .description(
      "request to close a channel, as its consumer or provider, or close it when it is due",
    )
    .argument("<channel>", "address of the channel")
    .option("--provider-keypair <path>", "key file of the provider, which waives the grace")
    .action(inSession(io, close));
  withExamples(
    command,
    "diem channel close <channel>",
    "diem channel close <channel> --keypair operator.json",
    "diem channel close <channel> --provider-keypair operator.json",
  );
}

async function close(
  session: Session,
  address: string,
  { providerKeypair }: CloseOptions,
): Promise<void> {
  const on = await session.walletContext();
  const channel = await channelOf(on, parseAddress(address, "channel"));
  const { now } = await momentOf(on);
  if (channel.closesTs !== null && now >= channel.closesTs) {
    return finish(session, on, { channel });
  }
  const consenting =
    providerKeypair === undefined ? undefined : readKeypair(providerKeypair, session.io);
  if (consenting !== undefined && channel.closing === CONSUMER_ASKED) {
    return finish(session, on, { channel, consenting });
  }
  requireMayAsk(on, channel, now);
  if (consenting !== undefined) return closeTogether(session, on, channel, consenting);
  return request(session, on, channel.address);
}

/** Refuses if the channel is already closing. A consumer may still request an earlier end than the provider's. */
function requireMayAsk(
  { owner }: WalletContext,
  { address, consumer, closing, closesTs, graceSecs }: ChannelAccount,
  now: bigint,
): void {
  if (closesTs === null) return;
  const sooner = closing === PROVIDER_ASKED && now + graceSecs < closesTs;
  if (sooner && consumer.equals(owner)) return;
  throw new RefusedError({
    name: "GraceNotOver",
    message: `the time for the last voucher is not over (the grace is ${formatDuration(graceSecs)}): the channel ${address.toBase58()} can be closed from ${formatDue(closesTs, now)} on`,
    next:
      closing === CONSUMER_ASKED
        ? "run the command again then, or let the provider agree with --provider-keypair"
        : "run the command again then",
  });
}

async function request(
  session: Session,
  { client }: WalletContext,
  channel: PublicKey,
): Promise<void> {
  const plan = await client.plan.requestClose({ channel });
  const { byProvider, closableTs, unstaked } = plan.quote;
  const closable = formatDue(closableTs, await client.read.now());
  const json = { channel, closed: false, byProvider, closableTs, unstaked: DIEM.json(unstaked) };
  const sent = await session.send({
    plan,
    summary: [
      ["request to close channel", channel.toBase58()],
      ["requested by", byProvider ? "the provider" : "the consumer"],
      [
        "unstaked from the quota",
        byProvider ? "nothing before the end of the next epoch" : DIEM.format(unstaked),
      ],
      ["can be closed from", closable],
    ],
    json,
  });
  if (sent === null) return;
  session.print({
    text: [`closing requested: run the same command again to close it, from ${closable} on`],
    json: { ...sent, ...json },
  });
}

/** Both sign: the consumer asks, and the provider gives up the grace. */
async function closeTogether(
  session: Session,
  on: WalletContext,
  channel: ChannelAccount,
  consenting: Keypair,
): Promise<void> {
  await requireClosableTogether(session, on, channel, consenting.publicKey);
  const plan = await on.client.plan.requestClose({ channel: channel.address });
  const { unstaked, closableTs } = plan.quote;
  const { withdrawable, withdrawableNext } = quotes.channelBalance({
    channel,
    epoch: (await momentOf(on)).epoch,
  });
  const waits = unstaked > 0n || withdrawableNext > withdrawable;
  const sent = await session.send({
    plan,
    summary: [
      ["request to close channel, and close it", channel.address.toBase58()],
      ["unstaked from the quota", DIEM.format(unstaked)],
    ],
  });
  if (sent === null) return;
  if (!waits) return finish(session, on, { channel, consenting, confirmed: true });
  session.print({
    text: [
      "closing requested: the staked DIEM leaves at the end of this epoch; run the same command again then",
    ],
    json: {
      ...sent,
      channel: channel.address,
      closed: false,
      byProvider: false,
      closableTs,
      unstaked: DIEM.json(unstaked),
    },
  });
}

/** Before anything is sent, refuses a closing that would stop after its request. */
async function requireClosableTogether(
  { connection }: Session,
  { client, owner }: WalletContext,
  { consumer, provider, openedSlot }: ChannelAccount,
  agreeing: PublicKey,
): Promise<void> {
  if (!consumer.equals(owner)) throw errors.foreseen("WrongConsumer");
  requireOperator(agreeing, await client.read.provider(provider), "--provider-keypair");
  const slot = BigInt(await connection.getSlot());
  if (slot > openedSlot + constants.OPENING_WINDOW_SLOTS) return;
  throw errors.foreseen("ChannelTooYoung");
}

async function finish(
  session: Session,
  { client }: WalletContext,
  {
    channel: { address: channel },
    consenting,
    confirmed = false,
  }: {
    readonly channel: ChannelAccount;
    readonly consenting?: Keypair;
    readonly confirmed?: boolean;
  },
): Promise<void> {
  const operator = consenting === undefined ? {} : { operator: consenting.publicKey };
  const plan = await client.plan.closeChannel({ channel, ...operator });
  const { collected, refunded } = plan.quote;
  const json = {
    channel,
    closed: true,
    collected: DIEM.json(collected),
    refunded: DIEM.json(refunded),
  };
  const sent = await session.send({
    plan,
    summary: [
      ["close channel", channel.toBase58()],
      ["to the provider", DIEM.format(collected)],
      ["to the consumer", DIEM.format(refunded)],
    ],
    json,
    signers: consenting === undefined ? [] : [consenting],
    confirmed,
  });
  if (sent === null) return;
  session.print({
    text: [`closed: ${DIEM.format(refunded)} went to the consumer`],
    json: { ...sent, ...json },
  });
}
