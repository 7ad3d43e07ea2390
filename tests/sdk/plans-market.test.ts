import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { accounts, constants, pda, plans, quotes } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { startChain } from "../support/chain";
import { createMint, UNIT, VVV_DECIMALS } from "../support/market";
import { type Actor, World } from "../support/world";
import { defaults, draft } from "./market-file-support";
import { carriedOut, contextOf, refusal } from "./plans-market-support";
import { thrownBy } from "./support";

const DELAY = 100n;
const EPOCH_SECS = 60n;

describe("sdk: plans of a market and its authority", () => {
  let world: World;
  let authority: Actor;
  let stranger: Actor;

  beforeEach(async () => {
    const chain = await startChain();
    const params = { paramsDelaySecs: DELAY };
    world = await World.create(chain, { epochSecs: EPOCH_SECS, params });
    authority = await world.actor(1_000n * UNIT, world.creator);
    stranger = await world.actor(0n);
  });

  const by = (actor: Actor) => contextOf(world, actor);
  const sent = <Quote>(actor: Actor, planned: Promise<plans.Plan<Quote>>) =>
    carriedOut(world, actor, planned);

  it("fund the stream as quoted, on top of what runs", async () => {
    await world.staker(100n * UNIT);
    await sent(
      authority,
      plans.fundRewards(by(authority), { amount: 10n * UNIT, durationSecs: 900n }),
    );
    await world.chain.advance(100n);
    const more = { amount: 5n * UNIT, durationSecs: 3_600n };
    const { remaining, endTs } = await sent(authority, plans.fundRewards(by(authority), more));
    const { rewardStream, params } = await world.marketAccount();
    expect([rewardStream.remaining, quotes.stream.endTs(rewardStream)]).to.deep.equal([
      remaining,
      endTs,
    ]);

    const fund = (amount: bigint, durationSecs: bigint, who = authority) =>
      refusal(() => plans.fundRewards(by(who), { amount, durationSecs }));
    // nobody is paid for a stake that can be taken back sooner
    const shortest = params.stakeCooldownSecs;
    expect(await fund(0n, shortest)).to.equal("ZeroAmount");
    expect(await fund(1n, shortest - 1n)).to.equal("RewardDurationOutOfRange");
    expect(await fund(1n, constants.MAX_REWARD_DURATION_SECS + 1n)).to.equal(
      "RewardDurationOutOfRange",
    );
    expect(await fund(1n, shortest, stranger)).to.equal("InsufficientBalance");
    await sent(authority, plans.fundRewards(by(authority), { amount: 1n, durationSecs: shortest }));
  });

  it("fund the quota pool as quoted, by anybody who has DIEM", async () => {
    const donor = await world.consumer(3n * UNIT);
    const fund = (amount: bigint, who = donor) => plans.fundQuota(by(who), { amount });
    expect(await refusal(() => fund(0n))).to.equal("ZeroAmount");
    expect(await refusal(() => fund(3n * UNIT + 1n))).to.equal("InsufficientBalance");
    expect(await refusal(() => fund(1n, stranger))).to.equal("InsufficientBalance");
    const { feePool } = world.market;
    for (const amount of [UNIT, 2n * UNIT]) {
      const held = await world.balance(feePool);
      const { pool } = await sent(donor, fund(amount));
      expect((await world.marketAccount()).quotaPool).to.equal(pool);
      expect((await world.balance(feePool)) - held).to.equal(amount);
    }
    expect((await world.marketAccount()).quotaPool).to.equal(3n * UNIT);
  });

  it("pay the treasury as quoted, into an account that they create", async () => {
    const collect = () => plans.collectTreasury(by(stranger));
    expect(await refusal(collect)).to.equal("NothingOwedToTreasury");
    const consumer = await world.consumer(2n * UNIT);
    const { provider, revenue } = await world.provider();
    await world.pay(consumer, revenue, UNIT);
    await world.distribute(provider);
    const { amount, treasury } = await sent(stranger, collect());
    const { diemMint } = world.market;
    expect(await world.balance(pda.revenue({ provider: treasury, diemMint }))).to.equal(amount);
    expect(amount).to.equal(UNIT / 20n);
  });

  it("announce, take back and apply parameters as quoted, closing epochs first", async () => {
    const { params: before } = await world.marketAccount();
    const after = {
      ...before,
      ...{ treasuryBps: 400, stakersBps: before.stakersBps + 100, quotaCapBps: 7_000 },
      ...{ referencePriceFloor: 2n * UNIT },
    };
    const propose = () => plans.proposeParams(by(authority), { params: after });
    const first = await sent(authority, propose());
    expect(first).to.deep.include({ before, after, replaced: null });
    expect((await world.marketAccount()).proposal?.etaTs).to.equal(first.etaTs);
    expect((await propose()).quote.replaced).to.deep.equal(after);

    expect(await refusal(() => plans.applyParams(by(stranger)))).to.equal("ParamsDelayNotOver");
    const { cancelled } = await sent(authority, plans.cancelParams(by(authority)));
    expect(cancelled).to.deep.equal(after);
    expect(await refusal(() => plans.cancelParams(by(authority)))).to.equal("NoParamsProposed");
    expect(await refusal(() => plans.applyParams(by(stranger)))).to.equal("NoParamsProposed");

    const { lapsesTs } = await sent(authority, propose());
    await world.chain.advance(DELAY + 2n * EPOCH_SECS);
    const applied = await sent(stranger, plans.applyParams(by(stranger)));
    const market = await world.marketAccount();
    expect(applied.closed).to.be.greaterThan(0);
    expect(market.params).to.deep.equal(after);
    const { current, next } = market.referencePrice;
    expect([current, next]).to.deep.equal([applied.referencePrice, applied.nextReferencePrice]);
    expect([current, next]).to.deep.equal([2n * UNIT, 2n * UNIT]);

    await sent(authority, propose());
    await world.chain.advance(lapsesTs - (await world.chain.now()) + 1_000n);
    expect(await refusal(() => plans.applyParams(by(stranger)))).to.equal("ParamsProposalExpired");
  });

  it("keep the haircut of locked stake, which is fixed for a market's life", async () => {
    const { params } = await world.marketAccount();
    const other = { ...params, lockedHaircutBps: params.lockedHaircutBps + 1 };
    const propose = () => plans.proposeParams(by(authority), { params: other });
    expect(await refusal(propose)).to.equal("LockedHaircutFixed");
  });

  it("are the authority's alone, where the program says so", async () => {
    const { params } = await world.marketAccount();
    const attempts = [
      () => plans.proposeParams(by(stranger), { params }),
      () => plans.cancelParams(by(stranger)),
      () => plans.setRoles(by(stranger), { guardian: stranger.address }),
    ];
    for (const attempt of attempts) expect(await refusal(attempt)).to.equal("NotAuthority");
  });

  it("change roles, pause, and hand the authority over", async () => {
    const roles = { guardian: stranger.address };
    const { before, after } = await sent(authority, plans.setRoles(by(authority), roles));
    expect(after).to.deep.equal({ ...before, ...roles });
    expect((await world.marketAccount()).roles).to.deep.equal(after);
    await sent(stranger, plans.pause(by(stranger), { entries: ["mint", "open"] }));
    await sent(authority, plans.unpause(by(authority), { entries: ["open"] }));
    expect((await world.marketAccount()).paused).to.deep.equal(["mint"]);
    const newAuthority = stranger.address;
    await sent(authority, plans.proposeAuthority(by(authority), { newAuthority }));
    await sent(stranger, plans.acceptAuthority(by(stranger)));
    expect((await world.marketAccount()).roles.authority.equals(newAuthority)).to.equal(true);
  });

  describe("creation from a file", () => {
    const file = marketFile.parse({
      ...draft(),
      opening: { epochLength: "1h", genesis: "now", referencePrice: "1 DIEM" },
    });
    const create = (vvvMint: PublicKey) =>
      marketFile.creation({
        connection: world.chain.connection,
        creator: authority.address,
        file,
        vvvMint,
      });

    it("makes the market that it quotes", async () => {
      const vvvMint = await createMint(world.chain, authority.keypair);
      const { quote, instructions: list } = await create(vvvMint);
      await world.send(list, [authority.keypair]);
      const { connection } = world.chain;
      const market = await accounts.market.fetch(connection, quote.keys.market);
      expect(accounts.market.keys(market)).to.deep.equal(quote.keys);
      expect(market.params).to.deep.equal(defaults());
      expect(market.vvvDecimals).to.equal(quote.vvvDecimals).and.to.equal(VVV_DECIMALS);
      expect(quote.warnings).to.deep.equal([]);
      const warned = await marketFile
        .creation({
          connection,
          creator: stranger.address,
          file,
          vvvMint,
          usdPerVvv: { numerator: 5n, denominator: 2n },
          quotaCapacity: 0n,
        })
        .then(({ quote: { warnings } }) => warnings.map((text) => text.split(" ")[0]));
      expect(warned).to.deep.equal(["bondPerCredit", "targetFloor"]);
      const again = await thrownBy(() => create(vvvMint));
      expect(again).to.have.property("name", "MarketExists");
      expect(again.message).to.contain(quote.keys.market.toBase58());
    });

    it("refuses a VVV that the program would refuse", async () => {
      const { chain, creator } = world;
      const coarse = await createMint(chain, creator, { decimals: 5 });
      expect(await refusal(() => create(coarse))).to.equal("VvvTooCoarse");
      const frozen = await createMint(chain, creator, { freezeAuthority: creator.publicKey });
      expect(await refusal(() => create(frozen))).to.equal("VvvHasFreezeAuthority");
      expect(await refusal(() => create(authority.vvv))).to.equal("VvvNotClassicMint");
      const nothing = await thrownBy(() => create(stranger.position));
      expect(nothing).to.have.property("name", "AccountNotFound");
    });
  });
});
