import { tokens as token } from "@diem/localnet";

import { events, instructions, quotes } from "@diem/sdk";

import { chapter, say, table, tokens } from "./format";
import { type Person, type DemoMarket, UNIT } from "./demo-market";

const DONATION = 10n * UNIT;

/** Somebody burns DIEM without owing any; then the minters burn what they hold, and get their own VVV unlocked. */
export async function burn(
  demo: DemoMarket,
  minters: readonly Person[],
  donor: Person,
): Promise<void> {
  const { market } = demo;
  const bills = async () => Promise.all(minters.map((minter) => billOf(demo, minter)));
  const before = await bills();
  await demo.act(
    donor,
    token.burn({
      from: donor.diem,
      mint: market.diemMint,
      owner: donor.address,
      amount: DONATION,
    }),
  );
  const after = await bills();
  chapter(
    "13. Burning unlocks",
    `The ${donor.name} burns ${tokens(DONATION, 0)} DIEM that it does not owe. A minter's bill is its part of all DIEM in existence, so\n` +
      "what others destroy lowers every bill alike, and nobody's stake is locked for ever.",
  );
  table(
    ["minter", "bill before", "bill after"],
    minters.map(({ name }, index) => [
      name,
      tokens(before[index] ?? 0n),
      tokens(after[index] ?? 0n),
    ]),
  );
  say(
    "Then each burns all the DIEM they still hold, at most the bill, and unlocks at their own average rate, not at today's.",
  );
  const rows = [];
  for (const minter of minters) rows.push(await burnHoldings(demo, minter));
  table(["minter", "DIEM burned", "VVV unlocked", "own rate", "bill left", "still locked"], rows);
}

/** DIEM base units that clear a minter's debt. */
export async function billOf(demo: DemoMarket, minter: Person): Promise<bigint> {
  const [market, position] = await Promise.all([demo.marketAccount(), demo.position(minter)]);
  return quotes.billOf({ market, position, supply: await demo.supply() });
}

async function burnHoldings(demo: DemoMarket, minter: Person): Promise<string[]> {
  const [market, position] = await Promise.all([demo.marketAccount(), demo.position(minter)]);
  const [supply, diemAmount] = [await demo.supply(), await demo.balance(minter.diem)];
  const quote = quotes.burnQuote({ market, position, supply, amount: diemAmount });
  const order = {
    market: demo.market,
    owner: minter.address,
    diemAmount,
    minVvvUnlocked: quote.vvvUnlocked,
  };
  const receipt = await demo.receipt(await demo.act(minter, instructions.burnDiem(order)));
  const [burned] = events.named(receipt.events, "DiemBurned");
  if (burned === undefined) throw new Error("nothing was burned");
  const { diemAmount: burnt, vvvUnlocked, bill, position: after } = burned.data;
  return [
    minter.name,
    ...[burnt, vvvUnlocked, (vvvUnlocked * UNIT) / burnt, bill, after.locked].map((amount) =>
      tokens(amount),
    ),
  ];
}
