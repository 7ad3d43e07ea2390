/** What requests may ask, as JSON Schema: checked before a route runs, and shown in the OpenAPI document. @module */
const ADDRESS = "^[1-9A-HJ-NP-Za-km-z]{32,44}$";

export const address = (description: string) => ({ type: "string", pattern: ADDRESS, description });
export const limit = {
  type: "integer",
  minimum: 1,
  maximum: 500,
  default: 100,
  description: "most rows of an answer",
};
export const before = {
  type: "string",
  pattern: "^\\d{12}-\\d{5}-\\d{4}-[1-9A-HJ-NP-Za-km-z]{32,44}$",
  description: "`next` of the answer before: what is older comes",
};
export const epoch = (description: string) => ({ type: "integer", minimum: 0, description });

export const query = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});

export const params = (properties: Record<string, object>) =>
  query(properties, Object.keys(properties));

/** An answer with members of its own beside those that are named. */
export const answer = (description: string, properties: object = {}) => ({
  200: { description, type: "object", additionalProperties: true, properties },
});

/** A page of rows. */
export const page = (description: string) =>
  answer(description, {
    items: { type: "array", items: { type: "object", additionalProperties: true } },
    next: { type: ["string", "null"], description: "cursor of the next page; null at the end" },
  });
