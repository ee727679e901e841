-- Coverage as running sums: who changed which cards on which day, folded to states and changes, so
-- that any place on any day is a sum over few rows. Kept in the transaction of every write to the
-- register; `baophu coverage check` recounts everything from the facts. Numbers only, no persons: no
-- row security, since half a sum would be a wrong figure; endpoints decide which unit may be asked.
-- See docs/decisions/0005-coverage-counts.md.
create schema coverage;
grant usage on schema coverage to baophu_app;

create table coverage.signature (
  signature_id int not null,
  own text collate "C",
  other_province text collate "C",
  army text collate "C",
  police text collate "C",
  unknown text collate "C",
  constraint signature_pkey primary key (signature_id),
  constraint signature_once unique nulls not distinct (own, other_province, army, police, unknown),
  constraint signature_id_range check (signature_id between 0 and 65534)
);
comment on table coverage.signature is
  'by which cards a resident is insured on a day: the category that counts of each class of issuers; 0 = by none';
insert into coverage.signature (signature_id) values (0);

create table coverage.place (
  place_id int not null,
  anchor_id int not null,
  changed_entry_id bigint not null default 0,
  constraint place_pkey primary key (place_id)
);
comment on table coverage.place is
  'places with counts, and the anchor (units.unit.anchor_id) under which they are summed now';
comment on column coverage.place.changed_entry_id is
  'the last entry that touched somebody who lives, lived or will live there; older answers kept of it are stale';
create index place_anchor on coverage.place (anchor_id);

create table coverage.anchor (
  anchor_id int not null,
  region_id int not null,
  constraint anchor_pkey primary key (anchor_id)
);
comment on table coverage.anchor is
  'anchors with counts, and the region under which they are summed too, so that a province is one sum';
comment on column coverage.anchor.region_id is
  'province in which the anchor first lay; a read uses the sum only when every anchor of it is inside';
create index anchor_region on coverage.anchor (region_id);

create table coverage.flow (
  place_id int not null,
  day date not null,
  from_signature_id int not null,
  to_signature_id int not null,
  n int not null,
  constraint flow_pkey primary key (place_id, day, from_signature_id, to_signature_id) include (n),
  constraint flow_changes_something check (from_signature_id <> to_signature_id),
  constraint flow_of_people check (n > 0)
);
comment on table coverage.flow is
  'n people of a place went from one signature to another at the start of a day; -1 = came from or went outside the place';

create table coverage.count (
  layer smallint not null,
  place_id int not null,
  grain smallint not null,
  start date not null,
  signature_id int not null,
  n int not null,
  constraint count_pkey primary key (layer, place_id, grain, start, signature_id) include (n),
  constraint count_layer check (layer in (0, 1, 2)),
  constraint count_grain check (grain in (0, 1, 2) and (layer > 0 or grain = 2)),
  constraint count_says_something check (n <> 0),
  constraint count_state_of_people check (grain <> 2 or n > 0)
);
comment on table coverage.count is
  'state on D = that of the year + that of the month + changes of the days to D (places: year + flows to D)';
comment on column coverage.count.layer is
  '0 = the place itself, 1 = an anchor (commune) with its places, 2 = a region with its anchors';
comment on column coverage.count.grain is
  '2 year: state as it begins, before the changes of 1 January; 1 month: change from then until it begins; 0 day: change on it';

create table coverage.ending (
  key text not null,
  day date not null,
  place_id int not null,
  entry_id bigint not null,
  days int[] not null,
  groups int[] not null,
  people int[] not null,
  constraint ending_pkey primary key (key, day, place_id),
  constraint ending_same_length check (
    cardinality(days) = cardinality(groups) and cardinality(days) = cardinality(people))
);
comment on table coverage.ending is
  'people of a place whose cover ends within so many days of the day, by group: kept answers, counted anew when the place changed';
comment on column coverage.ending.key is 'whose cards count, and the law they are grouped by';
comment on column coverage.ending.entry_id is 'an entry that was known when this was counted';

create table coverage.kept (
  only_row boolean not null default true,
  law_order text not null,
  constraint kept_pkey primary key (only_row),
  constraint kept_only_row check (only_row)
);
comment on table coverage.kept is
  'version of the law''s order by which the counts were made; another one in policy/ asks for a rebuild';
insert into coverage.kept (law_order) values ('');

