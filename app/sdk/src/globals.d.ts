// The only globals beyond ECMAScript that the SDK uses; browsers and Node both have them. Naming them here
// instead of loading the types of either keeps everything else of either out.

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}
