-- Whom the law offers what, who pays, until when: one row for each resident, decided by `policy` from
-- the facts of the register for one day. Derived: everything here can be made anew at any time.
-- See docs/decisions/0007-stored-decisions.md.
create schema entitlement;
grant usage on schema entitlement to baophu_app;

create table entitlement.basis (
  basis_id int generated always as identity,
  decided_on date not null,
  law_version text not null,
  units_revision bigint not null,
  read_to_entry bigint not null,
  is_whole boolean not null,
  people int not null,
  decided_at timestamptz not null,
  constraint basis_pkey primary key (basis_id)
);
comment on table entitlement.basis is
  'what decisions stand on: the day, the version of the law, the tree of places, the facts up to an entry';
comment on column entitlement.basis.is_whole is 'true = everybody was decided; false = only whose facts or days had changed';

create table entitlement.state (
  only_row boolean not null default true,
  whole_basis_id int,
  all_stale boolean not null default false,
  stale_entry bigint,
  constraint state_pkey primary key (only_row),
  constraint state_only_row check (only_row),
  constraint state_basis foreign key (whole_basis_id) references entitlement.basis (basis_id)
);
comment on table entitlement.state is 'the last decision of everybody; all_stale = too many persons changed since to be named';
comment on column entitlement.state.stale_entry is 'the last entry that touched somebody while nobody is named';
insert into entitlement.state default values;

create table entitlement.stale (
  person_id bigint not null,
  entry_id bigint not null,
  constraint stale_pkey primary key (person_id)
);
comment on table entitlement.stale is
  'persons whose facts, or whose household''s facts, changed since they were decided';

create table entitlement.decision (
  person_id bigint not null,
  place_id int not null,
  basis_id int not null,
  household_id bigint,
  category text collate "C",
  state_bp smallint not null,
  province_bp smallint not null,
  own_bp smallint,
  position smallint,
  monthly_vnd int,
  is_insured boolean not null,
  card_category text collate "C",
  covered_to date,
  reason text collate "C",
  last_category text collate "C",
  lapsed_on date,
  next_on date,
  next_cause text collate "C",
  next_category text collate "C",
  next_state_bp smallint,
  next_province_bp smallint,
  next_own_bp smallint,
  lapse_on date,
  lapse_cause text collate "C",
  recheck_on date,
  benefit_bp smallint,
  full_on date,
  keep_until date,
  constraint decision_pkey primary key (person_id),
  constraint decision_reason_of_uninsured check ((reason is null) = is_insured),
  constraint decision_next_whole check ((next_on is null) = (next_cause is null))
);
comment on table entitlement.decision is 'one resident on the day of the basis: the category that counts, shares, price, what changes next';
comment on column entitlement.decision.category is 'category the law offers and that counts; null = the law we hold offers none';
comment on column entitlement.decision.state_bp is 'part of the full contribution the state pays; what is left of state, province and own is paid by employers and funds';
comment on column entitlement.decision.own_bp is 'part the person pays; null = the law we hold does not say';
comment on column entitlement.decision.position is 'place on the household ladder when all members without a card join; null = no ladder';
comment on column entitlement.decision.monthly_vnd is 'đồng a month for this person in this household; null = depends on an income the register does not hold';
comment on column entitlement.decision.covered_to is 'first day without a card, renewals known now reckoned in; null = open, or not insured';
comment on column entitlement.decision.next_on is 'first day on which the law offers another category or other support';
comment on column entitlement.decision.lapse_on is 'first day on which cover is lost unless somebody acts: the card ends, or its free category does';
comment on column entitlement.decision.recheck_on is 'from this day the row no longer tells the day''s truth';
comment on column entitlement.decision.benefit_bp is 'highest benefit of the categories offered; null = the law we hold does not say';
comment on column entitlement.decision.full_on is 'first day on which five continuous years are full, if nothing breaks the count';
comment on column entitlement.decision.keep_until is 'last day on which a card may begin again for the count to go on; before the basis''s day = broken; null = a card is open, or none ever was';
create index decision_place on entitlement.decision (place_id);
create index decision_uninsured on entitlement.decision (place_id, reason) where not is_insured;
create index decision_recheck_on on entitlement.decision (recheck_on) where recheck_on is not null;

