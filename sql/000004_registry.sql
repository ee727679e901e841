-- The register: who lives where, in which household, with which status, insured by whom. Every fact
-- carries two periods: [valid_from, valid_to) = when it held in the world, and recorded_from,
-- recorded_to = the entry that wrote it and the entry that superseded it. Rows are never changed but
-- for recorded_to, and never deleted. See docs/decisions/0004-bitemporal-facts.md.
--
-- No foreign keys from facts: six million checks would double a bulk load, and growing tables must
-- stay free to be distributed by province. Writers are serialised, the pure rules decide, and
-- checkRegister() (src/registry/ops.ts) proves what keys would.
create schema registry;
grant usage on schema registry to baophu_app;

-- ── entries ──────────────────────────────────────────────────────────────────────────────────────

create table registry.entry (
  entry_id bigint generated always as identity,
  recorded_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  kind text not null,
  reason text not null,
  source text,
  undoes_entry_id bigint,
  idempotency_key text,
  content_hash text,
  result jsonb,
  people int not null default 0,
  rows_added bigint not null default 0,
  rows_superseded bigint not null default 0,
  constraint entry_pkey primary key (entry_id),
  constraint entry_undoes_an_entry foreign key (undoes_entry_id) references registry.entry (entry_id),
  constraint entry_undoes_an_earlier_one check (undoes_entry_id < entry_id),
  constraint entry_once_per_idempotency_key unique (idempotency_key),
  constraint entry_says_why check (btrim(reason) <> '')
);
comment on table registry.entry is
  'one write to the register: by whom, when, why, from what; writers are serialised, so ids are in commit order';
comment on column registry.entry.recorded_at is
  'never earlier than that of the entry before: "as known at T" is the last entry with recorded_at <= T';
comment on column registry.entry.kind is 'record | load | import | undo | …, see ENTRY_KINDS in src/registry/types.ts';
comment on column registry.entry.idempotency_key is 'sender and key: the same again answers what the first call answered';
comment on column registry.entry.result is 'ids given to new persons and households: the answer to a repeated call';
comment on column registry.entry.people is 'how many persons had a fact written or superseded';
create index entry_recorded_at on registry.entry (recorded_at);
create index entry_undoes on registry.entry (undoes_entry_id) where undoes_entry_id is not null;
create index entry_actor on registry.entry (actor_id, entry_id);

create table registry.entry_place (
  entry_id bigint not null,
  place_id int not null,
  people int not null,
  constraint entry_place_pkey primary key (entry_id, place_id),
  constraint entry_place_entry foreign key (entry_id) references registry.entry (entry_id)
);
comment on table registry.entry_place is
  'where an entry reached: places, now and before, of the persons, households and sums it touched';
comment on column registry.entry_place.people is 'persons of the entry in this place';
create index entry_place_place on registry.entry_place (place_id, entry_id desc);

create table registry.id_counter (
  kind text not null,
  province_code smallint not null,
  next_value bigint not null,
  constraint id_counter_pkey primary key (kind, province_code),
  constraint id_counter_kind check (kind in ('person', 'household')),
  constraint id_counter_stays_in_its_block check (next_value between 1 and 9999999999)
);
comment on table registry.id_counter is
  'ids of persons and households are province code × 10^10 + sequence: the province is in the key';

-- ── the person: one row each, the shortest way to a name and the anchor of row security ──────────

create table registry.person (
  person_id bigint not null,
  full_name text collate "C" not null,
  name_sorted text collate "C" not null,
  birth_year smallint,
  sex text collate "C",
  place_id int,
  earlier_places int[],
  search_keys int[] not null,
  constraint person_pkey primary key (person_id)
);
comment on table registry.person is
  'derived from the current facts in the same transaction (never a fact itself): last known name and place, search keys';
comment on column registry.person.name_sorted is 'folded words in alphabetical order, foldSorted() of src/kernel/text.ts';
comment on column registry.person.place_id is 'counting place of the last residence spell that has one (units.unit); null = none known';
comment on column registry.person.earlier_places is 'other places of current residence facts: officials there still see the person';
comment on column registry.person.search_keys is '32-bit hashes of words, pairs of words, words with birth year and with sex: searchKeysOf() of src/registry/search-keys.ts';
create index person_name on registry.person (name_sorted, place_id, person_id);
create index person_place on registry.person (place_id, person_id);
create index person_search_keys on registry.person using gin (search_keys) with (fastupdate = off);
create index person_earlier_places on registry.person using gin (earlier_places) with (fastupdate = off)
  where earlier_places is not null;
