/** The text of an expected fault by its code, for the server, the command line and the web. */
import type { Fault } from '../src/kernel/outcome.ts';
import { accessFaultsEn } from './access.en.ts';
import { accessFaultsVi } from './access.vi.ts';
import { demoFaultsEn } from './demo.en.ts';
import { demoFaultsVi } from './demo.vi.ts';
import { registryFaultsEn } from './registry.en.ts';
import { registryFaultsVi } from './registry.vi.ts';
import { unitsFaultsEn } from './units.en.ts';
import { unitsFaultsVi } from './units.vi.ts';
import { coverageFaultsEn } from './coverage.en.ts';
import { coverageFaultsVi } from './coverage.vi.ts';
import { entitlementFaultsEn } from './entitlement.en.ts';
import { entitlementFaultsVi } from './entitlement.vi.ts';
import { linkageFaultsEn } from './linkage.en.ts';
import { linkageFaultsVi } from './linkage.vi.ts';
import { listsFaultsEn } from './lists.en.ts';
import { listsFaultsVi } from './lists.vi.ts';
import { papersFaultsEn } from './papers.en.ts';
import { papersFaultsVi } from './papers.vi.ts';
import { plansFaultsEn } from './plans.en.ts';
import { plansFaultsVi } from './plans.vi.ts';
import { policyEn } from './policy.en.ts';
import { policyVi } from './policy.vi.ts';
import { tableFaultsEn } from './table.en.ts';
import { tableFaultsVi } from './table.vi.ts';
import { targetsFaultsEn } from './targets.en.ts';
import { targetsFaultsVi } from './targets.vi.ts';
import { retentionFaultsEn } from './retention.en.ts';
import { retentionFaultsVi } from './retention.vi.ts';
import { reviewFaultsEn } from './review.en.ts';
import { reviewFaultsVi } from './review.vi.ts';
import type { FaultTexts } from './shape.ts';
import { tasksFaultsEn } from './tasks.en.ts';
import { tasksFaultsVi } from './tasks.vi.ts';

const TEXTS: Readonly<Record<'vi' | 'en', FaultTexts>> = {
  vi: {
    ...accessFaultsVi,
    ...policyVi.faults,
    ...entitlementFaultsVi,
    ...coverageFaultsVi,
    ...unitsFaultsVi,
    ...registryFaultsVi,
    ...demoFaultsVi,
    ...linkageFaultsVi,
    ...listsFaultsVi,
    ...papersFaultsVi,
    ...plansFaultsVi,
    ...retentionFaultsVi,
    ...reviewFaultsVi,
    ...tableFaultsVi,
    ...targetsFaultsVi,
    ...tasksFaultsVi,
  },
  en: {
    ...accessFaultsEn,
    ...policyEn.faults,
    ...entitlementFaultsEn,
    ...coverageFaultsEn,
    ...unitsFaultsEn,
    ...registryFaultsEn,
    ...demoFaultsEn,
    ...linkageFaultsEn,
    ...listsFaultsEn,
    ...papersFaultsEn,
    ...plansFaultsEn,
    ...retentionFaultsEn,
    ...reviewFaultsEn,
    ...tableFaultsEn,
    ...targetsFaultsEn,
    ...tasksFaultsEn,
  },
};

/** Undefined when no text knows the code. */
export function findFaultText(fault: Fault, language: 'vi' | 'en'): string | undefined {
  return TEXTS[language][fault.code]?.(fault.params ?? {});
}

/** Falls back to the code itself, which still can be asked about. */
export function faultText(fault: Fault, language: 'vi' | 'en'): string {
  return findFaultText(fault, language) ?? fault.code;
}
