import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPdfText } from './pdf-text.ts';

/** Characters of the test font: code 1, 2, 3 … */
const LETTERS = [...'KẾHOẠCđạt95,%Nămpủ '];

function codes(text: string): string {
  return [...text]
    .map((letter) => (LETTERS.indexOf(letter) + 1).toString(16).padStart(4, '0'))
    .join('');
}

const MEANINGS = `/CIDInit /ProcSet findresource begin
1 begincodespacerange <0000> <ffff> endcodespacerange
${LETTERS.length} beginbfchar
${LETTERS.map((letter, at) => `<${(at + 1).toString(16).padStart(4, '0')}> <${letter.charCodeAt(0).toString(16).padStart(4, '0')}>`).join('\n')}
endbfchar`;

interface Options {
  isPacked?: boolean;
  trailer?: string;
}

/** A small real PDF: one page, one composite font, the given content. */
function pdf(content: string, { isPacked = false, trailer = '' }: Options = {}): Buffer {
  const stream = (id: number, text: string): string => {
    const body = isPacked ? deflateSync(Buffer.from(text, 'latin1')).toString('latin1') : text;
    const filter = isPacked ? '/Filter /FlateDecode ' : '';
    return `${id} 0 obj\n<< ${filter}/Length ${body.length} >>\nstream\n${body}\nendstream\nendobj\n`;
  };
  return Buffer.from(
    [
      '%PDF-1.5\n',
      '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
      '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
      '3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n',
      stream(4, content),
      '5 0 obj\n<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [7 0 R] >>\nendobj\n',
      stream(6, MEANINGS),
      '7 0 obj\n<< /Type /Font /Subtype /CIDFontType2 /DW 500 /W [1 [600 600] 17 18 300] >>\nendobj\n',
      `trailer\n<< /Root 1 0 R ${trailer}>>\n%%EOF\n`,
    ].join(''),
    'latin1',
  );
}

function show(text: string, x: number, y: number): string {
  return `BT /F1 12 Tf 1 0 0 1 ${x} ${y} Tm <${codes(text)}> Tj ET\n`;
}

function read(bytes: Buffer): string {
  const outcome = readPdfText(bytes);
  return outcome.ok ? outcome.value : `fault: ${outcome.faults[0].code}`;
}

describe('readPdfText', () => {
  test.each([false, true])('letters by the font’s own table (packed: %s)', (isPacked) => {
    expect(read(pdf(show('KẾ HOẠCH', 100, 700), { isPacked }))).toBe('KẾ HOẠCH');
  });

  test('lines from top to bottom, whatever their order in the file; a wide distance parts paragraphs', () => {
    const content =
      show('đạt 95,9%', 50, 660) +
      show('KẾ HOẠCH', 50, 700) +
      show('Năm 95', 50, 680) +
      show('đủ', 50, 600);
    expect(read(pdf(content))).toBe('KẾ HOẠCH\nNăm 95\nđạt 95,9%\n\nđủ');
  });

  test('a gap is a space, a wide gap keeps columns apart', () => {
    const content = show('Năm', 50, 700) + show('95', 72, 700) + show('đạt', 200, 700);
    expect(read(pdf(content))).toBe('Năm 95    đạt');
  });

  test('TJ moves by thousandths; Td, TL and T* go to the next line; cm turns the page over', () => {
    const spaced = `BT /F1 12 Tf 50 700 Td 14 TL [<${codes('Năm')}> -400 <${codes('95')}>] TJ T* <${codes('đạt')}> Tj ET`;
    expect(read(pdf(spaced))).toBe('Năm 95\nđạt');
    const turned = `q 1 0 0 -1 0 800 cm BT /F1 12 Tf 1 0 0 -1 50 100 Tm <${codes('KẾ')}> Tj 1 0 0 -1 50 130 Tm <${codes('HOẠCH')}> Tj ET Q`;
    expect(read(pdf(turned))).toBe('KẾ\nHOẠCH');
  });

  test('a picture, a password, other bytes', () => {
    expect(read(pdf('q 100 0 0 100 0 0 cm /Im1 Do Q'))).toBe('fault: pdf.withoutText');
    expect(read(pdf(show('KẾ', 0, 0), { trailer: '/Encrypt 9 0 R ' }))).toBe(
      'fault: pdf.encrypted',
    );
    expect(read(Buffer.from('KẾ HOẠCH'))).toBe('fault: pdf.notPdf');
  });

  test('broken files end, and in time', () => {
    const whole = pdf(show('KẾ HOẠCH', 100, 700), { isPacked: true });
    for (const length of [20, 100, 300, whole.length - 40]) {
      expect(read(whole.subarray(0, length))).toMatch(/^(?:fault: pdf\.|KẾ HOẠCH)/);
    }
    expect(read(Buffer.from(`%PDF-1.4\n1 0 obj\n${'['.repeat(5000)}`))).toBe(
      'fault: pdf.withoutText',
    );
  });
});
