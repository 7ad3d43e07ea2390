import { vouchers } from "@diem/sdk";
import { type Figures, PROBLEM_TYPE, type Problem, readProblem, type Usage } from "@diem/wire";
import { DiemClientError } from "../errors";

/** Figures as JSON has them. */
type Texts = Readonly<Record<string, string | undefined>>;

/** What a gateway says in a refusal that a client can act upon; null for any other answer. */
export async function problemOf(response: Response): Promise<Problem | null> {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok || !type.startsWith(PROBLEM_TYPE)) return null;
  try {
    return readProblem(await response.clone().json());
  } catch {
    return null; // of a proxy, or of a gateway that knows other refusals: the app's to read
  }
}

/** The newest voucher that a gateway has, and what it says was used. */
export interface HeldVoucher {
  readonly signed: vouchers.SignedVoucher;
  readonly usage: Usage;
}

/**
 * What a gateway shows of a channel, in a refusal or in what x402 has of it; null if it shows no voucher.
 *
 * @throws DiemClientError `GatewayLies` for what cannot be read.
 */
export function heldIn({ voucher, used }: Readonly<Record<string, unknown>>): HeldVoucher | null {
  if (typeof voucher !== "string") return null;
  return legible(() => ({ signed: vouchers.fromText(voucher), usage: usageIn(used) }));
}

/** What a gateway says of a channel that it was asked for. */
export interface ReportedChannel {
  readonly usage: Usage;
  /** What its open calls may cost, as the gateway has it. */
  readonly reserved: Figures;
}

/** Reads what a gateway says of a channel. Throws a DiemClientError `GatewayLies` for what cannot be read. */
export function readReportedChannel(text: string): ReportedChannel {
  return legible(() => {
    const { used, reserved } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return { usage: usageIn(used), reserved: figuresIn(reserved) };
  });
}

function usageIn(used: unknown): Usage {
  return { epoch: Number((used as Texts).epoch), ...figuresIn(used) };
}

function figuresIn(texts: unknown): Figures {
  const { quota, diem } = texts as Texts;
  return { quota: BigInt(quota ?? ""), diem: BigInt(diem ?? "") };
}

function legible<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (cause) {
    const message =
      "the gateway's report of the channel cannot be read: check the address, and do not sign more vouchers for it";
    throw new DiemClientError("GatewayLies", { message, cause });
  }
}
