import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from "@solana/spl-token";

/** The token programs and the names that a validator's `jsonParsed` encoding gives them. */
export const TOKEN_PROGRAMS: ReadonlyMap<string, string> = new Map([
  [TOKEN_PROGRAM_ID.toBase58(), "spl-token"],
  [TOKEN_2022_PROGRAM_ID.toBase58(), "spl-token-2022"],
]);

export function isTokenProgram(owner: string): boolean {
  return TOKEN_PROGRAMS.has(owner);
}
