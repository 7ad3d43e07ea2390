import { constants } from "@diem/sdk";
import type { Dice } from "./dice";
import { epochAt, startOf } from "./epochs";
import { endOf } from "./streams";
import type { World } from "./world";

const DAY_SECS = 86_400n;
/** Boundaries further away are seldom waited for: in between, too much would lapse. */
const HORIZON_SECS = 350n;

/** What there is to do at a moment, and with which account. */
export interface Focus {
  readonly verb: string;
  readonly text?: string;
}

interface Boundary extends Focus {
  readonly ts: bigint;
}

const AT_EPOCHS = ["rollEpoch", "rollEpoch", "settle", "withdrawQuota", "reportUsage"] as const;

const SOON = ["claimRewards", "compoundRewards", "settle", "reportUsage", "applyParams"] as const;

/** Seconds at which something of the market becomes possible or ends. */
function boundaries({ state }: World, dice: Dice): Boundary[] {
  const { market, now } = state;
  const running = epochAt(market, now);
  const epochs = [1, 1, 1, 2].map((ahead) => startOf(market, running + ahead));
  const eta = market.proposal?.etaTs;
  const etas = eta === undefined ? [] : [eta, eta, eta, eta];
  const at = <Account>(
    verb: string,
    accounts: ReadonlyMap<string, Account>,
    ts: (account: Account) => bigint,
  ) => [...accounts].map(([text, account]) => ({ verb, text, ts: ts(account) }));
  return [
    ...epochs.map((ts) => ({ ts, verb: dice.pick(AT_EPOCHS) })),
    ...etas.map((ts) => ({ ts, verb: "applyParams" })),
    ...[market.feeStream, market.rewardStream].map((stream) => ({
      ts: endOf(stream),
      verb: "claimRewards",
    })),
    ...at("withdrawUnstaked", state.ticket, ({ readyTs }) => readyTs),
    ...at("withdrawBond", state.bondTicket, ({ readyTs }) => readyTs),
    ...at("closeProvider", state.provider, ({ noticeEndsTs }) => noticeEndsTs),
    ...at("closeChannel", state.channel, ({ closesTs }) => closesTs ?? 0n),
  ];
}

/** What lies far ahead: when parameters expire, and rewards that nobody claimed can be taken back. */
function lapses({ state: { market, epochRecord } }: World): Boundary[] {
  const eta = market.proposal?.etaTs;
  const expiry = eta === undefined ? [] : [eta + constants.PARAMS_WINDOW_SECS];
  const records = [...epochRecord]
    .filter(([, { rewardPool, rewardsClaimed }]) => rewardPool > rewardsClaimed)
    .map(([text, { epoch }]) => {
      const ts = startOf(market, epoch + constants.USAGE_EPOCHS);
      return { ts, verb: "closeEpochRecord", text };
    });
  return [...expiry.map((ts) => ({ ts, verb: "applyParams" })), ...records];
}

/** The moment that a step waits for: just before, at or just after a boundary, mostly. */
function moment(world: World, dice: Dice): Boundary {
  const { now } = world.state;
  const kind = dice.roll(100);
  if (kind < 40) return { ts: now + 1n + BigInt(dice.roll(30)), verb: dice.pick(SOON) };
  if (kind < 42) return { ts: now + BigInt(dice.roll(100)) * DAY_SECS, verb: "rollEpoch" };
  const shift = dice.pick([-1n, 0n, 0n, 0n, 1n]);
  const late = kind < 50 ? lapses(world) : [];
  const ahead = (late.length > 0 ? late : boundaries(world, dice))
    .map((boundary) => ({ ...boundary, ts: boundary.ts + shift }))
    .filter(({ ts }) => ts > now && (kind < 54 || ts <= now + HORIZON_SECS));
  return dice.pickAny(ahead) ?? { ts: now + 1n, verb: "settle" };
}

/** The slot in which a channel may be closed for the first time, or the one before it. */
function closingSlot(
  { state }: World,
  dice: Dice,
): (Focus & { readonly slot: bigint }) | undefined {
  const late = constants.OPENING_WINDOW_SLOTS + BigInt(dice.roll(2));
  const young = [...state.channel]
    .map(([text, { openedSlot }]) => ({ verb: "closeChannel", text, slot: openedSlot + late }))
    .filter(({ slot }) => slot > state.slot);
  return dice.pickAny(young);
}

/** Lets time pass, or slots alone; says for what, and notes what there is to do then. */
export function wait(world: World, dice: Dice): string {
  const { clock } = world.chain;
  const closing = dice.chance(15) ? closingSlot(world, dice) : undefined;
  if (closing !== undefined) {
    clock.warpToSlot(closing.slot);
    world.focus = closing;
    return `to slot ${closing.slot}`;
  }
  const next = moment(world, dice);
  clock.set(next.ts);
  world.focus = next;
  return `${next.ts - world.state.now} s`;
}

/** Waits for the first second of the next epoch. */
export function waitForEpoch({ chain: { clock }, state: { market, now } }: World): string {
  const next = epochAt(market, now) + 1;
  clock.set(startOf(market, next));
  return `for epoch ${next}`;
}
