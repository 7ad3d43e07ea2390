import { expect } from "chai";
import {
  accounts,
  constants,
  type EpochRecordAccount,
  errors,
  instructions,
  quotes,
} from "@diem/sdk";
import * as channels from "./channels";
import * as epochs from "./epochs";
import { type Part, useChannel } from "./history-channels";
import { UNIT } from "./market";
import * as bonds from "./providers";
import type { Seller } from "./providers";
import { collect } from "./settling";
import { rollAsQuoted } from "./trade";
import type { Actor, World } from "./world";

const CREDIT = constants.CREDIT_UNIT;
const SELLERS = 4;

/** What may happen in an epoch, and how often. */
export const ACTIONS = {
  ...{ join: 3, retire: 1, offer: 2, addBond: 1, releaseBond: 1, withdrawBond: 2, slash: 1 },
  ...{ open: 1, deposit: 3, stakeQuota: 10, unstakeQuota: 2, withdrawQuota: 4, close: 1 },
  ...{ pay: 6, useQuota: 20, collect: 3, distribute: 3, spend: 3, report: 6, reward: 12 },
  ...{ fund: 1, fundQuota: 1, claim: 2, mint: 1, burn: 1, splBurn: 1, reprice: 1 },
} as const;

export interface Step {
  readonly action: string;
  readonly seller: number;
  readonly consumer: number;
  /** How much of what is possible. */
  readonly perMille: bigint;
}

/** Refusals that a history may meet: what was not possible just then. Any other fails the test. */
const EXPECTED = new Set<string>([
  ...["ZeroAmount", "InsufficientBalance", "InsufficientUnlockedStake", "NothingToClaim"],
  ...["OutsideMintCurve", "MintTooSmall", "BurnTooSmall", "NothingToBurn"],
  ...["BondTooSmall", "QuotaAboveCapacity", "QuotaBelowCommitted", "SlashCapReached"],
  ...["ProviderRetiring", "CooldownNotOver", "ClaimableExceeded", "ProviderNotEmpty"],
  ...["NothingToDistribute", "NothingToCollect", "NothingToReport", "NothingToReward"],
  ...["QuotaStakeTooSmall", "QuotaCapacityExceeded", "QuotaNotReady", "QuotaStillStaked"],
  ...["ChannelClosing", "GraceNotOver", "ClaimAlreadySettled", "QuotaLapsed"],
  ...["RecordStillNeeded", "InsufficientQuotaStake", "RevenueNotDistributed", "SlashedInEpoch"],
]);

/** Where a provider may be: nobody, or one that came and has not left. */
interface Place {
  seller: Seller | undefined;
  tickets: bigint[];
}

/** A market over many epochs, in which what the steps say is tried. */
export class MarketHistory {
  readonly places: Place[] = Array.from({ length: SELLERS }, () => ({
    seller: undefined,
    tickets: [],
  }));
  readonly opened = new Map<string, channels.Opened>();
  readonly owners: Actor[] = [];
  /** How often each action did something. */
  readonly done = new Map<string, number>();
  departures = 0;
  missedRolls = 0;
  /** The highest that the smoothed utilisation ever was. */
  mostUsedBps = 0;

  constructor(
    readonly world: World,
    readonly consumers: readonly Actor[],
  ) {}

  /** Tries a step. What is refused must be of the expected kind and change nothing. */
  async take({ action, seller, consumer, perMille }: Step): Promise<void> {
    const place = this.places[seller % SELLERS];
    const actor = this.consumers[consumer % this.consumers.length];
    if (place === undefined || actor === undefined) throw new Error("nobody to act");
    const key = `${seller % SELLERS}:${consumer % this.consumers.length}`;
    const part = (whole: bigint) => (whole * perMille) / 1_000n;
    if (action === "report") return this.report(place, perMille);
    await this.attempt(action, () => this.act(action, { place, actor, key, part, perMille }));
  }

  /** True where it was not refused. `act` returns false where there was nothing to try. */
  async attempt(name: string, act: () => Promise<unknown>): Promise<boolean> {
    const { chain, market } = this.world;
    const marketInfo = () => chain.connection.getAccountInfo(market.market);
    const before = await marketInfo();
    try {
      if ((await act()) === false) return false;
    } catch (error) {
      const known = errors.isDiemError(error) && EXPECTED.has(error.name);
      if (!known) throw new Error(`${name} failed`, { cause: error });
      expect(await marketInfo()).to.deep.equal(before);
      return false;
    }
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
    return true;
  }

