import type { Keypair, PublicKey } from "@solana/web3.js";
import type { Command } from "commander";
import type { ChannelAccount } from "@diem/sdk";
import {
  type Acting,
  DIEM,
  formatDue,
  formatDuration,
  type Io,
  parseAddress,
  perform,
  RefusedError,
  type Session,
  withExamples,
} from "../../core";
import { readKeypair } from "../../core/settings/keypair";
import { channelOf, momentOf } from "./scene";

interface CloseOptions {
  readonly providerKeypair?: string;
}

/** `diem channel close`. */
export function closeCommand(parent: Command, io: Io): void {
  const command = parent
    .command("close")
    .description("ask for a channel's closing, and close it once the provider's grace is over")
    .argument("<channel>", "address of the channel")
    .option("--provider-keypair <path>", "key file of the provider, who gives up the grace")
    .action(perform(io, close));
  withExamples(
    command,
    "diem channel close <channel>",
    "diem channel close <channel> --provider-keypair operator.json",
  );
}

async function close(
  session: Session,
  address: string,
  { providerKeypair }: CloseOptions,
): Promise<void> {
  const on = await session.acting();
  const channel = await channelOf(on, parseAddress(address, "channel"));
  const consenting =
    providerKeypair === undefined ? undefined : readKeypair(providerKeypair, session.io);
  if (consenting !== undefined) await finish(session, on, channel, consenting);
  else if (channel.closesTs === null) await request(session, on, channel.address);
  else {
    await requireGraceOver(on, channel, channel.closesTs);
    await finish(session, on, channel);
  }
}

async function request(session: Session, { client }: Acting, channel: PublicKey): Promise<void> {
  const plan = await client.plan.requestClose({ channel });
  const { closableTs, unstaked } = plan.quote;
  const closable = formatDue(closableTs, await client.read.now());
  const json = { channel, closed: false, closableTs, unstaked: DIEM.json(unstaked) };
  const sent = await session.send({
    plan,
    summary: [
      ["ask to close channel", channel.toBase58()],
      ["leaves the quota stake", DIEM.format(unstaked)],
      ["can be closed from", closable],
    ],
    json,
  });
  if (sent === null) return;
  session.print({
    text: [`asked: run the same command again to close it, from ${closable} on`],
    json: { ...sent, ...json },
  });
}

async function requireGraceOver(
  on: Acting,
  { address, graceSecs }: ChannelAccount,
  closesTs: bigint,
): Promise<void> {
  const { now } = await momentOf(on);
  if (now >= closesTs) return;
  throw new RefusedError({
    name: "GraceNotOver",
    message: `the provider's grace of ${formatDuration(graceSecs)} is not over: the channel ${address.toBase58()} can be closed from ${formatDue(closesTs, now)} on`,
    next: "run the command again then, or let the provider sign with --provider-keypair",
  });
}

async function finish(
  session: Session,
  { client }: Acting,
  { address: channel }: ChannelAccount,
  consenting?: Keypair,
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
  });
  if (sent === null) return;
  session.print({
    text: [`closed: ${DIEM.format(refunded)} went to the consumer`],
    json: { ...sent, ...json },
  });
}
