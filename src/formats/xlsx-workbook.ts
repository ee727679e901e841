/** What a packed workbook says about itself: its sheets and where they are, formats, links, macros. */
import { refuse } from '../kernel/outcome.ts';
import { type NumberStyle, PLAIN_NUMBER, builtInStyle, styleOfFormat } from './excel-values.ts';
import type { TableLimits } from './table.ts';
import { attributeOf, xmlTokens } from './xml-tokens.ts';
import type { ZipArchive, ZipPart } from './zip-read.ts';

export interface WorkbookSheet {
  name: string;
  isHidden: boolean;
  part: ZipPart;
}

export interface Workbook {
  /** where workbook.xml stands, for those who rewrite it */
  part: ZipPart;
  sheets: readonly WorkbookSheet[];
  isFrom1904: boolean;
  texts: ZipPart | undefined;
  styles: ZipPart | undefined;
  hasExternalLinks: boolean;
  hasMacros: boolean;
}

const SMALL_PART_BYTES_MAX = 16 * 1024 * 1024;
const STYLES_BYTES_MAX = 64 * 1024 * 1024;

/** Throws `Refusal`. */
export async function readWorkbook(zip: ZipArchive, limits: TableLimits): Promise<Workbook> {
  const part = await findWorkbookPart(zip);
  const links = await readLinks(zip, part.name);
  const xml = await readXml(zip, part, SMALL_PART_BYTES_MAX);
  const sheets: WorkbookSheet[] = [];
  let isFrom1904 = false;
  for (const token of xmlTokens(xml)) {
    if (!('tag' in token) || token.tag.isEnd) continue;
    const { name, attributes } = token.tag;
    if (name === 'workbookPr') {
      isFrom1904 = /^(1|true|on)$/.test(attributeOf(attributes, 'date1904') ?? '');
    } else if (name === 'sheet') {
      const sheet = sheetOf(zip, attributes, links);
      if (sheet) sheets.push(sheet);
      if (sheets.length > limits.sheetsMax) {
        refuse('table.tooManySheets', { limit: limits.sheetsMax });
      }
    }
  }
  const byType = (type: string) => {
    const link = [...links.values()].find((candidate) => candidate.type === type);
    return link && zip.find(link.target);
  };
  return {
    part,
    sheets,
    isFrom1904,
    texts: byType('sharedStrings'),
    styles: byType('styles'),
    hasExternalLinks: [...links.values()].some(({ type }) => type === 'externalLink'),
    hasMacros: [...links.values()].some(({ type }) => type === 'vbaProject'),
  };
}

/** A small part as text; refuses document types. */
export async function readXml(zip: ZipArchive, part: ZipPart, bytesMax: number): Promise<string> {
  const bytes = await zip.read(part, bytesMax);
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const xml = new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) refuse('table.doctype', { part: part.name });
  return xml;
}

async function findWorkbookPart(zip: ZipArchive): Promise<ZipPart> {
  const links = await readLinks(zip, '');
  const link = [...links.values()].find(({ type }) => type === 'officeDocument');
  const part = (link && zip.find(link.target)) ?? zip.find('xl/workbook.xml');
  if (part && /\.bin$/i.test(part.name)) refuse('table.binaryWorkbook');
  if (part && /(^|\/)word\//i.test(part.name)) refuse('table.otherKind', { kind: 'Word (.docx)' });
  if (part && /(^|\/)ppt\//i.test(part.name)) {
    refuse('table.otherKind', { kind: 'PowerPoint (.pptx)' });
  }
  if (part) return part;
  if (zip.find('encryptioninfo') ?? zip.find('encryptedpackage')) refuse('table.encrypted');
  if (zip.find('content.xml') && zip.find('mimetype')) refuse('table.openDocument');
  if (zip.find('[content_types].xml')) refuse('table.damaged', { part: 'workbook.xml' });
  return refuse('table.archive');
}

interface Link {
  /** the last word of its type, which the strict and the transitional form share */
  type: string;
  target: string;
}

/** Relationships of a part ('' for the package) by their id, with targets as whole paths. */
async function readLinks(zip: ZipArchive, partName: string): Promise<ReadonlyMap<string, Link>> {
  const slash = partName.lastIndexOf('/');
  const folder = partName.slice(0, slash + 1);
  const part = zip.find(`${folder}_rels/${partName.slice(slash + 1)}.rels`);
  const links = new Map<string, Link>();
  if (!part) return links;
  for (const token of xmlTokens(await readXml(zip, part, SMALL_PART_BYTES_MAX))) {
    if (!('tag' in token) || token.tag.name !== 'Relationship') continue;
    const { attributes } = token.tag;
    const target = attributeOf(attributes, 'Target') ?? '';
    const type = attributeOf(attributes, 'Type') ?? '';
    links.set(attributeOf(attributes, 'Id') ?? '', {
      type: type.slice(type.lastIndexOf('/') + 1),
      target: resolvePath(folder, target),
    });
  }
  return links;
}

function resolvePath(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}

/** Undefined for charts, dialogs, and sheets whose part is missing. */
function sheetOf(
  zip: ZipArchive,
  attributes: string,
  links: ReadonlyMap<string, Link>,
): WorkbookSheet | undefined {
  const id = /[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '';
  const link = links.get(id);
  const part = link?.type === 'worksheet' ? zip.find(link.target) : undefined;
  if (!part) return undefined;
  const state = attributeOf(attributes, 'state') ?? 'visible';
  const name = (attributeOf(attributes, 'name') ?? '').normalize('NFC');
  return { name, isHidden: state !== 'visible', part };
}

/** How the numbers of each cell format are shown, by the index that cells carry. */
export async function readStyles(
  zip: ZipArchive,
  part: ZipPart | undefined,
): Promise<readonly NumberStyle[]> {
  if (!part) return [];
  const formats = new Map<number, NumberStyle>();
  const styles: NumberStyle[] = [];
  let isOfCells = false;
  for (const token of xmlTokens(await readXml(zip, part, STYLES_BYTES_MAX))) {
    if (!('tag' in token)) continue;
    const { name, attributes, isEnd } = token.tag;
    if (name === 'numFmt' && !isEnd) {
      const id = Number(attributeOf(attributes, 'numFmtId'));
      formats.set(id, styleOfFormat(attributeOf(attributes, 'formatCode') ?? ''));
    } else if (name === 'cellXfs') isOfCells = !isEnd;
    else if (name === 'xf' && isOfCells && !isEnd) {
      const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
      styles.push(formats.get(id) ?? builtInStyle(id) ?? PLAIN_NUMBER);
    }
  }
  return styles;
}
