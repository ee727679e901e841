/**
 * What reading a plan document proposes. One JSON form for the reader, the command line, the tests
 * and the person who confirms it. Every item carries the line of the source where it stands
 * (1-based); text is as printed, whitespace collapsed; nothing is filled in that the text lacks.
 */
import { z } from 'zod';

const Line = z.int().positive();
const IsoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const PlanNumber = z.strictObject({
  /** full sign, "1384/QĐ-UBND" */
  value: z.string().nullable(),
  /** what stands after the slash, "KH-UBND" */
  symbol: z.string().nullable(),
  /** blank = "Số: /KH-UBND"; present-in-header-only = named beside the document, not in it */
  status: z.enum(['present', 'blank', 'absent', 'present-in-header-only']),
  /** sign of the decision that the plan is annexed to */
  attachedTo: z.string().optional(),
  line: Line.optional(),
});
export type PlanNumber = z.infer<typeof PlanNumber>;

export const PlanIssuer = z.strictObject({
  name: z.string().nullable(),
  /** trung ương, tỉnh, thành phố, huyện, xã, phường, cơ sở */
  level: z.string().nullable(),
  province: z.string().nullable(),
  parent: z.string().optional(),
});
export type PlanIssuer = z.infer<typeof PlanIssuer>;

export const IssuedAt = z.strictObject({
  date: IsoDay.nullable(),
  precision: z.enum(['day', 'month', 'year', 'none']),
  /** YYYY-MM when only the month is printed */
  month: z.string().optional(),
  year: z.int().optional(),
  /** the line as printed */
  text: z.string().optional(),
  /** latest date cited as a basis, when the date itself is missing */
  notBefore: IsoDay.optional(),
  /** where the date comes from when not from the head */
  from: z.string().optional(),
  line: Line.optional(),
});
export type IssuedAt = z.infer<typeof IssuedAt>;

export const Signer = z.strictObject({
  authority: z.string().nullable(),
  capacity: z.string().nullable(),
  title: z.string().nullable(),
  nameLine: Line.nullable(),
});
export type Signer = z.infer<typeof Signer>;

export const LegalBasis = z.strictObject({
  number: z.string().nullable(),
  type: z.string(),
  date: IsoDay.nullable(),
  issuer: z.string().nullable(),
  relation: z.enum(['basis', 'referenced', 'attached-to', 'amended-by-basis']),
  line: Line,
  title: z.string().optional(),
  /** other spellings of the sign in the same text */
  variants: z.array(z.string()).optional(),
});
export type LegalBasis = z.infer<typeof LegalBasis>;

export const PlanPeriod = z.strictObject({
  /** a year or a day as written */
  from: z.string().nullable(),
  to: z.string().nullable(),
  extendedTo: z.string().optional(),
  targetYear: z.int().optional(),
  text: z.string(),
  line: Line,
});
export type PlanPeriod = z.infer<typeof PlanPeriod>;

export const PlanTarget = z.strictObject({
  unit: z.string(),
  /** ">" parts a group from its sub-group */
  group: z.string(),
  /** a year, or the words of the text: "hằng năm", "năm học 2023-2024" */
  year: z.union([z.int(), z.string()]),
  /** null for "-" and for an empty cell */
  value: z.number().nullable(),
  op: z.enum(['=', '>=', '>', '<', '<=']),
  uom: z.string(),
  kind: z.enum(['target', 'actual', 'subsidy']),
  source: z.enum(['table', 'text']),
  line: Line,
  raw: z.string(),
  /** stated share in percent */
  share: z.number().optional(),
  /** set when the value is no coverage rate */
  indicator: z.string().optional(),
  yearFrom: z.int().optional(),
  yearTo: z.int().optional(),
  inferred: z.boolean().optional(),
  note: z.string().optional(),
});
export type PlanTarget = z.infer<typeof PlanTarget>;

