import type { ServerResponse } from "node:http";
import { PROBLEM_TYPE, problem, PROBLEMS } from "@diem/wire";
import type { Refusal } from "../refusal";
import { CORS } from "./cors";

/** Headers of an answer. */
export type Headers = Readonly<Record<string, string>>;

/** Sends the head of an answer. Setting headers one by one costs more than everything else here. */
export function beginAnswer(
  response: ServerResponse,
  status: number,
  ...groups: readonly Headers[]
): void {
  const list = [...CORS_LIST];
  for (const headers of groups) {
    for (const name in headers) list.push(name, headers[name] as string);
  }
  response.writeHead(status, list);
}

const CORS_LIST = Object.entries(CORS).flat();

/** Answers with a text, where nothing was answered yet. */
export function answerText(
  response: ServerResponse,
  { status = 200, type, text, headers = {} }: TextAnswer,
): void {
  if (response.headersSent || response.destroyed) return;
  const length = String(Buffer.byteLength(text));
  beginAnswer(response, status, headers, { "content-type": type, "content-length": length });
  // a text goes with the head in one piece
  response.end(text);
}

/** See {@link answerText}. */
export interface TextAnswer {
  readonly status?: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Headers;
}

/** Answers with JSON, where nothing was answered yet. */
export function answerJson(response: ServerResponse, value: unknown, headers: Headers = {}): void {
  answerText(response, { type: "application/json", text: JSON.stringify(value), headers });
}

/** Answers a call that is not served, where nothing was answered yet. */
export function answerRefusal(response: ServerResponse, refusal: Refusal): void {
  const { code, message: detail, members, headers } = refusal;
  const { status, retry } = PROBLEMS[code];
  answerText(response, {
    status,
    type: PROBLEM_TYPE,
    text: JSON.stringify(problem(code, { detail, members })),
    headers: { ...headers, ...(retry ? {} : { "x-should-retry": "false" }) },
  });
}
