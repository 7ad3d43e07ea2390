import { expect } from "chai";
import type { Keypair } from "@solana/web3.js";
import { SystemProgram } from "@solana/web3.js";
import { accounts, instructions, quotes } from "@diem/sdk";
import * as channels from "../../support/channels";
import { startChain, TestChain } from "../../support/chain";
import { nextEpoch } from "../../support/epochs";
import { retiredProvider } from "../../support/history-exits";
import { COOLDOWN_SECS, providerTerms, UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import type { Seller } from "../../support/providers";
import { collect } from "../../support/settling";
import { serve } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { Actor, World } from "../../support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
const CREDIT = 1_000_000n;

describe("retirement", () => {
  let chain: TestChain;
  /** No notice ends while a test runs. */
  let world: World;
  /** The shortest notice. */
  let brisk: World;
  let payer: Actor;

  before(async () => {
    chain = await startChain();
    world = await World.create(chain, { epochSecs: AGES, params: { bondCooldownSecs: AGES } });
    brisk = await World.create(chain, { params: { channelGraceSecs: 0n } });
    payer = await brisk.consumer(100n * UNIT);
  });

  const by = ({ market }: World, { owner, provider }: Seller) => ({
    market,
    owner: owner.address,
    provider,
  });

  describe("retire_provider", () => {
    it("starts a notice, and takes the capacity out of the market's next epoch", async () => {
      const fresh = await World.create(chain, { epochSecs: 6n, params: { bondCooldownSecs: 15n } });
      const staying = await fresh.provider({ capacity: CREDIT, quotaCapacity: CREDIT });
      const seller = await fresh.provider({ capacity: 3n * CREDIT, quotaCapacity: 2n * CREDIT });
      const running = await nextEpoch(fresh);
      const start = await chain.now();
      await bonds.retire(fresh, seller);
      const market = await fresh.marketAccount();
      const account = await bonds.providerAccount(fresh, seller);
      expect(account.retiring).to.equal(true);
      expect(account.noticeEndsTs >= start + 15n).to.equal(true);
      const last = quotes.epochAt({ clock: market, now: account.noticeEndsTs });
      expect(account.lastQuotaEpoch).to.equal(last);
      expect(last).to.be.greaterThan(running + 1);
      const at = (figure: quotes.scheduled.Scheduled, epoch: number) =>
        quotes.scheduled.inEpoch({ figure, epoch });
      expect(at(market.capacity, running)).to.equal(4n * CREDIT);
      expect(at(market.capacity, running + 1)).to.equal(CREDIT);
      expect(at(market.quotaCapacity, running)).to.equal(3n * CREDIT);
      expect(at(market.quotaCapacity, running + 1)).to.equal(CREDIT);
      expect(at(account.capacity, running + 1)).to.equal(0n);
      expect((await bonds.providerAccount(fresh, staying)).capacity.next).to.equal(CREDIT);
    });

    it("takes no channel, quota, capacity or bond any more, and no second retirement", async () => {
      const offer = { bond: 9n * UNIT, capacity: 5n * CREDIT, quotaCapacity: 5n * CREDIT };
      const fresh = await World.create(chain, { params: { bondCooldownSecs: AGES } });
      const seller = await bonds.registerProvider(fresh, offer);
      const consumer = await fresh.consumer(9n * UNIT);
      const opened = await channels.openChannel(fresh, { provider: seller, consumer });
      await nextEpoch(fresh);
      await channels.stakeQuota(fresh, opened, UNIT);
      await bonds.retire(fresh, seller);
      await fresh.actor(UNIT, seller.owner.keypair);
      const less = { capacity: CREDIT, quotaCapacity: CREDIT };
      const { keypair } = seller.owner;
      const bond = instructions.addBond({ ...by(fresh, seller), amount: 1n });
      const refused = [
        () => channels.openChannel(fresh, { provider: seller, consumer }),
        () => channels.stakeQuota(fresh, opened, UNIT),
        () => bonds.setCapacity(fresh, seller, less),
        () => fresh.send([bond], [keypair]),
        () => bonds.retire(fresh, seller),
      ];
      for (const attempt of refused) await expectUntouched(fresh, attempt, "ProviderRetiring");
      // what was promised before is served, and deposits still pay for calls
      await channels.deposit(fresh, opened, UNIT);
      await nextEpoch(fresh);
      await serve(fresh, opened, { diem: UNIT, quota: CREDIT });
    });

    it("is the owner's alone, in its own market", async () => {
      const seller = await world.provider();
      const stranger = await world.actor(0n);
      const retire = (override: object, signer: Keypair = seller.owner.keypair) => {
        const order = instructions.retireProvider({ ...by(world, seller), ...override });
        return () => world.send([order], [signer]);
      };
      const { address: owner, keypair } = stranger;
      await expectUntouched(world, retire({ owner }, keypair), "WrongOwner");
      await expectUntouched(world, retire({ market: brisk.market }), "WrongMarket");
    });

    it("lets the whole bond go on a ticket, whatever the capacity of the epoch", async () => {
      const seller = await world.provider({ bond: 3n * UNIT, capacity: 3n * CREDIT });
      await bonds.retire(world, seller);
      const { noticeEndsTs } = await bonds.providerAccount(world, seller);
      await bonds.requestBondWithdrawal(world, seller, 3n * UNIT);
      const [ticket] = await accounts.bondTicket.fetchAll(chain.connection, {
        provider: seller.provider,
      });
      expect((ticket?.readyTs ?? 0n) >= noticeEndsTs).to.equal(true);
      await expectUntouched(world, () => bonds.withdrawBond(world, seller, 0n), "CooldownNotOver");
    });
  });

  describe("close_provider", () => {
    const close =
      (seller: Seller, where = brisk) =>
      () =>
        bonds.closeProvider(where, seller);

    it("refuses a provider that is not retiring, and one whose notice runs", async () => {
      const seller = await world.provider();
      await expectUntouched(world, close(seller, world), "ProviderNotRetiring");
      await bonds.retire(world, seller);
      await expectUntouched(world, close(seller, world), "NoticeNotOver");
    });

    it("refuses while there is bond, and while there is a ticket", async () => {
      const seller = await brisk.provider();
      await bonds.retire(brisk, seller);
      await chain.advance(COOLDOWN_SECS + 1n);
      await expectUntouched(brisk, close(seller), "ProviderNotEmpty");
      await bonds.requestBondWithdrawal(brisk, seller, UNIT);
      await chain.advance(COOLDOWN_SECS);
      await expectUntouched(brisk, close(seller), "ProviderNotEmpty");
      await bonds.withdrawBond(brisk, seller, 0n);
      await close(seller)();
    });

    it("refuses while a channel is open, which the provider may close with an epoch's notice", async () => {
      const seller = await brisk.provider();
      const opened = await channels.openChannel(brisk, {
        provider: seller,
        consumer: payer,
        deposit: UNIT,
      });
      await serve(brisk, opened, { diem: UNIT / 2n });
      await bonds.retire(brisk, seller);
      await bonds.requestBondWithdrawal(brisk, seller, UNIT);
      await chain.advance(COOLDOWN_SECS + 1n);
      await bonds.withdrawBond(brisk, seller, 0n);
      await expectUntouched(brisk, close(seller), "ProviderNotEmpty");
      await channels.outlastWindow(brisk, opened);
      await channels.requestClose(brisk, opened, seller.owner.keypair);
      const closeChannel = () => channels.closeChannel(brisk, opened);
      await expectUntouched(brisk, closeChannel, "GraceNotOver");
      await nextEpoch(brisk, 2);
      await collect(brisk, opened);
      await closeChannel();
      // the channel is gone, and what it paid is paid out with the provider
      await close(seller)();
      expect(await brisk.balance(seller.owner.diem)).to.equal((UNIT * 75n) / 200n);
    });

    it("refuses in an epoch in which the provider was slashed, however often it is tried", async () => {
      // long enough for four calls within an epoch, on a validator too
      const fresh = await World.create(chain, { epochSecs: 12n });
      const seller = await fresh.provider(100n * UNIT);
      await bonds.retire(fresh, seller);
      await bonds.requestBondWithdrawal(fresh, seller, 100n * UNIT);
      await nextEpoch(fresh, 2);
      await bonds.slash(fresh, seller, 1n);
      await bonds.withdrawBond(fresh, seller, 0n);
      await expectUntouched(fresh, close(seller, fresh), "SlashedInEpoch");
      await nextEpoch(fresh);
      await close(seller, fresh)();
      expect(await fresh.balance(seller.owner.vvv)).to.equal(100n * UNIT - 1n);
    });

    it("returns the rent of both accounts to its payer, and to nobody else", async () => {
      const owner = await brisk.actor(UNIT);
      const sponsor = await chain.wallet();
      const register = instructions.registerProvider({
        market: brisk.market,
        owner: owner.address,
        payer: sponsor.publicKey,
        bond: UNIT,
        terms: providerTerms(owner.address),
      });
      await brisk.send([register], [sponsor, owner.keypair]);
      const [account] = await accounts.provider.fetchAll(chain.connection, {
        owner: owner.address,
      });
      if (account === undefined) throw new Error("not registered");
      const { address: provider, revenue } = account;
      const seller = { owner, operator: owner.keypair, provider, revenue };
      await bonds.retire(brisk, seller);
      await bonds.requestBondWithdrawal(brisk, seller, UNIT);
      await chain.advance(COOLDOWN_SECS + 1n);
      await bonds.withdrawBond(brisk, seller, 0n);
      const lamports = (of: typeof provider) => chain.connection.getBalance(of);
      const rent = (await lamports(provider)) + (await lamports(revenue));
      const other = await brisk.provider();
      const attempt = (override: object, signer = owner.keypair) => {
        const base = { ...by(brisk, seller), rentPayer: sponsor.publicKey };
        return () => brisk.send([instructions.closeProvider({ ...base, ...override })], [signer]);
      };
      await expectUntouched(brisk, attempt({ rentPayer: owner.address }), "WrongRentPayer");
      await expectUntouched(brisk, attempt({ revenue: other.revenue }), "WrongVault");
      const stranger = other.owner;
      const { market } = brisk;
      const payee = { ownerDiem: owner.diem };
      const elsewhere = { ...payee, market: world.market, revenue };
      await expectUntouched(brisk, attempt(elsewhere), "WrongMarket");
      const swapped = { market: { ...market, feePool: market.escrow } };
      await expectUntouched(brisk, attempt(swapped), "WrongVault");
      await expectUntouched(brisk, attempt({ ownerDiem: stranger.diem }), "WrongTokenOwner");
      await expectUntouched(brisk, attempt({ ownerDiem: owner.vvv }), "WrongMint");
      await expectUntouched(
        brisk,
        attempt({ owner: stranger.address }, stranger.keypair),
        "WrongOwner",
      );
      const before = await lamports(sponsor.publicKey);
      await attempt({})();
      expect((await lamports(sponsor.publicKey)) - before).to.equal(rent);
      expect(await chain.connection.getAccountInfo(revenue)).to.equal(null);
    });

    it("leaves an address that can be registered again, and starts clean, even where it was dusted", async () => {
      const seller = await retiredProvider(brisk);
      const { owner, provider } = seller;
      const dust = SystemProgram.transfer({
        fromPubkey: brisk.payer,
        toPubkey: provider,
        lamports: 2_000_000,
      });
      await brisk.send([instructions.closeProvider(by(brisk, seller)), dust], [owner.keypair]);
      const terms = providerTerms(owner.address);
      const again = instructions.registerProvider({ ...by(brisk, seller), bond: UNIT, terms });
      await brisk.send([again], [owner.keypair]);
      const account = await bonds.providerAccount(brisk, seller);
      expect(account).to.deep.include({
        retiring: false,
        underbonded: false,
        bond: UNIT,
        claimable: 0n,
        totalRevenue: 0n,
        totalSettled: 0n,
        slashed: 0n,
        nextTicketId: 0n,
        noticeEndsTs: 0n,
        openChannels: 0,
        sequence: 0n,
      });
      expect(account.capacity.next).to.equal(0n);
      const served = account.usage.map(({ served: { diem, quota } }) => diem + quota);
      expect(served.every((amount) => amount === 0n)).to.equal(true);
      await bonds.requestBondWithdrawal(brisk, seller, UNIT);
    });
  });
});