-- The permutation spreads neighbours in the key far apart, so that a walk in its order meets any
-- share of the people after reading about 1/share rows, wherever in the province they live.
create index person_shuffle on registry.person (((person_id % 2147483647) * 1540483477 % 2147483647));

create table registry.name_word (
  word text collate "C" not null,
  key int not null,
  constraint name_word_pkey primary key (word)
);
comment on column registry.name_word.key is 'its key in person.search_keys';
comment on table registry.name_word is
  'folded words seen in names, to complete a half-typed one; words stay when their last bearer goes';

create table registry.search_key (
  key int not null,
  people int not null,
  constraint search_key_pkey primary key (key)
);
comment on table registry.search_key is
  'how many persons bear a frequent search key, counted when the register has grown by a quarter: tells the search which way is short';

create table registry.person_merge (
  merge_id bigint generated by default as identity,
  loser_id bigint not null,
  survivor_id bigint not null,
  merged_by bigint not null,
  recorded_from bigint not null,
  recorded_to bigint,
  constraint person_merge_pkey primary key (merge_id, recorded_from),
  constraint person_merge_of_two check (loser_id <> survivor_id),
  constraint person_merge_recorded_before_superseded check (recorded_from < recorded_to),
  constraint person_merge_entry foreign key (merged_by) references registry.entry (entry_id)
);
comment on table registry.person_merge is
  'two records of one person became one: the loser has no current facts, and his number leads to the survivor';
comment on column registry.person_merge.survivor_id is
  'who bears the facts now: merged on, the row is superseded by one that names the last survivor';
comment on column registry.person_merge.merged_by is 'the entry that moved the loser''s facts';
create unique index person_merge_loser on registry.person_merge (loser_id) where recorded_to is null;
create index person_merge_survivor on registry.person_merge (survivor_id) where recorded_to is null;
create index person_merge_recorded_from on registry.person_merge (recorded_from);
create index person_merge_recorded_to on registry.person_merge (recorded_to) where recorded_to is not null;

create table registry.erased_person (
  person_id bigint not null,
  erased_at timestamptz not null,
  constraint erased_person_pkey primary key (person_id)
);
comment on table registry.erased_person is
  'whose name, numbers and words were erased for ever; place, year of birth, sex and spells stay, so that no count changes';

-- ── facts of a person ────────────────────────────────────────────────────────────────────────────
-- fact_id names the fact; a row that an undo brings back keeps it with a later recorded_from.

create table registry.person_version (
  person_id bigint not null,
  fact_id bigint generated by default as identity,
  valid_from date not null,
  valid_to date,
  recorded_from bigint not null,
  recorded_to bigint,
  birth_date date,
  birth_precision text collate "C",
  sex text collate "C",
  full_name text collate "C" not null,
  ethnicity_code text collate "C",
  nationality_code text collate "C",
  national_id text collate "C",
  social_insurance_number text collate "C",
  phone text collate "C",
  email text collate "C",
  constraint person_version_pkey primary key (person_id, fact_id, recorded_from),
  constraint person_version_valid_before_it_ends check (valid_from < valid_to),
  constraint person_version_recorded_before_superseded check (recorded_from < recorded_to),
  constraint person_version_birth_precision check (
    (birth_date is null) = (birth_precision is null)
    and (birth_precision is null or birth_precision in ('day', 'month', 'year'))
  ),
  constraint person_version_sex check (sex in ('male', 'female')),
  constraint person_version_name_not_blank check (full_name <> '')
);
comment on table registry.person_version is
  'what identifies a person; the current rows of a person do not overlap';
comment on column registry.person_version.birth_date is 'first day of the month or year where birth_precision says so';
comment on column registry.person_version.ethnicity_code is 'code of QĐ 121-TCTK/PPCĐ (1979), as in the health-insurance claim files';

create table registry.residence (
  person_id bigint not null,
  fact_id bigint generated by default as identity,
  valid_from date not null,
  valid_to date,
  recorded_from bigint not null,
  recorded_to bigint,
  place_id int not null,
  kind text collate "C" not null,
  note text,
  constraint residence_pkey primary key (person_id, fact_id, recorded_from),
  constraint residence_valid_before_it_ends check (valid_from < valid_to),
  constraint residence_recorded_before_superseded check (recorded_from < recorded_to),
  constraint residence_kind check (kind in ('permanent', 'temporary', 'away', 'left', 'died'))
);
comment on table registry.residence is
  'where a person lives: current rows of one kind do not overlap; on a day temporary counts, else permanent, else away; left and died end them';
comment on column registry.residence.place_id is 'units.unit: the village where known, else the commune; for left and died the place last lived in';