  private async act(
    action: string,
    { place, actor, key, part, perMille }: ActInput,
  ): Promise<unknown> {
    const { world } = this;
    const { seller } = place;
    switch (action) {
      case "fund":
        return this.fund(perMille);
      case "fundQuota":
        return epochs.fundQuota(world, actor, part((await world.balance(actor.diem)) / 100n));
      case "claim":
        return world.claim(actor);
      case "mint":
        return world.mint(actor, part(UNIT));
      case "burn":
        return world.burn(actor, part((await world.balance(actor.diem)) / 4n));
      case "splBurn":
        return world.splBurn(actor, part((await world.balance(actor.diem)) / 50n));
      case "join":
        return seller === undefined && this.join(place, part);
    }
    if (seller === undefined) return false;
    const account = await bonds.providerAccount(world, seller);
    switch (action) {
      case "retire":
        return perMille < 500n && bonds.retire(world, seller);
      case "offer": {
        const most = perMille === 1n ? 0n : (account.bond * CREDIT) / UNIT;
        return bonds.setCapacity(world, seller, offerOf(most, part));
      }
      case "addBond":
        return bonds.addBond(world, seller, part(20n * UNIT));
      case "releaseBond":
        place.tickets.push(await bonds.requestBondWithdrawal(world, seller, part(account.bond)));
        return true;
      case "withdrawBond":
        return this.withdrawTicket(place, seller);
      case "slash":
        return this.slash(seller, part(account.bond));
      case "reprice":
        return bonds.setTerms(world, seller, { price: priceOf(part) });
      case "distribute":
        return world.distribute(seller.provider);
      case "spend":
        return this.spend(seller, actor, part(account.claimable));
      case "reward":
        return this.rewardAll(seller);
    }
    const opened = this.opened.get(key);
    if (opened !== undefined) return action !== "open" && useChannel(world, action, opened, part);
    await this.attempt("open", () => this.open(key, seller, actor, part));
    return false;
  }

  /** The cap holds whatever came in and went out in the epoch; what cools is never emptied. */
  private async slash(seller: Seller, most: bigint): Promise<void> {
    const { world } = this;
    await bonds.slash(world, seller, most);
    const { bond, bondCooling, slashed } = await bonds.providerAccount(world, seller);
    const { maxSlashBps } = (await world.marketAccount()).params;
    const whole = bond + bondCooling.amount + slashed;
    expect(slashed * 10_000n <= whole * BigInt(maxSlashBps)).to.equal(true);
    expect(bondCooling.amount > 0n).to.equal(bondCooling.tickets > 0);
  }

  private async fund(perMille: bigint): Promise<void> {
    const { stakeCooldownSecs } = (await this.world.marketAccount()).params;
    await this.world.fundRewards(perMille * UNIT + 1n, stakeCooldownSecs + perMille * 3n);
  }

  private async join(place: Place, part: Part): Promise<void> {
    const offer = offerOf(60n * CREDIT, part);
    place.seller = await this.world.provider({ ...offer, price: priceOf(part) });
    place.tickets = [];
    this.owners.push(place.seller.owner);
  }

  private async open(key: string, provider: Seller, consumer: Actor, part: Part): Promise<void> {
    const deposit = part((await this.world.balance(consumer.diem)) / 4n);
    const order = { provider, consumer, deposit };
    this.opened.set(key, await channels.openChannel(this.world, order));
  }

  private async withdrawTicket(place: Place, seller: Seller): Promise<unknown> {
    const [id] = place.tickets;
    if (id === undefined) return false;
    await bonds.withdrawBond(this.world, seller, id);
    place.tickets.shift();
    return true;
  }

  /** A provider withdraws revenue and pays a consumer with it, so that DIEM goes round. */
  private async spend({ owner, provider }: Seller, to: Actor, amount: bigint): Promise<void> {
    const { market } = this.world;
    const payout = { market, owner: owner.address, provider, amount };
    await this.world.send([instructions.withdrawRevenue(payout)], [owner.keypair]);
    await this.world.pay(owner, to.diem, amount);
  }

