-- Lists come in: who sent what, how its columns were read, what each row says, whom it means, and what
-- it would change. See docs/decisions/0011-lists.md. Rows of a list stay after the commit: they are what
-- the facts of its entries came from.
create schema lists;
grant usage on schema lists to baophu_app;

-- ── who sends ────────────────────────────────────────────────────────────────────────────────────

create table lists.sender (
  sender_id bigint generated always as identity,
  unit_id int not null,
  name text not null,
  added_at timestamptz not null,
  actor_name text not null,
  constraint sender_pkey primary key (sender_id),
  constraint sender_name_not_blank check (btrim(name) <> '')
);
comment on table lists.sender is 'a body that lists come from, in the unit whose people it speaks of';
create unique index sender_once_a_unit on lists.sender (unit_id, kernel.fold(name));

create table lists.layout (
  sender_id bigint not null,
  kind text not null,
  fingerprint text not null,
  mapping jsonb not null,
  confirmed_at timestamptz not null,
  actor_name text not null,
  constraint layout_pkey primary key (sender_id, kind, fingerprint),
  constraint layout_sender foreign key (sender_id) references lists.sender (sender_id)
);
comment on table lists.layout is 'columns as a person confirmed them, for the next file of this sender with the same headers';
comment on column lists.layout.fingerprint is 'hash of the folded headers, fingerprintOf() of src/lists/columns.ts';

-- ── lists ────────────────────────────────────────────────────────────────────────────────────────

create table lists.list (
  list_id bigint generated always as identity,
  sender_id bigint not null,
  unit_id int not null,
  kind text not null,
  as_of date not null,
  is_full boolean not null,
  unknown_people text not null,
  state text not null,
  file_name text not null,
  file_hash text not null,
  file_bytes bigint not null,
  first_file_hash text not null,
  mapping jsonb,
  options jsonb not null default '{}',
  notes jsonb not null default '[]',
  counts jsonb not null default '{}',
  figures jsonb not null default '[]',
  effect jsonb,
  step text,
  job_id text,
  failure jsonb,
  compared_entry_id bigint,
  is_stale boolean not null default false,
  entry_ids bigint[] not null default '{}',
  actor_id text not null,
  actor_name text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  file_erased_at timestamptz,
  constraint list_pkey primary key (list_id),
  constraint list_sender foreign key (sender_id) references lists.sender (sender_id),
  constraint list_state check (state in ('uploaded', 'mapped', 'cleaned', 'linked', 'compared',
    'reviewed', 'committed', 'undone', 'abandoned')),
  constraint list_unknown_people check (unknown_people in ('add', 'review')),
  constraint list_committed_has_read_columns check (state <> 'committed' or mapping is not null)
);
comment on table lists.list is 'one file of a sender with what its rows assert; the same bytes twice are one list';
comment on column lists.list.unit_id is 'whose people the list speaks of; who may see and commit it is decided by it';
comment on column lists.list.is_full is 'true = who is missing has lost what the list asserts; false = absence says nothing';
comment on column lists.list.unknown_people is 'add = a row that is nobody of the register makes a new person; review = somebody decides';
comment on column lists.list.first_file_hash is 'of the file first sent; corrected files continue the same list';
comment on column lists.list.mapping is 'ListMapping of src/lists/types.ts; a proposal while state = uploaded';
comment on column lists.list.step is 'what runs now, or what a killed process left unfinished; null = nothing';
comment on column lists.list.compared_entry_id is 'last entry of the register when the difference was made';
comment on column lists.list.is_stale is 'links were decided since: the difference must be made again';
comment on column lists.list.file_erased_at is 'since then its file is gone: its time was over, or a person in it was erased';
comment on column lists.list.entry_ids is 'entries of the register this list wrote, oldest first; undone ones are taken out';
create unique index list_once_a_file on lists.list (unit_id, kind, file_hash)
  where state not in ('abandoned', 'undone');
create index list_sender_newest on lists.list (sender_id, kind, list_id desc);
create index list_unit on lists.list (unit_id);

