import { isJsonObject, type JsonObject, unsupported } from "./json-object";

/** What the parts of a prompt hold besides text. */
export interface Media {
  readonly images: number;
  /** Characters of the images that stand in the body itself. */
  readonly imageCharacters: number;
}

const TEXT_PARTS: ReadonlySet<unknown> = new Set([
  "text",
  "refusal",
  "input_text",
  "output_text",
  "summary_text",
  "reasoning_text",
]);
const IMAGE_PARTS: ReadonlySet<unknown> = new Set(["image_url", "input_image"]);

/** The images of messages' parts. Throws a Refusal `unsupported` for parts that are neither text nor image. */
export function mediaOf(messages: unknown): Media {
  let [images, imageCharacters] = [0, 0];
  for (const part of partsOf(messages)) {
    if (TEXT_PARTS.has(part.type)) continue;
    if (!IMAGE_PARTS.has(part.type)) {
      const type = JSON.stringify(part.type ?? null).slice(0, 40);
      unsupported(`a part of a message has the type ${type}: send text and images alone`);
    }
    images += 1;
    imageCharacters += addressOf(part).length;
  }
  return { images, imageCharacters };
}

/** The parts of messages that are no plain texts, as most are. */
function* partsOf(messages: unknown): Generator<JsonObject> {
  if (!Array.isArray(messages)) return;
  for (const message of messages as unknown[]) {
    if (!isJsonObject(message)) continue;
    const content = message.content ?? message.output;
    if (Array.isArray(content)) yield* content.filter(isJsonObject);
  }
}

function addressOf({ image_url: image, file_id: file }: JsonObject): string {
  if (file !== undefined && file !== null) {
    unsupported("an image is named by file_id: send it in the body, or by its URL");
  }
  const address = isJsonObject(image) ? image.url : image;
  return typeof address === "string" ? address : "";
}