create table registry.household (
  household_id bigint not null,
  fact_id bigint generated by default as identity,
  valid_from date not null,
  valid_to date,
  recorded_from bigint not null,
  recorded_to bigint,
  place_id int not null,
  code text collate "C",
  address text,
  constraint household_pkey primary key (household_id, fact_id, recorded_from),
  constraint household_valid_before_it_ends check (valid_from < valid_to),
  constraint household_recorded_before_superseded check (recorded_from < recorded_to),
  constraint household_code_length check (length(code) <= 20)
);
comment on table registry.household is 'a household, its place and code; current rows of one household do not overlap';
comment on column registry.household.code is 'free text of the issuer (mã hộ): no published format';

create table registry.household_member (
  person_id bigint not null,
  fact_id bigint generated by default as identity,
  valid_from date not null,
  valid_to date,
  recorded_from bigint not null,
  recorded_to bigint,
  household_id bigint not null,
  is_head boolean not null,
  relation text collate "C" not null,
  constraint household_member_pkey primary key (person_id, fact_id, recorded_from),
  constraint household_member_valid_before_it_ends check (valid_from < valid_to),
  constraint household_member_recorded_before_superseded check (recorded_from < recorded_to),
  constraint household_member_head_is_head check (is_head = (relation = 'head'))
);
comment on table registry.household_member is
  'one household at a time a person; a household has at most one head on a day';

create table registry.status (
  person_id bigint not null,
  fact_id bigint generated by default as identity,
  valid_from date not null,
  valid_to date,
  recorded_from bigint not null,
  recorded_to bigint,
  status text collate "C" not null,
  detail text,
  source text,
  constraint status_pkey primary key (person_id, fact_id, recorded_from),
  constraint status_valid_before_it_ends check (valid_from < valid_to),
  constraint status_recorded_before_superseded check (recorded_from < recorded_to)
);
comment on table registry.status is
  'what an official list says of a person; names are STATUSES of src/registry/types.ts; current rows of one status do not overlap';

create table registry.participation (
  person_id bigint not null,
  fact_id bigint generated by default as identity,
  valid_from date not null,
  valid_to date,
  recorded_from bigint not null,
  recorded_to bigint,
  category text collate "C" not null,
  issuer text collate "C" not null,
  card_number text collate "C",
  facility_code text collate "C",
  source text,
  constraint participation_pkey primary key (person_id, fact_id, recorded_from),
  constraint participation_valid_before_it_ends check (valid_from < valid_to),
  constraint participation_recorded_before_superseded check (recorded_from < recorded_to),
  constraint participation_category_is_a_word check (
    category ~ '^([A-Z]{2}|[a-z][A-Za-z]{2,39})$'),
  constraint participation_issuer check (
    issuer in ('own', 'otherProvince', 'army', 'police', 'unknown'))
);
comment on table registry.participation is
  'insured from … to … as whom by whom; spells of a person may overlap, the law''s order decides which counts';
comment on column registry.participation.category is 'object code of the card (mã đối tượng), or a name of policy/groups.yaml where no code is confirmed; stable across taxonomies';
comment on column registry.participation.source is 'list or file of this spell where it differs from the entry''s';

create table registry.aggregate_participation (
  place_id int not null,
  fact_id bigint generated by default as identity,
  valid_from date not null,
  valid_to date,
  recorded_from bigint not null,
  recorded_to bigint,
  category text collate "C" not null,
  issuer text collate "C" not null,
  people int not null,
  source text,
  constraint aggregate_participation_pkey primary key (place_id, fact_id, recorded_from),
  constraint aggregate_participation_valid_before_it_ends check (valid_from < valid_to),
  constraint aggregate_participation_recorded_before_superseded check (recorded_from < recorded_to),
  constraint aggregate_participation_category_is_a_word check (
    category ~ '^([A-Z]{2}|[a-z][A-Za-z]{2,39})$'),
  constraint aggregate_participation_issuer check (
    issuer in ('own', 'otherProvince', 'army', 'police', 'unknown')),
  constraint aggregate_participation_counts_people check (people > 0)
);
comment on table registry.aggregate_participation is
  'cards known only as a number (army relatives): place × category × issuer do not overlap among current rows';

-- ── indexes: lean, the key (person_id, …) serves every read of one person ────────────────────────

create index person_version_national_id on registry.person_version (national_id)
  where recorded_to is null and national_id is not null;
create index person_version_social_insurance_number on registry.person_version (social_insurance_number)
  where recorded_to is null and social_insurance_number is not null;
create index person_version_phone on registry.person_version (phone)
  where recorded_to is null and phone is not null;
