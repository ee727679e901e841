/** A photo of 4 MB reads as well at 400 kB and reaches the server over a bad line. */

export interface Ready {
  name: string;
  /** as chosen */
  bytesBefore: number;
  body: Blob;
  /** address of a picture of it for this page; null for a document */
  picture: string | null;
}

/** Text of an A4 page stays readable, and so do the numbers of a card that fills the picture. */
export const SIDE_MAX = 2000;
const QUALITY = 0.82;
const SMALL_ENOUGH_BYTES = 700_000;

/**
 * Pictures come out upright, at most 2000 pixels long and as JPEG (also HEIC where the browser reads it);
 * documents and what it cannot draw go as they are: the server says what it thinks of them.
 */
export async function shrinkPicture(file: File): Promise<Ready> {
  const plain = { name: file.name, bytesBefore: file.size, body: file, picture: null };
  if (file.type === 'application/pdf') return plain;
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    () => null,
  );
  if (!bitmap) return plain;
  try {
    const { width, height } = sizeWithin(bitmap, SIDE_MAX);
    const isKept = width === bitmap.width && file.size <= SMALL_ENOUGH_BYTES && isWeb(file.type);
    const body = isKept ? file : await draw(bitmap, width, height);
    return { ...plain, body, picture: URL.createObjectURL(body) };
  } finally {
    bitmap.close();
  }
}

function isWeb(type: string): boolean {
  return type === 'image/jpeg' || type === 'image/png' || type === 'image/webp';
}

export function sizeWithin(
  size: { width: number; height: number },
  sideMax: number,
): { width: number; height: number } {
  const scale = Math.min(1, sideMax / Math.max(size.width, size.height));
  return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
}

async function draw(bitmap: ImageBitmap, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser draws no pictures');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0, width, height);
  const body = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', QUALITY),
  );
  if (!body) throw new Error('the picture could not be made smaller');
  return body;
}
