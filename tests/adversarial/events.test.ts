import { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { events, instructions, pda, PROGRAM_ID } from "@diem/sdk";
import { startChain, type TestChain } from "../support/chain";
import { channelAccount, openChannel, type Opened } from "../support/channels";
import { UNIT } from "../support/market";
import { bare, deliver } from "../support/sending";
import { claimOf, settleInstructions } from "../support/settling";
import { expectNoTrace, reach } from "../support/snapshot";
import { createFixture, type Fixture } from "../support/fixture";
import { serve } from "../support/trade";

const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
const EVENT_TAG = Buffer.from("e445a52e51cb9a1d", "hex");
/** So many memos of one byte write more than the 10,000 bytes of logs that a transaction may have. */
const FLOOD = 55;

const memo = (text: string) =>
  new TransactionInstruction({ programId: MEMO, keys: [], data: Buffer.from(text) });

describe("adversarial: events", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let opened: Opened;
  beforeEach(async () => {
    chain = await startChain();
    fixture = await createFixture(chain, { offering: false });
    const { world, seller: provider, consumer } = fixture;
    opened = await openChannel(world, { provider, consumer, deposit: 10n * UNIT });
  });

  const settlement = async (diem: bigint) => {
    const { world, seller, operator } = fixture;
    const entry = await claimOf(world, opened, { diem });
    return settleInstructions(seller, [entry], operator.publicKey);
  };
  const logsOf = async (signature: string) => {
    const found = await chain.connection.getTransaction(signature, {
      maxSupportedTransactionVersion: 0,
    });
    return found?.meta?.logMessages ?? [];
  };

  it("spoofed events: nobody but the program records one, alone or around a real call", async () => {
    const { world, consumer } = fixture;
    const paid = await serve(world, opened, { diem: UNIT });
    const [line] = (await logsOf(paid)).filter((each) => each.startsWith("Program data: "));
    const settled = Buffer.from(line?.slice("Program data: ".length) ?? "", "base64");
    expect(settled.length).to.be.greaterThan(8);
    const data = Buffer.concat([EVENT_TAG, settled]);
    const record = (key: PublicKey, isSigner: boolean) =>
      new TransactionInstruction({
        ...{ programId: PROGRAM_ID, data },
        keys: [{ pubkey: key, isSigner, isWritable: false }],
      });
    const watched = reach(world, opened);
    const stranger = await chain.wallet();
    const unsigned = () => world.send([record(pda.eventAuthority(), false)]);
    await expectNoTrace(world, watched, unsigned, /AccountNotSigner/);
    const own = () => world.send([record(stranger.publicKey, true)], [stranger]);
    await expectNoTrace(world, watched, own, /ConstraintAddress/);
    const stake = instructions.stake({
      ...{ market: world.market, owner: consumer.address, amount: 1n },
    });
    const decoy = swapEventAuthority(stake, stranger.publicKey);
    const redirected = () => world.send([decoy], [consumer.keypair]);
    await expectNoTrace(world, watched, redirected, /ConstraintAddress/);
  });

  it("spoofed events: a text that looks like a settlement's log is no event", async () => {
    const { world, operator } = fixture;
    const real = await serve(world, opened, { diem: UNIT });
    const [line = ""] = (await logsOf(real)).filter((each) => each.startsWith("Program data: "));
    const begin = `Program ${PROGRAM_ID.toBase58()} invoke [1]`;
    const forged = memo(`${begin}\n${line}`);
    const alone = await world.send([forged]);
    expect((await logsOf(alone)).join("\n")).to.include(line);
    expect(await events.fetch(chain.connection, alone)).to.deep.equal([]);
    const around = await world.send([forged, ...(await settlement(2n * UNIT))], [operator]);
    const told = await events.fetch(chain.connection, around);
    expect(told.map(({ name, instructionIndex }) => [name, instructionIndex])).to.deep.equal([
      ["VouchersSettled", 3],
    ]);
  });

  it("truncated events: a settlement without its log leaves a gap in the numbers, and no event is invented", async () => {
    const { world, operator } = fixture;
    const before = await channelAccount(world, opened);
    const flood = Array.from({ length: FLOOD }, () => memo("x"));
    const list = [...flood, ...(await settlement(UNIT))];
    const signature = await deliver(world, await bare(world, list, [operator]));
    expect(await logsOf(signature)).to.include("Log truncated");
    expect(await events.fetch(chain.connection, signature)).to.deep.equal([]);
    const next = await events.fetch(
      chain.connection,
      await serve(world, opened, { diem: 2n * UNIT }),
    );
    const [event] = next;
    if (event?.name !== "VouchersSettled") throw new Error("no event");
    const [entry] = event.data.entries;
    // the number that is missing says so, and the account says what happened
    expect(entry?.channelSequence).to.equal(before.sequence + 2n);
    expect((await channelAccount(world, opened)).settled).to.equal(2n * UNIT);
  });

  it("truncated events: events of the self-CPI are read, however much is logged", async () => {
    const { world, consumer } = fixture;
    const stake = instructions.stake({
      ...{ market: world.market, owner: consumer.address, amount: 1n },
    });
    await world.actor(UNIT, consumer.keypair);
    const flood = Array.from({ length: FLOOD }, () => memo("x"));
    const signed = await bare(world, [...flood, stake], [consumer.keypair]);
    const signature = await deliver(world, signed);
    expect(await logsOf(signature)).to.include("Log truncated");
    const told = await events.fetch(chain.connection, signature);
    expect(told.map(({ name }) => name)).to.deep.equal(["Staked"]);
  });

  it("more accounts than a packet holds: a settlement that passes the packet is refused before it is sent", async () => {
    const { world, seller, operator, consumer } = fixture;
    const list = [opened];
    while (list.length < 6) {
      list.push(await openChannel(world, { provider: seller, consumer, deposit: UNIT }));
    }
    const entries = await Promise.all(list.map((each) => claimOf(world, each, { diem: UNIT })));
    const call = (count: number) =>
      settleInstructions(seller, entries.slice(0, count), operator.publicKey);
    const attempt = () => world.send(call(6), [operator]);
    await expectNoTrace(world, reach(world, ...list), attempt, /TransactionTooLarge/);
    for (let at = 0; at < entries.length; at += 3) {
      const part = entries.slice(at, at + 3);
      await world.send(settleInstructions(seller, part, operator.publicKey), [operator]);
    }
    for (const each of list) expect((await channelAccount(world, each)).settled).to.equal(UNIT);
  });
});

/** The same call with another account in the event authority's place. */
function swapEventAuthority(call: TransactionInstruction, by: PublicKey): TransactionInstruction {
  for (const meta of call.keys) if (meta.pubkey.equals(pda.eventAuthority())) meta.pubkey = by;
  return call;
}
