/** The text of a body, which may be cut off, and whether it was. */
export async function readCutBody({ body }: Response): Promise<{ text: string; cut: boolean }> {
  let text = "";
  try {
    for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(bytes).toString();
    }
  } catch {
    return { text, cut: true };
  }
  return { text, cut: false };
}
