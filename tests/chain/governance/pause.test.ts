import { expect } from "chai";
import { instructions } from "@diem/sdk";
import type { constants } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import { Governed } from "../../support/governance";

describe("governance: pausing", () => {
  let chain: TestChain;
  let governed: Governed;

  before(async () => {
    chain = await startChain();
  });

  beforeEach(async () => {
    governed = await Governed.create(chain);
  });

  const paused = async () => (await governed.world.marketAccount()).paused;

  it("is for guardian and authority, and adds to what is paused", async () => {
    const { authority, guardian } = governed;
    const first = await governed.event(await governed.pause(["stake", "mint"]), "EntriesPaused");
    expect(first).to.deep.include({ by: guardian.publicKey, before: 0, after: 0b00011 });
    const more = await governed.pause(["mint", "register"], authority);
    const second = await governed.event(more, "EntriesPaused");
    expect(second).to.deep.include({ by: authority.publicKey, before: 0b00011, after: 0b10011 });
    await governed.pause(["mint"]);
    expect(await paused()).to.deep.equal(["stake", "mint", "register"]);
    const stranger = await chain.wallet();
    await governed.refuses(() => governed.pause(["open"], stranger), "NotGuardian");
  });

  it("is undone by the authority alone, entry by entry", async () => {
    const { authority, guardian } = governed;
    await governed.pause(["stake", "mint", "register"]);
    await governed.refuses(() => governed.unpause(["stake"], guardian), "NotAuthority");
    const undone = await governed.unpause(["stake", "mint", "open"]);
    const event = await governed.event(undone, "EntriesUnpaused");
    expect(event).to.deep.include({ by: authority.publicKey, before: 0b10011, after: 0b10000 });
    expect(await paused()).to.deep.equal(["register"]);
  });

  it("refuses to name nothing, or what the program does not know", async () => {
    const { authority, world } = governed;
    const { market } = world;
    const send = (bits: number, pausing: boolean) => {
      // the SDK cannot even name these: the program must refuse them by itself
      const entries: constants.Entry[] = [];
      const instruction = pausing
        ? instructions.pause({ market, pauser: authority.publicKey, entries })
        : instructions.unpause({ market, authority: authority.publicKey, entries });
      instruction.data[8] = bits;
      return world.send([instruction], [authority]);
    };
    for (const pausing of [true, false]) {
      for (const bits of [0, 32, 255]) {
        await governed.refuses(() => send(bits, pausing), "PauseBitsOutOfRange");
      }
      await send(31, pausing);
    }
    expect(await paused()).to.deep.equal([]);
  });
});
