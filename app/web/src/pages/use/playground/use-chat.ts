import type { DiemFetch, PaidCall } from "@diem/client";
import type { vouchers } from "@diem/sdk";
import { useRef, useState } from "react";
import { piecesOf } from "./answer";
import { refusedBy } from "./refusal";

/** A message of the user, or what came of one. */
export interface Message {
  readonly id: number;
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly state: "streaming" | "done" | "stopped" | "failed";
  /** Pieces in which the answer came, each a token at least. */
  readonly pieces: number;
  /** Bytes of the request. */
  readonly asked: number;
  readonly receipt?: PaidCall;
  /** What was charged without a receipt, by what the gateway says was used before and after. */
  readonly charged?: vouchers.Figures;
  readonly error?: unknown;
}

const RECOUNTS = 20;
const RECOUNT_MS = 300;

/** Waits until the gateway has no call open of a stream that was cut off, and adopts what it says was used. */
async function recounted(fetch: DiemFetch): Promise<void> {
  for (let left = RECOUNTS; left > 0 && (await fetch.recount()); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, RECOUNT_MS));
  }
}

/** A chat by a `fetch` that pays. */
export function useChat(model: string) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const stopping = useRef<AbortController | null>(null);
  const streaming = messages.some(({ state }) => state === "streaming");

  const change = (id: number, more: (message: Message) => Partial<Message>) => {
    setMessages((all) => all.map((one) => (one.id === id ? { ...one, ...more(one) } : one)));
  };

  const send = async (fetch: DiemFetch, text: string) => {
    const said = messages.filter(({ text: words }) => words !== "");
    const turns = [...said, { role: "user", text }].map(({ role, text: content }) => ({
      ...{ role, content },
    }));
    const body = JSON.stringify({ model, messages: turns, stream: true });
    const id = Date.now();
    const made = { state: "done", pieces: 0, asked: 0 } as const;
    setMessages((all) => [
      ...all,
      { ...made, id: id - 1, role: "user", text },
      { ...made, id, role: "assistant", text: "", state: "streaming", asked: body.length },
    ]);
    const stop = new AbortController();
    stopping.current = stop;
    const { used: before } = fetch.standing;
    const known = fetch.receipts.at(-1);
    try {
      const response = await fetch(`${fetch.baseUrl}/chat/completions`, {
        ...{ method: "POST", body, signal: stop.signal },
        headers: { "content-type": "application/json" },
      });
      if (!response.ok) throw await refusedBy(response);
      for await (const piece of piecesOf(response)) {
        change(id, (now) => ({ text: now.text + piece, pieces: now.pieces + 1 }));
      }
      change(id, () => ({ state: "done" }));
    } catch (error) {
      change(id, () => (stop.signal.aborted ? { state: "stopped" } : { state: "failed", error }));
    }
    const receipt = fetch.receipts.at(-1);
    if (receipt !== undefined && receipt !== known) {
      change(id, () => ({ receipt }));
      return;
    }
    try {
      await recounted(fetch);
      const { used } = fetch.standing;
      const quota = used.quota - before.quota;
      // the quota part begins anew in each epoch
      const charged = { diem: used.diem - before.diem, quota: quota < 0n ? used.quota : quota };
      change(id, () => ({ charged }));
    } catch (error) {
      change(id, (now) => ({ error: now.error ?? error }));
    }
  };

  return {
    ...{ messages, streaming, send },
    stop: () => stopping.current?.abort(),
    clear: () => setMessages([]),
  };
}
