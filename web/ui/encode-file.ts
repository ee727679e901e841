/** A small file as the server takes it inside a form. */
export async function encodeFile(
  file: File,
): Promise<{ text: string; mediaType: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return { text: file.name, mediaType: file.type, base64: btoa(text) };
}

/** What one call may spread. */
const CHUNK_BYTES = 0x8000;
