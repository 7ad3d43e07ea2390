import {
  AuthorityType,
  createAssociatedTokenAccountInstruction,
  createMintToInstruction,
  createSetAuthorityInstruction,
  createTransferInstruction,
  getAssociatedTokenAddressSync,
} from "@solana/spl-token";
import { expect } from "chai";
import { accounts, instructions, pda, quotes } from "@diem/sdk";
import { expectSolvent } from "../support/solvency";
import { startChain, type TestChain } from "../support/chain";
import { createMarket, createMint, UNIT } from "../support/market";
import { expectFailure, expectRefusal } from "../support/refusals";
import { createFixture } from "../support/fixture";
import { type Actor, World } from "../support/world";
import { donate } from "./support";

const STAKE = 1_000n * UNIT;
const RATE = 1_000_003n;
const SECS = 1_000n;
const MILLION = 1_000_000n;

/** A change of somebody's share, and what must have happened for it before the rewards began. */
interface ShareChange {
  readonly name: string;
  readonly before?: (world: World, actor: Actor) => Promise<unknown>;
  readonly act: (world: World, actor: Actor) => Promise<unknown>;
}

const CHANGES: readonly ShareChange[] = [
  { name: "stake", act: (world, actor) => world.stake(actor, 9n * STAKE) },
  { name: "request_unstake", act: (world, actor) => world.requestUnstake(actor, STAKE) },
  {
    name: "cancel_unstake",
    before: (world, actor) => world.requestUnstake(actor, STAKE),
    act: (world, actor) => world.cancelUnstake(actor, 0n),
  },
  { name: "mint_diem", act: (world, actor) => world.mint(actor, 20n * UNIT) },
  {
    name: "burn_diem",
    before: (world, actor) => world.mint(actor, 20n * UNIT),
    act: (world, actor) => world.burn(actor, 20n * UNIT),
  },
  { name: "compound_rewards", act: (world, actor) => world.compound(actor) },
];

