/** Linkage: faults, words of its steps, why a row has its outcome. */
import { viFormat as f } from './format.ts';
import type { FaultTexts } from './shape.ts';

const n = (value: string | number | undefined): string => f.number(Number(value ?? 0));

export const linkageFaultsVi = {
  'linkage.model.notFound': ({ version }) =>
    `Không có bộ trọng số đối chiếu phiên bản ${n(version)}. Xem các phiên bản: baophu lists model show.`,
  'linkage.model.tooFewPairs': ({ pairs, needed }) =>
    `Mới có ${n(pairs)} cặp đã biết là một người; cần ít nhất ${n(needed)} cặp mới tính lại trọng số được. Xin rà soát thêm hoặc đối chiếu một danh sách có số định danh.`,
} satisfies FaultTexts;
