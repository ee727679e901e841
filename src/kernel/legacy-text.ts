/**
 * Vietnamese as it was typed before Unicode, and what it looks like when the font is missing:
 * TCVN3 (.VnTime: "NguyÔn ThÞ Hoµ"), VNI-Windows ("Nguyeãn Thò Hoøa"), and UTF-8 read as CP1252
 * ("Nguyá»…n"). Found by asking whether the words could be Vietnamese. The tables are those of
 * data/names/legacy_letters.tsv (TCVN 5712 and the VNI-Windows fonts); a test holds them together.
 */
export type LegacyEncoding = 'tcvn3' | 'vni' | 'mojibake';

const ENCODINGS: readonly LegacyEncoding[] = ['tcvn3', 'vni', 'mojibake'];

/** Above it the words are Vietnamese as they stand. */
const UNICODE_SHARE_MAX = 0.6;
const CONVERTED_SHARE_MIN = 0.8;
const GAIN_MIN = 0.3;

/**
 * The legacy encoding that all these texts share, or null when they are best left alone. Ask for a
 * column together, not word by word: "Thò" is a word in VNI and in Unicode.
 */
export function detectLegacy(texts: readonly string[]): LegacyEncoding | null {
  const marked = texts.filter((text) => NOT_ASCII.test(text));
  if (marked.length === 0) return null;
  const before = vietnameseShare(marked);
  if (before > UNICODE_SHARE_MAX) return null;
  let best: LegacyEncoding | null = null;
  let bestShare = Math.max(CONVERTED_SHARE_MIN, before + GAIN_MIN);
  for (const encoding of ENCODINGS) {
    const converted = marked.map((text) => convertLegacy(text, encoding));
    if (converted.every((text, at) => text === marked[at])) continue;
    const share = vietnameseShare(converted);
    if (share >= bestShare) {
      best = encoding;
      bestShare = share;
    }
  }
  return best;
}

/** In NFC; what the encoding does not know stays as it is. */
export function convertLegacy(text: string, encoding: LegacyEncoding): string {
  if (!NOT_ASCII.test(text)) return text;
  if (encoding === 'tcvn3') return withCapitals(text, convertTcvn3(text));
  if (encoding === 'vni') return convertVni(text);
  return convertMojibake(text);
}

/**
 * Of the words with marks, how many could be Vietnamese syllables, 0 to 1; 1 when there are none.
 * Words without marks say nothing, they look the same in every encoding.
 */
export function vietnameseShare(texts: readonly string[]): number {
  let words = 0;
  let possible = 0;
  for (const text of texts) {
    for (const word of text.split(BREAKS)) {
      const bare = word.replace(EDGES, '');
      if (!NOT_ASCII.test(bare)) continue;
      words += 1;
      if (isVietnameseSyllable(bare)) possible += 1;
    }
  }
  return words === 0 ? 1 : possible / words;
}

const NOT_ASCII = /[^\0-\x7f]/;
const BREAKS = /[\s\0-@[-`{-\x7f]+/;
const EDGES = /^[\u2000-\u206f]+|[\u2000-\u206f]+$/g;

const INITIAL = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?/;
const RHYMES = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu ' +
    'im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt ' +
    'oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
    'u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uôc uôi uôm uôn uông uôt ' +
    'uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ' +
    'ươt ươu ưt ưu y yêm yên yêng yêt yêu'
  ).split(' '),
);
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const STOP = /(?:c|ch|p|t)$/;
const LEVEL_OR_FALLING = /[\u0300\u0303\u0309]/;

/** Spelling only: an initial, a rhyme, at most one tone, and with a stop at the end only sắc or nặng. */
function isVietnameseSyllable(word: string): boolean {
  const apart = word.toLowerCase().normalize('NFD');
  const tones = apart.match(TONES) ?? [];
  if (tones.length > 1) return false;
  const bare = apart.replace(TONES, '').normalize('NFC');
  const initial = INITIAL.exec(bare)?.[0] ?? '';
  const rhyme = bare.slice(initial.length);
  // in "gì" and "quý" a letter belongs to both
  const isKnown =
    RHYMES.has(rhyme) ||
    (initial === 'gi' && RHYMES.has(`i${rhyme}`)) ||
    (initial === 'qu' && RHYMES.has(`u${rhyme}`));
  return isKnown && !(STOP.test(rhyme) && LEVEL_OR_FALLING.test(tones[0] ?? ''));
}

const TCVN3_LEGACY =
  'µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§';
const TCVN3_LETTERS = 'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ';
const TCVN3 = new Map([...TCVN3_LEGACY].map((legacy, at) => [legacy, TCVN3_LETTERS[at] ?? legacy]));

function convertTcvn3(text: string): string {
  let converted = '';
  for (const letter of text) converted += TCVN3.get(letter) ?? letter;
  return converted.normalize('NFC');
}

/**
 * A font of capitals (.VnTimeH) shows small marked letters as capitals, so "NGUYÔN" arrives as
 * "NGUYễN": where all other letters are capitals, these were too.
 */
function withCapitals(legacy: string, converted: string): string {
  const capitals = legacy.match(/[A-Z]/g)?.length ?? 0;
  return capitals >= 2 && !/[a-z]/.test(legacy) ? converted.toUpperCase() : converted;
}

/** Tones and hats follow their vowel; ơ and ư are letters of their own. */
const VNI_LETTERS =
  'àaø áaù ảaû ãaõ ạaï ăaê ằaè ắaé ẳaú ẵaü ặaë âaâ ầaà ấaá ẩaå ẫaã ậaä đñ ' +
  'èeø éeù ẻeû ẽeõ ẹeï êeâ ềeà ếeá ểeå ễeã ệeä ìì íí ỉæ ĩó ịò ' +
  'òoø óoù ỏoû õoõ ọoï ôoâ ồoà ốoá ổoå ỗoã ộoä ơô ờôø ớôù ởôû ỡôõ ợôï ' +
  'ùuø úuù ủuû ũuõ ụuï ưö ừöø ứöù ửöû ữöõ ựöï ỳyø ýyù ỷyû ỹyõ ỵî';
const VNI = vniTable();

function vniTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const entry of VNI_LETTERS.split(' ')) {
    const letter = entry.slice(0, 1);
    const legacy = entry.slice(1);
    table.set(legacy, letter);
    table.set(legacy.toUpperCase(), letter.toUpperCase());
    // "Aø" is typed with the shift key let go
    const mixed = legacy.slice(0, 1).toUpperCase() + legacy.slice(1);
    table.set(mixed, letter.toUpperCase());
  }
  return table;
}

function convertVni(text: string): string {
  let converted = '';
  for (let at = 0; at < text.length; at += 1) {
    const pair = VNI.get(text.slice(at, at + 2));
    if (pair !== undefined && at + 1 < text.length) {
      converted += pair;
      at += 1;
    } else converted += VNI.get(text.charAt(at)) ?? text.charAt(at);
  }
  return converted.normalize('NFC');
}

/** Characters that CP1252 has between 0x80 and 0x9f; the five free places stay control characters. */
const CP1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function convertMojibake(text: string): string {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const special = code < 0x100 ? -1 : CP1252.indexOf(text.charAt(at));
    if (code >= 0x100 && special < 0) return text;
    bytes[at] = special < 0 ? code : 0x80 + special;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return text;
  }
}
