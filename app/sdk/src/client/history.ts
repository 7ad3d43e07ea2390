import {
  type EventBatch,
  type HistoryInput,
  type HistoryRange,
  HistoryReader,
} from "./history-reader";

/** One market's events, as the node's history has them. */
export class MarketHistory {
  private readonly reader: HistoryReader;

  constructor(input: HistoryInput) {
    this.reader = new HistoryReader(input);
  }

  /**
   * The newest transactions with events of the market, the oldest of them first. This reads all transactions of the
   * program in the range until there are enough. To follow new ones, use {@link MarketWatch.transactions}.
   *
   * @example
   * const recent = await client.history.transactions({ limit: 20 });
   * const older = await client.history.transactions({ before: recent[0]?.signature, limit: 20 });
   */
  async transactions({
    limit = 100,
    ...range
  }: HistoryRange & { readonly limit?: number } = {}): Promise<EventBatch[]> {
    const found: EventBatch[] = [];
    for await (const page of this.reader.pages(range)) {
      for await (const batch of this.reader.read(page)) {
        if (batch.events.length > 0) found.push(batch);
        if (found.length === limit) return found.reverse();
      }
    }
    return found.reverse();
  }
}
