/** The short name by which the system knows an indicator, made of the words people give it. */
import { fold } from '../../../src/kernel/text.ts';

const LENGTH_MAX = 40;

/** "Tỷ lệ hộ dùng nước sạch" → "tyLeHoDungNuocSach"; empty when the words hold no letter first. */
export function indicatorCode(name: string): string {
  const words = fold(name).match(/[a-z0-9]+/g) ?? [];
  const first = words.findIndex((word) => /^[a-z]/.test(word));
  if (first < 0) return '';
  const code = words
    .slice(first)
    .map((word, at) => (at === 0 ? word : capital(word)))
    .join('')
    .slice(0, LENGTH_MAX);
  return code.length >= 2 ? code : '';
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
