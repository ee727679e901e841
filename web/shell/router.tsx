/** Which address shows which screen; screens are fetched when first opened. */
import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LENS_NAMES, parseSearch, writeSearch } from './lens.ts';
import { NotFound } from './not-found.tsx';
import { SignedIn } from './signed-in.tsx';
import { OpenToAll } from './visitor-frame.tsx';
import { PageFault, PagePending } from './page-states.tsx';

/** The lens travels from page to page unless the door sets it otherwise. */
function keepLens({
  search,
  next,
}: {
  search: Record<string, unknown>;
  next: (search: Record<string, unknown>) => Record<string, unknown>;
}): Record<string, unknown> {
  const result = next(search);
  for (const name of LENS_NAMES) {
    if (!(name in result) && search[name] !== undefined) result[name] = search[name];
  }
  return result;
}

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  search: { middlewares: [keepLens as never] },
});

const signedIn = createRoute({ getParentRoute: () => root, id: 'signedIn', component: SignedIn });

const openToAll = createRoute({
  getParentRoute: () => root,
  id: 'openToAll',
  component: OpenToAll,
});

type Screen = () => ReactNode;

function open(path: string, load: () => Promise<Screen>) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(async () => ({ default: await load() })),
  });
}

function screen(path: string, load: () => Promise<Screen>) {
  return createRoute({
    getParentRoute: () => signedIn,
    path,
    component: lazyRouteComponent(async () => ({ default: await load() })),
  });
}

const law = createRoute({
  getParentRoute: () => openToAll,
  path: '/luat',
  component: lazyRouteComponent(async () => ({
    default: (await import('../screens/law/law-book.tsx')).LawBook,
  })),
});

