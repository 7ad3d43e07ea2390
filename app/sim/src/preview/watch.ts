/** Problems of a market on the paths of a preview. @module */
import { figuresOf } from "../studies";
import { quotaOffered, type World } from "../world";
import type { Flag } from "./flags";

interface Trouble {
  readonly name: string;
  readonly holds: (world: World) => boolean;
  readonly reason: string;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: "coverage",
    holds: coverageUnderCost,
    reason: "quota earns less than it costs the cheapest provider",
  },
  {
    name: "backing",
    holds: (world) => world.market.supply > 0 && figuresOf(world).backing < 1,
    reason: "what is locked is worth less than all DIEM",
  },
  {
    name: "quota offered",
    holds: roomUnderHalf,
    reason: "providers offer quota to less than half of all DIEM",
  },
];

/** Counts the paths with a problem, at their end and on any day. */
export class Watch {
  private paths = 0;
  private readonly counts = TROUBLES.map(() => ({ seen: false, ever: 0, end: 0 }));

  /** Looks at a day of the path. */
  see(world: World): void {
    for (const [nth, count] of this.counts.entries()) {
      if (!count.seen && TROUBLES[nth]?.holds(world) === true) count.seen = true;
    }
  }

  /** Ends a path as it is after its last day. */
  endPath(last: World): void {
    this.paths += 1;
    for (const [nth, count] of this.counts.entries()) {
      if (count.seen) count.ever += 1;
      if (TROUBLES[nth]?.holds(last) === true) count.end += 1;
      count.seen = false;
    }
  }

  flags(): Flag[] {
    return TROUBLES.flatMap(({ name, reason }, nth) => {
      const { ever = 0, end = 0 } = this.counts[nth] ?? {};
      if (ever === 0) return [];
      const told = `${reason}: on ${ever} of ${this.paths} paths at some time, on ${end} at the end`;
      return [{ name, reason: told }];
    });
  }
}

/** Rewards that run out sooner than this are a flag. */
const FUNDED_DAYS = 60;

/** Whether the rewards of a market as it stands end soon, and nobody is believed to fund more. */
export function funding({ around, market }: World): Flag[] {
  const { left, remaining } = market.rewardStream;
  const days = remaining === 0 ? 0 : left;
  if (around.funded || days >= FUNDED_DAYS) return [];
  const reason = `funded rewards end in ${Math.round(days)} days, and nobody is believed to fund more: under ${FUNDED_DAYS} days, stakers count without them`;
  return [{ name: "rewards", reason }];
}

function coverageUnderCost({ providers, coverage, market, diemPrice, beliefs }: World): boolean {
  if (providers.length === 0) return false;
  let cheapest = Infinity;
  for (const { cost } of providers) cheapest = Math.min(cheapest, cost);
  return coverage * market.reference * diemPrice < cheapest * beliefs.idleSaving;
}

function roomUnderHalf(world: World): boolean {
  return quotaOffered(world) / world.params.creditsPerDiem < world.market.supply / 2;
}
