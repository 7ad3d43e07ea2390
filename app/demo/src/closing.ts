import { constants, events, instructions } from "@diem/sdk";

import type { Consumers } from "./consumers";
import { serveLine } from "./demand";
import { chapter, say, span, tokens } from "./format";
import { keep } from "./keeping";
import type { Line } from "./line";
import { type Moment, momentOf } from "./returns";
import { settleDue } from "./settling";
import type { Stage } from "./stage";

const LAST_CREDITS = 400n;

/** Two epochs in which channels close: one with the grace, one at once, and quota is unstaked. */
export async function closeChannels(stage: Stage, lines: Consumers): Promise<Moment[]> {
  const epoch = await stage.nextEpoch();
  const { chatHelios, studioAtelier, labNova } = lines;
  chapter(
    `9. Epoch ${epoch} and after: channels close`,
    "No consumer can be kept in a channel, and no provider loses what it has served.",
  );
  await requestClose(stage, chatHelios);
  await unstake(stage, labNova);
  await keep(stage);
  const first = await momentOf(stage, epoch, "closing");

  const next = await stage.nextEpoch();
  await closeAfterGrace(stage, chatHelios);
  await closeAtOnce(stage, studioAtelier);
  await withdraw(stage, labNova);
  await keep(stage);
  return [first, await momentOf(stage, next, "closing")];
}

function on({ market }: Stage, { consumer, seller: { provider }, channel }: Line) {
  return { market, provider, channel, consumer: consumer.address };
}

/** Both agree: no grace. */
async function closeAtOnce(stage: Stage, line: Line): Promise<void> {
  const { seller, consumer } = line;
  await line.refresh();
  await settleDue(stage, seller);
  await windowOver(stage, line);
  const { provider, channel } = on(stage, line);
  const request = instructions.requestClose({ provider, channel, closer: consumer.address });
  const operator = seller.person.address;
  const close = instructions.closeChannel({ ...on(stage, line), operator });
  const both = [consumer.keypair, seller.person.keypair];
  const refunded = await refundOf(stage, await stage.send([request, close], both));
  say(
    `The ${consumer.name} and ${seller.person.name} both sign to close at once: ${refunded} go back to the ${consumer.name}.`,
  );
}

/** The consumer alone asks; the provider has the grace to settle its last voucher. */
async function requestClose(stage: Stage, line: Line): Promise<void> {
  const { seller, consumer } = line;
  await serveLine(line, LAST_CREDITS);
  const { provider, channel } = on(stage, line);
  const request = instructions.requestClose({ provider, channel, closer: consumer.address });
  await stage.act(consumer, request);
  const { settled: before, graceSecs } = await line.account();
  await line.refresh();
  await settleDue(stage, seller);
  const { settled } = await line.account();
  say(
    `The ${consumer.name} asks to close and must wait ${span(graceSecs)}; ${seller.person.name} settles the last ` +
      `voucher meanwhile: ${tokens(settled - before)} DIEM.`,
  );
}

async function closeAfterGrace(stage: Stage, line: Line): Promise<void> {
  const { closesTs } = await line.account();
  if (closesTs === null) throw new Error("nobody asked to close the channel");
  await stage.until(closesTs);
  await windowOver(stage, line);
  const close = instructions.closeChannel(on(stage, line));
  const refunded = await refundOf(stage, await stage.send([close]));
  say(`The grace is over, and anyone may close: ${refunded} go back to the ${line.consumer.name}.`);
}

/** A channel closes once its address cannot be opened again. */
async function windowOver({ network }: Stage, line: Line): Promise<void> {
  const { openedSlot } = await line.account();
  const over = Number(openedSlot + constants.OPENING_WINDOW_SLOTS) + 1;
  while ((await network.connection.getSlot()) < over) await network.advance(1n);
}

async function refundOf(stage: Stage, signature: string): Promise<string> {
  const receipt = await stage.receipt(signature);
  const [closed] = events.named(receipt.events, "ChannelClosed");
  if (closed === undefined) throw new Error(`nothing was closed by ${signature}`);
  return `${tokens(closed.data.refunded)} DIEM`;
}

async function unstake(stage: Stage, line: Line): Promise<void> {
  const { staked: amount } = await line.account();
  const request = instructions.requestQuotaUnstake({ ...on(stage, line), amount });
  await stage.act(line.consumer, request);
  say(
    `The ${line.consumer.name} unstakes ${tokens(amount)} DIEM at ${line.seller.person.name}. They gave this epoch's quota, ` +
      "and stay until the next.",
  );
}

async function withdraw(stage: Stage, line: Line): Promise<void> {
  const withdrawal = instructions.withdrawQuota(on(stage, line));
  const receipt = await stage.receipt(await stage.act(line.consumer, withdrawal));
  const [withdrawn] = events.named(receipt.events, "QuotaWithdrawn");
  if (withdrawn === undefined) throw new Error("no quota stake was withdrawn");
  say(
    `The ${line.consumer.name} has its ${tokens(withdrawn.data.amount)} DIEM back, not one spent.`,
  );
}
