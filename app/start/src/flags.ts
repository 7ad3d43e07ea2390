/** Where people look for the gateway, the indexer and the page of a local network. */
export const GATEWAY_PORT = 8402;
export const INDEXER_PORT = 8404;
export const PAGE_PORT = 8405;

/** What the options say. */
export interface Flags {
  readonly port: number;
  readonly dir: string;
  readonly state?: string;
  readonly validator?: true;
  readonly output: "text" | "json";
  readonly keeper: boolean;
  readonly quiet?: true;
  readonly gatewayPort?: number;
  readonly indexerPort?: number;
  readonly pagePort?: number;
  readonly upstream?: string;
  readonly model?: true;
}

/** A stream of text that may be a terminal. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The streams and settings of the command. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Where the user is. */
  readonly cwd: string;
  /** Aborted by Ctrl-C and the like. */
  readonly signal: AbortSignal;
}
