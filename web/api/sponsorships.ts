/** What sponsors and communes pay of the own part of people. */
import type { IsoDate } from '../../src/kernel/dates.ts';
import type {
  SponsoredPeopleAnswer,
  SponsorshipInput,
  SponsorshipPage,
  SponsorshipPreview,
  SponsorshipView,
  SponsorshipsAnswer,
} from '../../src/entitlement/sponsorship-types.ts';
import type { Language } from '../text/language.tsx';
import { download, get, post } from './client.ts';

export type {
  SponsoredPeopleAnswer,
  SponsorshipInput,
  SponsorshipPage,
  SponsorshipPreview,
  SponsorshipView,
  SponsorshipsAnswer,
};

function pathOf(unit: number, rest = ''): string {
  return `/v1/entitlement/u${unit}/sponsorships${rest}`;
}

export function listSponsorships(unit: number, signal?: AbortSignal): Promise<SponsorshipsAnswer> {
  return get(pathOf(unit), {}, signal);
}

export function getSponsorship(
  unit: number,
  sponsorshipId: number,
  signal?: AbortSignal,
): Promise<SponsorshipPage> {
  return get(pathOf(unit, `/${sponsorshipId}`), {}, signal);
}

export function previewSponsorship(
  unit: number,
  input: SponsorshipInput,
): Promise<SponsorshipPreview> {
  return post(pathOf(unit, '/preview'), input);
}

export function recordSponsorship(unit: number, input: SponsorshipInput): Promise<SponsorshipPage> {
  return post(pathOf(unit), input);
}

export function endSponsorship(
  unit: number,
  sponsorshipId: number,
  body: { on: IsoDate; reason: string },
): Promise<SponsorshipPage> {
  return post(pathOf(unit, `/${sponsorshipId}/end`), body);
}

export function undoSponsorship(
  unit: number,
  sponsorshipId: number,
  reason: string,
): Promise<SponsorshipPage> {
  return post(pathOf(unit, `/${sponsorshipId}/undo`), { reason });
}

export function listSponsoredPeople(
  unit: number,
  sponsorshipId: number,
  page: { limit: number; after?: string },
  signal?: AbortSignal,
): Promise<SponsoredPeopleAnswer> {
  return get(pathOf(unit, `/${sponsorshipId}/people`), page, signal);
}

export function saveSponsoredFile(
  unit: number,
  sponsorshipId: number,
  language: Language,
): Promise<void> {
  return download(pathOf(unit, `/${sponsorshipId}/people.xlsx`), { language });
}
