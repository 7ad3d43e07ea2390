import { expect } from "chai";
import type { PaidCall } from "@diem/client";
import { callCost } from "@diem/sdk/vouchers";
import { type ModelServer, startModel } from "@diem/start";
import type { PriceList } from "@diem/wire";
import { pino } from "pino";
import { GatewayFixture, PRICE } from "../gateway/fixture";
import { type Counted, Recorder } from "./recorder";

export const MODEL = "smollm2";

/** Micro-credits: two for a token of the prompt, one where it came from the cache, three for one of the answer. */
const PRICES: PriceList = {
  version: 1,
  models: {
    [MODEL]: { input: 2_000_000, cached_input: 1_000_000, output: 3_000_000, max_output: 256 },
  },
};

/** Of a validator, whose clock cannot be set. */
const VALIDATOR_EPOCH_SECS = 20n;

/** A line of a gateway's log that tells of a call. */
interface Logged {
  readonly msg?: string;
  readonly outcome?: string;
  readonly tokens?: {
    readonly input: number;
    readonly cachedInput: number;
    readonly output: number;
  };
  readonly cost?: { readonly credits: string; readonly diem: string };
}

/** A gateway over a real model, with what the model's server counted. */
export class ModelFixture {
  private constructor(
    readonly model: ModelServer,
    readonly recorder: Recorder,
    readonly gateway: GatewayFixture,
    readonly log: Logged[],
  ) {}

  /** `bodySecs`: the silence of the server that the gateway bears within an answer. */
  static async start({ bodySecs = 60 } = {}): Promise<ModelFixture> {
    const model = await startModel({ onProgress: (line) => console.log(`    ${line}`) });
    try {
      const recorder = await Recorder.start(model.url);
      const log: Logged[] = [];
      const write = (line: string) => void log.push(JSON.parse(line) as Logged);
      const onValidator = process.env.ANCHOR_PROVIDER_URL !== undefined;
      const gateway = await GatewayFixture.start({
        ...{ prices: PRICES, log: pino({ level: "info" }, { write }) },
        config: { upstream: { url: recorder.url, bodySecs } },
        ...(onValidator ? { epochSecs: VALIDATOR_EPOCH_SECS } : {}),
      });
      return new ModelFixture(model, recorder, gateway, log);
    } catch (error) {
      await model.close();
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.gateway.end();
    await this.recorder.close();
    await this.model.close();
  }

  /** The calls that the gateway has charged, as its log tells. */
  get charged(): readonly Logged[] {
    return this.log.filter(({ msg }) => msg === "call");
  }

  /** Holds receipts to what the server counted since `from` answers, in their order. */
  expectBilled(receipts: readonly PaidCall[], from = 0): void {
    const counted = this.recorder.counted.slice(from);
    expect(receipts.map(({ cost }) => cost.credits)).to.deep.equal(counted.map(creditsOf));
    for (const { cost } of receipts) {
      expect(cost.diem).to.equal(callCost({ credits: cost.credits, price: PRICE }));
    }
  }
}

/** Micro-credits by the price list. */
export function creditsOf({ input, cached, output }: Counted): bigint {
  return BigInt(2 * (input - cached) + cached + 3 * output);
}
