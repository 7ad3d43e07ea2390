import { isJsonObject, type JsonObject } from "./json-object";

/** A body that asks for the usage at the end of its stream, even if the client did not. */
export function withUsage(body: JsonObject): JsonObject {
  if (body.stream !== true) return body;
  const given = isJsonObject(body.stream_options) ? body.stream_options : {};
  return { ...body, stream_options: { ...given, include_usage: true } };
}

/** Whether the client itself asked for the usage at the end of its stream. */
export function wantsUsage({ stream_options: options }: JsonObject): boolean {
  return isJsonObject(options) && options.include_usage === true;
}
