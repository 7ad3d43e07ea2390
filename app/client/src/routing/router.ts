import { DiemClientError } from "../errors";
import type { Offer } from "../offer";
import { type Asked, Seller } from "../seller";
import type { FetchContext } from "../fetch-context";
import { type Catalogue, type CatalogueInput, readCatalogue } from "./catalogue";
import { Health } from "./health";
import { rank } from "./rank";

/** How old the catalogue may be before a call reads it anew, beside the call. */
const FRESH_MS = 5 * 60_000;
/** Answers that charge nothing, after which another provider may be asked. */
const ELSEWHERE: ReadonlySet<number> = new Set([404, 408, 412, 429, 500, 502, 503, 504]);

/** Failures to connect, as Node names them. */
const UNSENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Sends each call to the cheapest provider that answers. */
export class Router {
  readonly #sellers = new Map<string, Promise<Seller>>();
  readonly #opened = new Map<string, Seller>();
  readonly #health: Health;
  #readAt: number;
  #reading: Promise<void> | null = null;

  private constructor(
    private readonly shared: FetchContext,
    private readonly at: CatalogueInput,
    private catalogue: Catalogue,
    // a clock that is set must make no provider stay down
    private readonly now = () => performance.now(),
  ) {
    this.#health = new Health(now);
    this.#readAt = now();
  }

  static async open(shared: FetchContext, at: CatalogueInput): Promise<Router> {
    return new Router(shared, at, await readCatalogue(at));
  }

  get offers(): readonly Offer[] {
    return this.catalogue.offers;
  }

  get unusable(): Catalogue["unusable"] {
    return this.catalogue.unusable;
  }

  get sellers(): readonly Seller[] {
    return [...this.#opened.values()];
  }

  /** Throws a DiemClientError `NoProvider` if nobody sells a model. */
  requireSold(model: string): void {
    if (this.offers.some(({ prices }) => Object.hasOwn(prices.models, model))) return;
    const count = this.offers.length + this.unusable.length;
    const message = `none of the market's ${count} providers sells the model ${JSON.stringify(model.slice(0, 100))}: choose another model`;
    throw new DiemClientError("NoProvider", { message, context: { model } });
  }

  /**
   * Pays for a call at the cheapest provider that answers. Another one is asked only before the first byte of an answer, and
   * where the one before has charged nothing or cannot be reached.
   *
   * @throws DiemClientError `NoProvider`, `OverBudget`; where nobody has answered, what happened at the last one.
   */
  async pay(asked: Asked): Promise<Response> {
    const { model } = asked.body;
    await this.#refreshed(model);
    this.requireSold(model);
    const means = ({ provider }: Offer) => this.#opened.get(provider.toBase58())?.means ?? null;
    const ranked = rank(this.offers, { body: asked.body, means, health: this.#health });
    let last: Attempt | null = null;
    for (const { offer } of ranked) {
      const attempt = await this.#try(offer, asked);
      if (attempt.final) return settled(attempt);
      last = attempt;
    }
    if (last !== null) return settled(last);
    const message = `the providers that sell the model ${model} charged more than was signed: choose another model`;
    throw new DiemClientError("NoProvider", { message, context: { model } });
  }

  /** Reads the chain and all prices now. */
  async refresh(): Promise<void> {
    this.catalogue = await readCatalogue(this.at);
    this.#readAt = this.now();
    await Promise.all(this.sellers.map((seller) => seller.refresh()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.sellers.map((seller) => seller.stop()));
  }

  /** A catalogue that is too old is read anew: before a call whose model it does not have, else beside it. */
  async #refreshed(model: string): Promise<void> {
    if (this.now() - this.#readAt < FRESH_MS) return;
    this.#reading ??= this.refresh().finally(() => (this.#reading = null));
    const known = this.offers.some(({ prices }) => Object.hasOwn(prices.models, model));
    const failed = (error: unknown) => this.shared.input.onError?.(error);
    if (known) void this.#reading.catch(failed);
    else await this.#reading;
  }

  async #try(offer: Offer, asked: Asked): Promise<Attempt> {
    const began = this.now();
    try {
      const seller = await this.#sellerOf(offer);
      const response = await seller.pay(asked).catch((error: unknown) => {
        // it may have been served: the same provider is asked for the same call first
        if (asked.signal.aborted || !(error instanceof TypeError) || neverSent(error)) throw error;
        return seller.pay(asked);
      });
      if (ELSEWHERE.has(response.status)) {
        this.#health.failed(offer);
        return { final: false, response };
      }
      this.#health.answered(offer, this.now() - began);
      return { final: true, response };
    } catch (error) {
      if (error instanceof DiemClientError) {
        if (error.name === "GatewayLies") this.#health.ban(offer);
        // what is left of the budget is the same everywhere
        return { final: error.name === "OverBudget", error };
      }
      if (asked.signal.aborted) return { final: true, error };
      this.#health.failed(offer);
      return { final: false, error };
    }
  }

  /** The channel with a provider, opened where a call first needs it. */
  #sellerOf(offer: Offer): Promise<Seller> {
    const key = offer.provider.toBase58();
    const known = this.#sellers.get(key);
    if (known !== undefined) return known;
    const opening = Seller.open(this.shared, offer);
    this.#sellers.set(key, opening);
    opening.then(
      (seller) => this.#opened.set(key, seller),
      () => this.#sellers.delete(key),
    );
    return opening;
  }
}

/** Whether a request that failed has not reached its server. */
function neverSent({ cause }: TypeError): boolean {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;
  return typeof code === "string" && UNSENT.has(code);
}

/** The result of asking one provider; final if no other one may be asked. */
type Attempt = { readonly final: boolean } & (
  { readonly response: Response } | { readonly error: unknown }
);

function settled(attempt: Attempt): Response {
  if ("response" in attempt) return attempt.response;
  throw attempt.error;
}