alter table entitlement.decision enable row level security;
create policy decision_in_scope on entitlement.decision for select using (
  place_id <@ (select registry.visible_places())
);
grant select on entitlement.basis, entitlement.state, entitlement.decision to baophu_app;

create table entitlement.place_count (
  place_id int not null,
  category text collate "C",
  is_insured boolean not null,
  card_category text collate "C",
  lapse_month date,
  people int not null,
  constraint place_count_once unique nulls not distinct
    (place_id, category, is_insured, card_category, lapse_month),
  constraint place_count_of_people check (people > 0)
);
comment on table entitlement.place_count is
  'decisions counted by place, kept with every decision, so that a province is added up at once';
comment on column entitlement.place_count.lapse_month is
  'first day of the month of decision.lapse_on; null, and no card category, where nothing lapses';

create table entitlement.renewal (
  place_id int not null,
  category text collate "C" not null,
  ended int not null,
  renewed int not null,
  constraint renewal_pkey primary key (place_id, category)
);
comment on table entitlement.renewal is
  'of the cards of residents that ended in the two years before the last decision of everybody: how many were followed by another';

create table entitlement.scenario (
  scenario_id int generated always as identity,
  name text not null,
  note text not null default '',
  unit_id int not null,
  changes jsonb not null,
  uptake jsonb not null default '{}',
  renews_lists boolean not null default false,
  actor_id text not null,
  actor_name text not null,
  saved_at timestamptz not null,
  state text not null default 'saved',
  job_id text,
  result jsonb,
  computed_at timestamptz,
  failure jsonb,
  constraint scenario_pkey primary key (scenario_id),
  constraint scenario_name_not_blank check (btrim(name) <> ''),
  constraint scenario_name_once unique (unit_id, name),
  constraint scenario_state check (state in ('saved', 'computing', 'computed', 'failed'))
);
comment on table entitlement.scenario is 'what if the law or the area lists were other, for the people of a unit; figures only, no persons';
comment on column entitlement.scenario.changes is 'scenarioChange of src/policy/scenario.ts';
comment on column entitlement.scenario.uptake is 'assumed share (bp) insured among those a category is newly offered to';
comment on column entitlement.scenario.renews_lists is 'yearly lists of households are made anew with the same households, on both sides';
comment on column entitlement.scenario.failure is 'faults for which it is not tried again';
grant select on entitlement.scenario to baophu_app;

create table entitlement.sponsorship (
  sponsorship_id int generated always as identity,
  unit_id int not null,
  payer text not null,
  payer_name text not null,
  unit_ids int[] not null,
  categories text[] collate "C" not null default '{}',
  person_ids bigint[] not null default '{}',
  household_ids bigint[] not null default '{}',
  without_card boolean not null,
  way text not null,
  share_bp smallint,
  monthly_vnd int,
  valid_from date not null,
  valid_to date not null,
  money_max_vnd bigint,
  people_max int,
  document text not null default '',
  note text not null default '',
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  ends_on date,
  undone_at timestamptz,
  constraint sponsorship_pkey primary key (sponsorship_id),
  constraint sponsorship_payer check (payer in ('commune', 'sponsor')),
  constraint sponsorship_payer_named check (btrim(payer_name) <> ''),
  constraint sponsorship_somewhere check (cardinality(unit_ids) > 0),
  constraint sponsorship_way check (case way
    when 'share' then share_bp between 1 and 10000 and monthly_vnd is null
    when 'fixed' then monthly_vnd > 0 and share_bp is null
    else way = 'card' and share_bp is null and monthly_vnd is null end),
  constraint sponsorship_valid_before_it_ends check (valid_from < valid_to),
  constraint sponsorship_ends_inside check (ends_on between valid_from and valid_to),
  constraint sponsorship_ceilings check (coalesce(money_max_vnd, 1) > 0 and coalesce(people_max, 1) > 0)
);
comment on table entitlement.sponsorship is
  'what a sponsor or the budget of a commune promised to pay of the own part of people, to the day; no personal data but a display name';
