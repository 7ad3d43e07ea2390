import type { Command } from "commander";
import { type ChannelAccount, vouchers } from "@diem/sdk";
import {
  DIEM,
  type Fact,
  type Io,
  type MarketContext,
  parseAddress,
  inSession,
  type Session,
  type Table,
  withExamples,
} from "../../core";
import { knownOf } from "./ledgers";
import { channelOf, momentOf } from "./context";
import { channelFacts, channelJson, statusOf } from "./format";

/** `diem channel show`. */
export function showCommand(parent: Command, io: Io): void {
  const command = parent
    .command("show")
    .description("show a channel and the vouchers signed for it here")
    .argument("<channel>", "address of the channel")
    .action(inSession(io, show));
  withExamples(command, "diem channel show <channel>");
}

async function show(session: Session, address: string): Promise<void> {
  const on = await session.marketContext();
  const channel = await channelOf(on, parseAddress(address, "channel"));
  const moment = await momentOf(on);
  const { signed, held } = await knownOf(session, on, channel);
  const facts: Fact[] = [
    ...(signed === null
      ? []
      : ([
          ["signed for here", DIEM.format(signed.signed)],
          ["used", DIEM.format(signed.used)],
        ] as const)),
    ...(held === null ? [] : [["newest voucher held here", vouchers.toText(held)] as const]),
  ];
  const json = {
    ...channelJson(channel, moment),
    signed: signed && { ceiling: DIEM.json(signed.signed), used: DIEM.json(signed.used) },
    held: held && vouchers.toText(held),
  };
  session.print({ text: [...channelFacts(channel, moment), ...facts], json });
}

interface ListOptions {
  readonly consumer?: string;
  readonly provider?: string;
  readonly all?: boolean;
}

/** `diem channel list`. */
export function listCommand(parent: Command, io: Io): void {
  const command = parent
    .command("list")
    .description("list channels of the wallet as a consumer, or of another key")
    .option("--consumer <address>", "channels of another consumer")
    .option("--provider <address>", "channels of a provider")
    .option("--all", "all channels of the market")
    .action(inSession(io, list));
  withExamples(command, "diem channel list", "diem channel list --provider <provider>");
}

async function list(session: Session, options: ListOptions): Promise<void> {
  const on = await session.marketContext();
  const channels = await matching(session, on, options);
  channels.sort((a, b) => (a.openedSlot < b.openedSlot ? -1 : 1));
  const moment = await momentOf(on);
  session.print({
    text: [tableOf(channels, moment.now)],
    json: { channels: channels.map((channel) => channelJson(channel, moment)) },
  });
}

/** A node takes four filters, one fewer than market, kind, size, consumer and provider. */
async function matching(
  session: Session,
  { client }: MarketContext,
  { consumer, provider, all = false }: ListOptions,
): Promise<ChannelAccount[]> {
  if (provider !== undefined) {
    const channels = await client.read.channels({ provider: parseAddress(provider, "provider") });
    if (consumer === undefined) return channels;
    const wanted = parseAddress(consumer, "consumer");
    return channels.filter((channel) => channel.consumer.equals(wanted));
  }
  if (all) return client.read.channels();
  return client.read.channels({ consumer: session.addressOr(consumer, "consumer") });
}

function tableOf(channels: readonly ChannelAccount[], now: bigint): Table {
  return {
    head: ["channel", "provider", "consumer", "price", "unspent", "settled", "staked", "status"],
    rows: channels.map((channel) => [
      channel.address.toBase58(),
      channel.provider.toBase58(),
      channel.consumer.toBase58(),
      DIEM.format(channel.price),
      DIEM.format(channel.deposit - channel.settled),
      DIEM.format(channel.settled),
      DIEM.format(channel.staked),
      statusOf(channel, now),
    ]),
    empty: "no channels",
  };
}
