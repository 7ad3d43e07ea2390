import { constants, events, instructions } from "@diem/sdk";

import type { Consumers } from "./consumers";
import { serveChannel } from "./demand";
import { chapter, say, span, tokens } from "./format";
import { runKeeper } from "./keeper";
import type { PaidChannel } from "./paid-channel";
import { type Moment, momentOf } from "./returns";
import { settleDue } from "./settle";
import type { DemoMarket } from "./demo-market";

const LAST_CREDITS = 400n;

/** Two epochs in which channels close: one with the grace, one at once, and quota is unstaked. */
export async function closeChannels(demo: DemoMarket, lines: Consumers): Promise<Moment[]> {
  const epoch = await demo.nextEpoch();
  const { chatHelios, studioAtelier, labNova } = lines;
  chapter(
    `9. Epoch ${epoch} and after: channels close`,
    "No consumer can be kept in a channel, and no provider loses what it has served.",
  );
  await requestClose(demo, chatHelios);
  await unstake(demo, labNova);
  await runKeeper(demo);
  const first = await momentOf(demo, epoch, "closing");

  const next = await demo.nextEpoch();
  await closeAfterGrace(demo, chatHelios);
  await closeAtOnce(demo, studioAtelier);
  await withdraw(demo, labNova);
  await runKeeper(demo);
  return [first, await momentOf(demo, next, "closing")];
}

function on({ market }: DemoMarket, { consumer, seller: { provider }, channel }: PaidChannel) {
  return { market, provider, channel, consumer: consumer.address };
}

/** Both agree: no grace. */
async function closeAtOnce(demo: DemoMarket, line: PaidChannel): Promise<void> {
  const { seller, consumer } = line;
  await line.refresh();
  await settleDue(demo, seller);
  await windowOver(demo, line);
  const { provider, channel } = on(demo, line);
  const request = instructions.requestClose({ provider, channel, closer: consumer.address });
  const operator = seller.person.address;
  const close = instructions.closeChannel({ ...on(demo, line), operator });
  const both = [consumer.keypair, seller.person.keypair];
  const refunded = await refundOf(demo, await demo.send([request, close], both));
  say(
    `The ${consumer.name} and ${seller.person.name} both sign to close at once: ${refunded} go back to the ${consumer.name}.`,
  );
}

/** The consumer alone asks; the provider has the grace to settle its last voucher. */
async function requestClose(demo: DemoMarket, line: PaidChannel): Promise<void> {
  const { seller, consumer } = line;
  await serveChannel(line, LAST_CREDITS);
  const { provider, channel } = on(demo, line);
  const request = instructions.requestClose({ provider, channel, closer: consumer.address });
  await demo.act(consumer, request);
  const { settled: before, graceSecs } = await line.account();
  await line.refresh();
  await settleDue(demo, seller);
  const { settled } = await line.account();
  say(
    `The ${consumer.name} asks to close and must wait ${span(graceSecs)}; ${seller.person.name} settles the last ` +
      `voucher meanwhile: ${tokens(settled - before)} DIEM.`,
  );
}

async function closeAfterGrace(demo: DemoMarket, line: PaidChannel): Promise<void> {
  const { closesTs } = await line.account();
  if (closesTs === null) throw new Error("nobody asked to close the channel");
  await demo.until(closesTs);
  await windowOver(demo, line);
  const close = instructions.closeChannel(on(demo, line));
  const refunded = await refundOf(demo, await demo.send([close]));
  say(`The grace is over, and anyone may close: ${refunded} go back to the ${line.consumer.name}.`);
}

/** A channel closes once its address cannot be opened again. */
async function windowOver({ network }: DemoMarket, line: PaidChannel): Promise<void> {
  const { openedSlot } = await line.account();
  const over = Number(openedSlot + constants.OPENING_WINDOW_SLOTS) + 1;
  while ((await network.connection.getSlot()) < over) await network.advance(1n);
}

async function refundOf(demo: DemoMarket, signature: string): Promise<string> {
  const receipt = await demo.receipt(signature);
  const [closed] = events.named(receipt.events, "ChannelClosed");
  if (closed === undefined) throw new Error(`nothing was closed by ${signature}`);
  return `${tokens(closed.data.refunded)} DIEM`;
}

async function unstake(demo: DemoMarket, line: PaidChannel): Promise<void> {
  const { staked: amount } = await line.account();
  const request = instructions.requestQuotaUnstake({ ...on(demo, line), amount });
  await demo.act(line.consumer, request);
  say(
    `The ${line.consumer.name} unstakes ${tokens(amount)} DIEM at ${line.seller.person.name}. They gave this epoch's quota, ` +
      "and stay until the next.",
  );
}

async function withdraw(demo: DemoMarket, line: PaidChannel): Promise<void> {
  const withdrawal = instructions.withdrawQuota(on(demo, line));
  const receipt = await demo.receipt(await demo.act(line.consumer, withdrawal));
  const [withdrawn] = events.named(receipt.events, "QuotaWithdrawn");
  if (withdrawn === undefined) throw new Error("no quota stake was withdrawn");
  say(
    `The ${line.consumer.name} has its ${tokens(withdrawn.data.amount)} DIEM back, not one spent.`,
  );
}
