import { DiemClientError } from "@diem/client";
import { chatOf } from "../gateway/payer";

/** A call of a chat by a `fetch` that pays. */
export const ask = (fetch: {
  (url: string, init: RequestInit): Promise<Response>;
  baseUrl: string;
}) =>
  fetch(`${fetch.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(chatOf("hello")),
  });

/** What the client throws instead of an answer. Fails where it throws nothing, or something else. */
export async function refusal(call: () => Promise<unknown>): Promise<DiemClientError> {
  const error: unknown = await call().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DiemClientError) return error;
  throw new Error(`it was not refused: ${String(error)}`);
}
