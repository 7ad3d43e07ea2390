import type { TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { DiemClient, errors, instructions, keypairWallet, transactions } from "@diem/sdk";
import { startChain } from "../support/chain";
import { COMPUTE_UNIT_LIMIT, UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { named, thrownBy } from "./support";

/** Something that the program refuses, as a plan and as the bare instruction of it. */
interface Refused {
  readonly name: errors.ProgramErrorName;
  readonly plan: (client: DiemClient) => Promise<unknown>;
  readonly instruction: (client: DiemClient, owner: Actor["address"]) => TransactionInstruction;
  /** What the plan's error carries. */
  readonly context: object;
}

const VVV = { token: "VVV", decimals: 9 };
const DIEM = { token: "DIEM", decimals: 9 };
/** Of the staker, who has 1,000 VVV staked, 9 VVV left and 1 DIEM minted for 90.000... VVV. */
const CASES: Readonly<Record<string, Refused>> = {
  "a stake of nothing": {
    name: "ZeroAmount",
    plan: ({ plan }) => plan.stake({ amount: 0n }),
    instruction: ({ market }, owner) => instructions.stake({ market, owner, amount: 0n }),
    context: {},
  },
  "a stake beyond the wallet": {
    name: "InsufficientBalance",
    plan: ({ plan }) => plan.stake({ amount: 10n * UNIT }),
    instruction: ({ market }, owner) => instructions.stake({ market, owner, amount: 10n * UNIT }),
    context: { ...VVV, held: 9n * UNIT, needed: 10n * UNIT, mostPossible: 9n * UNIT },
  },
  "an unstaking of what is locked": {
    name: "InsufficientUnlockedStake",
    plan: ({ plan }) => plan.requestUnstake({ amount: 1_000n * UNIT }),
    instruction: ({ market }, owner) =>
      instructions.requestUnstake({ market, owner, amount: 1_000n * UNIT, ticketId: 0n }),
    context: { ...VVV, needed: 1_000n * UNIT },
  },
  "a mint beyond the stake": {
    name: "InsufficientUnlockedStake",
    plan: ({ plan }) => plan.mintDiem({ diemAmount: 20n * UNIT }),
    instruction: ({ market }, owner) =>
      instructions.mintDiem({
        ...{ market, owner, diemAmount: 20n * UNIT },
        maxVvvLocked: 10_000n * UNIT,
      }),
    context: VVV,
  },
  "a mint dearer than its bound": {
    name: "CostAboveMaximum",
    plan: ({ plan }) => plan.mintDiem({ diemAmount: UNIT, maxVvvLocked: 5n }),
    instruction: ({ market }, owner) =>
      instructions.mintDiem({ market, owner, diemAmount: UNIT, maxVvvLocked: 5n }),
    context: { ...VVV, limit: 5n },
  },
  "a mint beyond the curve": {
    name: "OutsideMintCurve",
    plan: ({ plan }) => plan.mintDiem({ diemAmount: 10n ** 18n }),
    instruction: ({ market }, owner) =>
      instructions.mintDiem({
        ...{ market, owner, diemAmount: 10n ** 18n },
        maxVvvLocked: 10n ** 18n,
      }),
    context: { ...DIEM, needed: 10n ** 18n },
  },
  "a burn of DIEM that was paid away": {
    name: "InsufficientBalance",
    plan: ({ plan }) => plan.burnDiem(),
    instruction: ({ market }, owner) =>
      instructions.burnDiem({ market, owner, diemAmount: UNIT, minVvvUnlocked: 0n }),
    context: { ...DIEM, held: UNIT / 2n, needed: UNIT, mostPossible: UNIT / 2n },
  },
  "a burn that unlocks less than its bound": {
    name: "UnlockBelowMinimum",
    plan: ({ plan }) => plan.burnDiem({ diemAmount: UNIT / 2n, minVvvUnlocked: 10n ** 15n }),
    instruction: ({ market }, owner) =>
      instructions.burnDiem({
        ...{ market, owner, diemAmount: UNIT / 2n },
        minVvvUnlocked: 10n ** 15n,
      }),
    context: { ...VVV, limit: 10n ** 15n },
  },
};

describe("sdk: the same error from every source", () => {
  let world: World;
  let staker: Actor;
  let client: DiemClient;

  beforeEach(async () => {
    world = await World.create(await startChain());
    staker = await world.staker(1_009n * UNIT, 1_000n * UNIT);
    await world.mint(staker, UNIT);
    const other = await world.actor(0n);
    await world.pay(staker, other.diem, UNIT / 2n);
    const { connection } = world.chain;
    const wallet = keypairWallet(staker.keypair);
    client = await DiemClient.connect({ connection, market: world.market.market, wallet });
  });

  for (const [what, { name, plan, instruction, context }] of Object.entries(CASES)) {
    it(`${what} is ${name}`, async () => {
      const list = { instructions: [instruction(client, staker.address)] };
      const { connection } = world.chain;
      const wallet = keypairWallet(staker.keypair);
      const unchecked = { connection, wallet, opts: { skipPreflight: true } };
      const limit = { computeUnitLimit: COMPUTE_UNIT_LIMIT };
      const found = [
        await thrownBy(() => plan(client)),
        await thrownBy(() => client.simulate(list)),
        await thrownBy(() => client.send(list)),
        await thrownBy(() => transactions.send(unchecked, { ...list, ...limit })),
      ].map((error) => named(error, name));
      expect(found.map(({ source }) => source)).to.deep.equal([
        "quote",
        "simulation",
        "simulation",
        "chain",
      ]);
      const codes = new Set(found.map(({ code }) => code));
      expect(codes).to.have.length(1);
      expect(new Set(found.map(({ next }) => next))).to.have.length(1);
      expect(found[0]?.context).to.deep.include(context);
      expect(found.slice(1).map((error) => Object.keys(error.context))).to.deep.equal([[], [], []]);
      expect(found[3]?.signature?.length).to.be.greaterThan(80);
    });
  }

  it("NothingToBurn, before anything was minted", async () => {
    const fresh = await world.staker(10n * UNIT);
    const { connection } = world.chain;
    const wallet = keypairWallet(fresh.keypair);
    const other = await DiemClient.connect({ connection, market: world.market.market, wallet });
    const error = named(await thrownBy(() => other.act.burnDiem()), "NothingToBurn");
    expect(error.source).to.equal("quote");
    expect(error.context).to.deep.equal({ ...DIEM, mostPossible: 0n });
  });

  it("tells a negative amount from nothing", async () => {
    const { plan } = client;
    const calls = {
      stake: (amount: bigint) => plan.stake({ amount }),
      unstake: (amount: bigint) => plan.requestUnstake({ amount }),
      mint: (diemAmount: bigint) => plan.mintDiem({ diemAmount }),
      burn: (diemAmount: bigint) => plan.burnDiem({ diemAmount }),
      fund: (amount: bigint) => plan.fundQuota({ amount }),
    };
    for (const [what, call] of Object.entries(calls)) {
      expect((await thrownBy(() => call(0n))).name, what).to.equal("ZeroAmount");
      const negative = named(await thrownBy(() => call(-1n)), "InvalidAmount");
      expect(negative.reason, what).to.match(/is -1, which is negative$/);
      expect(negative.source, what).to.equal("client");
    }
  });

  it("says how much DIEM the unlocked stake can mint, exactly", async () => {
    const beyond = await thrownBy(() => client.plan.mintDiem({ diemAmount: 20n * UNIT }));
    const { context, message } = named(beyond, "InsufficientUnlockedStake");
    const { mostMintable = 0n } = context;
    await client.plan.mintDiem({ diemAmount: mostMintable });
    const above = await thrownBy(() => client.plan.mintDiem({ diemAmount: mostMintable + 1n }));
    named(above, "InsufficientUnlockedStake");
    expect(message).to.match(/\(held 909\.\S+ VVV, needed \S+ VVV, most possible 10\.\S+ DIEM\): /);
  });
});