create index residence_place on registry.residence (place_id, valid_from);
create index household_place on registry.household (place_id);
create index household_member_household on registry.household_member (household_id);
create index participation_card_number on registry.participation (card_number)
  where recorded_to is null and card_number is not null;

-- What an entry wrote and what it superseded: equal keys are stored once, so these stay small.
create index person_version_recorded_from on registry.person_version (recorded_from);
create index residence_recorded_from on registry.residence (recorded_from);
create index household_recorded_from on registry.household (recorded_from);
create index household_member_recorded_from on registry.household_member (recorded_from);
create index status_recorded_from on registry.status (recorded_from);
create index participation_recorded_from on registry.participation (recorded_from);
create index aggregate_participation_recorded_from on registry.aggregate_participation (recorded_from);
create index person_version_recorded_to on registry.person_version (recorded_to) where recorded_to is not null;
create index residence_recorded_to on registry.residence (recorded_to) where recorded_to is not null;
create index household_recorded_to on registry.household (recorded_to) where recorded_to is not null;
create index household_member_recorded_to on registry.household_member (recorded_to) where recorded_to is not null;
create index status_recorded_to on registry.status (recorded_to) where recorded_to is not null;
create index participation_recorded_to on registry.participation (recorded_to) where recorded_to is not null;
create index aggregate_participation_recorded_to on registry.aggregate_participation (recorded_to)
  where recorded_to is not null;

-- ── what a list of found people shows ────────────────────────────────────────────────────────────

-- A function for its cached plan: planning the statement anew took longer than running it, and a
-- search is asked by many at once (0.9 + 0.7 ms of processor time as two statements, 1.1 as this).
create function registry.describe_people(ids bigint[], on_day date)
returns table (
  person_id bigint,
  national_id text,
  social_insurance_number text,
  birth_date date,
  birth_precision text,
  residence_kind text,
  head_id bigint,
  head_name text,
  place_units jsonb
)
language plpgsql stable
as $$
begin
  return query
  select p.person_id, v.national_id, v.social_insurance_number, v.birth_date, v.birth_precision,
    r.kind, h.person_id, h.full_name, u.units
  from registry.person p
  left join lateral (
    select f.national_id, f.social_insurance_number, f.birth_date, f.birth_precision
    from registry.person_version f
    where f.person_id = p.person_id and f.recorded_to is null
    order by f.valid_from desc
    limit 1
  ) v on true
  left join lateral (
    select f.kind
    from registry.residence f
    where f.person_id = p.person_id and f.recorded_to is null and f.valid_from <= on_day
    order by f.valid_to desc nulls first,
      array_position(array['died', 'left', 'temporary', 'permanent', 'away'], f.kind::text)
    limit 1
  ) r on true
  left join lateral (
    select head.person_id, named.full_name
    from registry.household_member m
    join registry.household_member head on head.household_id = m.household_id and head.is_head
      and head.recorded_to is null and head.valid_from <= on_day
      and (head.valid_to is null or on_day < head.valid_to)
    join registry.person named on named.person_id = head.person_id
    where m.person_id = p.person_id and m.recorded_to is null and m.valid_from <= on_day
      and (m.valid_to is null or on_day < m.valid_to)
    limit 1
  ) h on true
  left join lateral (
    select jsonb_agg(jsonb_build_object('unitId', named.unit_id, 'name', named.name,
      'level', named.level) order by step.at desc) as units
    from units.placement at_day
    cross join lateral (
      select label::int as unit_id, at
      from unnest(string_to_array(substr(at_day.path::text, 2), '.u')) with ordinality
        as steps (label, at)
      where label::int <> p.place_id
      union all
      select p.place_id, 99
    ) step
    cross join lateral (
      select uv.unit_id, uv.name, uv.level
      from units.unit_version uv
      where uv.unit_id = step.unit_id
      order by (uv.valid_from <= on_day) desc, uv.valid_from desc
      limit 1
    ) named
    where at_day.place_id = p.place_id and at_day.valid_from <= on_day
      and (at_day.valid_to is null or on_day < at_day.valid_to)
      and named.level <> 'country'
  ) u on true
  where p.person_id = any(ids);
end
$$;
comment on function registry.describe_people is
  'what the search shows beside a name: numbers, birth, last residence, head of the household, place from the smallest unit up';

-- ── row security, the second net ─────────────────────────────────────────────────────────────────

-- Places inside the request's scope, each tree by the boundaries of its day, as ranges of ids: a test
-- against them is a binary search, and neighbouring ids fold into one range. The connection remembers them
-- for as long as the tree has not changed (units.revision): 2 ms for 1,500 places, else 0.05.
create function registry.visible_places() returns int4multirange
language plpgsql stable parallel restricted
as $$
declare
  scope text := coalesce(current_setting('app.scope', true), '');
  mark text;
  found int4multirange;
