import { errors, instructions } from "@diem/sdk";

import { chapter, say, span, tokens } from "./format";
import type { Person, DemoMarket } from "./demo-market";

/** The first of the minters takes out what is unlocked. */
export async function leave(
  demo: DemoMarket,
  minters: readonly Person[],
  cooldownSecs: bigint,
): Promise<void> {
  const { market, network } = demo;
  const [leaver] = minters;
  if (leaver === undefined) return;
  const { staked, locked, nextTicketId: ticketId } = await demo.position(leaver);
  const amount = staked - locked;
  const owner = leaver.address;
  const request = { market, owner, amount, ticketId };
  await demo.act(leaver, instructions.requestUnstake(request));
  chapter(
    "14. A staker leaves",
    `${leaver.name} requests ${tokens(amount)} VVV back; it cools for ${span(cooldownSecs)} and earns nothing meanwhile.`,
  );
  const withdraw = instructions.withdrawUnstaked({ market, owner, ticketId });
  try {
    await demo.act(leaver, withdraw);
    throw new Error("a ticket was paid before its time");
  } catch (error) {
    if (!errors.isDiemError(error)) throw error;
    say(`Too early: ${error.name}. ${error.message}.`);
  }
  await network.advance(cooldownSecs + 1n);
  await demo.act(leaver, withdraw);
  say(
    `After the cool-down: ${tokens(await demo.balance(leaver.vvv))} VVV are back in ${leaver.name}'s wallet.`,
  );
}
