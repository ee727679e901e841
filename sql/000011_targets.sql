-- What shall be reached: indicators, targets of units by group and period with their acts, answers of
-- units, what was printed, results entered by hand, and acts of a place that follow a target. Nothing is
-- overwritten: a change is a new revision that supersedes. Numbers only, no persons: endpoints decide
-- which unit may be asked. See docs/decisions/0014-targets.md.
create schema targets;
grant usage on schema targets to baophu_app;

create table targets.indicator (
  code text not null,
  name_vi text not null,
  name_en text not null,
  reads text,
  measure text not null,
  direction text not null,
  citation text not null,
  position int not null,
  is_shipped boolean not null default false,
  recorded_at timestamptz not null default now(),
  actor_name text not null default '',
  constraint indicator_pkey primary key (code),
  constraint indicator_code check (code ~ '^[a-z][A-Za-z0-9]{1,40}$'),
  constraint indicator_reads check (reads in ('coverage', 'increase', 'joined', 'keeping')),
  constraint indicator_measure check (measure in ('rate', 'people')),
  constraint indicator_direction check (direction in ('atLeast', 'atMost'))
);
comment on table targets.indicator is 'what a target measures, by name; added, never changed';
comment on column targets.indicator.reads is
  'what of the register it is: coverage, net increase of the insured since the period began, people who joined, communes not below last year''s rate; null = results are entered by hand';
comment on column targets.indicator.measure is 'what its values are: a rate in basis points or people; coverage has both';

insert into targets.indicator
  (code, name_vi, name_en, reads, measure, direction, citation, position, is_shipped)
values
  ('coverage', 'Tỷ lệ bao phủ BHYT', 'Coverage of health insurance', 'coverage', 'rate', 'atLeast',
   'Nghị quyết 20-NQ/TW', 1, true),
  ('insuredIncrease', 'Số người tham gia BHYT tăng thêm', 'Increase of the insured', 'increase',
   'people', 'atLeast', 'Chỉ tiêu cơ quan BHXH giao hằng năm', 2, true),
  ('newlyInsured', 'Phát triển mới người tham gia BHYT', 'People newly insured', 'joined', 'people',
   'atLeast', 'Chỉ tiêu cơ quan BHXH giao hằng năm', 3, true),
  ('communesKeeping', 'Tỷ lệ xã, phường không giảm so với năm trước', 'Communes not below last year',
   'keeping', 'rate', 'atLeast', 'Chỉ thị 52-CT/TW', 11, true),
  ('compulsorySocialInsurance', 'Số người tham gia BHXH bắt buộc', 'In compulsory social insurance',
   null, 'people', 'atLeast', 'Chỉ tiêu cơ quan BHXH giao hằng năm', 4, true),
  ('voluntarySocialInsurance', 'Số người tham gia BHXH tự nguyện', 'In voluntary social insurance',
   null, 'people', 'atLeast', 'Chỉ tiêu cơ quan BHXH giao hằng năm', 5, true),
  ('outOfPocket', 'Tỷ lệ chi trực tiếp từ tiền túi của hộ gia đình', 'Out-of-pocket share of health spending',
   null, 'rate', 'atMost', 'Quyết định 538/QĐ-TTg ngày 29/3/2013', 6, true),
  ('satisfaction', 'Tỷ lệ hài lòng của người bệnh', 'Satisfaction of patients', null, 'rate',
   'atLeast', 'Kế hoạch thực hiện Chỉ thị 52-CT/TW', 7, true),
  ('stationsWithDoctor', 'Tỷ lệ trạm y tế xã có bác sỹ', 'Commune health stations with a doctor',
   null, 'rate', 'atLeast', 'Bộ tiêu chí quốc gia về y tế xã', 8, true),
  ('stationsTreating', 'Tỷ lệ trạm y tế đủ điều kiện khám, chữa bệnh BHYT',
   'Health stations that treat the insured', null, 'rate', 'atLeast',
   'Bộ tiêu chí quốc gia về y tế xã', 9, true),
  ('villageDrugKits', 'Tỷ lệ thôn, bản có túi thuốc', 'Villages with a drug kit', null, 'rate',
   'atLeast', 'Bộ tiêu chí quốc gia về y tế xã', 10, true);

create table targets.target (
  target_id int generated always as identity,
  indicator text not null,
  unit_id int not null,
  group_code text not null,
  valid_from date not null,
  valid_to date not null,
  kind text not null,
  constraint target_pkey primary key (target_id),
  constraint target_indicator foreign key (indicator) references targets.indicator (code),
  constraint target_unit foreign key (unit_id) references units.unit (unit_id),
  constraint target_period check (valid_from < valid_to),
  constraint target_kind check (kind in ('target', 'actual', 'support')),
  constraint target_once unique (unit_id, indicator, group_code, valid_from, valid_to, kind)
);
comment on table targets.target is
  'identity of a target: indicator × unit × group × period; what it says is in its revisions';
comment on column targets.target.group_code is
  'empty = everybody; 4 = group, 4/nearPoor = sub-group of the law''s taxonomy of the period; #… = a group as printed that the taxonomy does not know';
comment on column targets.target.kind is
  'target = to be reached; actual = a result a document states; support = part of the contribution a document grants';

