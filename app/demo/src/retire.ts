import { accounts, events, instructions } from "@diem/sdk";

import { chapter, credits, say, span, tokens } from "./format";
import type { Seller } from "./providers";
import type { DemoMarket } from "./demo-market";

/** A provider gives notice, waits, and leaves with its bond. */
export async function retire(
  demo: DemoMarket,
  { person, provider, revenue }: Seller,
  cooldownSecs: bigint,
): Promise<void> {
  const { market, network } = demo;
  const owner = person.address;
  const { bond, nextTicketId: ticketId } = await accounts.provider.fetch(
    network.connection,
    provider,
  );
  const { capacity } = await demo.marketAccount();
  const request = { market, owner, amount: bond, ticketId };
  const leave = instructions.retireProvider({ market, owner });
  await demo.act(person, leave, instructions.requestBondWithdrawal(request));
  const offered = (await demo.marketAccount()).capacity;
  chapter(
    "12. A provider leaves",
    `${person.name} gives notice of ${span(cooldownSecs)}: no new channel, and no capacity from the next epoch on ` +
      `(the market offers ${credits(offered.next)}\ncredits instead of ${credits(capacity.next)}). ` +
      "Until the notice is over its bond can still be slashed.",
  );
  await network.advance(cooldownSecs + 1n);
  const withdraw = instructions.withdrawBond({ market, owner, ticketId });
  const close = instructions.closeProvider({ market, owner, revenue });
  const receipt = await demo.receipt(await demo.act(person, withdraw, close));
  const [paid] = events.named(receipt.events, "BondWithdrawn");
  if (paid === undefined) throw new Error("the bond was not paid");
  say(
    `Then it takes its bond of ${tokens(paid.data.amount)} VVV and is gone, with no debt and no account left.`,
  );
}
