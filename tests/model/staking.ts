import type { PublicKey } from "@solana/web3.js";
import { emit, marketState, positionState, stampOf } from "./events";
import { requireOpen } from "./governance";
import { earned } from "./indexes";
import { add, BPS, later, mulDivFloor, sub } from "./integers";
import { accrue } from "./market";
import { demand, refuse } from "./refusal";
import type { Address, Market, Position, State, Ticket } from "./state";
import { move } from "./tokens";

/** Whose position is named, by whom: the signer need not be its owner. */
export interface OnPosition {
  readonly position: Address;
  readonly owner: PublicKey;
}

export interface OnTicket extends OnPosition {
  readonly ticket: Address;
  readonly rentPayer: PublicKey;
}

/** The position, as far as the signer owns it. */
export function ownPosition(state: State, { position, owner }: OnPosition): Position {
  const account = state.position.get(position.text) ?? refuse("AccountOwnedByWrongProgram");
  demand(account.owner.equals(owner), "WrongOwner");
  return account;
}

function ownTicket(state: State, on: OnTicket): { position: Position; ticket: Ticket } {
  const { ticket: tickets, position: positions } = state;
  if (!positions.has(on.position.text)) refuse("AccountOwnedByWrongProgram");
  const ticket = tickets.get(on.ticket.text) ?? refuse("AccountOwnedByWrongProgram");
  const position = ownPosition(state, on);
  demand(ticket.position.equals(on.position.key), "TicketOfAnotherPosition");
  demand(ticket.rentPayer.equals(on.rentPayer), "WrongRentPayer");
  return { position, ticket };
}

/** Stake that earns rewards: locked stake forgoes a part of them. */
function weightOf({ params }: Market, { staked, locked }: Position): bigint {
  return sub(staked, mulDivFloor(locked, BigInt(params.lockedHaircutBps), BPS));
}

/** Credits what the shares have earned since the last time. */
export function settle(market: Market, position: Position, now: bigint): void {
  accrue(market, now);
  const { feeIndex, rewardIndex } = market;
  const fees = earned(feeIndex, position.feeCheckpoint, position.staked);
  const rewards = earned(rewardIndex, position.rewardCheckpoint, weightOf(market, position));
  position.unclaimedFees = add(position.unclaimedFees, fees);
  position.unclaimedRewards = add(position.unclaimedRewards, rewards);
  position.feeCheckpoint = feeIndex.perShare;
  position.rewardCheckpoint = rewardIndex.perShare;
}

export interface ShareChange {
  readonly staked?: bigint;
  readonly locked?: bigint;
}

/** Changes a settled position's shares, here and in the market's sums. */
export function changeShares(
  market: Market,
  position: Position,
  { staked = 0n, locked = 0n }: ShareChange,
): void {
  const before = weightOf(market, position);
  position.staked = add(position.staked, staked);
  market.totalStaked = add(market.totalStaked, staked);
  position.locked = add(position.locked, locked);
  market.totalLocked = add(market.totalLocked, locked);
  market.rewardWeight = add(market.rewardWeight, weightOf(market, position) - before);
}

function addStake(market: Market, position: Position, amount: bigint, now: bigint): void {
  settle(market, position, now);
  changeShares(market, position, { staked: amount });
}

/** Tells of a change of a position, with what both accounts are after it. */
export function tell(
  state: State,
  position: Position,
  name: string,
  figures: Readonly<Record<string, unknown>>,
): void {
  emit(state, name, {
    ...{ stamp: stampOf(state, state.market), ...figures },
    ...{ position: positionState(position), market: marketState(state.market) },
  });
}

export function openPosition(
  state: State,
  { position: { text, bump }, owner, payer }: OnPosition & { readonly payer: PublicKey },
): void {
  demand(!state.position.has(text), "AccountAlreadyInUse");
  const position: Position = {
    ...{ version: 1, bump, openTickets: 0, market: state.address, owner, rentPayer: payer },
    ...{ staked: 0n, locked: 0n, debtUnits: 0n, debtEra: 0n, cooling: 0n },
    ...{ feeCheckpoint: 0n, rewardCheckpoint: 0n },
    ...{ unclaimedFees: 0n, unclaimedRewards: 0n, nextTicketId: 0n },
  };
  state.position.set(text, position);
  const stamp = stampOf(state, state.market);
  emit(state, "PositionOpened", { stamp, position: positionState(position) });
}

export function stake(
  state: State,
  { ownerVvv, amount, ...on }: OnPosition & { ownerVvv: PublicKey; amount: bigint },
): void {
  const position = ownPosition(state, on);
  demand(amount > 0n, "ZeroAmount");
  requireOpen(state.market, "stake");
  addStake(state.market, position, amount, state.now);
  move(state, ownerVvv, state.market.stakeVault, amount);
  tell(state, position, "Staked", { amount });
}

