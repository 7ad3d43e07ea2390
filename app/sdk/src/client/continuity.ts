import type { PublicKey } from "@solana/web3.js";
import type { LocatedEvent } from "../events/logged";
import { type Sequenced, sequencesOf } from "../events/sequences";
import type { ProgramOption } from "../pda";

/** Missing events of one account. */
export interface Gap {
  readonly account: PublicKey;
  readonly from: bigint;
  readonly to: bigint;
}

/** An account that counts an event, and its address as text. */
interface Counted extends Sequenced {
  readonly name: string;
}

/** The newest event number of each account. It shows whether an event is missing or came twice. */
export class Continuity {
  private readonly last: Map<string, bigint>;
  /** What was counted of a transaction's events, which is asked for several times. */
  private readonly told = new WeakMap<readonly LocatedEvent[], readonly Counted[]>();

  constructor(
    sequences: Iterable<readonly [string, bigint]>,
    private readonly options: ProgramOption,
  ) {
    this.last = new Map(sequences);
  }

  /** What is missing before a transaction's events; an account that is new here has no gap. */
  gaps(events: readonly LocatedEvent[]): Gap[] {
    const last = new Map(this.last);
    return this.counted(events).flatMap(({ account, name, sequence }) => {
      const before = last.get(name) ?? sequence;
      last.set(name, sequence);
      const gap = { account, from: before + 1n, to: sequence - 1n };
      return gap.to >= gap.from ? [gap] : [];
    });
  }

  /** Whether a transaction has any of the events that are missing. */
  fills(gaps: readonly Gap[], events: readonly LocatedEvent[]): boolean {
    return this.counted(events).some(({ account, sequence }) =>
      gaps.some((gap) => gap.account.equals(account) && sequence >= gap.from && sequence <= gap.to),
    );
  }

  /** Whether all of a transaction's events came before. */
  knows(events: readonly LocatedEvent[]): boolean {
    return this.counted(events).every(({ name, sequence }) => {
      const last = this.last.get(name);
      return last !== undefined && sequence <= last;
    });
  }

  /** How far a transaction's events bring each of their accounts. */
  reached(events: readonly LocatedEvent[]): ReadonlyMap<string, bigint> {
    return new Map(this.counted(events).map(({ name, sequence }) => [name, sequence]));
  }

  /** Counts what was reached. */
  advance(reached: ReadonlyMap<string, bigint>): void {
    for (const [account, sequence] of reached) this.last.set(account, sequence);
  }

  private counted(events: readonly LocatedEvent[]): readonly Counted[] {
    const known = this.told.get(events);
    if (known !== undefined) return known;
    const counted = events
      .flatMap((event) => sequencesOf(event, this.options))
      .map((one) => ({ ...one, name: one.account.toBase58() }));
    this.told.set(events, counted);
    return counted;
  }
}
