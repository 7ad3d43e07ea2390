import type { Bank } from "../core/bank";
import type { LedgerEntry } from "../core/ledger-entry";
import { type AccountChange, type BankObserver, guarded } from "../core/observers";
import { readTopic, type Topic } from "./topics";

/** Receives the `result` member of each notification, and whether it is the subscription's last. */
export type Notify = (result: unknown, last: boolean) => void;

interface Subscription {
  readonly topic: Topic;
  readonly notify: Notify;
}

/**
 * The subscription methods of a validator over a bank, without a transport. Notifications are composed at the moment of
 * the event and delivered later, in order, from the event loop: never inside the call that caused them. An exception of
 * a subscriber becomes a warning of the process and does not affect the others.
 */
export class PubSub implements BankObserver {
  private readonly subscriptions = new Map<number, Subscription>();
  private queue: (() => void)[] = [];
  private nextId = 0;
  private drained: Promise<void> | undefined;

  constructor(private readonly bank: Bank) {
    bank.observe(this);
  }

  /** Subscriptions that there are now. */
  get size(): number {
    return this.subscriptions.size;
  }

  /**
   * @param method - for example `accountSubscribe`
   * @returns the subscription's id
   * @throws JsonRpcError for an unknown method or unusable parameters
   */
  subscribe(method: string, params: unknown, notify: Notify): number {
    const topic = readTopic(this.bank, method, params);
    const id = this.nextId;
    this.nextId += 1;
    this.subscriptions.set(id, { topic, notify });
    if (topic.initial !== undefined) this.enqueue(id, topic.initial, topic.once === true);
    return id;
  }

  /** @returns whether there was such a subscription */
  unsubscribe(id: number): boolean {
    return this.subscriptions.delete(id);
  }

  /** Resolves when everything that has happened so far has been delivered. */
  async settled(): Promise<void> {
    await this.drained;
  }

  accountChanged(change: AccountChange): void {
    this.publish((topic) => topic.onAccount?.(change));
  }

  transactionLanded(entry: LedgerEntry): void {
    this.publish((topic) => topic.onReceived?.(entry), { mayEnd: false });
    this.publish((topic) => topic.onTransaction?.(entry));
  }

  slotClosed(slot: bigint, parent: bigint): void {
    this.publish((topic) => topic.onSlot?.(slot, parent));
  }

  private publish(compose: (topic: Topic) => unknown, { mayEnd } = { mayEnd: true }): void {
    for (const [id, { topic }] of this.subscriptions) {
      guarded(() => {
        const result = compose(topic);
        if (result !== undefined) this.enqueue(id, result, mayEnd && topic.once === true);
      });
    }
  }

  private enqueue(id: number, result: unknown, last: boolean): void {
    this.queue.push(() => {
      const subscription = this.subscriptions.get(id);
      if (!subscription) return;
      if (last) this.subscriptions.delete(id);
      subscription.notify(result, last);
    });
    this.drained ??= new Promise((resolve) => {
      setImmediate(() => {
        this.drained = undefined;
        this.drain();
        resolve();
      });
    });
  }

  private drain(): void {
    const due = this.queue;
    this.queue = [];
    for (const deliver of due) guarded(deliver);
  }
}