export interface UnstakeRequest extends OnPosition {
  readonly amount: bigint;
  /** The ticket that is named, and its number. */
  readonly ticket: Address;
  readonly ticketId: bigint;
  readonly payer: PublicKey;
}

export function requestUnstake(
  state: State,
  { amount, ticket, payer, ...on }: UnstakeRequest,
): void {
  const { market, now } = state;
  const named = state.position.get(on.position.text) ?? refuse("AccountOwnedByWrongProgram");
  // Anchor makes the ticket before it looks at the other accounts
  demand(on.ticketId === named.nextTicketId, "ConstraintSeeds");
  const position = ownPosition(state, on);
  demand(amount > 0n, "ZeroAmount");
  settle(market, position, now);
  demand(sub(position.staked, position.locked) >= amount, "InsufficientUnlockedStake");
  changeShares(market, position, { staked: -amount });
  position.cooling = add(position.cooling, amount);
  market.totalCooling = add(market.totalCooling, amount);
  const id = position.nextTicketId;
  const readyTs = later(now, market.params.stakeCooldownSecs);
  state.ticket.set(ticket.text, {
    ...{ version: 1, bump: ticket.bump, position: on.position.key, rentPayer: payer },
    ...{ id, amount, requestedTs: now, readyTs },
  });
  position.nextTicketId += 1n;
  position.openTickets += 1;
  tell(state, position, "UnstakeRequested", { ticketId: id, amount, readyTs });
}

/** Takes a ticket's VVV off the books of the cooling stake. */
function stopCooling(state: State, position: Position, { amount }: Ticket): void {
  position.cooling = sub(position.cooling, amount);
  state.market.totalCooling = sub(state.market.totalCooling, amount);
  position.openTickets -= 1;
}

export function cancelUnstake(state: State, on: OnTicket): void {
  const { position, ticket } = ownTicket(state, on);
  const { id, amount } = ticket;
  requireOpen(state.market, "stake");
  stopCooling(state, position, ticket);
  addStake(state.market, position, amount, state.now);
  state.ticket.delete(on.ticket.text);
  tell(state, position, "UnstakeCancelled", { ticketId: id, amount });
}

export function withdrawUnstaked(
  state: State,
  { ownerVvv, ...on }: OnTicket & { readonly ownerVvv: PublicKey },
): void {
  const { position, ticket } = ownTicket(state, on);
  const { id, amount } = ticket;
  demand(state.now >= ticket.readyTs, "CooldownNotOver");
  stopCooling(state, position, ticket);
  move(state, state.market.stakeVault, ownerVvv, amount);
  state.ticket.delete(on.ticket.text);
  tell(state, position, "UnstakeWithdrawn", { ticketId: id, amount });
}

export function claimRewards(
  state: State,
  { ownerVvv, ownerDiem, ...on }: OnPosition & { ownerVvv: PublicKey; ownerDiem: PublicKey },
): void {
  const { market } = state;
  const position = ownPosition(state, on);
  settle(market, position, state.now);
  const { unclaimedFees: fees, unclaimedRewards: rewards } = position;
  demand(fees > 0n || rewards > 0n, "NothingToClaim");
  position.unclaimedFees = 0n;
  position.unclaimedRewards = 0n;
  market.feesOwed = sub(market.feesOwed, fees);
  market.rewardsOwed = sub(market.rewardsOwed, rewards);
  move(state, market.feePool, ownerDiem, fees);
  move(state, market.rewardVault, ownerVvv, rewards);
  tell(state, position, "RewardsClaimed", { fees, rewards });
}

export function compoundRewards(state: State, on: OnPosition): void {
  const { market, now } = state;
  const position = ownPosition(state, on);
  requireOpen(market, "stake");
  settle(market, position, now);
  const rewards = position.unclaimedRewards;
  demand(rewards > 0n, "NothingToCompound");
  position.unclaimedRewards = 0n;
  market.rewardsOwed = sub(market.rewardsOwed, rewards);
  addStake(market, position, rewards, now);
  move(state, market.rewardVault, market.stakeVault, rewards);
  tell(state, position, "RewardsCompounded", { amount: rewards });
}

export function closePosition(
  state: State,
  { rentPayer, ...on }: OnPosition & { readonly rentPayer: PublicKey },
): void {
  const position = ownPosition(state, on);
  demand(position.rentPayer.equals(rentPayer), "WrongRentPayer");
  const { owner, staked, openTickets, unclaimedFees, unclaimedRewards } = position;
  const empty = [staked, unclaimedFees, unclaimedRewards].every((part) => part === 0n);
  demand(empty && openTickets === 0, "PositionNotEmpty");
  state.position.delete(on.position.text);
  emit(state, "PositionClosed", { stamp: stampOf(state, state.market), owner });
}
