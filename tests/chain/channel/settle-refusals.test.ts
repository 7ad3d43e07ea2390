import { expect } from "chai";
import { Ed25519Program, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { type DiemErrorName, instructions, vouchers } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { channelAccount, openChannel, type Opened } from "../../support/channels";
import { UNIT } from "../../support/market";
import { bare, deliver } from "../../support/sending";
import {
  claimOf,
  type Entry,
  settle,
  settleInstructions,
  signVoucher,
} from "../../support/settling";
import {
  type Body,
  bodyOf,
  bytesOf,
  handmade,
  type HandmadeOptions,
  type Offsets,
  signBytes,
} from "../../support/signatures";
import { expectNoTrace, reach } from "../../support/snapshot";
import { createFixture, type Fixture } from "../../support/fixture";
import { swap } from "../../support/swap";
import type { World } from "../../support/world";

/**
 * The ed25519 program's own refusal of the second instruction: nothing of this program runs then. Validators say
 * so in one of two ways.
 */
const byPrecompile = (codes: string) =>
  new RegExp(
    `Instruction 1: custom program error: 0x[${codes}]\\b|precompil.*Custom\\([${codes}]\\)`,
  );
const BAD_KEY_OR_SIGNATURE = byPrecompile("02");
const BAD_OFFSETS = byPrecompile("3");
const BAD_SIZE = byPrecompile("4");

describe("settle: signatures", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let world: World;
  let opened: Opened;
  let second: Opened;
  /** Good as it is: whatever is refused is refused for what the test does to it. */
  let entry: Entry;
  let body: Body;
  let call: TransactionInstruction;

  before(async () => {
    chain = await startChain();
    fixture = await createFixture(chain, { offering: false });
    ({ world } = fixture);
    const { seller: provider, consumer } = fixture;
    opened = await openChannel(world, { provider, consumer, deposit: 10n * UNIT });
    second = await openChannel(world, { provider, consumer, deposit: 10n * UNIT });
    entry = await claimOf(world, opened, { diem: UNIT });
    body = bodyOf(entry.signed);
  });

  beforeEach(() => {
    call = callOf([entry]);
  });

  const callOf = (entries: readonly Entry[]) =>
    instructions.settle({
      ...{ provider: fixture.seller.provider, operator: fixture.operator.publicKey },
      entries: entries.map(({ signed, claim, channel = signed.voucher.channel }) => ({
        ...{ channel, claim },
      })),
    });

  /** Sends with a compute-unit limit in front, so that the first of the list has the index 1. */
  const refuses = (list: TransactionInstruction[], error: DiemErrorName | RegExp) => {
    const attempt = () => world.send(list, [fixture.operator]);
    return expectNoTrace(world, reach(world, opened, second), attempt, error);
  };
  const refusesBare = (list: TransactionInstruction[], error: DiemErrorName | RegExp) => {
    const attempt = async () => deliver(world, await bare(world, list, [fixture.operator]));
    return expectNoTrace(world, reach(world, opened, second), attempt, error);
  };
  const refusesMade = (options: HandmadeOptions, error: DiemErrorName | RegExp, of = [body]) =>
    refuses([handmade(of, options), call], error);

  const transfer = () =>
    SystemProgram.transfer({ fromPubkey: world.payer, toPubkey: world.payer, lamports: 0 });

  it("are made by hand here as the SDK makes them", async () => {
    const other = await claimOf(world, second, { diem: UNIT });
    const signed = [entry.signed, other.signed];
    const made = handmade(signed.map(bodyOf));
    expect(made.data.equals(vouchers.signatureInstruction(signed).data)).to.equal(true);
  });

  describe("must stand directly before", () => {
    it("and not be missing", async () => {
      await refusesBare([call], "SignaturesMissing");
    });

    it("and not after", async () => {
      await refusesBare([call, handmade([body])], "SignaturesMissing");
      await refuses([call, handmade([body])], "SignaturesNotEd25519");
    });

    it("with nothing of another program between: a decoy two before is not searched for", async () => {
      await refuses([transfer(), call], "SignaturesNotEd25519");
      await refuses([handmade([body]), transfer(), call], "SignaturesNotEd25519");
      await refuses([handmade([body]), call, callOf([entry])], "SignaturesNotEd25519");
    });

    it("and the nearest one counts, whatever an earlier one signs", async () => {
      const forged = await signVoucher(world, opened, { diem: UNIT }, fixture.operator);
      await refuses([handmade([body]), handmade([bodyOf(forged)]), call], "VoucherSignerWrong");
    });

    it("in the real instructions sysvar", async () => {
      const [forged, { position }] = [chain.keypair().publicKey, fixture.consumer];
      for (const fake of [forged, position, fixture.consumer.diem, Ed25519Program.programId]) {
        const swapped = swap(callOf([entry]), { instructions: fake });
        await refuses([handmade([body]), swapped], "WrongInstructionsSysvar");
      }
    });
  });

  describe("have one legal layout", () => {
    it("without accounts", async () => {
      const keys = [{ pubkey: world.payer, isSigner: false, isWritable: false }];
      await refusesMade({ keys }, "SignaturesNameAccounts");
    });

    it("of at least one signature (two bytes alone; the precompile refuses any more)", async () => {
      await refuses([handmade([]), call], "SignaturesEmpty");
      await refusesMade({ count: 0 }, BAD_SIZE);
    });

    it("with a zero for padding", async () => {
      await refusesMade({ padding: 1 }, "SignaturesPadded");
      await refusesMade({ padding: 255 }, "SignaturesPadded");
    });

    it("and no byte after the last message", async () => {
      await refusesMade({ trailing: Uint8Array.of(0) }, "SignaturesTooLong");
      await refusesMade({ trailing: bytesOf(body) }, "SignaturesTooLong");
    });

    it("and all of their bytes (refused by the precompile itself, before the program runs)", async () => {
      const { data, ...rest } = handmade([body]);
      for (const size of [0, 1, 2, 15, 16, 111, data.length - 1]) {
        const error = size < 16 ? BAD_SIZE : BAD_OFFSETS;
        await refuses([{ ...rest, data: data.subarray(0, size) }, call], error);
      }
      await refusesMade({ count: 255 }, BAD_SIZE);
    });

    const indexes = ["signatureIn", "keyIn", "messageIn"] as const;
    const all = { signatureIn: 1, keyIn: 1, messageIn: 1 };

    it("with every part in this instruction, and not in another that holds the very bytes", async () => {
      const carrier = handmade([body]); // has the index 1, and the same offsets
      for (const index of indexes) {
        const pointing = handmade([body], { offsets: () => ({ [index]: 1 }) });
        await refuses([carrier, pointing, call], "SignatureElsewhere");
      }
      await refuses(
        [carrier, handmade([body], { offsets: () => all }), call],
        "SignatureElsewhere",
      );
      // what the program would read is a voucher that nobody signed
      const { signed } = await claimOf(world, opened, { diem: 9n * UNIT });
      const unsigned = { ...body, message: vouchers.encode(signed.voucher) };
      const lie = handmade([unsigned], { offsets: () => all });
      await refuses([carrier, lie, call], "SignatureElsewhere");
      // and in the data of the settlement itself, behind its arguments
      const messageAt = call.data.length;
      call.data = Buffer.concat([call.data, body.message]);
      const inCall = handmade([unsigned], { offsets: () => ({ messageIn: 2, messageAt }) });
      await refuses([inCall, call], "SignatureElsewhere");
    });

    it("which is named 65535, and not by its own number", async () => {
      for (const index of indexes) {
        await refusesMade({ offsets: () => ({ [index]: 1 }) }, "SignatureElsewhere");
      }
      await refusesMade({ offsets: () => all }, "SignatureElsewhere");
      await refuses([handmade([body], { offsets: () => ({ keyIn: 9 }) }), call], BAD_OFFSETS);
    });

    it("at the computed offsets, and not in a copy in the same instruction", async () => {
      const size = bytesOf(body).length;
      const copied = (...fields: (keyof Offsets)[]): HandmadeOptions => ({
        trailing: bytesOf(body),
        offsets: (legal) => Object.fromEntries(fields.map((field) => [field, legal[field] + size])),
      });
      for (const field of ["signatureAt", "keyAt", "messageAt"] as const) {
        await refusesMade(copied(field), "SignatureMisplaced");
      }
      await refusesMade(copied("signatureAt", "keyAt", "messageAt"), "SignatureMisplaced");
      // without the copy, the offsets leave the instruction
      const { offsets } = copied("messageAt");
      if (offsets === undefined) throw new Error("no offsets");
      await refusesMade({ offsets }, BAD_OFFSETS);
    });

    it("each block for its own body: two that point at one are refused", async () => {
      const other = bodyOf((await claimOf(world, second, { diem: UNIT })).signed);
      const offsets = ({ signatureAt, keyAt, messageAt }: Offsets, index: number) => {
        const by = index * bytesOf(body).length;
        return { signatureAt: signatureAt - by, keyAt: keyAt - by, messageAt: messageAt - by };
      };
      await refusesMade({ offsets }, "SignatureMisplaced", [body, other]);
    });

    it("over 72 bytes each", async () => {
      const { message } = body;
      for (const odd of [message.slice(0, 71), Uint8Array.of(...message, 0), new Uint8Array(0)]) {
        const signed = await signBytes(odd, fixture.consumer.keypair);
        await refusesMade({}, "VoucherSizeWrong", [signed]);
      }
    });

    it("and be good (refused by the precompile itself, before the program runs)", async () => {
      for (const part of ["signature", "message", "key"] as const) {
        const bytes = Uint8Array.from(body[part], (byte, at) => (at === 20 ? byte ^ 1 : byte));
        await refusesMade({}, BAD_KEY_OR_SIGNATURE, [{ ...body, [part]: bytes }]);
      }
    });
  });

  describe("belong to the call:", () => {
    it("they are as many as the claims and the channels", async () => {
      const other = await claimOf(world, second, { diem: UNIT });
      const two = [body, bodyOf(other.signed)];
      await refuses([handmade(two), callOf([entry])], "ClaimCountMismatch");
      await refuses([handmade([body]), callOf([entry, other])], "ClaimCountMismatch");
      await refuses([handmade([body]), callOf([])], "ClaimCountMismatch");
      for (const count of [1, 3]) {
        const uneven = callOf([entry, other]);
        const [last] = uneven.keys.slice(-1);
        if (last === undefined) throw new Error("no channel");
        uneven.keys = count === 1 ? uneven.keys.slice(0, -1) : [...uneven.keys, last];
        await refuses([handmade(two), uneven], "ClaimCountMismatch");
      }
    });

    it("they count in the order of the channels", async () => {
      const other = await claimOf(world, second, { diem: UNIT });
      const list = [handmade([bodyOf(other.signed), body]), callOf([entry, other])];
      await refuses(list, "VoucherChannelWrong");
    });

    it("they do not let anybody settle but the provider's operator and its owner", async () => {
      const outsiders = [fixture.consumer.keypair, await chain.wallet(), world.creator];
      for (const operator of outsiders) {
        const attempt = () => settle(world, fixture.seller, [entry], { operator });
        await expectNoTrace(world, reach(world, opened), attempt, "NotOperator");
      }
      const unsigned = callOf([entry]);
      for (const meta of unsigned.keys) meta.isSigner = false;
      const attempt = () => world.send([handmade([body]), unsigned]);
      await expectNoTrace(world, reach(world, opened), attempt, /AccountNotSigner/);
    });

    it("they count for another provider as little as for another program's account", async () => {
      const rival = await world.provider({ operator: fixture.operator });
      const watched = [...reach(world, opened), rival.provider];
      const attempt = (provider = rival.provider) =>
        world.send([handmade([body]), swap(callOf([entry]), { provider })], [fixture.operator]);
      await expectNoTrace(world, watched, () => attempt(), "WrongProvider");
      const { position, diem } = fixture.consumer;
      await expectNoTrace(world, watched, () => attempt(position), /AccountDiscriminatorMismatch/);
      await expectNoTrace(world, watched, () => attempt(diem), /AccountOwnedByWrongProgram/);
      await expectNoTrace(world, watched, () => attempt(opened.channel), /DiscriminatorMismatch/);
    });
  });

  describe("were the only thing wrong:", () => {
    it("the same voucher settles", async () => {
      const list = settleInstructions(fixture.seller, [entry], fixture.operator.publicKey);
      await world.send(list, [fixture.operator]);
      expect((await channelAccount(world, opened)).settled).to.equal(UNIT);
    });
  });
});
