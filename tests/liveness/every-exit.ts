import { constants, type instructions } from "@diem/sdk";
import { UNIT } from "../support/market";
import { providerAccount } from "../support/providers";
import type { Actor } from "../support/world";
import type { Exit } from "./departing";
import * as consuming from "./exits-consuming";
import * as providing from "./exits-providing";
import * as staking from "./exits-staking";
import { HELD, type RuinedMarket } from "./ruined-market";

/** An exit of the program, as somebody in the ruined market takes it. */
export interface Route {
  readonly name: keyof typeof instructions;
  readonly who: (market: RuinedMarket) => Actor;
  /** `who` may be paid on other accounts than before. */
  readonly exit: (market: RuinedMarket, who: Actor) => Promise<Exit>;
  readonly movesTokens?: true;
  /** What is his by what he did on the stage; what only the state can say is left out. */
  readonly vvv?: bigint;
  readonly diem?: bigint;
}

/** Of 3 DIEM, at the share of a market whose utilisation was never measured. */
const SELLERS_PART = (HELD.paid * BigInt(constants.DEFAULT_PARAMS.providerIdleBps)) / 10_000n;

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
    diem: SELLERS_PART,
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
    diem: (HELD.strayRevenue * BigInt(constants.DEFAULT_PARAMS.providerIdleBps)) / 10_000n,
  },
  {
    name: "claimQuotaReward",
    movesTokens: true,
    who: owner,
    exit: ({ world, seller, served }, who) =>
      providing.claimQuotaReward(world, { ...seller, owner: who }, served),
    vvv: 2n * UNIT, // two credits at the reward's cap, which the pool can pay
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
    name: "closeChannel",
    movesTokens: true,
    who: consumer,
    exit: ({ world, leaving }, who) =>
      consuming.closeChannel(world, leaving, { who, consumerDiem: who.diem }),
    diem: HELD.leavingDeposit,
  },
];

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
