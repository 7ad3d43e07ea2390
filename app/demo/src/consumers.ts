import { tokens as token } from "@diem/localnet";

import { chapter, credits, price, say, table, tokens } from "./format";
import { type Funds, PaidChannel } from "./paid-channel";
import type { Seller, Sellers } from "./providers";
import { type Person, type DemoMarket, UNIT } from "./demo-market";

/** The channels of the story: who pays whom. */
export const CHANNEL_NAMES = [
  "chatHelios",
  "agentHelios",
  "agentNova",
  "studioAtelier",
  "labHelios",
  "labNova",
] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];
export type Consumers = Readonly<Record<ChannelName, PaidChannel>>;

/** Consumers get DIEM from those who minted it, and open channels. */
export async function openConsumers(
  demo: DemoMarket,
  minters: readonly Person[],
  { helios, nova, atelier }: Sellers,
): Promise<Consumers> {
  const [ana, bela] = minters;
  if (ana === undefined || bela === undefined) throw new Error("two minters sell their DIEM");
  const [chat, agent, studio, lab] = await Promise.all([
    buyer(demo, "chat app", ana, 12n),
    buyer(demo, "coding agent", ana, 16n),
    buyer(demo, "film studio", bela, 20n),
    buyer(demo, "research lab", bela, 400n),
  ]);
  const open = (consumer: Person, seller: Seller, funds: Funds) =>
    PaidChannel.open(demo, { consumer, seller, ...funds });
  const [chatHelios, agentHelios, agentNova, studioAtelier, labHelios, labNova] = await Promise.all(
    [
      open(chat, helios, { deposit: 10n * UNIT }),
      open(agent, helios, { deposit: 6n * UNIT }),
      open(agent, nova, { deposit: 8n * UNIT }),
      open(studio, atelier, { deposit: 6n * UNIT }),
      open(lab, helios, { quotaStake: 250n * UNIT }),
      open(lab, nova, { quotaStake: 150n * UNIT }),
    ],
  );
  const lines = { chatHelios, agentHelios, agentNova, studioAtelier, labHelios, labNova };
  await describe(lines);
  return lines;
}

/** A consumer with DIEM that a minter sold. */
async function buyer(demo: DemoMarket, name: string, from: Person, diem: bigint): Promise<Person> {
  const person = await demo.person(name, 0n);
  const sale = token.transfer({
    from: from.diem,
    to: person.diem,
    owner: from.address,
    amount: diem * UNIT,
  });
  await demo.act(from, sale);
  return person;
}

async function describe(lines: Consumers): Promise<void> {
  const rows = Object.values(lines).map(async (line) => {
    const channel = await line.account();
    return [
      line.consumer.name,
      line.seller.person.name,
      price(channel.price),
      tokens(channel.deposit, 0),
      tokens(channel.staked, 0),
      credits(channel.nextAllowance),
    ];
  });
  chapter(
    "5. Consumers open channels",
    "They buy DIEM from the minters and put it into escrow, a vault of the program, in channels with providers.\n" +
      "There are three ways to pay: by vouchers that are signed off chain and paid out of a channel's deposit; with the\n" +
      "free credits of every epoch that staked DIEM gives (the quota: the DIEM itself is not spent); and by a plain\n" +
      "token transfer to the provider. The price of a channel is fixed when it is opened. In the epoch in which DIEM is\n" +
      "staked it gives the part of its quota that the time left is of an epoch.",
  );
  const head = ["consumer", "provider", "DIEM per credit", "deposit", "staked", "quota an epoch"];
  table(head, await Promise.all(rows));
  say("The film studio pays Nova Compute as well, by plain transfers from its wallet.");
}
