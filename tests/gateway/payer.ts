import { randomUUID } from "node:crypto";
import { type ChannelAccount, constants, DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { BUILTIN_MODEL } from "@diem/gateway";
import { HEADERS, type Problem, writeMost } from "@diem/wire";
import { Keypair } from "@solana/web3.js";
import { epoch } from "../support/epochs";
import { UNIT } from "../support/market";
import type { GatewayFixture } from "./fixture";

/** What of a voucher or a request a test changes. */
export interface Sent {
  readonly voucher?: Partial<vouchers.Voucher>;
  readonly signer?: Keypair;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly path?: string;
  /** Of another gateway than the fixture's. */
  readonly url?: string;
  readonly signal?: AbortSignal;
}

/** Pays by hand: signs what a test says, and sends it. */
export class HandPayer {
  private constructor(
    readonly fixture: GatewayFixture,
    readonly channel: ChannelAccount,
    readonly signer: Keypair,
    private readonly template: vouchers.Voucher,
  ) {}

  /** With a channel of its own that holds one DIEM. */
  static async open(fixture: GatewayFixture): Promise<HandPayer> {
    const { chain, world, seller, consumer } = fixture;
    const client = await DiemClient.connect({
      ...{ connection: chain.connection, market: world.market.market },
      wallet: keypairWallet(consumer.keypair),
    });
    const signer = Keypair.generate();
    const opening = { provider: seller.provider, deposit: UNIT, voucherSigner: signer.publicKey };
    const { quote } = await client.act.openChannel(opening);
    const { clusterTag } = await world.marketAccount();
    const figures = { quota: 0n, diem: UNIT / 10n, expiry: 0n };
    const running = await epoch(world);
    const { channel } = quote;
    const template = { clusterTag, channel, epoch: running, ...figures };
    return new HandPayer(fixture, await fixture.channel(channel), signer, template);
  }

  async signed(changes: Partial<vouchers.Voucher> = {}, signer = this.signer): Promise<string> {
    const voucher = { ...this.template, ...changes };
    const by = vouchers.signerFromKeypair(signer);
    return vouchers.toText(await vouchers.sign({ voucher, signer: by }));
  }

  /** Sends a chat, with a voucher for a tenth of a DIEM, unless the test says otherwise. */
  async send({
    voucher,
    signer,
    headers = {},
    body,
    path,
    url,
    signal,
  }: Sent = {}): Promise<Response> {
    const given = body ?? chatOf("hello");
    return fetch(`${url ?? this.fixture.gateway.url}${path ?? "/v1/chat/completions"}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [HEADERS.voucher]: await this.signed(voucher, signer),
        [HEADERS.call]: randomUUID(),
        [HEADERS.most]: writeMost({ diem: UNIT / 10n, quota: 0n }),
        ...headers,
      },
      body: typeof given === "string" ? given : JSON.stringify(given),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** DIEM base units that were used of the channel, as the gateway says. */
  async used(url = this.fixture.gateway.url): Promise<bigint> {
    const address = this.channel.address.toBase58();
    const response = await fetch(`${url}/v1/diem/channels/${address}`);
    const { used } = (await response.json()) as { readonly used: { readonly diem: string } };
    return BigInt(used.diem);
  }
}

/** The body of a chat. */
export const chatOf = (content: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ model: BUILTIN_MODEL, messages: [{ role: "user", content }] },
  ...more,
});

/** The problem that a refused request got, whose status must be its own. */
export async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get("content-type");
  const body = await response.text();
  if (type !== "application/problem+json") throw new Error(`${response.status} ${type}: ${body}`);
  const problem = JSON.parse(body) as Problem;
  if (problem.status !== response.status) throw new Error(`${response.status}: ${body}`);
  return problem;
}

/** DIEM base units of so many micro-credits by the fixture's price. */
const DIEM_PER_CREDIT = UNIT / 1_000n;
export const diemOf = (credits: bigint): bigint =>
  (credits * DIEM_PER_CREDIT + constants.CREDIT_UNIT - 1n) / constants.CREDIT_UNIT;
