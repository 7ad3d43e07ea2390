import { HEADERS, X402_HEADERS } from "@diem/wire";

/** What a page of any origin may read: nothing here goes by cookies, so a page can do no more than any program. */
export const CORS: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": [
    HEADERS.usage,
    HEADERS.cost,
    X402_HEADERS.required,
    X402_HEADERS.response,
    "x-request-id",
    "retry-after",
    "x-should-retry",
  ].join(", "),
};

/** The answer to a page that asks before it sends. Clients of OpenAI send headers of their own, so all are allowed. */
export function preflight(asked: string | undefined): Readonly<Record<string, string>> {
  return {
    ...CORS,
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": asked ?? "content-type",
    "access-control-max-age": "600",
  };
}
