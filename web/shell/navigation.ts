/** What stands in the navigation, and for whom. */
import type { Messages } from '../../messages/vi.ts';
import type { Role } from '../../src/kernel/actor.ts';
import type { Door } from '../ui/door.tsx';
import type { IconName } from '../ui/icon.tsx';

type Words = Messages['web']['navigation'];

export interface NavigationItem {
  id: string;
  text: keyof Words & string;
  icon: IconName;
  door: Door;
  /** absent = everybody signed in */
  roles?: readonly Role[];
  /** stands in the bottom bar of a phone */
  isPrimary?: boolean;
  /** a path that also counts as being here */
  also?: string;
}

export interface NavigationGroup {
  text: keyof Words & string;
  items: readonly NavigationItem[];
}

/** Everybody who may see persons. */
const PERSON_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
  'financeOfficer',
  'villageCollaborator',
  'collector',
  'facility',
  'auditor',
];

/** Everybody who may see what the law offers the people of a place. */
const DECISION_ROLES: readonly Role[] = PERSON_ROLES.filter((role) => role !== 'facility');

/** Everybody who decides or looks at what is doubtful. */
const REVIEW_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
  'auditor',
];

/** Everybody who turns documents into targets and tasks, or looks after them. */
const PLANNING_ROLES: readonly Role[] = [...REVIEW_ROLES, 'financeOfficer'];

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    text: 'groupWork',
    items: [
      { id: 'start', text: 'start', icon: 'home', door: { to: '/' }, isPrimary: true },
      {
        id: 'coverage',
        text: 'coverage',
        icon: 'coverage',
        door: { to: '/do-bao-phu' },
        roles: PERSON_ROLES,
        isPrimary: true,
      },
      {
        id: 'targets',
        text: 'targets',
        icon: 'target',
        door: { to: '/chi-tieu' },
        roles: DECISION_ROLES,
      },
      {
        id: 'people',
        text: 'people',
        icon: 'people',
        door: { to: '/danh-sach' },
        roles: PERSON_ROLES,
        isPrimary: true,
        also: '/nguoi',
      },
    ],
  },
  {
    text: 'groupTasks',
    items: [
      {
        id: 'myWork',
        text: 'myWork',
        icon: 'jobs',
        door: { to: '/viec-cua-toi' },
        roles: DECISION_ROLES,
      },
      {
        id: 'tasks',
        text: 'tasks',
        icon: 'decide',
        door: { to: '/viec' },
        roles: DECISION_ROLES,
        also: '/viec-bao-cao',
      },
      {
        id: 'campaigns',
        text: 'campaigns',
        icon: 'campaign',
        door: { to: '/chien-dich' },
        roles: DECISION_ROLES,
        also: '/cach-lam-hay',
      },
      {
        id: 'committees',
        text: 'committees',
        icon: 'users',
        door: { to: '/ban-chi-dao' },
        roles: DECISION_ROLES,
      },
      {
        id: 'obstacles',
        text: 'obstacles',
        icon: 'warning',
        door: { to: '/vuong-mac' },
        roles: DECISION_ROLES,
      },
      {
        id: 'documents',
        text: 'documents',
        icon: 'journal',
        door: { to: '/van-ban' },
        roles: DECISION_ROLES,
      },
    ],
  },
  {
    text: 'groupEntitlement',
    items: [
      {
        id: 'persuade',
        text: 'persuade',
        icon: 'canvass',
        door: { to: '/van-dong' },
        roles: DECISION_ROLES,
      },
      {
        id: 'forecast',
        text: 'forecast',
        icon: 'forecast',
        door: { to: '/du-bao' },
        roles: DECISION_ROLES,
      },
      {
        id: 'fiveYears',
        text: 'fiveYears',
        icon: 'calendar',
        door: { to: '/lien-tuc' },
        roles: DECISION_ROLES,
      },
      {
        id: 'doubleCover',
        text: 'doubleCover',
        icon: 'card',
        door: { to: '/dong-trung' },
        roles: DECISION_ROLES,
      },
      {
        id: 'budget',
        text: 'budget',
        icon: 'budget',
        door: { to: '/du-toan' },
        roles: DECISION_ROLES,
      },
      {
        id: 'sponsorships',
        text: 'sponsorships',
        icon: 'gift',
        door: { to: '/tai-tro' },
        roles: DECISION_ROLES,
      },
      {
        id: 'scenarios',
        text: 'scenarios',
        icon: 'scenario',
        door: { to: '/neu-thi' },
        roles: DECISION_ROLES,
      },
      {
        id: 'deciding',
        text: 'deciding',
        icon: 'decide',
        door: { to: '/xet-doi-tuong' },
        roles: DECISION_ROLES,
      },
    ],
  },
  {
    text: 'groupPlanning',
    items: [
      {
        id: 'plans',
        text: 'plans',
        icon: 'journal',
        door: { to: '/ke-hoach' },
        roles: PLANNING_ROLES,
      },
    ],
  },
  {
    text: 'groupData',
    items: [
      {
        id: 'lists',
        text: 'lists',
        icon: 'sources',
        door: { to: '/danh-sach-gui-den' },
        roles: REVIEW_ROLES,
        also: '/danh-sach-thon',
      },
      {
        id: 'review',
        text: 'review',
        icon: 'decide',
        door: { to: '/ra-soat' },
        roles: REVIEW_ROLES,
      },
      {
        id: 'units',
        text: 'units',
        icon: 'units',
        door: { to: '/don-vi' },
        isPrimary: true,
      },
      { id: 'sources', text: 'sources', icon: 'sources', door: { to: '/nguon-du-lieu' } },
    ],
  },
  {
    text: 'groupLaw',
    items: [
      { id: 'law', text: 'law', icon: 'law', door: { to: '/luat' } },
      { id: 'calculator', text: 'calculator', icon: 'calculator', door: { to: '/may-tinh' } },
    ],
  },
  {
    text: 'groupAdministration',
    items: [
      {
        id: 'users',
        text: 'users',
        icon: 'users',
        door: { to: '/nguoi-dung' },
        roles: ['administrator'],
      },
      {
        id: 'journal',
        text: 'journal',
        icon: 'journal',
        door: { to: '/nhat-ky' },
        roles: ['administrator', 'auditor'],
      },
      {
        id: 'retention',
        text: 'retention',
        icon: 'sources',
        door: { to: '/luu-giu' },
        roles: ['administrator', 'auditor'],
      },
      {
        id: 'jobs',
        text: 'jobs',
        icon: 'jobs',
        door: { to: '/tac-vu' },
        roles: ['administrator'],
      },
    ],
  },
];

/** Groups with the items these roles may open; empty groups are left out. */
export function navigationFor(roles: ReadonlySet<Role>): NavigationGroup[] {
  return NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter((item) => !item.roles || item.roles.some((role) => roles.has(role))),
  })).filter((group) => group.items.length > 0);
}

export function maySeePersons(roles: ReadonlySet<Role>): boolean {
  return PERSON_ROLES.some((role) => roles.has(role));
}

export function maySeeWork(roles: ReadonlySet<Role>): boolean {
  return DECISION_ROLES.some((role) => roles.has(role));
}
