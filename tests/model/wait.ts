import { constants } from "@diem/sdk";
import type { Generator } from "./generator";
import { epochAt, startOf } from "./epochs";
import { endOf } from "./streams";
import type { World } from "./world";

const DAY_SECS = 86_400n;
/** Boundaries further away are seldom waited for: in between, too much would lapse. */
const HORIZON_SECS = 350n;

/** What there is to do at a moment, and with which account. */
export interface Focus {
  readonly action: string;
  readonly text?: string;
}

interface Boundary extends Focus {
  readonly ts: bigint;
}

const AT_EPOCHS = ["rollEpoch", "rollEpoch", "settle", "withdrawQuota", "reportUsage"] as const;

const SOON = ["claimRewards", "compoundRewards", "settle", "reportUsage", "applyParams"] as const;

/** Seconds at which something of the market becomes possible or ends. */
function boundaries({ state }: World, generator: Generator): Boundary[] {
  const { market, now } = state;
  const running = epochAt(market, now);
  const epochs = [1, 1, 1, 2].map((ahead) => startOf(market, running + ahead));
  const eta = market.proposal?.etaTs;
  const etas = eta === undefined ? [] : [eta, eta, eta, eta];
  const at = <Account>(
    action: string,
    accounts: ReadonlyMap<string, Account>,
    ts: (account: Account) => bigint,
  ) => [...accounts].map(([text, account]) => ({ action, text, ts: ts(account) }));
  return [
    ...epochs.map((ts) => ({ ts, action: generator.pick(AT_EPOCHS) })),
    ...etas.map((ts) => ({ ts, action: "applyParams" })),
    ...[market.feeStream, market.rewardStream].map((stream) => ({
      ts: endOf(stream),
      action: "claimRewards",
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
      return { ts, action: "closeEpochRecord", text };
    });
  return [...expiry.map((ts) => ({ ts, action: "applyParams" })), ...records];
}

/** The moment that a step waits for: just before, at or just after a boundary, mostly. */
function moment(world: World, generator: Generator): Boundary {
  const { now } = world.state;
  const kind = generator.below(100);
  if (kind < 40)
    return { ts: now + 1n + BigInt(generator.below(30)), action: generator.pick(SOON) };
  if (kind < 42) return { ts: now + BigInt(generator.below(100)) * DAY_SECS, action: "rollEpoch" };
  const shift = generator.pick([-1n, 0n, 0n, 0n, 1n]);
  const late = kind < 50 ? lapses(world) : [];
  const ahead = (late.length > 0 ? late : boundaries(world, generator))
    .map((boundary) => ({ ...boundary, ts: boundary.ts + shift }))
    .filter(({ ts }) => ts > now && (kind < 54 || ts <= now + HORIZON_SECS));
  return generator.pickAny(ahead) ?? { ts: now + 1n, action: "settle" };
}

/** The slot in which a channel may be closed for the first time, or the one before it. */
function closingSlot(
  { state }: World,
  generator: Generator,
): (Focus & { readonly slot: bigint }) | undefined {
  const late = constants.OPENING_WINDOW_SLOTS + BigInt(generator.below(2));
  const young = [...state.channel]
    .map(([text, { openedSlot }]) => ({ action: "closeChannel", text, slot: openedSlot + late }))
    .filter(({ slot }) => slot > state.slot);
  return generator.pickAny(young);
}

/** Lets time pass, or slots alone; says for what, and notes what there is to do then. */
export function wait(world: World, generator: Generator): string {
  const { clock } = world.chain;
  const closing = generator.chance(15) ? closingSlot(world, generator) : undefined;
  if (closing !== undefined) {
    clock.warpToSlot(closing.slot);
    world.focus = closing;
    return `to slot ${closing.slot}`;
  }
  const next = moment(world, generator);
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