export const PlanTask = z.strictObject({
  /** ["(không nêu)"] where the text names nobody */
  agency: z.array(z.string()),
  role: z.enum(['chủ trì', 'phối hợp', 'thực hiện']),
  coAgencies: z.array(z.string()).optional(),
  /** path of headings, " > " between them */
  section: z.string(),
  /** first words, verbatim */
  start: z.string(),
  line: Line,
  kind: z.enum(['assigned', 'solution', 'report', 'constraint', 'budget']),
  deadline: IsoDay.nullable(),
  deadlineText: z.string().nullable(),
  /** HH:MM when the deadline names an hour */
  time: z.string().optional(),
  recurrence: z.string().optional(),
  /** "2013-2015", "2027/", "2023-11-01/2023-11-30" */
  period: z.string().optional(),
  /** the subject is carried over from the bullet before */
  agencyImplicit: z.boolean().optional(),
  /** the whole task, verbatim */
  text: z.string(),
  lastLine: Line,
});
export type PlanTask = z.infer<typeof PlanTask>;

export const ReportDeadline = z.union([
  IsoDay,
  z.strictObject({ month: z.int(), day: z.int(), time: z.string().optional() }),
  z.strictObject({
    weekday: z.string(),
    isoWeekday: z.int().min(1).max(7),
    time: z.string().optional(),
  }),
  /** a day of every month, quarter or half year */
  z.strictObject({ day: z.int(), of: z.string(), time: z.string().optional() }),
]);
export type ReportDeadline = z.infer<typeof ReportDeadline>;

export const PlanReport = z.strictObject({
  who: z.array(z.string()),
  to: z.array(z.string()),
  via: z.string().optional(),
  content: z.string(),
  /** one word or several: tuần, tháng, quý, 6 tháng, năm, định kỳ, một lần, khi có vướng mắc … */
  frequency: z.union([z.string(), z.array(z.string())]),
  deadline: ReportDeadline.nullable(),
  deadlineText: z.string().nullable(),
  time: z.string().optional(),
  line: Line,
  start: z.string(),
  purpose: z.string().optional(),
  text: z.string(),
});
export type PlanReport = z.infer<typeof PlanReport>;

export const PlanCommittee = z.strictObject({
  name: z.string(),
  line: Line,
  members: z.array(z.strictObject({ position: z.string(), who: z.string(), line: Line })),
});
export type PlanCommittee = z.infer<typeof PlanCommittee>;

export const PlanCampaign = z.strictObject({
  name: z.string(),
  start: IsoDay.nullable(),
  end: IsoDay.nullable(),
  milestones: z.array(
    z.strictObject({
      what: z.string(),
      before: IsoDay,
      /** as printed, hour and day, where the line itself says when: "07 giờ 30 ngày 01/11/2026" */
      deadlineText: z.string().optional(),
      line: Line,
    }),
  ),
  line: Line,
});
export type PlanCampaign = z.infer<typeof PlanCampaign>;

export const MissingAnnex = z.strictObject({ text: z.string(), line: Line });
export type MissingAnnex = z.infer<typeof MissingAnnex>;

/** `code` has its text in `messages/plans.*.ts`; `detail` fills it. */
export const PlanWarning = z.strictObject({
  code: z.string(),
  line: Line.nullable(),
  detail: z.string().optional(),
});
export type PlanWarning = z.infer<typeof PlanWarning>;

export const Extraction = z.strictObject({
  docType: z.string().nullable(),
  title: z.string().nullable(),
  number: PlanNumber,
  issuer: PlanIssuer,
  issuedAt: IssuedAt,
  signer: Signer.nullable(),
  legalBases: z.array(LegalBasis),
  period: PlanPeriod.nullable(),
  campaign: PlanCampaign.nullable(),
  targets: z.array(PlanTarget),
  tasks: z.array(PlanTask),
  reports: z.array(PlanReport),
  recipients: z.array(z.string()),
  addressees: z.array(z.string()),
  committees: z.array(PlanCommittee),
  missingAnnexes: z.array(MissingAnnex),
  warnings: z.array(PlanWarning),
});
export type Extraction = z.infer<typeof Extraction>;

/** Said of a task whose sentence names no agency. */
export const NOT_NAMED = '(không nêu)';
