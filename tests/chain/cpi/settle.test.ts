import {
  type Keypair,
  SystemProgram,
  SYSVAR_INSTRUCTIONS_PUBKEY,
  type TransactionInstruction,
} from "@solana/web3.js";
import { expect } from "chai";
import { events, instructions, vouchers } from "@diem/sdk";
import type { Treasury } from "../../../examples/programs/compute-treasury/client";
import type { TestChain } from "../../support/chain";
import { channelAccount, openChannel, type Opened } from "../../support/channels";
import { providerTerms, UNIT } from "../../support/market";
import { bare, deliver } from "../../support/sending";
import { claimOf, type Entry, settleInstructions } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { createFixture, type Fixture } from "../../support/fixture";
import { openTreasury, replaced, startChainWithTreasury } from "../../support/treasury";
import type { World } from "../../support/world";

/**
 * `settle` reads the ed25519 instruction directly before the transaction's current instruction. In a CPI that is the
 * one before the caller's, so a program may settle for a provider whose operator it is; nothing else changes.
 */
describe("settle through CPI", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let world: World;
  let manager: Keypair;
  let treasury: Treasury;
  let opened: Opened;
  let entry: Entry;

  before(async () => {
    chain = await startChainWithTreasury();
    fixture = await createFixture(chain, { offering: false });
    ({ world } = fixture);
    manager = await chain.wallet();
    treasury = await openTreasury(world, manager);
    await appoint(treasury);
  });

  beforeEach(async () => {
    const { seller: provider, consumer } = fixture;
    opened = await openChannel(world, { provider, consumer, deposit: 10n * UNIT });
    entry = await claimOf(world, opened, { diem: UNIT });
  });

  /** Makes the treasury's PDA the provider's operator. */
  const appoint = ({ address }: Treasury) => {
    const { owner, provider } = fixture.seller;
    const { market } = world;
    const terms = providerTerms(address);
    const update = instructions.updateProvider({ market, owner: owner.address, provider, terms });
    return world.send([update], [owner.keypair]);
  };

  const proofOf = (...entries: Entry[]) =>
    vouchers.signatureInstruction(entries.map(({ signed }) => signed));
  const callOf = (by: Treasury, ...entries: Entry[]) =>
    by.settle({
      provider: fixture.seller.provider,
      entries: entries.map(({ signed, claim }) => ({ channel: signed.voucher.channel, claim })),
    });
  const settled = async (channel = opened) => (await channelAccount(world, channel)).settled;
  const refuses = (list: TransactionInstruction[], error: Parameters<typeof expectNoTrace>[3]) =>
    expectNoTrace(world, reach(world, opened), () => world.send(list, [manager]), error);

  it("settles when the caller's instruction follows the ed25519 instruction, with the event of any settlement", async () => {
    const list = [proofOf(entry), callOf(treasury, entry)];
    const signature = await world.send(list, [manager]);
    expect(await settled()).to.equal(UNIT);
    const [event, ...others] = await events.fetch(chain.connection, signature);
    if (event?.name !== "VouchersSettled") throw new Error(event?.name ?? "no event");
    expect(others).to.deep.equal([]);
    expect(event.data.provider.equals(fixture.seller.provider)).to.equal(true);
  });

  it("settles many vouchers in one call", async () => {
    const { seller: provider, consumer } = fixture;
    const second = await openChannel(world, { provider, consumer, deposit: 10n * UNIT });
    const other = await claimOf(world, second, { diem: 2n * UNIT });
    const list = [proofOf(entry, other), callOf(treasury, entry, other)];
    await world.send(list, [manager]);
    expect([await settled(), await settled(second)]).to.deep.equal([UNIT, 2n * UNIT]);
  });

  it("takes no voucher twice", async () => {
    await world.send([proofOf(entry), callOf(treasury, entry)], [manager]);
    await refuses([proofOf(entry), callOf(treasury, entry)], "ClaimAlreadySettled");
  });

  it("claims no more than was signed", async () => {
    const greedy = { ...entry, claim: { diem: UNIT + 1n } };
    await refuses([proofOf(entry), callOf(treasury, greedy)], "ClaimAboveVoucher");
  });

  it("refuses vouchers that stand anywhere but directly before the caller's instruction", async () => {
    const call = callOf(treasury, entry);
    const { publicKey } = manager;
    const between = SystemProgram.transfer({
      ...{ fromPubkey: publicKey, toPubkey: publicKey, lamports: 0 },
    });
    await refuses([proofOf(entry), between, call], "SignaturesNotEd25519");
    await refuses([call, proofOf(entry)], "SignaturesNotEd25519");
    // of two calls after one proof the second fails, and with it the first
    await refuses([proofOf(entry), call, call], "SignaturesNotEd25519");
    const alone = async () => deliver(world, await bare(world, [call], [manager]));
    await expectNoTrace(world, reach(world, opened), alone, "SignaturesMissing");
  });

  it("refuses a caller that is not the provider's operator", async () => {
    const stranger = await chain.wallet();
    const other = await openTreasury(world, stranger);
    const call = callOf(other, entry);
    const attempt = () => world.send([proofOf(entry), call], [stranger]);
    await expectNoTrace(world, reach(world, opened), attempt, "NotOperator");
  });

  it("refuses the PDA's place without the PDA's signature, with any other signature", async () => {
    const { seller } = fixture;
    const forged = settleInstructions(seller, [entry], treasury.address);
    for (const { keys } of forged) {
      for (const meta of keys) if (meta.pubkey.equals(treasury.address)) meta.isSigner = false;
    }
    const unsigned = () => world.send(forged);
    await expectNoTrace(world, reach(world, opened), unsigned, /AccountNotSigner/);
    const call = replaced(callOf(treasury, entry), manager.publicKey, world.payer);
    const attempt = () => world.send([proofOf(entry), call]);
    await expectNoTrace(world, reach(world, opened), attempt, /NotTheManager/);
  });

  it("refuses another account in the instructions sysvar's place", async () => {
    const call = callOf(treasury, entry);
    const forged = replaced(call, SYSVAR_INSTRUCTIONS_PUBKEY, treasury.address);
    await refuses([proofOf(entry), forged], "WrongInstructionsSysvar");
  });
});