const routes = root.addChildren([
  open('/dang-nhap', async () => (await import('../screens/sign-in/sign-in.tsx')).SignIn),
  open('/bat-dau', async () => (await import('../screens/sign-in/link.tsx')).OneTimeLink),
  open('/may-tinh', async () => (await import('../screens/law/to-calculator.tsx')).ToCalculator),
  openToAll.addChildren([law]),
  signedIn.addChildren([
    screen('/', async () => (await import('../screens/start/start.tsx')).Start),
    screen('/do-bao-phu', async () => (await loadCoverage()).CoverageHome),
    screen('/do-bao-phu/$unit', async () => (await loadCoverage()).Coverage),
    screen(
      '/danh-sach',
      async () => (await import('../screens/people/people-list.tsx')).PeopleList,
    ),
    screen('/nguoi', async () => (await import('../screens/people/find-people.tsx')).FindPeople),
    screen(
      '/nguoi/trung',
      async () => (await import('../screens/duplicates/people-duplicates.tsx')).PeopleDuplicates,
    ),
    screen(
      '/nguoi/$person/gop',
      async () => (await import('../screens/review/merge.tsx')).MergePeople,
    ),
    screen('/ra-soat', async () => (await import('../screens/review/queues.tsx')).ReviewQueues),
    screen(
      '/ra-soat/danh-sach',
      async () => (await import('../screens/review/items.tsx')).ReviewItems,
    ),
    screen(
      '/ra-soat/viec/$item',
      async () => (await import('../screens/review/item.tsx')).ReviewItem,
    ),
    screen(
      '/ra-soat/cho-duyet',
      async () => (await import('../screens/review/approvals.tsx')).Approvals,
    ),
    screen(
      '/nguoi/$person/ghi',
      async () => (await import('../screens/records/record.tsx')).RecordChange,
    ),
    screen(
      '/them-nguoi',
      async () => (await import('../screens/records/new-person.tsx')).NewPerson,
    ),
    screen('/luu-giu', async () => (await import('../screens/retention/retention.tsx')).Retention),
    screen(
      '/luu-giu/chung-nhan/$certificate',
      async () => (await import('../screens/retention/certificate.tsx')).Certificate,
    ),
    screen('/nguoi/$person/giay-to/$paper', loadPaper),
    screen('/ho/$household/giay-to/$paper', loadPaper),
    screen('/ra-soat/viec/$item/giay-to/$paper', loadPaper),
    screen('/nguoi/$person', async () => (await import('../screens/people/person.tsx')).Person),
    screen(
      '/ho/$household',
      async () => (await import('../screens/people/household.tsx')).Household,
    ),
    screen('/van-dong', async () => (await import('../screens/entitlement/persuade.tsx')).Persuade),
    screen('/du-bao', async () => (await import('../screens/entitlement/forecast.tsx')).Forecast),
    screen(
      '/du-bao/danh-sach',
      async () => (await import('../screens/entitlement/lapsing.tsx')).Lapsing,
    ),
    screen(
      '/du-bao/gia-han',
      async () => (await import('../screens/entitlement/renewals.tsx')).Renewals,
    ),
    screen(
      '/lien-tuc',
      async () => (await import('../screens/entitlement/five-years.tsx')).FiveYears,
    ),
    screen(
      '/dong-trung',
      async () => (await import('../screens/entitlement/double-cover.tsx')).DoubleCover,
    ),
    screen('/du-toan', async () => (await import('../screens/entitlement/budget.tsx')).Budget),
    screen(
      '/du-toan/nguoi',
      async () => (await import('../screens/entitlement/budget-people.tsx')).BudgetPeople,
    ),
    screen(
      '/tai-tro',
      async () => (await import('../screens/sponsorships/sponsorships.tsx')).Sponsorships,
    ),
    screen(
      '/tai-tro/moi',
      async () => (await import('../screens/sponsorships/sponsorship-form.tsx')).SponsorshipForm,
    ),
    screen(
      '/tai-tro/$sponsorship',
      async () => (await import('../screens/sponsorships/sponsorship.tsx')).Sponsorship,
    ),
    screen(
      '/neu-thi',
      async () => (await import('../screens/entitlement/scenarios.tsx')).Scenarios,
    ),
    screen(
      '/neu-thi/moi',
      async () => (await import('../screens/entitlement/scenario-builder.tsx')).ScenarioBuilder,
    ),
    screen(
      '/neu-thi/so-sanh',
      async () => (await import('../screens/entitlement/scenario-view.tsx')).ScenarioCompare,
    ),
    screen(
      '/xet-doi-tuong',
      async () => (await import('../screens/entitlement/decisions.tsx')).Decisions,
    ),
    screen('/danh-sach-gui-den', async () => (await import('../screens/lists/lists.tsx')).Lists),
    screen(
      '/danh-sach-gui-den/nhap-tay',
      async () => (await import('../screens/entry/entry.tsx')).Entry,
    ),
    screen(
      '/danh-sach-gui-den/$list',
      async () => (await import('../screens/lists/list.tsx')).ReceivedList,
    ),
    screen(
      '/danh-sach-thon',
      async () => (await import('../screens/lists/village-sheets.tsx')).VillageSheets,
    ),
    screen('/ke-hoach', async () => (await import('../screens/plans/plans.tsx')).Plans),
    screen('/ke-hoach/$unit/$plan', async () => (await import('../screens/plans/plan.tsx')).Plan),
    screen('/chi-tieu', async () => (await loadTargets()).TargetsHome),
    screen('/chi-tieu/$unit', async () => (await loadTargets()).Targets),
    screen(
      '/chi-tieu/$unit/phan-bo',
      async () => (await import('../screens/targets/split.tsx')).TargetSplit,
    ),
    screen(
      '/chi-tieu/$unit/bang',
      async () => (await import('../screens/targets/matrix.tsx')).TargetMatrix,
    ),
    screen(
      '/chi-tieu/$unit/cua-don-vi',
      async () => (await import('../screens/targets/own.tsx')).OwnTargets,
    ),
    screen(
      '/chi-tieu/$unit/de-xuat',
      async () => (await import('../screens/targets/answers.tsx')).TargetAnswers,
    ),
    screen(
      '/chi-tieu/$unit/chi-so',
      async () => (await import('../screens/targets/indicators.tsx')).Indicators,
    ),
    screen('/viec-cua-toi', async () => (await import('../screens/work/my-work.tsx')).MyWork),
    screen('/viec', async () => (await import('../screens/work/tasks.tsx')).Tasks),
    screen('/viec-bao-cao', async () => (await import('../screens/work/duties.tsx')).Duties),
    screen(
      '/lich-lam-viec',
      async () => (await import('../screens/work/clock-page.tsx')).ClockPage,
    ),
    screen('/viec/$task', async () => (await import('../screens/work/task.tsx')).Task),
    screen('/ban-chi-dao', async () => (await import('../screens/work/committees.tsx')).Committees),
    screen('/vuong-mac', async () => (await import('../screens/work/obstacles.tsx')).Obstacles),
    screen('/van-ban', async () => (await import('../screens/work/documents.tsx')).Documents),
    screen(
      '/van-ban/$document',
      async () => (await import('../screens/work/document.tsx')).Document,
    ),
    screen(
      '/chien-dich',
      async () => (await import('../screens/campaigns/campaigns.tsx')).Campaigns,
    ),
    screen(
      '/chien-dich/$campaign',
      async () => (await import('../screens/campaigns/campaign.tsx')).Campaign,
    ),
    screen(
      '/cach-lam-hay',
      async () => (await import('../screens/campaigns/practices.tsx')).Practices,
    ),
    screen('/don-vi', async () => (await import('../screens/units/units.tsx')).Units),
    screen(
      '/don-vi/$unit',
      async () => (await import('../screens/units/unit.tsx')).UnitAdministration,
    ),
    screen(
      '/don-vi/$unit/thay-doi',
      async () => (await import('../screens/units/change.tsx')).UnitChange,
    ),
    screen(
      '/don-vi/$unit/danh-muc',
      async () => (await import('../screens/units/official-list.tsx')).OfficialList,
    ),
    screen(
      '/don-vi/$unit/nhap-thon',
      async () => (await import('../screens/units/villages.tsx')).Villages,
    ),
    screen('/nguoi-dung', async () => (await import('../screens/access/users.tsx')).Users),
    screen('/nguoi-dung/$user', async () => (await import('../screens/access/user.tsx')).User),
    screen('/nhat-ky', async () => (await import('../screens/journal/journal.tsx')).Journal),
    screen('/tac-vu', async () => (await import('../screens/system/jobs.tsx')).Jobs),
    screen('/nguon-du-lieu', async () => (await import('../screens/system/sources.tsx')).Sources),
    screen('/tro-giup', async () => (await import('../screens/system/help.tsx')).Help),
    screen('/tai-khoan', async () => (await import('../screens/account/account.tsx')).Account),
  ]),
]);

async function loadPaper(): Promise<Screen> {
  return (await import('../screens/papers/paper.tsx')).Paper;
}

function loadCoverage() {
  return import('../screens/coverage/coverage.tsx');
}

function loadTargets() {
  return import('../screens/targets/tree.tsx');
}

export function makeRouter() {
  return createRouter({
    routeTree: routes,
    parseSearch,
    stringifySearch: writeSearch,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFault,
    defaultPendingMs: 250,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}