create table lists.row (
  list_id bigint not null,
  row_no int not null,
  sheet smallint not null,
  line int not null,
  kind text collate "C" not null,
  section text collate "C",
  full_name text,
  birth_date date,
  birth_precision text collate "C",
  sex text collate "C",
  national_id text collate "C",
  social_insurance_number text collate "C",
  place_id int,
  commune_id int,
  card_number text collate "C",
  category text collate "C",
  valid_from date,
  valid_to date,
  household_code text collate "C",
  head_name text collate "C",
  relation text collate "C",
  facility_code text collate "C",
  ethnicity_code text collate "C",
  phone text collate "C",
  address text,
  detail text,
  faults jsonb,
  cells text[],
  constraint row_pkey primary key (list_id, row_no),
  constraint row_kind check (kind in ('data', 'faulty', 'header', 'title', 'section', 'total')),
  constraint row_data_has_a_name check (kind <> 'data' or full_name is not null),
  constraint row_birth_precision check ((birth_date is null) = (birth_precision is null))
);
comment on table lists.row is 'every row of the file: what it is, what it says once cleaned, what is wrong with it';
comment on column lists.row.row_no is 'its line, counted on from sheet to sheet: the row''s number for links and review';
comment on column lists.row.line is 'as the sender''s program numbers it in the sheet';
comment on column lists.row.kind is 'data = goes on; faulty = comes back to the sender; the others are no persons';
comment on column lists.row.section is 'increase | decrease: under which heading the row stands (D03-TS, Mẫu số 3)';
comment on column lists.row.place_id is 'unit of today: the village where known, else the commune; null = no place could be read';
comment on column lists.row.commune_id is 'commune of today in which place_id lies';
comment on column lists.row.detail is 'class and school, employer, decision: what the kind of list says beside the person';
comment on column lists.row.faults is '[{code, field, cell, params, isWarning}]; only faults stop a row';
comment on column lists.row.cells is 'what stood in the row, of faulty rows only; the others are in the stored file';
create index row_faulty on lists.row (list_id, row_no) where kind = 'faulty';

create table lists.decided (
  list_id bigint not null,
  row_no int not null,
  outcome text collate "C" not null,
  person_id bigint,
  item_id bigint,
  constraint decided_pkey primary key (list_id, row_no),
  constraint decided_outcome check (outcome in ('linked', 'new', 'leftOut')),
  constraint decided_linked_to_somebody check ((outcome = 'linked') = (person_id is not null))
);
comment on table lists.decided is
  'what somebody decided of rows the linkage left open (linkage.link says what it found): goes before it';
comment on column lists.decided.item_id is 'review item by which it was decided';

create table lists.change (
  list_id bigint not null,
  change_no int not null,
  row_no int,
  person_id bigint,
  kind text collate "C" not null,
  fact text collate "C" not null,
  commune_id int,
  valid_from date,
  valid_to date,
  values text[],
  ends bigint[],
  fields jsonb,
  reason text collate "C",
  constraint change_pkey primary key (list_id, change_no),
  constraint change_kind check (kind in ('new', 'changed', 'vanished', 'conflict')),
  constraint change_of_somebody check (row_no is not null or person_id is not null)
);
comment on table lists.change is
  'the difference: what the list would do to the facts of one person; rows without a change are the same as the register';
comment on column lists.change.fact is 'table of the register; the period [valid_from, valid_to) gets the values, or loses what it had where values is null';
comment on column lists.change.values is 'columns of BULK_COLUMNS after the period, as text; of household members, and of new people who are, [house number in the list, household_id or null = a new one, is_head, relation]; null = the facts named by ends are cut short';
comment on column lists.change.ends is 'current facts the period overlaps: superseded, and their parts outside the period kept';
comment on column lists.change.fields is '[{field, before, after}], to show';
comment on column lists.change.reason is 'why a conflict is not applied, what a vanished person loses';
create index change_row on lists.change (list_id, row_no);
create index change_person on lists.change (person_id, list_id) where person_id is not null;

-- ── printed village lists ────────────────────────────────────────────────────────────────────────

create table lists.sheet (
  sheet_id bigint generated always as identity,
  unit_id int not null,
  as_of date not null,
  rows int not null,
  printed_at timestamptz not null,
  actor_name text not null,
  constraint sheet_pkey primary key (sheet_id)
);
comment on table lists.sheet is 'a list of the people of a village as it was printed, for signing and for corrections by code';
create index sheet_unit on lists.sheet (unit_id, sheet_id desc);

create table lists.sheet_row (
  sheet_id bigint not null,
  line smallint not null,
  person_id bigint not null,
  constraint sheet_row_pkey primary key (sheet_id, line),
  constraint sheet_row_sheet foreign key (sheet_id) references lists.sheet (sheet_id)
);
comment on column lists.sheet_row.line is 'with a check letter it is the code printed at the row''s beginning: 12K';

-- ── exact duplicates by chosen columns ───────────────────────────────────────────────────────────

