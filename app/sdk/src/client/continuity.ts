import type { PublicKey } from "@solana/web3.js";
import type { LocatedEvent } from "../events/logged";
import { sequencesOf } from "../events/sequences";
import type { ProgramOption } from "../pda";

/** Events of one account that should have come and did not. */
export interface Gap {
  readonly account: PublicKey;
  readonly from: bigint;
  readonly to: bigint;
}

/** How far each account has counted: what shows that nothing is missing, and nothing came twice. */
export class Continuity {
  private readonly last: Map<string, bigint>;

  constructor(
    sequences: Iterable<readonly [string, bigint]>,
    private readonly options: ProgramOption,
  ) {
    this.last = new Map(sequences);
  }

  /** What is missing before a transaction's events; an account that is new here has no gap. */
  gaps(events: readonly LocatedEvent[]): Gap[] {
    const last = new Map(this.last);
    return this.counted(events).flatMap(({ account, sequence }) => {
      const name = account.toBase58();
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
    return this.counted(events).every(({ account, sequence }) => {
      const last = this.last.get(account.toBase58());
      return last !== undefined && sequence <= last;
    });
  }

  /** How far a transaction's events bring each of their accounts. */
  reached(events: readonly LocatedEvent[]): ReadonlyMap<string, bigint> {
    return new Map(
      this.counted(events).map(({ account, sequence }) => [account.toBase58(), sequence]),
    );
  }

  /** Counts what was reached. */
  advance(reached: ReadonlyMap<string, bigint>): void {
    for (const [account, sequence] of reached) this.last.set(account, sequence);
  }

  private counted(events: readonly LocatedEvent[]) {
    return events.flatMap((event) => sequencesOf(event, this.options));
  }
}
