import { requireCallId } from "../call-id";
import type { Figures, Usage } from "../usage";
import type { SignedVoucher } from "../wire/signed";
import type { OpenPart } from "./rules";

/** What a call is opened in. */
interface Opener {
  acknowledge(usage: Usage): Promise<void>;
}

/** A call that a consumer has opened: what to send, and how to end it. */
export class OpenCall implements OpenPart {
  /** A UUID, for the header of the request. */
  readonly callId: string;
  /** Of the quota part. */
  readonly epoch: number;
  /** The most that the call may cost, in its two parts. */
  readonly most: Figures;
  /** What was known to be used as the call was opened. */
  readonly usedBefore: Figures;
  /** Covers this call and all others that are open. */
  signed!: SignedVoucher;
  readonly #ledger: Opener;
  readonly #ended: (call: OpenCall) => void;

  /** Made by `ConsumerLedger.open`. */
  constructor({
    ledger,
    epoch,
    most,
    usedBefore,
    ended,
    callId = crypto.randomUUID(),
  }: OpenPart & {
    readonly ledger: Opener;
    readonly ended: (call: OpenCall) => void;
    readonly callId?: string;
  }) {
    requireCallId(callId);
    this.callId = callId;
    this.epoch = epoch;
    this.most = most;
    this.usedBefore = usedBefore;
    this.#ledger = ledger;
    this.#ended = ended;
  }

  /**
   * Ends the call, and takes the provider's word for what was used of the channel so far, as its answer says. Without
   * an answer the call is taken to have cost nothing, until another answer says otherwise.
   *
   * @throws as `ConsumerLedger.acknowledge`; the call has ended all the same.
   */
  async close(usage?: Usage): Promise<void> {
    this.#ended(this);
    if (usage !== undefined) await this.#ledger.acknowledge(usage);
  }
}
