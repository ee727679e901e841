/** A small file as the server takes it inside a form. */
export async function encodeFile(
  file: File,
): Promise<{ text: string; mediaType: string; base64: string }> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
  return { text: file.name, mediaType: file.type, base64: url.slice(url.indexOf(',') + 1) };
}