comment on column entitlement.sponsorship.unit_id is 'the unit in whose name it was recorded';
comment on column entitlement.sponsorship.categories is 'of the category that counts; empty = whoever pays a part himself';
comment on column entitlement.sponsorship.person_ids is 'chosen persons; with household_ids empty = everybody of the units and categories';
comment on column entitlement.sponsorship.without_card is 'only who had no card on the day before valid_from, or on the day decided for where that comes first';
comment on column entitlement.sponsorship.way is 'share of the full contribution; fixed đồng a month; card = all that is left';
comment on column entitlement.sponsorship.ends_on is 'first day without it where it was ended before its time';

create table entitlement.sponsorship_step (
  sponsorship_id int not null,
  step int not null,
  kind text not null,
  ends_on date,
  reason text not null,
  actor_id text not null,
  actor_name text not null,
  taken_at timestamptz not null,
  constraint sponsorship_step_pkey primary key (sponsorship_id, step),
  constraint sponsorship_step_of foreign key (sponsorship_id)
    references entitlement.sponsorship (sponsorship_id),
  constraint sponsorship_step_kind check (kind in ('end', 'undoEnd', 'undo')),
  constraint sponsorship_step_end_has_day check ((ends_on is null) = (kind <> 'end'))
);
comment on table entitlement.sponsorship_step is 'what was done with a sponsorship after it was recorded; appended only';

create table entitlement.sponsored (
  sponsorship_id int not null,
  person_id bigint not null,
  place_id int not null,
  category text collate "C" not null,
  now_vnd int not null,
  months smallint not null,
  reserved_vnd int not null,
  estimated_months smallint not null,
  estimated_vnd int not null,
  used_months smallint not null,
  used_vnd int not null,
  constraint sponsored_pkey primary key (sponsorship_id, person_id)
);
comment on table entitlement.sponsored is
  'derived with the decisions: whom a sponsorship pays for, within its ceilings';
comment on column entitlement.sponsored.now_vnd is 'đồng of a month on the day decided for; 0 = not in force that day';
comment on column entitlement.sponsored.reserved_vnd is 'with a card in all months: what counts against the ceiling of money';
comment on column entitlement.sponsored.estimated_vnd is 'of who has a card, or then has one without paying';
comment on column entitlement.sponsored.used_vnd is 'of months that have begun, with a card';
create index sponsored_person on entitlement.sponsored (person_id);

create table entitlement.sponsored_stretch (
  person_id bigint not null,
  place_id int not null,
  is_actual boolean not null,
  category text collate "C" not null,
  from_month date not null,
  to_month date not null,
  state_bp smallint not null,
  province_bp smallint not null,
  step_bp smallint,
  paid_on date,
  commune_vnd int not null,
  sponsor_vnd int not null,
  own_vnd int not null,
  is_added boolean not null,
  constraint sponsored_stretch_pkey primary key (person_id, is_actual, category, from_month),
  constraint sponsored_stretch_whole_months check (from_month < to_month)
);
comment on table entitlement.sponsored_stretch is
  'derived: months of one person for which sponsors pay the same, of the estimate and of the settlement';
comment on column entitlement.sponsored_stretch.paid_on is
  'the day whose law counts, where the amount stays with the day of payment; null = that of the month';
comment on column entitlement.sponsored_stretch.own_vnd is 'what is left to the person; 0 = others pay all';
comment on column entitlement.sponsored_stretch.is_added is
  'in the estimate because others pay all, though without a card today';
create index sponsored_stretch_place on entitlement.sponsored_stretch (place_id, is_actual);

create table entitlement.sponsorship_count (
  sponsorship_id int not null,
  eligible int not null,
  beyond_ceiling int not null,
  paid_by_others int not null,
  cut int not null,
  constraint sponsorship_count_pkey primary key (sponsorship_id)
);
comment on table entitlement.sponsorship_count is
  'derived: people a sponsorship could reach, and those it does not reach, or not in full';
comment on column entitlement.sponsorship_count.cut is 'who get less than promised, as others pay a part already';
