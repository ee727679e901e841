/** Official names with and without their kind. */
import { fold } from '../kernel/text.ts';
import { type UnitType, UNIT_TYPES } from './types.ts';

/** With its kind in front, written as officially: ("xa", "tân trào") → "Xã tân trào". */
export function officialName(type: UnitType, name: string): string {
  const { prefix } = UNIT_TYPES[type];
  const clean = name.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (prefix === '' || clean === '') return clean;
  const words = prefix.split(' ').length;
  const start = clean.split(' ').slice(0, words).join(' ');
  const rest = clean.slice(start.length).trim();
  return fold(start) === fold(prefix) && rest !== '' ? `${prefix} ${rest}` : `${prefix} ${clean}`;
}

/** The name without its kind: "Thị trấn Sơn Dương" → "Sơn Dương". */
export function bareName(unit: { name: string; type: string }): string {
  const prefix = UNIT_TYPES[unit.type as UnitType]?.prefix ?? '';
  const start = unit.name.slice(0, prefix.length);
  if (prefix === '' || fold(start) !== fold(prefix)) return unit.name;
  return unit.name.slice(prefix.length).trim() || unit.name;
}
