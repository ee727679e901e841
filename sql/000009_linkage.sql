-- Record linkage: the person as it is compared, kept in step with the register; what was found for
-- the rows of each list and for the register itself; the models that weighed it. Restricted users
-- read none of it directly: operations check the place first, then read as owner.
create schema linkage;

-- ── the register as linkage compares it ──────────────────────────────────────────────────────────

create table linkage.person (
  person_id bigint not null,
  name text collate "C" not null,
  birth int not null,
  sex smallint not null,
  place_id int not null,
  national_id bigint not null,
  social_insurance_number bigint not null,
  name_year int not null,
  birth_given int not null,
  birth_anchor int not null,
  name_anchor int not null,
  given_year_place int not null,
  day_month_place int not null,
  constraint linkage_person_pkey primary key (person_id)
);
comment on table linkage.person is
  'derived in the transaction of every write from the last version of each person who is in the register; never a fact itself';
comment on column linkage.person.name is 'foldName() of src/lists/linkage/features.ts';
comment on column linkage.person.birth is 'year × 512 + month × 32 + day, 0 where not known';
comment on column linkage.person.sex is '1 male, 2 female, 0 not known';
comment on column linkage.person.place_id is 'as recorded: the tree of today is applied when comparing; 0 = none known';
comment on column linkage.person.national_id is 'as a number, 0 = none';
comment on column linkage.person.name_year is 'this and the following: 32-bit keys of the blocking rules, keysOf() of src/lists/linkage/keys.ts; 0 = the rule cannot find this person';
create index linkage_person_national_id on linkage.person (national_id) where national_id <> 0;
create index linkage_person_social_insurance_number on linkage.person (social_insurance_number)
  where social_insurance_number <> 0;
create index linkage_person_name_year on linkage.person (name_year) where name_year <> 0;
create index linkage_person_birth_given on linkage.person (birth_given) where birth_given <> 0;
create index linkage_person_birth_anchor on linkage.person (birth_anchor) where birth_anchor <> 0;
create index linkage_person_name_anchor on linkage.person (name_anchor) where name_anchor <> 0;
create index linkage_person_given_year_place on linkage.person (given_year_place)
  where given_year_place <> 0;
create index linkage_person_day_month_place on linkage.person (day_month_place)
  where day_month_place <> 0;
create index linkage_person_place on linkage.person (place_id);

create table linkage.name (
  sorted_name text collate "C" not null,
  people int not null,
  constraint linkage_name_pkey primary key (sorted_name),
  constraint linkage_name_not_negative check (people >= 0)
);
comment on table linkage.name is
  'how many people bear a name, its folded words in alphabetical order; the empty one counts everybody';

-- ── what was found ───────────────────────────────────────────────────────────────────────────────

create table linkage.model (
  version int not null,
  weights jsonb not null,
  bounds jsonb not null,
  basis jsonb not null,
  reason text not null,
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  constraint linkage_model_pkey primary key (version),
  constraint linkage_model_after_the_first check (version > 1)
);
comment on table linkage.model is
  'models trained here; version 1 is FIRST_MODEL of src/lists/linkage/model.ts; the highest version is in use';
comment on column linkage.model.basis is 'from how many pairs, level by level, it was trained';

create table linkage.link (
  list_id bigint not null,
  row_number int not null,
  outcome text collate "C" not null,
  person_id bigint,
  second_person_id bigint,
  duplicate_of_row int,
  score_centibits int,
  margin_centibits int,
  name_weight_centibits int,
  rule text collate "C",
  levels text collate "C",
  reason_code text collate "C" not null,
  model_version int not null,
  constraint link_pkey primary key (list_id, row_number),
  constraint link_outcome check (outcome in ('linked', 'review', 'duplicate', 'new')),
  constraint link_linked_to_somebody check (outcome <> 'linked' or person_id is not null),
  constraint link_duplicate_of_a_row check ((outcome = 'duplicate') = (duplicate_of_row is not null)),
  constraint link_six_levels check (length(levels) = 6)
);
comment on table linkage.link is
  'what linkage found for each row of a list, before anybody decided; written whole, replaced whole';
comment on column linkage.link.levels is
  'a letter for each of LINK_FIELDS: a = the first level of the field, b = the second …';
comment on column linkage.link.name_weight_centibits is
  'rarity of the name when it was compared: with levels and model it gives the score again';
create index link_person on linkage.link (person_id) where person_id is not null;

create table linkage.duplicate_pair (
  first_id bigint not null,
  second_id bigint not null,
  kind text collate "C" not null,
  score_centibits int not null,
  name_weight_centibits int not null,
  rule text collate "C" not null,
  levels text collate "C" not null,
  model_version int not null,
  found_at timestamptz not null,
  constraint duplicate_pair_pkey primary key (first_id, second_id),
  constraint duplicate_pair_in_order check (first_id < second_id),
  constraint duplicate_pair_kind check (kind in ('proposal', 'doubtful')),
  constraint duplicate_pair_six_levels check (length(levels) = 6)
);
comment on table linkage.duplicate_pair is
  'entries of the register that may be one person, as last looked for; nothing is merged by it';
create index duplicate_pair_second on linkage.duplicate_pair (second_id);

create table linkage.verdict (
  verdict_id bigint generated always as identity,
  same boolean not null,
  levels text collate "C" not null,
  name_weight_centibits int not null,
  source text collate "C" not null,
  person_id bigint,
  list_id bigint,
  row_number int,
  other_person_id bigint,
  actor_id text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint verdict_pkey primary key (verdict_id),
  constraint verdict_source check (source in ('list', 'register')),
  constraint verdict_six_levels check (length(levels) = 6)
);
comment on table linkage.verdict is
  'what people decided of pairs: same person or not; models are trained from it';
create index verdict_list on linkage.verdict (list_id, row_number) where list_id is not null;
create index verdict_pair on linkage.verdict (person_id, other_person_id) where source = 'register';
