import type {
  Commitment,
  ConfirmedSignatureInfo,
  Connection,
  Finality,
  PublicKey,
} from "@solana/web3.js";
import type { LocatedEvent } from "../events/logged";
import { fetch } from "../events/transaction";
import { defined } from "../defined";
import type { MarketKeys, ProgramOption } from "../pda";
import { PROGRAM_ID } from "../program";
import { finalityOf } from "../transactions/outcome";

/** Maximum number of signatures that one `getSignaturesForAddress` gives. */
const PAGE = 1_000;
/** Transactions that are fetched at a time. */
const PARALLEL = 8;

/** A transaction with events of the market, or of any market if all are followed. */
export interface EventBatch {
  readonly signature: string;
  readonly slot: number;
  /** In the order in which they happened. */
  readonly events: readonly LocatedEvent[];
}

/** What history is read with. */
export interface HistoryInput extends ProgramOption {
  readonly connection: Connection;
  /** The market whose events are read; default: all markets of the program. */
  readonly market?: Pick<MarketKeys, "market">;
  /** The account whose transactions are listed. Default: the program. */
  readonly address?: PublicKey;
  readonly commitment?: Commitment;
}

/** Which transactions to list: those between two, neither of them included. */
export interface HistoryRange {
  /** Signature of the older one; none reaches back as far as the node does. */
  readonly after?: string;
  /** Signature of the newer one; default: the newest transactions. */
  readonly before?: string;
}

const succeeded = ({ err }: ConfirmedSignatureInfo) => err === null;

/**
 * Reads the history of the program, because all of its transactions name the program. Settlements and a provider's own
 * actions do not name their market.
 */
export class HistoryReader {
  readonly finality: Finality;
  readonly program: PublicKey;

  constructor(private readonly input: HistoryInput) {
    this.program = input.programId ?? PROGRAM_ID;
    this.finality = finalityOf(input.commitment ?? "confirmed");
  }

  /** All successful transactions in the range, the newest first, as many at a time as the node gives. */
  async *pages({ after, before }: HistoryRange): AsyncGenerator<ConfirmedSignatureInfo[]> {
    let last = before;
    for (;;) {
      const page = await this.list({ limit: PAGE, ...defined({ after, before: last }) });
      yield page.filter(succeeded);
      if (page.length < PAGE) return;
      last = page.at(-1)?.signature;
    }
  }

  /** Signature of the newest transaction, failed or not; null before the first. */
  async newest(): Promise<string | null> {
    const [newest] = await this.list({ limit: 1 });
    return newest?.signature ?? null;
  }

  /** The successful ones of the newest transactions in the range, the newest first. */
  async page(range: HistoryRange & { readonly limit: number }): Promise<ConfirmedSignatureInfo[]> {
    return (await this.list(range)).filter(succeeded);
  }

  /** The market's events in each of the transactions, in the order that is given. */
  async *read(list: readonly ConfirmedSignatureInfo[]): AsyncGenerator<EventBatch> {
    for (let start = 0; start < list.length; start += PARALLEL) {
      const some = list.slice(start, start + PARALLEL);
      yield* await Promise.all(some.map((one) => this.readOne(one)));
    }
  }

  private async readOne({ signature, slot }: ConfirmedSignatureInfo): Promise<EventBatch> {
    const { connection, market, programId } = this.input;
    const options = { commitment: this.finality, ...defined({ programId }) };
    const all = await fetch(connection, signature, options);
    const events = all.filter(({ data }) => market?.market.equals(data.stamp.market) !== false);
    return { signature, slot, events };
  }

  private list({ after, ...range }: HistoryRange & { readonly limit: number }) {
    const options = { ...range, ...defined({ until: after }) };
    const { connection, address = this.program } = this.input;
    return connection.getSignaturesForAddress(address, options, this.finality);
  }
}
