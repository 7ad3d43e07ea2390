import type { PublicKey } from "@solana/web3.js";
import { quotes } from "@diem/sdk";
import { requireOpen } from "./governance";
import { add, later, sub } from "./integers";
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

/** Credits what the shares have earned since the last time. */
export function settle(market: Market, position: Position, now: bigint): void {
  accrue(market, now);
  const { feeIndex, rewardIndexes } = market;
  const { earnedFloor } = quotes.index;
  const { staked, locked } = position;
  const checkpoint = position.feeCheckpoint;
  const fees = earnedFloor({ index: feeIndex, checkpoint, shares: staked });
  const fromUnlocked = earnedFloor({
    index: rewardIndexes.unlocked,
    checkpoint: position.unlockedCheckpoint,
    shares: sub(staked, locked),
  });
  const fromLocked = earnedFloor({
    index: rewardIndexes.locked,
    checkpoint: position.lockedCheckpoint,
    shares: locked,
  });
  position.unclaimedFees = add(position.unclaimedFees, fees);
  position.unclaimedRewards = add(position.unclaimedRewards, add(fromUnlocked, fromLocked));
  position.feeCheckpoint = feeIndex.perShare;
  position.unlockedCheckpoint = rewardIndexes.unlocked.perShare;
  position.lockedCheckpoint = rewardIndexes.locked.perShare;
}

function addStake(market: Market, position: Position, amount: bigint, now: bigint): void {
  settle(market, position, now);
  position.staked = add(position.staked, amount);
  market.totalStaked = add(market.totalStaked, amount);
}

export function openPosition(
  state: State,
  { position, owner, payer }: OnPosition & { readonly payer: PublicKey },
): void {
  demand(!state.position.has(position.text), "AccountAlreadyInUse");
  state.position.set(position.text, {
    ...{ version: 1, bump: position.bump, openTickets: 0 },
    ...{ market: state.address, owner, rentPayer: payer },
    ...{ staked: 0n, locked: 0n, outstanding: 0n, cooling: 0n },
    ...{ feeCheckpoint: 0n, unlockedCheckpoint: 0n, lockedCheckpoint: 0n },
    ...{ unclaimedFees: 0n, unclaimedRewards: 0n, nextTicketId: 0n },
  });
  state.market.sequence += 1n;
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
  state.market.sequence += 1n;
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
  position.staked -= amount;
  market.totalStaked = sub(market.totalStaked, amount);
  position.cooling = add(position.cooling, amount);
  market.totalCooling = add(market.totalCooling, amount);
  state.ticket.set(ticket.text, {
    ...{ version: 1, bump: ticket.bump, position: on.position.key, rentPayer: payer },
    ...{ id: position.nextTicketId, amount, requestedTs: now },
    readyTs: later(now, market.params.stakeCooldownSecs),
  });
  position.nextTicketId += 1n;
  position.openTickets += 1;
  market.sequence += 1n;
}

/** Takes a ticket's VVV off the books of the cooling stake. */
function stopCooling(state: State, position: Position, { amount }: Ticket): void {
  position.cooling = sub(position.cooling, amount);
  state.market.totalCooling = sub(state.market.totalCooling, amount);
  position.openTickets -= 1;
}

export function cancelUnstake(state: State, on: OnTicket): void {
  const { position, ticket } = ownTicket(state, on);
  requireOpen(state.market, "stake");
  stopCooling(state, position, ticket);
  addStake(state.market, position, ticket.amount, state.now);
  state.ticket.delete(on.ticket.text);
  state.market.sequence += 1n;
}

export function withdrawUnstaked(
  state: State,
  { ownerVvv, ...on }: OnTicket & { readonly ownerVvv: PublicKey },
): void {
  const { position, ticket } = ownTicket(state, on);
  demand(state.now >= ticket.readyTs, "CooldownNotOver");
  stopCooling(state, position, ticket);
  move(state, state.market.stakeVault, ownerVvv, ticket.amount);
  state.ticket.delete(on.ticket.text);
  state.market.sequence += 1n;
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
  market.sequence += 1n;
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
  market.sequence += 1n;
}

export function closePosition(
  state: State,
  { rentPayer, ...on }: OnPosition & { readonly rentPayer: PublicKey },
): void {
  const position = ownPosition(state, on);
  demand(position.rentPayer.equals(rentPayer), "WrongRentPayer");
  const { staked, openTickets, unclaimedFees, unclaimedRewards } = position;
  const empty = [staked, unclaimedFees, unclaimedRewards].every((part) => part === 0n);
  demand(empty && openTickets === 0, "PositionNotEmpty");
  state.position.delete(on.position.text);
  state.market.sequence += 1n;
}
