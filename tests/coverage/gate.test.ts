import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { idl } from "@diem/sdk/idl";
import { startChain } from "../support/chain";
import { channelAccount, openChannel } from "../support/channels";
import { UNIT } from "../support/market";
import { expectRefusal } from "../support/refusals";
import { claimOf, settle, settleInstructions } from "../support/settling";
import { bare } from "../support/sending";
import { createFixture } from "../support/fixture";
import { World } from "../support/world";
import { EXCEPTIONS } from "./exceptions";
import { eventFields } from "./fields";
import { gaps } from "./gate";
import { observeChains } from "./observe";
import { Parts } from "./parts";
import { Reached } from "./reached";

const ROOT = join(__dirname, "../..");
const names = (list: readonly { readonly name: string }[]) => new Set(list.map(({ name }) => name));

const everything = () => ({
  instructions: names(idl.instructions),
  errors: names(idl.errors),
  events: names(idl.events),
  fields: new Set(eventFields()),
});

describe("the coverage gate", () => {
  let stop = () => {};
  afterEach(() => stop());

  /** What happens from now to the end of the test. */
  function watch(): Reached {
    const reached = new Reached();
    stop = observeChains(reached);
    return reached;
  }

  it("names every instruction, error and event that nothing reached, and every field that nothing compared", () => {
    expect(gaps(everything(), [])).to.deep.equal([]);
    const some = everything();
    some.instructions.delete("settle");
    some.errors.delete("MathOverflow");
    some.events.delete("Staked");
    some.fields.delete("Staked.position.staked");
    expect(gaps(some, [])).to.deep.equal([
      "no test reaches the instruction settle",
      "no test reaches the error MathOverflow",
      "no test reaches the event Staked",
      "no test compares the event's field Staked.position.staked",
    ]);
    const none = new Set<string>();
    const nothing = { instructions: none, errors: none, events: none, fields: none };
    const all = [...idl.instructions, ...idl.errors, ...idl.events, ...eventFields()];
    expect(gaps(nothing, [])).to.have.length(all.length);
  });

  it("adds up what several processes reached", () => {
    const parts = Parts.create();
    try {
      const half = everything();
      half.instructions.delete("settle");
      parts.keep(half, 1);
      const none = new Set<string>();
      parts.keep(
        { instructions: new Set(["settle"]), errors: none, events: none, fields: none },
        2,
      );
      expect(gaps(parts.merged(), [])).to.deep.equal([]);
      parts.keep({ instructions: none, errors: none, events: none, fields: none }, 2);
      expect(gaps(parts.merged(), [])).to.deep.equal(["no test reaches the instruction settle"]);
    } finally {
      parts.remove();
    }
  });

  it("knows the fields of every event down to the last part", () => {
    const fields = eventFields();
    expect(new Set(fields)).to.have.property("size", fields.length);
    expect(fields).to.include.members([
      "Staked.stamp.sequence",
      "Staked.market.totalStaked",
      "MarketCreated.params.baseRate",
      "MarketCreated.clusterTag",
      "EpochsRolled.records.priceSum",
      "VouchersSettled.entries.errorCode",
      "ChannelOpened.channel.lastQuota.used",
      "DiemMetadataSet.before.name",
    ]);
    for (const { name } of idl.events) {
      expect(fields).to.include(`${name}.stamp.market`);
    }
  });

  it("lets an exception stand for an error, and refuses one that is reached all the same", () => {
    const exception = { error: "VaultShort", why: "", rust: { file: "", test: "" } };
    const some = everything();
    some.errors.delete("VaultShort");
    expect(gaps(some, [exception])).to.deep.equal([]);
    expect(gaps(everything(), [exception])).to.have.length(1);
  });

  it("sees what landed, and what a refusal was: sent, or only simulated", async () => {
    const reached = watch();
    const world = await World.create(await startChain());
    const seen = () => [...reached.instructions].sort();
    expect(seen()).to.deep.equal(["create_market", "record_event"]);
    expect([...reached.events]).to.deep.equal(["MarketCreated"]);
    expect([...reached.errors]).to.deep.equal([]);

    const actor = await world.actor(UNIT);
    const open = await bare(world, [world.openPosition(actor)], [actor.keypair]);
    const { value } = await world.chain.connection.simulateTransaction(open);
    expect(value.err).to.equal(null);
    expect(seen(), "nobody has what was only simulated").to.not.include("open_position");
    await world.send([world.openPosition(actor)], [actor.keypair]);
    expect(seen()).to.include("open_position");

    await expectRefusal(world.stake(actor, 0n), "ZeroAmount");
    expect([...reached.errors]).to.deep.equal(["ZeroAmount"]);
    expect(seen()).to.not.include("stake");
  });

  it("sees a logged event, and the error of a voucher that is skipped among others", async () => {
    const reached = watch();
    const { world, seller, consumer } = await createFixture(await startChain());
    const order = { provider: seller, consumer, deposit: UNIT };
    const opened = await openChannel(world, order);
    const entry = await claimOf(world, opened, { diem: 1n });
    await settle(world, seller, [entry, entry]);
    expect((await channelAccount(world, opened)).settled).to.equal(1n);
    expect(reached.events.has("VouchersSettled")).to.equal(true);
    expect([...reached.errors]).to.deep.equal(["ChannelRepeated"]);
  });

  describe("its exceptions", () => {
    it("are each reached by a Rust test", () => {
      for (const { error, rust } of EXCEPTIONS) {
        const source = readFileSync(join(ROOT, rust.file), "utf8");
        const [, test = ""] = source.split(`#[test]\nfn ${rust.test}() {`);
        expect(test.slice(0, test.indexOf("\n}\n")), rust.test).to.include(error);
      }
    });

    it("are kept away by the runtime: the ed25519 program refuses every truncation of its own instruction", async () => {
      const { world, seller, consumer, operator } = await createFixture(await startChain());
      const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
      const entry = await claimOf(world, opened, { diem: 1n });
      const [signatures, call] = settleInstructions(seller, [entry], operator.publicKey);
      if (signatures === undefined || call === undefined) throw new Error("two instructions");
      const outcomeOf = async (size: number) => {
        const data = signatures.data.subarray(0, size);
        const transaction = await bare(world, [{ ...signatures, data }, call], [operator]);
        const { value } = await world.chain.connection.simulateTransaction(transaction, {
          sigVerify: false,
        });
        return value.err;
      };
      for (let size = 0; size < signatures.data.length; size += 1) {
        expect(JSON.stringify(await outcomeOf(size)), `${size} bytes`).to.match(
          /^{"InstructionError":\[0,/,
        );
      }
      expect(await outcomeOf(signatures.data.length)).to.equal(null);
    });
  });
});
