-- Plan documents as they were read, what a person made of each item, and what was adopted.
create schema plans;
grant usage on schema plans to baophu_app;

create table plans.plan (
  plan_id int generated always as identity,
  unit_id int not null,
  file_name text not null,
  sha256 bytea not null,
  source text not null,
  extraction jsonb not null,
  head jsonb not null,
  replaces_id int,
  state text not null default 'open',
  actor_id text not null,
  actor_name text not null,
  read_at timestamptz not null,
  constraint plan_pkey primary key (plan_id),
  constraint plan_read_once unique (unit_id, sha256),
  constraint plan_replaces foreign key (replaces_id) references plans.plan (plan_id),
  constraint plan_state check (state in ('open', 'adopted', 'abandoned')),
  constraint plan_has_text check (btrim(source) <> '')
);
comment on table plans.plan is 'a plan document of a unit, read once: its text, what the reader proposed, the head as confirmed';
comment on column plans.plan.source is 'the text whose lines the items name, 1-based';
comment on column plans.plan.extraction is 'Extraction of src/plans/types.ts as read; never changed';
comment on column plans.plan.replaces_id is 'the earlier version of the same plan';

create table plans.item (
  plan_id int not null,
  item_no int not null,
  kind text not null,
  line int,
  last_line int,
  body jsonb not null,
  state text not null,
  origin text not null,
  from_items int[] not null default '{}',
  is_changed boolean not null default false,
  constraint item_pkey primary key (plan_id, item_no),
  constraint item_plan foreign key (plan_id) references plans.plan (plan_id),
  constraint item_kind check (kind in ('target', 'task', 'report', 'committee', 'campaign', 'basis')),
  constraint item_state check (state in ('proposed', 'confirmed', 'dropped', 'replaced')),
  constraint item_origin check (origin in ('read', 'added', 'split', 'merged'))
);
comment on table plans.item is 'one target, task, duty … of a plan, as it stands after what people said';
comment on column plans.item.state is 'replaced = split into or merged with others';

create table plans.edit (
  edit_id bigint generated always as identity,
  plan_id int not null,
  edits jsonb not null,
  before jsonb not null,
  undoes_id bigint,
  actor_id text not null,
  actor_name text not null,
  edited_at timestamptz not null,
  constraint edit_pkey primary key (edit_id),
  constraint edit_plan foreign key (plan_id) references plans.plan (plan_id),
  constraint edit_undoes foreign key (undoes_id) references plans.edit (edit_id),
  constraint edit_undone_once unique (undoes_id)
);
comment on table plans.edit is 'what somebody did to the items at once; before = the rows as they were, absent ones as null';
create index edit_of_plan on plans.edit (plan_id, edit_id);

create table plans.match (
  unit_id int not null,
  kind text not null,
  name_folded text not null,
  name text not null,
  meaning jsonb not null,
  actor_name text not null,
  matched_at timestamptz not null,
  constraint match_pkey primary key (unit_id, kind, name_folded),
  constraint match_kind check (kind in ('unit', 'group', 'indicator', 'agency'))
);
comment on table plans.match is 'what a name printed in plans of a unit means here; remembered from plan to plan';

create table plans.adoption (
  adoption_id int generated always as identity,
  plan_id int not null,
  actor_id text not null,
  actor_name text not null,
  adopted_at timestamptz not null,
  effects jsonb not null,
  undone_at timestamptz,
  undone_by text,
  undo_reason text,
  constraint adoption_pkey primary key (adoption_id),
  constraint adoption_plan foreign key (plan_id) references plans.plan (plan_id),
  constraint adoption_undone_with_reason check (
    (undone_at is null) = (undo_reason is null) and (undone_at is null) = (undone_by is null))
);
comment on table plans.adoption is 'which targets, tasks, duties, committees and campaign a plan became, item by item';
comment on column plans.adoption.undone_at is 'when all of it was taken back; the plan may be adopted again after that';
create unique index adoption_standing on plans.adoption (plan_id) where undone_at is null;
create index adoption_of_plan on plans.adoption (plan_id, adoption_id);

grant select on plans.plan, plans.item, plans.edit, plans.match, plans.adoption to baophu_app;
