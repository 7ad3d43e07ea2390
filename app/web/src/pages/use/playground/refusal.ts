import { type Problem, type ProblemCode, readProblem } from "@diem/wire";
import { safeText } from "../../../format/text";

/** A call that its gateway refused. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    /** Of the wire; null where the gateway gave none. */
    readonly code: ProblemCode | null,
    message: string,
    /** What the user can do. */
    readonly next: string,
  ) {
    super(message);
  }
}

const AGAIN = "Send the message again in a moment.";
const FAULT = "This is a fault of the page or of the gateway: choose another provider.";

/** What the user of the playground can do about each refusal. */
const NEXT: Readonly<Record<ProblemCode, string>> = {
  "payment-required": "Open a channel with the provider.",
  "voucher-too-low": "Allow more for a message, top the channel up, or ask for a shorter answer.",
  "bad-voucher": "Open a new channel: this gateway does not take this one's vouchers.",
  "quota-epoch-passed": AGAIN,
  "over-deposit": "Top the channel up.",
  "channel-closing": "Open a new channel.",
  "bad-header": FAULT,
  "bad-request": FAULT,
  unsupported: "Choose another model.",
  "not-found": "Choose another provider: this one serves no chats.",
  "method-not-allowed": "Choose another provider: this one serves no chats.",
  "request-timeout": AGAIN,
  "call-in-progress": "Wait until the call has ended.",
  "call-served": "It was served and charged, but the answer is not stored. Send the message again.",
  "prices-changed": "Look at the new prices, and send the message again.",
  "too-large": "Begin a new chat, or write less.",
  "headers-too-large": FAULT,
  "unsupported-media-type": FAULT,
  "too-many-requests": AGAIN,
  "call-id-reused": FAULT,
  "internal-error": AGAIN,
  "upstream-failed": "Nothing was charged. Send the message again, or choose another model.",
  "store-unavailable": "Nothing was charged. Try again later.",
  "settlement-pending": AGAIN,
  "chain-unavailable": "Nothing was charged. Try again later.",
  "shutting-down": "Nothing was charged. Choose another provider, or try again later.",
  "upstream-timeout": "Nothing was charged. Send the message again, or choose another model.",
};

/** What a gateway said instead of an answer. */
export async function refusedBy(response: Response): Promise<Refused> {
  const text = await response.text();
  const problem = problemIn(text);
  if (problem === null) {
    const shown = safeText(text, 200);
    const message = `the gateway answered with status ${response.status} and no reason that the page can read: ${shown}`;
    return new Refused(null, message, "Choose another provider, or try again later.");
  }
  const { code, detail } = problem;
  return new Refused(code, safeText(String(detail), 300), NEXT[code]);
}

function problemIn(text: string): Problem | null {
  try {
    return readProblem(JSON.parse(text));
  } catch {
    return null;
  }
}
