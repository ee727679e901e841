/** "Chrome · Windows" out of a browser's own description; null when nothing is known. */
export function deviceOf(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === '') return null;
  const browser = BROWSERS.find(([, mark]) => userAgent.includes(mark))?.[0];
  const system = SYSTEMS.find(([, mark]) => userAgent.includes(mark))?.[0];
  const known = [browser, system].filter((part) => part !== undefined);
  return known.length > 0 ? known.join(' · ') : userAgent.slice(0, 60);
}

/** Order matters: Edge and Cốc Cốc also call themselves Chrome, Chrome calls itself Safari. */
const BROWSERS = [
  ['Edge', 'Edg/'],
  ['Cốc Cốc', 'coc_coc'],
  ['Opera', 'OPR/'],
  ['Firefox', 'Firefox/'],
  ['Chrome', 'Chrome/'],
  ['Safari', 'Safari/'],
] as const;

const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['macOS', 'Mac OS X'],
  ['Linux', 'Linux'],
] as const;