describe("adversarial: shares", () => {
  let chain: TestChain;
  beforeEach(async () => {
    chain = await startChain();
  });

  for (const { name, before, act } of CHANGES) {
    it(`index not settled before a share change: ${name} takes nothing of what was earned before it`, async () => {
      const earned = async (changes: boolean) => {
        const world = await World.create(await startChain(), { epochSecs: SECS });
        const victim = await world.staker(STAKE);
        const attacker = await world.staker(20n * STAKE, 2n * STAKE);
        await before?.(world, attacker);
        await world.fundRewards(RATE * SECS, SECS);
        await world.chain.advance(SECS / 4n);
        if (changes) await act(world, attacker);
        const compounded = (await world.marketAccount()).totalStaked;
        const gains: bigint[] = [];
        for (const actor of [victim, attacker]) {
          const held = await world.balance(actor.vvv);
          await world.claim(actor).catch((error: unknown) => {
            if (name !== "compound_rewards") throw error;
          });
          gains.push((await world.balance(actor.vvv)) - held);
        }
        await expectSolvent(world);
        const [toVictim = 0n, toAttacker = 0n] = gains;
        return { victim: toVictim, attacker: toAttacker, totalStaked: compounded };
      };
      const [quiet, changed] = [await earned(false), await earned(true)];
      expect(changed.victim).to.equal(quiet.victim);
      expect(changed.victim > 0n).to.equal(true);
      // what is compounded is stake, and is not claimed too
      const compounded = name === "compound_rewards" ? changed.totalStaked - quiet.totalStaked : 0n;
      expect(changed.attacker + compounded).to.equal(quiet.attacker);
    });
  }

  it("rewards with nobody staked: the first staker gets nothing of the time before", async () => {
    const world = await World.create(chain, { epochSecs: SECS });
    await world.fundRewards(RATE * SECS, SECS);
    await chain.advance(SECS * 3n);
    const first = await world.staker(1n);
    await expectRefusal(world.claim(first), "NothingToClaim");
    await chain.advance(1n);
    await world.claim(first);
    expect(await world.balance(first.vvv)).to.equal(RATE);
    await chain.advance(SECS);
    await world.claim(first);
    expect(await world.balance(first.vvv)).to.equal(RATE * SECS);
  });

  it("staking just before a distribution: a whale for one second gets one second's part", async () => {
    const { world, seller, consumer } = await createFixture(chain, { offering: false });
    const whale = await world.staker(10_000_000_000n * UNIT, 0n);
    await world.pay(consumer, seller.revenue, (1_000n * UNIT) / 2n);
    await world.stake(whale, 9_000_000_000n * UNIT);
    await world.distribute(seller.provider);
    await expectRefusal(world.claim(whale), "NothingToClaim");
    const { feeStream, params } = await world.marketAccount();
    await chain.advance(1n);
    await world.claim(whale);
    const won = await world.balance(whale.diem);
    expect(won <= feeStream.remaining / params.feeStreamSecs && won > 0n).to.equal(true);
  });

  it("first-depositor ratios: one unit and a donation in front of a victim take nothing from it", async () => {
    const world = await World.create(chain, { epochSecs: SECS });
    const attacker = await world.staker(STAKE, 1n);
    const gift = STAKE - 1n;
    await donate(world, attacker, world.market.stakeVault, gift);
    const victim = await world.staker(UNIT);
    expect((await world.position(victim)).staked).to.equal(UNIT);
    const tickets = [
      await world.requestUnstake(attacker, 1n),
      await world.requestUnstake(victim, UNIT),
    ];
    await chain.advance(SECS);
    await world.withdrawUnstaked(attacker, tickets[0] ?? 0n);
    await world.withdrawUnstaked(victim, tickets[1] ?? 0n);
    expect(await world.balance(victim.vvv)).to.equal(UNIT);
    expect(await world.balance(attacker.vvv)).to.equal(1n);
  });

  it("first-depositor ratios: one unit that earned a whole stream leaves a usable index for later stakers", async () => {
    const world = await World.create(chain, { epochSecs: SECS });
    const first = await world.staker(1n);
    const huge = 2n ** 62n;
    await world.fundRewards(huge, SECS);
    await chain.advance(SECS);
    const victim = await world.staker(2n ** 40n);
    await world.fundRewards(2n ** 40n + 1n, SECS);
    await chain.advance(SECS);
    await world.claim(victim);
    expect(await world.balance(victim.vvv)).to.equal(2n ** 40n);
    await world.claim(first);
    expect(await world.balance(first.vvv)).to.equal(huge + 1n);
  });

  it("uncapped emission: nobody but the market mints DIEM, and nobody takes that from it", async () => {
    const world = await World.create(chain);
    const thief = await world.actor(0n);
    const { diemMint } = world.market;
    for (const keypair of [thief.keypair, world.creator, world.mintAuthority]) {
      const mint = createMintToInstruction(diemMint, thief.diem, keypair.publicKey, 1n);
      await expectFailure(
        world.send([mint], [keypair]),
        /the signer does not own the token account/,
      );
      for (const [right, error] of [
        [AuthorityType.MintTokens, /the signer does not own the token account/],
        [AuthorityType.FreezeAccount, /the mint has no freeze authority/],
      ] as const) {
        const take = createSetAuthorityInstruction(
          ...([diemMint, keypair.publicKey, right, thief.address] as const),
        );
        await expectFailure(world.send([take], [keypair]), error);
      }
    }
    expect(await world.diemSupply()).to.equal(0n);
  });

  it("denomination mix-ups: a VVV of six decimals locks as much of itself as one of nine", async () => {
    const world = await World.create(chain);
    const amount = 30_000n * UNIT;
    const staker = await world.staker(100_000_000n * UNIT);
    await world.mint(staker, amount);
    const { locked: nine } = await world.position(staker);

    const { keypair, address: owner } = staker;
    const vvvMint = await createMint(chain, keypair, { decimals: 6 });
    const params = { baseRate: 90n * MILLION };
    const market = pda.marketKeys({ creator: owner, vvvMint });
    await world.send(
      [createMarket(owner, vvvMint, owner, await chain.now(), { params })],
      [keypair],
    );
    const [ownerVvv, ownerDiem] = [vvvMint, market.diemMint].map((mint) =>
      getAssociatedTokenAddressSync(mint, owner),
    );
    if (ownerVvv === undefined || ownerDiem === undefined) throw new Error("no accounts");
    const all = 100_000_000n * MILLION;
    await world.send(
      [
        createAssociatedTokenAccountInstruction(world.payer, ownerVvv, owner, vvvMint),
        createAssociatedTokenAccountInstruction(world.payer, ownerDiem, owner, market.diemMint),
        createMintToInstruction(vvvMint, ownerVvv, owner, all),
        instructions.openPosition({ market, owner }),
        instructions.stake({ market, owner, amount: all }),
        instructions.mintDiem({ market, owner, diemAmount: amount, maxVvvLocked: all }),
      ],
      [keypair],
    );
    const position = pda.position({ market: market.market, owner });
    const { locked: six } = await accounts.position.fetch(chain.connection, position);
    const error = nine - six * 1_000n;
    expect(error > -1_000n && error < 1_000n, `${nine} and ${six}`).to.equal(true);
    // between the rate at zero and the one at the target
    expect(six > 30_000n * 90n * MILLION && six < 30_000n * 666n * MILLION).to.equal(true);
  });

  it("slippage tested on the wrong amount: a price moved in front of a mint or a burn is refused to the unit", async () => {
    const world = await World.create(chain);
    const victim = await world.staker(100_000n * UNIT);
    const sandwich = await world.staker(10_000_000n * UNIT);
    const quote = async () => {
      const market = await world.marketAccount();
      const [supply, now] = [await world.diemSupply(), await chain.now()];
      return quotes.mintQuote({ market, supply, amount: UNIT, now }).vvvLocked;
    };
    const promised = await quote();
    await world.mint(sandwich, 10_000n * UNIT);
    await expectRefusal(world.mint(victim, UNIT, promised), "CostAboveMaximum");
    const dearer = await quote();
    expect(dearer > promised).to.equal(true);
    await expectRefusal(world.mint(victim, UNIT, dearer - 1n), "CostAboveMaximum");
    await world.mint(victim, UNIT, dearer);
    await world.burn(sandwich, 10_000n * UNIT);
    await expectRefusal(world.burn(victim, UNIT, dearer + 1n), "UnlockBelowMinimum");
    await world.burn(victim, UNIT, dearer);
    expect((await world.position(victim)).locked).to.equal(0n);
  });

  it("a donated token moving a price: no donation changes a quote, a split or a claim", async () => {
    const { world, seller, consumer } = await createFixture(chain, { offering: false });
    const giver = await world.actor(STAKE);
    const state = async () => {
      const market = await world.marketAccount();
      const now = await chain.now();
      const supply = await world.diemSupply();
      const mint = quotes.mintQuote({ market, supply, amount: UNIT, now });
      return { market, mint, split: quotes.splitFee({ market, amount: UNIT }) };
    };
    const before = await state();
    const { stakeVault, bondVault, rewardVault, escrow, feePool } = world.market;
    for (const vault of [stakeVault, bondVault, rewardVault])
      await donate(world, giver, vault, UNIT);
    for (const vault of [escrow, feePool]) {
      const { diem, address, keypair } = consumer;
      await world.send([createTransferInstruction(diem, vault, address, UNIT)], [keypair]);
    }
    expect(await state()).to.deep.equal(before);
    await expectRefusal(world.claim(consumer), "NothingToClaim");
    await expectRefusal(world.distribute(seller.provider), "NothingToDistribute");
    await world.mint(consumer, UNIT, before.mint.vvvLocked);
    await expectSolvent(world);
  });
});
