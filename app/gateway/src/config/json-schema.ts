import { z } from "zod";
import { configSchema } from "./schema";

/** The JSON schema of a configuration file, for editors. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: "input" });
}