begin
  if scope = '*' then
    return '{(,)}'::int4multirange;
  end if;
  if scope = '' then
    return '{}'::int4multirange;
  end if;
  mark := scope || '#' || (select number from units.revision);
  if current_setting('registry.visible_for', true) = mark then
    return current_setting('registry.visible_places', true)::int4multirange;
  end if;
  select coalesce(range_agg(int4range(p.place_id, p.place_id, '[]')), '{}')
  into found
  from kernel.scope_trees() tree
  join units.placement p
    on p.path <@ tree.paths
   and p.valid_from <= tree.boundaries
   and (p.valid_to is null or tree.boundaries < p.valid_to);
  perform set_config('registry.visible_places', found::text, false);
  perform set_config('registry.visible_for', mark, false);
  return found;
end
$$;
comment on function registry.visible_places is 'places the request may see; {(,)} for scope *, {} outside a request';
grant execute on function registry.visible_places to baophu_app;

alter table registry.person enable row level security;
create policy person_in_scope on registry.person for select using (
  coalesce(place_id, 0) <@ (select registry.visible_places())
  or exists (
    select from unnest(earlier_places) as earlier (place_id)
    where earlier.place_id <@ (select registry.visible_places())
  )
);

-- What was known of a merged person is seen by who sees the survivor.
alter table registry.person_merge enable row level security;
create policy person_merge_of_visible_survivor on registry.person_merge for select using (
  exists (select from registry.person p where p.person_id = person_merge.survivor_id)
);

alter table registry.erased_person enable row level security;
create policy erased_person_of_visible_person on registry.erased_person for select using (
  exists (select from registry.person p where p.person_id = erased_person.person_id)
);

alter table registry.person_version enable row level security;
create policy person_version_of_visible_person on registry.person_version for select using (
  (select registry.visible_places()) = '{(,)}'::int4multirange
  or exists (select from registry.person p where p.person_id = person_version.person_id)
  or exists (
    select from registry.person_merge m
    where m.loser_id = person_version.person_id and m.recorded_to is null
  )
);

alter table registry.residence enable row level security;
create policy residence_in_scope on registry.residence for select using (
  (recorded_to is null and place_id <@ (select registry.visible_places()))
  or (select registry.visible_places()) = '{(,)}'::int4multirange
  or exists (select from registry.person p where p.person_id = residence.person_id)
  or exists (
    select from registry.person_merge m
    where m.loser_id = residence.person_id and m.recorded_to is null
  )
);

alter table registry.status enable row level security;
create policy status_of_visible_person on registry.status for select using (
  (select registry.visible_places()) = '{(,)}'::int4multirange
  or exists (select from registry.person p where p.person_id = status.person_id)
  or exists (
    select from registry.person_merge m
    where m.loser_id = status.person_id and m.recorded_to is null
  )
);

alter table registry.participation enable row level security;
create policy participation_of_visible_person on registry.participation for select using (
  (select registry.visible_places()) = '{(,)}'::int4multirange
  or exists (select from registry.person p where p.person_id = participation.person_id)
  or exists (
    select from registry.person_merge m
    where m.loser_id = participation.person_id and m.recorded_to is null
  )
);

alter table registry.household enable row level security;
create policy household_in_scope on registry.household for select using (
  place_id <@ (select registry.visible_places())
);

alter table registry.household_member enable row level security;
create policy household_member_of_visible_person on registry.household_member for select using (
  (select registry.visible_places()) = '{(,)}'::int4multirange
  or exists (select from registry.person p where p.person_id = household_member.person_id)
  or exists (
    select from registry.person_merge m
    where m.loser_id = household_member.person_id and m.recorded_to is null
  )
);

alter table registry.aggregate_participation enable row level security;
create policy aggregate_participation_in_scope on registry.aggregate_participation for select using (
  place_id <@ (select registry.visible_places())
);

alter table registry.entry_place enable row level security;
create policy entry_place_in_scope on registry.entry_place for select using (
  place_id <@ (select registry.visible_places())
);

-- Entries name no person; lists of them are cut to the caller's places by entry_place.
grant select on registry.entry, registry.entry_place, registry.person, registry.person_merge,
  registry.erased_person,
  registry.name_word,
  registry.search_key, registry.person_version,
  registry.residence, registry.household, registry.household_member, registry.status,
  registry.participation, registry.aggregate_participation
to baophu_app;
