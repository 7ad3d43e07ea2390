import type { PublicKey } from "@solana/web3.js";
import { Follower, type FollowListener, type FollowOptions } from "./follow";
import { type HistoryInput, HistoryReader } from "./history-reader";
import type { Stop } from "./watch";

/** See {@link ProgramHistory}. */
export interface ProgramHistoryInput extends Omit<HistoryInput, "market"> {
  /** Whose transactions are listed: a market's, a provider's or a channel's; default: all of the program's. */
  readonly address?: PublicKey;
}

/**
 * The events of all markets of a program, from one reading of its history: what an indexer stores.
 *
 * @example
 * const history = new ProgramHistory({ connection, commitment: "finalized" });
 * const stop = history.follow(
 *   ({ events, signature, sequences }) => store.save(events, signature, sequences),
 *   { after: "start", onError: report },
 * );
 */
export class ProgramHistory extends HistoryReader {
  readonly #input: ProgramHistoryInput;

  /** `commitment` is the required commitment of a transaction; default: "confirmed". */
  constructor(input: ProgramHistoryInput) {
    super(input);
    this.#input = input;
  }

  /** Delivers each transaction with events once and in order, even if notifications are lost: see `client.watch`. */
  follow(listener: FollowListener, options: FollowOptions = {}): Stop {
    return new Follower(this.#input, listener, options).start();
  }
}