create table lists.duplicate_search (
  search_id bigint generated always as identity,
  unit_id int not null,
  list_id bigint,
  columns jsonb not null,
  state text not null,
  job_id text,
  compared int not null default 0,
  blank int not null default 0,
  groups int not null default 0,
  members int not null default 0,
  is_cut boolean not null default false,
  failure jsonb,
  actor_name text not null,
  made_at timestamptz not null,
  constraint duplicate_search_pkey primary key (search_id),
  constraint duplicate_search_state check (state in ('waiting', 'done', 'failed'))
);
comment on table lists.duplicate_search is
  'somebody looked for rows of a list, or persons of the register, that are equal in the columns he chose';
comment on column lists.duplicate_search.unit_id is 'unit of the list, or the place searched: who sees it may see what was found';
comment on column lists.duplicate_search.list_id is 'null = the register';
comment on column lists.duplicate_search.columns is 'SearchColumn of src/lists/duplicates/types.ts; those without a way of comparing are only shown';
comment on column lists.duplicate_search.blank is 'rows or persons with nothing in a chosen column: equal to nobody';
comment on column lists.duplicate_search.is_cut is 'more members than are kept; the counts are whole';
create index duplicate_search_list on lists.duplicate_search (list_id, search_id desc);
create index duplicate_search_unit on lists.duplicate_search (unit_id, search_id desc);

create table lists.duplicate_group (
  search_id bigint not null,
  group_no int not null,
  members int not null,
  constraint duplicate_group_pkey primary key (search_id, group_no),
  constraint duplicate_group_of_two check (members > 1)
);
comment on column lists.duplicate_group.group_no is 'largest first, then in the order of the file or of persons';

create table lists.duplicate_member (
  search_id bigint not null,
  group_no int not null,
  member_no int not null,
  row_no int,
  sheet smallint,
  line int,
  person_id bigint,
  cells text[] not null,
  constraint duplicate_member_pkey primary key (search_id, group_no, member_no),
  constraint duplicate_member_row_or_person check ((row_no is null) <> (person_id is null))
);
comment on column lists.duplicate_member.cells is 'what stood in the columns of the search, in their order, as written';

create table lists.duplicate_choice (
  choice_id bigint generated always as identity,
  unit_id int not null,
  kind text not null,
  name text not null,
  columns text[] not null,
  kept_at timestamptz not null,
  actor_name text not null,
  constraint duplicate_choice_pkey primary key (choice_id),
  constraint duplicate_choice_name_not_blank check (btrim(name) <> '')
);
comment on table lists.duplicate_choice is 'columns to look for duplicates by, kept under a name for a kind of lists or the register';
create unique index duplicate_choice_once on lists.duplicate_choice (unit_id, kind, kernel.fold(name));

-- ── row security, the second net ─────────────────────────────────────────────────────────────────

alter table lists.sender enable row level security;
create policy sender_in_scope on lists.sender for select using (
  unit_id <@ (select registry.visible_places())
);

alter table lists.list enable row level security;
create policy list_in_scope on lists.list for select using (
  unit_id <@ (select registry.visible_places())
);

alter table lists.row enable row level security;
create policy row_of_visible_list on lists.row for select using (
  exists (select from lists.list l where l.list_id = row.list_id)
);

alter table lists.decided enable row level security;
create policy decided_of_visible_list on lists.decided for select using (
  exists (select from lists.list l where l.list_id = decided.list_id)
);

alter table lists.change enable row level security;
create policy change_of_visible_list on lists.change for select using (
  exists (select from lists.list l where l.list_id = change.list_id)
);

alter table lists.sheet enable row level security;
create policy sheet_in_scope on lists.sheet for select using (
  unit_id <@ (select registry.visible_places())
);

alter table lists.sheet_row enable row level security;
create policy sheet_row_of_visible_sheet on lists.sheet_row for select using (
  exists (select from lists.sheet s where s.sheet_id = sheet_row.sheet_id)
);

alter table lists.duplicate_search enable row level security;
create policy duplicate_search_in_scope on lists.duplicate_search for select using (
  unit_id <@ (select registry.visible_places())
);

alter table lists.duplicate_group enable row level security;
create policy duplicate_group_of_visible_search on lists.duplicate_group for select using (
  exists (select from lists.duplicate_search s where s.search_id = duplicate_group.search_id)
);

alter table lists.duplicate_member enable row level security;
create policy duplicate_member_of_visible_search on lists.duplicate_member for select using (
  exists (select from lists.duplicate_search s where s.search_id = duplicate_member.search_id)
);

alter table lists.duplicate_choice enable row level security;
create policy duplicate_choice_in_scope on lists.duplicate_choice for select using (
  unit_id <@ (select registry.visible_places())
);

grant select on lists.duplicate_search, lists.duplicate_group, lists.duplicate_member, lists.duplicate_choice to baophu_app;
grant select on lists.sheet, lists.sheet_row, lists.sender, lists.list, lists.row, lists.decided, lists.change to baophu_app;