create table targets.revision (
  revision_id int generated always as identity,
  target_id int not null,
  state text not null,
  operator text not null,
  measure text not null,
  rate_bp int,
  people int,
  population int,
  group_name text,
  counter_rate_bp int,
  counter_people int,
  is_override boolean not null default false,
  assigner_id int not null,
  act_id int,
  sources jsonb not null,
  reason text,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  actor_id text not null,
  actor_name text not null,
  constraint revision_pkey primary key (revision_id),
  constraint revision_target foreign key (target_id) references targets.target (target_id),
  constraint revision_act foreign key (act_id) references units.act (act_id),
  constraint revision_assigner foreign key (assigner_id) references units.unit (unit_id),
  constraint revision_state check (state in
    ('draft', 'assigned', 'accepted', 'counterProposed', 'adjusted', 'withdrawn', 'stated')),
  constraint revision_operator check (operator in ('>=', '>', '<', '<=', '=')),
  constraint revision_measure check (measure in ('rate', 'people')),
  constraint revision_not_negative check (rate_bp >= 0 and people >= 0 and population >= 0
    and counter_rate_bp >= 0 and counter_people >= 0),
  constraint revision_counter_has_reason check (
    state <> 'counterProposed'
    or (reason is not null and coalesce(counter_rate_bp, counter_people) is not null)),
  constraint revision_span check (superseded_at is null or recorded_at <= superseded_at)
);
comment on table targets.revision is
  'what a target said from recorded_at until superseded_at: value, state, act, reason; appended only';
comment on column targets.revision.measure is 'which of the two values was stated; the other is reckoned from the population';
comment on column targets.revision.rate_bp is 'null together with people = a blank cell: nothing was set, never 0';
comment on column targets.revision.population is 'people of the unit or group when rate and people were reckoned from each other';
comment on column targets.revision.assigner_id is 'unit that set it: its own, or one above';
comment on column targets.revision.sources is '[{document, line, printed, operator}]: where it stands, word by word';
create unique index revision_one_current on targets.revision (target_id) where superseded_at is null;
create index revision_target_id on targets.revision (target_id, revision_id);
create index revision_open_counter on targets.revision (assigner_id)
  where superseded_at is null and state = 'counterProposed';

create table targets.matrix (
  matrix_id int generated always as identity,
  unit_id int not null,
  indicator text not null,
  title text not null,
  document text,
  act_id int,
  columns jsonb not null,
  rows jsonb not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  actor_name text not null,
  constraint matrix_pkey primary key (matrix_id),
  constraint matrix_unit foreign key (unit_id) references units.unit (unit_id),
  constraint matrix_indicator foreign key (indicator) references targets.indicator (code),
  constraint matrix_act foreign key (act_id) references units.act (act_id)
);
comment on table targets.matrix is
  'a table of targets as a document prints it: its columns, rows and words; the values are targets';
comment on column targets.matrix.columns is '[{label, from, to, kind}]';
comment on column targets.matrix.rows is '[{label, group, depth, printed: [text of each cell]}]';
create unique index matrix_one_current on targets.matrix (unit_id, title) where superseded_at is null;

create table targets.observation (
  observation_id int generated always as identity,
  indicator text not null,
  unit_id int not null,
  group_code text not null,
  on_date date not null,
  rate_bp int,
  part int,
  whole int,
  source text not null,
  note text,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  actor_id text not null,
  actor_name text not null,
  constraint observation_pkey primary key (observation_id),
  constraint observation_indicator foreign key (indicator) references targets.indicator (code),
  constraint observation_unit foreign key (unit_id) references units.unit (unit_id),
  constraint observation_says_something check (coalesce(rate_bp, part) is not null),
  constraint observation_counts check (part >= 0 and whole >= 0 and rate_bp >= 0
    and (rate_bp is null or part is null)),
  constraint observation_source_named check (btrim(source) <> '')
);
comment on table targets.observation is
  'a result on a day that the register cannot give: two counts, one count, or a rate as its source states it';
create unique index observation_one_current on targets.observation (unit_id, indicator, group_code, on_date)
  where superseded_at is null;

create table targets.criterion (
  criterion_id int generated always as identity,
  unit_id int not null,
  programme text not null,
  name text not null,
  year int not null,
  indicator text not null,
  group_code text not null,
  operator text not null,
  measure text not null,
  value int not null,
  act_id int,
  note text,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  actor_name text not null,
  constraint criterion_pkey primary key (criterion_id),
  constraint criterion_unit foreign key (unit_id) references units.unit (unit_id),
  constraint criterion_indicator foreign key (indicator) references targets.indicator (code),
  constraint criterion_act foreign key (act_id) references units.act (act_id),
  constraint criterion_programme check (programme in ('socioEconomic', 'newRural', 'resolution', 'other')),
  constraint criterion_operator check (operator in ('>=', '>', '<', '<=', '=')),
  constraint criterion_measure check (measure in ('rate', 'people')),
  constraint criterion_year check (year between 2000 and 2100)
);
comment on table targets.criterion is
  'a value that a programme or resolution of a place asks for in a year, and the indicator and group of the target it follows';
create index criterion_unit_id on targets.criterion (unit_id, year) where superseded_at is null;

grant select on targets.indicator, targets.target, targets.revision, targets.matrix, targets.observation,
  targets.criterion to baophu_app;
