import { constants, type instructions } from "@diem/sdk";
import { channelAccount } from "../support/channels";
import { UNIT } from "../support/market";
import { providerAccount } from "../support/providers";
import type { Actor } from "../support/world";
import { depart, type Exit } from "./exit";
import * as consuming from "./exits-consuming";
import * as providing from "./exits-providing";
import * as staking from "./exits-staking";
import { DAY_SECS, HELD, type RuinedMarket } from "./ruined-market";

const USAGE_EPOCHS = BigInt(constants.USAGE_EPOCHS);

/** An exit of the program, as somebody in the ruined market takes it. */
export interface Route {
  readonly name: keyof typeof instructions;
  readonly who: (market: RuinedMarket) => Actor;
  /** `who` may be paid on other accounts than before. */
  readonly exit: (market: RuinedMarket, who: Actor) => Promise<Exit>;
  readonly movesTokens?: true;
  /** How long nobody does anything before it; default: months. */
  readonly silentSecs?: bigint;
  /** Brings the market to where the exit is taken. */
  readonly prepare?: (market: RuinedMarket) => Promise<void>;
  /** Tells it from another way to take the same exit. */
  readonly how?: string;
  /** What is the leaver's by what happened in the market before; what only the state can say is left out. */
  readonly vvv?: bigint;
  readonly diem?: bigint;
}

const { providerBps } = constants.DEFAULT_PARAMS;
const sellersPart = (amount: bigint) => (amount * BigInt(providerBps)) / 10_000n;

const holder = ({ holder: actor }: RuinedMarket) => actor;
const consumer = ({ consumer: actor }: RuinedMarket) => actor;
const owner = ({ seller }: RuinedMarket) => seller.owner;

/** All of them: the exits of `docs/authorities.md`, and two steps of a provider's way out. */
export const ROUTES: readonly Route[] = [
  {
    name: "requestUnstake",
    who: ({ saver }) => saver,
    exit: ({ world }, who) => staking.requestUnstake(world, who, 990n * UNIT),
  },
  {
    name: "withdrawUnstaked",
    movesTokens: true,
    who: holder,
    exit: ({ world }, who) => staking.withdrawUnstaked(world, who, 0n),
    vvv: HELD.holderTicket,
  },
  {
    name: "claimRewards",
    movesTokens: true,
    who: holder,
    exit: ({ world }, who) => staking.claimRewards(world, who),
  },
  {
    name: "burnDiem",
    movesTokens: true,
    who: holder,
    exit: async ({ world }, who) => staking.burnDiem(world, who, await world.balance(who.diem)),
    diem: -(30n * UNIT - HELD.strayRevenue),
  },
  {
    name: "closePosition",
    who: ({ newcomer }) => newcomer,
    exit: ({ world }, who) => staking.closePosition(world, who),
  },
  {
    name: "withdrawRevenue",
    movesTokens: true,
    who: owner,
    exit: ({ world, seller, busy }, who) =>
      providing.withdrawRevenue(world, { ...seller, owner: who }, [busy]),
    diem: sellersPart(HELD.paid),
  },
  {
    name: "requestBondWithdrawal",
    who: owner,
    exit: ({ world, seller }) => providing.requestBondWithdrawal(world, seller, 4n * UNIT),
  },
  {
    name: "withdrawBond",
    movesTokens: true,
    who: owner,
    exit: ({ world, seller }, who) => providing.withdrawBond(world, { ...seller, owner: who }, 0n),
    vvv: HELD.bondTicket,
  },
  {
    name: "setCapacity",
    who: owner,
    exit: ({ world, seller }) => providing.offerNoMore(world, seller),
  },
  {
    name: "retireProvider",
    who: owner,
    exit: ({ world, seller }) => providing.retireProvider(world, seller),
  },
  {
    name: "closeProvider",
    movesTokens: true,
    who: ({ gone }) => gone.owner,
    exit: ({ gone, ...market }, who) => leaveForGood(market, { ...gone, owner: who }),
    vvv: HELD.goneBond,
    diem: sellersPart(HELD.strayRevenue),
  },
  {
    name: "claimQuotaReward",
    movesTokens: true,
    who: owner,
    silentSecs: (USAGE_EPOCHS - 1n) * DAY_SECS, // to the first second of the last epoch in which it is paid
    exit: ({ world, seller, served }, who) =>
      providing.claimQuotaReward(world, { ...seller, owner: who }, served),
    diem: HELD.quotaReward,
  },
  {
    name: "requestQuotaUnstake",
    who: consumer,
    exit: ({ world, busy }) =>
      consuming.requestQuotaUnstake(world, busy, HELD.quotaStake - HELD.quotaCooling),
  },
  {
    name: "withdrawQuota",
    movesTokens: true,
    who: consumer,
    exit: ({ world, busy }, who) => consuming.withdrawQuota(world, busy, who),
    diem: HELD.quotaCooling,
  },
  {
    name: "requestClose",
    who: consumer,
    exit: ({ world, busy }) => consuming.requestClose(world, busy),
  },
  {
    name: "requestClose",
    how: "before its provider's request ends",
    who: consumer,
    prepare: askedByProvider,
    exit: ({ world, busy }) => consuming.requestClose(world, busy),
  },
  {
    name: "requestClose",
    how: "by the provider",
    who: owner,
    exit: ({ world, busy }, who) => consuming.requestClose(world, busy, who),
  },
  {
    name: "withdrawQuota",
    how: "once its provider's request has ended the quota",
    movesTokens: true,
    who: consumer,
    prepare: closedByProvider,
    exit: ({ world, busy }, who) => consuming.withdrawQuota(world, busy, who),
    diem: HELD.quotaStake,
  },
  {
    name: "closeChannel",
    how: "on its provider's request",
    movesTokens: true,
    who: consumer,
    prepare: closedByProvider,
    exit: ({ world, busy }, who) =>
      consuming.closeChannel(world, busy, { who, consumerDiem: who.diem }),
    diem: HELD.deposit - HELD.paid + HELD.quotaStake,
  },
  {
    name: "closeChannel",
    movesTokens: true,
    who: consumer,
    exit: ({ world, leaving }, who) =>
      consuming.closeChannel(world, leaving, { who, consumerDiem: who.diem }),
    diem: HELD.leavingDeposit,
  },
];

async function askedByProvider({ world, seller, busy }: RuinedMarket): Promise<void> {
  await depart(world, await consuming.requestClose(world, busy, seller.owner));
}

/** The provider has asked, and its request has ended. */
async function closedByProvider(market: RuinedMarket): Promise<void> {
  await askedByProvider(market);
  const { closesTs } = await channelAccount(market.world, market.busy);
  await market.world.chain.advance((closesTs ?? 0n) - (await market.world.chain.now()));
}

/** The last bond and the closing, in one transaction. */
async function leaveForGood(
  { world }: Pick<RuinedMarket, "world">,
  seller: RuinedMarket["gone"],
): Promise<Exit> {
  const { nextTicketId } = await providerAccount(world, seller);
  const last = await providing.withdrawBond(world, seller, nextTicketId - 1n);
  const close = await providing.closeProvider(world, seller);
  return { ...last, ...close, instructions: [...last.instructions, ...close.instructions] };
}