create table coverage.definition (
  code text not null,
  name_vi text not null,
  name_en text not null,
  issuers text[] not null,
  aggregate_issuers text[] not null,
  denominator text not null,
  population_source text,
  population_year int,
  citation text not null,
  position int not null,
  is_shipped boolean not null default false,
  recorded_at timestamptz not null default now(),
  actor_name text not null default '',
  constraint definition_pkey primary key (code),
  constraint definition_code check (code ~ '^[a-z][A-Za-z0-9]{1,40}$'),
  constraint definition_issuers check (
    issuers <@ array['own', 'otherProvince', 'army', 'police', 'unknown']
    and aggregate_issuers <@ array['own', 'otherProvince', 'army', 'police', 'unknown']
    and cardinality(issuers) + cardinality(aggregate_issuers) > 0),
  constraint definition_denominator check (
    (denominator = 'registry' and population_source is null and population_year is null)
    or (denominator = 'official' and population_source is not null))
);
comment on table coverage.definition is
  'what "covered" means, by name: whose cards count, numbers without names, out of which population; never changed, only added';
comment on column coverage.definition.aggregate_issuers is
  'issuers whose cards known only as a number (registry.aggregate_participation) are added, shown apart';
comment on column coverage.definition.population_source is 'units.population_source.key';
comment on column coverage.definition.population_year is 'null = the year of the day that is asked';

insert into coverage.definition
  (code, name_vi, name_en, issuers, aggregate_issuers, denominator, citation, position, is_shipped)
values
  ('sonDuongPlan',
   'Theo kế hoạch huyện Sơn Dương (không bao gồm đối tượng do tỉnh khác cấp thẻ)',
   'As in the Sơn Dương plan (without cards issued by other provinces)',
   '{own,army}', '{army}', 'registry',
   'Kế hoạch bao phủ BHYT huyện Sơn Dương, phần I.I.2: 153.953 thẻ do cơ quan BHXH huyện cấp và 1.210 thân nhân do Quân đội cấp',
   1, true),
  ('allCards',
   'Mọi thẻ BHYT, kể cả thẻ do tỉnh khác, quân đội, công an cấp',
   'All cards, those of other provinces, army and police included',
   '{own,otherProvince,army,police,unknown}', '{own,otherProvince,army,police,unknown}', 'registry',
   'Luật BHYT 25/2008/QH12, Điều 1 và Điều 12: mọi người tham gia, không phân biệt nơi cấp thẻ',
   2, true),
  ('ownCards',
   'Chỉ thẻ do cơ quan BHXH của tỉnh cấp',
   'Only cards issued by the province''s own social insurance',
   '{own}', '{}', 'registry',
   'Kế hoạch bao phủ BHYT huyện Sơn Dương, phần I.I.2: 153.953 thẻ do cơ quan BHXH huyện cấp',
   3, true);

create table coverage.export (
  export_id uuid not null,
  actor jsonb not null,
  question jsonb not null,
  file_name text not null default '',
  state text not null,
  rows_written int not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  constraint export_pkey primary key (export_id),
  constraint export_state check (state in ('waiting', 'running', 'done', 'failed'))
);
comment on table coverage.export is 'lists written to .xlsx by a job; removed a day later';
comment on column coverage.export.actor is 'who asked, with the grants that allowed it: the job reads with these rights';
create index export_created_at on coverage.export (created_at);

create table coverage.export_part (
  export_id uuid not null,
  part int not null,
  bytes bytea not null,
  constraint export_part_pkey primary key (export_id, part),
  constraint export_part_export foreign key (export_id) references coverage.export (export_id)
    on delete cascade
);
comment on table coverage.export_part is 'the file of an export in pieces of at most 1 MiB, in order';

-- Vietnamese lists run by given name, then the rest of the name: personSortKey() of src/kernel/text.ts.
-- Not strict, so that the planner can put it in line.
create function coverage.name_key(full_name text) returns text
language sql immutable parallel safe
as $$
  select case
    when position(' ' in full_name) = 0 then full_name
    else right(full_name, position(' ' in reverse(full_name)) - 1) || ' '
      || left(full_name, length(full_name) - position(' ' in reverse(full_name)))
  end
$$;

-- Lists ask of every permanent resident whether another kind of residence takes him elsewhere that
-- day; without this the question reads the whole table (a commune of 20,000: 24 ms against 5).
create index residence_not_permanent on registry.residence (person_id)
  include (kind, valid_from, valid_to, recorded_from, recorded_to)
  where kind <> 'permanent';

grant select on coverage.signature, coverage.place, coverage.anchor, coverage.flow, coverage.count, coverage.kept,
  coverage.definition to baophu_app;
