// The only globals beyond ECMAScript that the SDK uses; browsers and Node both have them. Naming them here
// instead of loading the types of either keeps everything else of either out.

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

declare const crypto: {
  randomUUID(): string;
  readonly subtle: {
    exportKey(format: "raw", key: object): Promise<ArrayBuffer>;
    sign(algorithm: "Ed25519", key: object, message: Uint8Array): Promise<ArrayBuffer>;
  };
};

declare function setTimeout(run: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
