import { errors, instructions, quotes } from "@diem/sdk";

import { chapter, say, span, table, tokens } from "./format";
import type { Person, Stage } from "./stage";

/** Minters burn DIEM, get their own VVV unlocked, and the first of them leaves. */
export async function burnAndLeave(
  stage: Stage,
  minters: Person[],
  cooldownSecs: bigint,
): Promise<void> {
  const { market, network } = stage;
  const rows = [];
  for (const minter of minters) {
    const before = await stage.position(minter);
    const held = await stage.balance(minter.diem);
    const diemAmount = held < before.outstanding ? held : before.outstanding;
    const minVvvUnlocked = quotes.burnUnlock({ position: before, amount: diemAmount });
    const burn = { market, owner: minter.address, diemAmount, minVvvUnlocked };
    await stage.act(minter, instructions.burnDiem(burn));
    const after = await stage.position(minter);
    rows.push([
      minter.name,
      tokens(diemAmount),
      tokens(before.locked - after.locked),
      tokens((before.locked * 1_000_000_000n) / before.outstanding),
      tokens(after.outstanding),
      tokens(after.locked),
    ]);
  }
  chapter(
    "13. Burning unlocks",
    "Each burns all the DIEM they still hold, and unlocks at their own average rate, not at today's.",
  );
  table(["minter", "DIEM burned", "VVV unlocked", "own rate", "still owed", "still locked"], rows);

  const [leaver] = minters;
  if (leaver === undefined) return;
  const { staked, locked, nextTicketId: ticketId } = await stage.position(leaver);
  const amount = staked - locked;
  const owner = leaver.address;
  const request = { market, owner, amount, ticketId };
  await stage.act(leaver, instructions.requestUnstake(request));
  chapter(
    "14. A staker leaves",
    `${leaver.name} requests ${tokens(amount)} VVV back; it cools for ${span(cooldownSecs)} and earns nothing meanwhile.`,
  );
  const withdraw = instructions.withdrawUnstaked({ market, owner, ticketId });
  try {
    await stage.act(leaver, withdraw);
    throw new Error("a ticket was paid before its time");
  } catch (error) {
    if (!(error instanceof errors.DiemError)) throw error;
    say(`Too early: ${error.name}. ${error.message}.`);
  }
  await network.advance(cooldownSecs + 1n);
  await stage.act(leaver, withdraw);
  say(
    `After the cool-down: ${tokens(await stage.balance(leaver.vvv))} VVV are back in ${leaver.name}'s wallet.`,
  );
}