  /** Collects and distributes what a provider's channels settled. */
  private async cashIn(seller: Seller): Promise<void> {
    const { world } = this;
    for (const opened of this.opened.values()) {
      if (opened.seller === seller) await this.attempt("collect", () => collect(world, opened));
    }
    await this.attempt("distribute", () => world.distribute(seller.provider));
  }

  /**
   * Reports what a provider served, to records that are opened for it; rolls before, as one must. Its quota counts for a
   * reward where its revenue is distributed before.
   */
  private async report({ seller }: Place, perMille: bigint): Promise<void> {
    const { world } = this;
    if (seller === undefined) return;
    if (perMille % 2n === 0n) await this.cashIn(seller);
    const running = await epochs.epoch(world);
    const { usage } = await bonds.providerAccount(world, seller);
    for (const ofEpoch of [running - 1, running]) {
      const slot = usage.find((each) => each.epoch === ofEpoch);
      if (slot === undefined || slot.served.diem + slot.served.quota === 0n) continue;
      await this.roll();
      const { hasRecord, nextToClose } = await world.marketAccount();
      if (hasRecord[ofEpoch - nextToClose] !== true) await epochs.openRecord(world, ofEpoch);
      await this.attempt("report", () => epochs.reportUsage(world, seller, ofEpoch));
    }
  }

  /** Claims all that a provider's owner can be paid. */
  private async rewardAll(seller: Seller): Promise<unknown> {
    const { usage } = await bonds.providerAccount(this.world, seller);
    const running = await epochs.epoch(this.world);
    let paid = false;
    for (const record of await this.records()) {
      if (running - record.epoch >= constants.USAGE_EPOCHS) continue;
      const slot = usage.find((each) => each.epoch === record.epoch);
      if (!record.closed || slot === undefined || slot.distributed === 0) continue;
      const { reported: served, capacity, distributed, rewarded } = slot;
      const measured = { served, capacity, distributed, measure: record };
      const { rewardable } = quotes.contribution(measured);
      if (rewardable === rewarded) continue;
      await epochs.claimQuotaReward(this.world, seller, record.epoch);
      paid = true;
    }
    return paid;
  }

  private records(): Promise<EpochRecordAccount[]> {
    const { chain, market } = this.world;
    return accounts.epochRecord.fetchAll(chain.connection, { market: market.market });
  }

  /** Closes the epochs that can be closed; neither the price nor the target may move more than a step. */
  async roll(): Promise<void> {
    const { world } = this;
    const now = await world.chain.now();
    const before = await world.marketAccount();
    if (quotes.epochsDue({ market: before, now }) === 0) return;
    const after = await rollAsQuoted(world);
    const within = (from: bigint, to: bigint, bps: number) => {
      const step = (from * BigInt(bps)) / 10_000n;
      expect(to >= from - step && to <= from + step, `${from} to ${to}`).to.equal(true);
    };
    const { params } = after;
    this.mostUsedBps = Math.max(this.mostUsedBps, after.utilisationEmaBps);
    expect(after.targetSupply).to.equal(quotes.targetSupply({ market: before, now }));
    within(after.targetSupply, after.nextTarget, params.maxTargetStepBps);
    expect(after.referencePrice.current).to.equal(quotes.referencePrice({ market: before, now }));
    const paid = (await this.records()).filter(
      (record) => record.closed && record.paid > 0n && record.epoch >= before.nextToClose,
    );
    const last = paid.sort((a, b) => a.epoch - b.epoch).at(-1);
    const { referencePrice } = after;
    if (last === undefined) expect(referencePrice.next).to.equal(before.referencePrice.next);
    else within(last.referencePrice, referencePrice.next, last.maxPriceStepBps);
    expect(after.utilisationEma >= 0n && after.utilisationEma <= 10_000n << 32n).to.equal(true);
  }
}

/** Between half of the most and all of it; of that between all and half is for quota. */
function offerOf(most: bigint, part: Part) {
  const capacity = most - part(most / 2n);
  return { capacity, quotaCapacity: capacity - part(capacity / 2n) };
}

/** Around the reference price of a new market. */
function priceOf(part: Part): bigint {
  return UNIT / 2n + part(UNIT) + 1n;
}

interface ActInput {
  readonly place: Place;
  readonly actor: Actor;
  readonly key: string;
  readonly part: Part;
  readonly perMille: bigint;
}
