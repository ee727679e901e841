/** Every address of the office app in one place. Paths are Vietnamese: people read and share them. */
import type { Door } from '../ui/door.tsx';

export type ListKind = 'co-the' | 'chua-co' | 'sap-het';

export interface ListFilter {
  unitId: number;
  kind: ListKind;
  /** group of the law on the day asked for */
  group?: number;
  subgroup?: string;
  issuer?: string;
  /** cards that end within so many days, for `sap-het` */
  days?: number;
}

interface PaperOwner {
  kind: 'person' | 'household' | 'item';
  id: number;
}

export const doors = {
  start: (): Door => ({ to: '/' }),
  unit: (unitId: number, search?: Door['search']): Door => ({
    to: '/do-bao-phu/$unit',
    params: { unit: String(unitId) },
    search,
  }),
  list: (filter: ListFilter, search?: Door['search']): Door => ({
    to: '/danh-sach',
    search: {
      ...search,
      donvi: String(filter.unitId),
      loai: filter.kind,
      nhom: filter.group === undefined ? undefined : String(filter.group),
      phannhom: filter.subgroup,
      noicap: filter.issuer,
      han: filter.days === undefined ? undefined : String(filter.days),
    },
  }),
  findPeople: (text: string): Door => ({ to: '/nguoi', search: { tim: text } }),
  person: (personId: number, search?: Door['search']): Door => ({
    to: '/nguoi/$person',
    params: { person: String(personId) },
    search,
  }),
  /** a form of `screens/records`, `form` in its own words */
  recordChange: (personId: number, form: string): Door => ({
    to: '/nguoi/$person/ghi',
    params: { person: String(personId) },
    search: { loai: form },
  }),
  newPerson: (into: { household?: number; isNewborn?: boolean } = {}): Door => ({
    to: '/them-nguoi',
    search: {
      ho: into.household === undefined ? undefined : String(into.household),
      moisinh: into.isNewborn === true ? '1' : undefined,
    },
  }),
  household: (householdId: number, search?: Door['search']): Door => ({
    to: '/ho/$household',
    params: { household: String(householdId) },
    search,
  }),
  /** whom to persuade; `filter` in the words of the address bar */
  persuade: (unitId: number, filter?: Door['search']): Door => ({
    to: '/van-dong',
    search: { ...filter, donvi: String(unitId) },
  }),
  forecast: (unitId: number): Door => ({ to: '/du-bao', search: { donvi: String(unitId) } }),
  /** who loses cover until a day; `filter` in the words of the address bar */
  lapsing: (unitId: number, until: string, filter?: Door['search']): Door => ({
    to: '/du-bao/danh-sach',
    search: { ...filter, donvi: String(unitId), den: until },
  }),
  /** whose card ended, and whether another followed; `filter` in the words of the address bar */
  renewals: (unitId: number, filter?: Door['search']): Door => ({
    to: '/du-bao/gia-han',
    search: { ...filter, donvi: String(unitId) },
  }),
  /** five continuous years; `filter` in the words of the address bar */
  fiveYears: (unitId: number, filter?: Door['search']): Door => ({
    to: '/lien-tuc',
    search: { ...filter, donvi: String(unitId) },
  }),
  /** cards on the same days; `filter` in the words of the address bar */
  doubleCover: (unitId: number, filter?: Door['search']): Door => ({
    to: '/dong-trung',
    search: { ...filter, donvi: String(unitId) },
  }),
  /** `filter` in the words of the address bar */
  budget: (unitId: number, filter?: Door['search']): Door => ({
    to: '/du-toan',
    search: { ...filter, donvi: String(unitId) },
  }),
  budgetPeople: (unitId: number, filter: Door['search']): Door => ({
    to: '/du-toan/nguoi',
    search: { ...filter, donvi: String(unitId) },
  }),
  sponsorships: (unitId: number): Door => ({
    to: '/tai-tro',
    search: { donvi: String(unitId) },
  }),
  newSponsorship: (unitId: number): Door => ({
    to: '/tai-tro/moi',
    search: { donvi: String(unitId) },
  }),
  sponsorship: (unitId: number, sponsorshipId: number): Door => ({
    to: '/tai-tro/$sponsorship',
    params: { sponsorship: String(sponsorshipId) },
    search: { donvi: String(unitId) },
  }),
  scenarios: (unitId: number): Door => ({ to: '/neu-thi', search: { donvi: String(unitId) } }),
  /** `like`: begins with the changes of a saved one */
  newScenario: (unitId: number, like?: number): Door => ({
    to: '/neu-thi/moi',
    search: { donvi: String(unitId), tu: like === undefined ? undefined : String(like) },
  }),
  /** one scenario, or several beside one another */
  scenario: (unitId: number, ids: readonly number[]): Door => ({
    to: '/neu-thi/so-sanh',
    search: { donvi: String(unitId), so: ids.join('.') },
  }),
  /** state of the stored decisions */
  deciding: (): Door => ({ to: '/xet-doi-tuong' }),
  unitAdministration: (unitId: number, search?: Door['search']): Door => ({
    to: '/don-vi/$unit',
    params: { unit: String(unitId) },
    search,
  }),
  review: (unit?: string): Door => ({ to: '/ra-soat', search: { donvi: unit } }),
  /** items of the review; `filter` in the words of the address bar */
  reviewItems: (filter: Door['search']): Door => ({ to: '/ra-soat/danh-sach', search: filter }),
  /** `filter` is that of the list one came from */
  /** periods and what is due in a unit; `rule` opens who is due */
  retention: (unit?: string, rule?: string): Door => ({
    to: '/luu-giu',
    search: { donvi: unit, xem: rule },
  }),
  certificate: (certificateId: number): Door => ({
    to: '/luu-giu/chung-nhan/$certificate',
    params: { certificate: String(certificateId) },
  }),
  /** one paper of a person, a household or an item of the review */
  paper: (owner: PaperOwner, paperId: number): Door => {
    const { to, params } = doors.ownerOf(owner);
    return { to: `${to}/giay-to/$paper`, params: { ...params, paper: String(paperId) } };
  },
  ownerOf: ({ kind, id }: PaperOwner): Door => {
    if (kind === 'person') return doors.person(id);
    return kind === 'household' ? doors.household(id) : doors.reviewItem(id);
  },
  reviewItem: (itemId: number, filter?: Door['search']): Door => ({
    to: '/ra-soat/viec/$item',
    params: { item: String(itemId) },
    search: filter,
  }),
  approvals: (show?: string): Door => ({ to: '/ra-soat/cho-duyet', search: { xem: show } }),
  mergePeople: (survivorId: number, loserId: number): Door => ({
    to: '/nguoi/$person/gop',
    params: { person: String(survivorId) },
    search: { voi: String(loserId) },
  }),
  plans: (unitId: number): Door => ({ to: '/ke-hoach', search: { donvi: String(unitId) } }),
  plan: (unitId: number, planId: number, search?: Door['search']): Door => ({
    to: '/ke-hoach/$unit/$plan',
    params: { unit: String(unitId), plan: String(planId) },
    search,
  }),
  equalPeople: (unit?: string): Door => ({ to: '/nguoi/trung', search: { donvi: unit } }),
  entry: (): Door => ({ to: '/danh-sach-gui-den/nhap-tay' }),
  receivedLists: (): Door => ({ to: '/danh-sach-gui-den' }),
  receivedList: (listId: number, search?: Door['search']): Door => ({
    to: '/danh-sach-gui-den/$list',
    params: { list: String(listId) },
    search,
  }),
  villageSheets: (): Door => ({ to: '/danh-sach-thon' }),
  task: (unitId: number, taskId: number): Door => ({
    to: '/viec/$task',
    params: { task: String(taskId) },
    search: { donvi: String(unitId) },
  }),
  tasks: (unitId: number, search?: Door['search']): Door => ({
    to: '/viec',
    search: { ...search, donvi: String(unitId) },
  }),
  duties: (unitId: number): Door => ({
    to: '/viec-bao-cao',
    search: { donvi: String(unitId) },
  }),
  /** one duty alone, with its periods */
  duty: (unitId: number, dutyId: number): Door => ({
    to: '/viec-bao-cao',
    search: { donvi: String(unitId), nhiemvu: String(dutyId) },
  }),
  practices: (unitId: number): Door => ({
    to: '/cach-lam-hay',
    search: { donvi: String(unitId) },
  }),
  committees: (unitId: number): Door => ({
    to: '/ban-chi-dao',
    search: { donvi: String(unitId) },
  }),
  obstacle: (unitId: number, obstacleId: number): Door => ({
    to: '/vuong-mac',
    search: { donvi: String(unitId), xem: String(obstacleId) },
  }),
  document: (unitId: number, documentId: number): Door => ({
    to: '/van-ban/$document',
    params: { document: String(documentId) },
    search: { donvi: String(unitId) },
  }),
  campaign: (unitId: number, campaignId: number, search?: Door['search']): Door => ({
    to: '/chien-dich/$campaign',
    params: { campaign: String(campaignId) },
    search: { ...search, donvi: String(unitId) },
  }),
  signIn: (backTo: string): Door => ({ to: '/dang-nhap', search: { ve: backTo } }),
} as const;
