export const TOKEN_PROGRAM = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
export const ASSOCIATED_TOKEN_PROGRAM = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL";
const TOKEN_2022_PROGRAM = "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb";

/** The token programs and the names that a validator's `jsonParsed` encoding gives them. */
export const TOKEN_PROGRAMS: ReadonlyMap<string, string> = new Map([
  [TOKEN_PROGRAM, "spl-token"],
  [TOKEN_2022_PROGRAM, "spl-token-2022"],
]);

export function isTokenProgram(owner: string): boolean {
  return TOKEN_PROGRAMS.has(owner);
}
