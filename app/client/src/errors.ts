/**
 * Why a call was not paid for.
 *
 * - `OverBudget`: it would pass a limit of the budget.
 * - `PricesWrong`: the provider's price list is not the one on chain.
 * - `GatewayLies`: the gateway reports more than the consumer signed for.
 * - `NoChannel`: there is no channel with the provider, and none may be opened.
 * - `NoProvider`: no provider sells the model.
 */
export type DiemClientErrorName =
  "OverBudget" | "PricesWrong" | "GatewayLies" | "NoChannel" | "NoProvider";

/** See {@link DiemClientError}. */
export interface DiemClientErrorInput {
  /** What is wrong, then what to do. */
  readonly message: string;
  /** Figures in base units. */
  readonly context?: Readonly<Record<string, bigint | string>>;
  readonly cause?: unknown;
}

/** A call that was not paid for. The message says what to do. */
export class DiemClientError extends Error {
  override readonly name: DiemClientErrorName;
  readonly context: Readonly<Record<string, bigint | string>>;

  constructor(name: DiemClientErrorName, { message, context = {}, cause }: DiemClientErrorInput) {
    super(message, { cause });
    this.name = name;
    this.context = context;
  }
}
