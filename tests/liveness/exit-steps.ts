import { accounts, instructions, pda } from "@diem/sdk";
import { channelAccount, type Opened } from "../support/channels";
import { epoch, nextEpoch } from "../support/epochs";
import { providerAccount, type Seller } from "../support/providers";
import type { Actor, World } from "../support/world";
import type { Exit } from "./exit";
import * as consuming from "./exits-consuming";
import * as providing from "./exits-providing";
import * as staking from "./exits-staking";
import type { RuinedMarket } from "./ruined-market";

/** A step of somebody's way out; nothing where another step has made it needless. Waits for what the clock must say. */
export type Step = () => Promise<Exit | undefined>;

/** Everybody's way out, step by step. Their steps may interleave in any order. */
export function everyWayOut(market: RuinedMarket): Step[][] {
  const { world, holder, saver, newcomer, consumer } = market;
  return [
    [ticketOf(world, holder), ...stakersWay(world, holder)],
    [ticketOf(world, saver), ...stakersWay(world, saver)],
    stakersWay(world, consumer),
    [() => staking.closePosition(world, newcomer)],
    consumersWay(market),
    sellersWay(market),
    retiredWay(market),
    [() => treasurysWay(market)],
  ];
}

export async function waitUntil({ chain }: World, time: bigint): Promise<void> {
  await chain.advance(time - (await chain.now()));
}

const ticketOf = (world: World, who: Actor) => async () => {
  const address = pda.ticket({ position: who.position, id: 0n });
  const { readyTs } = await accounts.ticket.fetch(world.chain.connection, address);
  await waitUntil(world, readyTs);
  return staking.withdrawUnstaked(world, who, 0n);
};

const bondTicketOf = (world: World, seller: Seller, id: bigint) => async () => {
  const address = pda.bondTicket({ provider: seller.provider, id });
  const { readyTs } = await accounts.bondTicket.fetch(world.chain.connection, address);
  await waitUntil(world, readyTs);
  return providing.withdrawBond(world, seller, id);
};

/** Claims, burns what DIEM there is, and takes out what is not locked. */
export function stakersWay(world: World, who: Actor): Step[] {
  return [
    async () => {
      const claim = await staking.claimRewards(world, who);
      return claim.vvv === 0n && claim.diem === 0n ? undefined : claim;
    },
    async () => {
      const { position, bill } = await staking.debtor(world, who);
      const held = await world.balance(who.diem);
      const amount = held < bill ? held : bill;
      // a debt that others have burnt away is cleared by a burn of nothing
      const needless = position.locked === 0n || (amount === 0n && bill > 0n);
      return needless ? undefined : staking.burnDiem(world, who, amount);
    },
    async () => {
      const { staked, locked } = await world.position(who);
      return staked === locked ? undefined : staking.requestUnstake(world, who, staked - locked);
    },
    async () => {
      const { openTickets, nextTicketId } = await world.position(who);
      if (openTickets === 0) return undefined;
      await world.chain.advance((await world.marketAccount()).params.stakeCooldownSecs);
      return staking.withdrawUnstaked(world, who, nextTicketId - 1n);
    },
  ];
}

async function isOpen({ chain }: World, { channel }: Opened): Promise<boolean> {
  return (await chain.connection.getAccountInfo(channel)) !== null;
}

/** A step on a channel, while there is one. */
const onOpen =
  (world: World, opened: Opened, step: () => Promise<Exit | undefined>): Step =>
  async () =>
    (await isOpen(world, opened)) ? step() : undefined;

/** Closes a channel on which nobody has yet asked for it. */
const asking = (world: World, opened: Opened, who: Actor) =>
  onOpen(world, opened, async () => {
    const { closesTs } = await channelAccount(world, opened);
    return closesTs === null ? consuming.requestClose(world, opened, who) : undefined;
  });

const closing = (world: World, opened: Opened, who: Actor) =>
  onOpen(world, opened, async () => {
    const { closesTs } = await channelAccount(world, opened);
    await waitUntil(world, closesTs ?? 0n);
    await nextEpoch(world);
    return consuming.closeChannel(world, opened, { who });
  });

function consumersWay({ world, consumer, busy, leaving }: RuinedMarket): Step[] {
  return [
    onOpen(world, busy, async () => {
      const { staked } = await channelAccount(world, busy);
      return staked === 0n ? undefined : consuming.requestQuotaUnstake(world, busy, staked);
    }),
    onOpen(world, busy, async () => {
      await nextEpoch(world);
      const withdrawal = await consuming.withdrawQuota(world, busy);
      return withdrawal.diem === 0n ? undefined : withdrawal;
    }),
    closing(world, leaving, consumer),
    asking(world, busy, consumer),
    closing(world, busy, consumer),
  ];
}

function sellersWay({ world, seller, served, busy, leaving }: RuinedMarket): Step[] {
  const { owner } = seller;
  return [
    async () => {
      const closable = served + 2 - (await epoch(world));
      if (closable > 0) await nextEpoch(world, closable);
      if (await providing.rewardLapsed(world, served)) return undefined;
      return providing.claimQuotaReward(world, seller, served);
    },
    async () => {
      const open = [];
      for (const opened of [busy, leaving]) if (await isOpen(world, opened)) open.push(opened);
      return providing.withdrawRevenue(world, seller, open);
    },
    () => providing.offerNoMore(world, seller),
    bondTicketOf(world, seller, 0n),
    () => providing.retireProvider(world, seller),
    async () => {
      const { bond } = await providerAccount(world, seller);
      return providing.requestBondWithdrawal(world, seller, bond);
    },
    bondTicketOf(world, seller, 1n),
    asking(world, busy, owner),
    closing(world, busy, owner),
    closing(world, leaving, owner),
    () => providing.closeProvider(world, seller),
  ];
}

const retiredWay = ({ world, gone }: RuinedMarket): Step[] => [
  bondTicketOf(world, gone, 0n),
  () => providing.closeProvider(world, gone),
];

/** Anyone may have the treasury paid; here its own key does, which governs nothing. */
export async function treasurysWay({ world, treasury }: RuinedMarket): Promise<Exit | undefined> {
  const { treasuryOwed: diem } = await world.marketAccount();
  if (diem === 0n) return undefined;
  const collect = { market: world.market, treasury: treasury.address };
  return { who: treasury, instructions: [instructions.collectTreasury(collect)], diem };
}
