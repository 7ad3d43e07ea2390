import { z } from "zod";

/** Address of an account or a program. */
export const address = z
  .string()
  .regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, "must be an address in base58");
/** Port to listen on; 0 for any that is free. */
export const port = z.int().min(0).max(65_535);
/** A time of at most a day. */
export const seconds = z.number().positive().max(86_400);
