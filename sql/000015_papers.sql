-- Photos and scans attached to records, and the bytes they are of. Bytes lie in the store of files under
-- their hash; here stands what is known of them. See docs/decisions/0021-papers.md.
create schema papers;
grant usage on schema papers to baophu_app;

create table papers.file (
  hash text collate "C" not null,
  media_type text collate "C" not null,
  bytes bigint not null,
  width int,
  height int,
  preview bytea,
  kept_at timestamptz not null,
  constraint file_pkey primary key (hash),
  constraint file_hash_is_sha256 check (hash ~ '^[0-9a-f]{64}$'),
  constraint file_media_type check (
    media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  constraint file_not_empty check (bytes > 0),
  constraint file_preview_small check (length(preview) <= 8192)
);
comment on table papers.file is 'one picture or document, however often it is attached; never changed';
comment on column papers.file.hash is 'sha-256 of the bytes as kept: without place, time and device';
comment on column papers.file.preview is 'PNG of at most 32 × 32: shows which paper it is, too small to read';

create table papers.paper (
  paper_id bigint generated always as identity,
  file_hash text collate "C" not null,
  kind text collate "C" not null,
  person_id bigint,
  household_id bigint,
  item_id bigint,
  entry_id bigint,
  dated_on date,
  note text not null default '',
  added_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  removed_at timestamptz,
  removed_by text,
  remove_reason text,
  constraint paper_pkey primary key (paper_id),
  constraint paper_file foreign key (file_hash) references papers.file (hash),
  constraint paper_of_something check (num_nonnulls(person_id, household_id, item_id) > 0),
  constraint paper_entry_of_a_person check (entry_id is null or person_id is not null),
  constraint paper_kind check (kind in ('nationalId', 'birthCertificate', 'insuranceCard', 'residence',
    'poverty', 'merit', 'disability', 'deathCertificate', 'form', 'decision', 'photo', 'other')),
  constraint paper_removed_with_reason check (
    (removed_at is null) = (removed_by is null) and (removed_at is null) = (remove_reason is null))
);
comment on table papers.paper is 'a file attached to a record: what it is, of which day, by whom; removed, never deleted but by retention';
comment on column papers.paper.item_id is 'review.item whose decision it supports';
comment on column papers.paper.entry_id is 'registry.entry whose facts it proves';
comment on column papers.paper.dated_on is 'day printed on the paper';
create index paper_person on papers.paper (person_id) where person_id is not null;
create index paper_household on papers.paper (household_id) where household_id is not null;
create index paper_item on papers.paper (item_id) where item_id is not null;
create index paper_entry on papers.paper (entry_id) where entry_id is not null;
create index paper_file_hash on papers.paper (file_hash);
create index paper_removed on papers.paper (removed_at) where removed_at is not null;

-- Who sees the person, the household or the item sees that there is a paper of it.
alter table papers.paper enable row level security;
create policy paper_of_visible_record on papers.paper for select using (
  exists (select from registry.person p where p.person_id = paper.person_id)
  or exists (
    select from registry.person_merge m
    where m.loser_id = paper.person_id and m.recorded_to is null
  )
  or exists (select from registry.household h where h.household_id = paper.household_id)
  or exists (select from review.item i where i.item_id = paper.item_id)
);
alter table papers.file enable row level security;
create policy file_of_visible_paper on papers.file for select using (
  exists (select from papers.paper p where p.file_hash = file.hash)
);
grant select on papers.paper, papers.file to baophu_app;

-- ── retention: how long data are kept, what was erased, and the proof of it ───────────────────────
-- Rules stand in data/retention.yaml. See docs/decisions/0022-retention.md.
create schema retention;
grant usage on schema retention to baophu_app;

create table retention.setting (
  setting_id int generated always as identity,
  rule_id text collate "C" not null,
  days int not null,
  valid_from date not null,
  reason text not null,
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  constraint setting_pkey primary key (setting_id),
  constraint setting_days check (days between 1 and 36525)
);
comment on table retention.setting is 'how long this installation keeps a kind of data, where it decided otherwise than the rule; the newest valid one counts';
create index setting_rule on retention.setting (rule_id, setting_id desc);

create table retention.hold (
  hold_id int generated always as identity,
  person_id bigint not null,
  document text not null,
  reason text not null,
  actor_id text not null,
  actor_name text not null,
  placed_at timestamptz not null,
  released_at timestamptz,
  released_by text,
  release_reason text,
  constraint hold_pkey primary key (hold_id),
  constraint hold_released_with_reason check (
    (released_at is null) = (released_by is null) and (released_at is null) = (release_reason is null))
);
comment on table retention.hold is 'what an inspection, a complaint or a court needs of a person: nothing is erased while it stands';
create index hold_person on retention.hold (person_id) where released_at is null;

create table retention.run (
  run_id int generated always as identity,
  rule_id text collate "C" not null,
  unit_id int not null,
  person_ids bigint[],
  as_of date not null,
  due jsonb not null,
  reason text not null,
  document text not null default '',
  received_on date,
  answer_by date,
  state text collate "C" not null,
  blocks jsonb not null default '[]',
  approval_id bigint,
  approved_by text,
  job_id text,
  actor_id text not null,
  actor_name text not null,
  proposed_at timestamptz not null,
  finished_at timestamptz,
  constraint run_pkey primary key (run_id),
  constraint run_state check (state in ('waiting', 'refused', 'running', 'done'))
);
comment on table retention.run is 'one erasure: proposed from what is due or asked for by a person, agreed to, done in batches';
comment on column retention.run.person_ids is 'of a request: whose data; null = whoever is due by the rule when it runs';
comment on column retention.run.due is 'counts by kind as they were shown when it was proposed';
comment on column retention.run.blocks is 'why a request was refused: codes with their citation';
create index run_unit on retention.run (unit_id, run_id desc);

create table retention.item (
  run_id int not null,
  item_no int not null,
  kind text collate "C" not null,
  ref bigint not null,
  unit_id int,
  rows int not null,
  digest bytea not null,
  file_hashes text[] not null default '{}',
  journal_seqs bigint[] not null default '{}',
  erased_at timestamptz not null,
  constraint item_pkey primary key (run_id, item_no),
  constraint item_run foreign key (run_id) references retention.run (run_id),
  constraint item_digest_is_sha256 check (length(digest) = 32)
);
comment on table retention.item is 'one thing that was erased: never what stood in it';
comment on column retention.item.ref is 'person_id, list_id, paper_id …, by kind';
comment on column retention.item.digest is 'HMAC-SHA256 of what was erased with a key that is not in the database: proves it to who has the data, tells nothing to who has not';
comment on column retention.item.journal_seqs is 'journal lines whose words were blanked with it';
create index item_ref on retention.item (kind, ref);

create table retention.certificate (
  certificate_id int generated always as identity,
  run_id int not null,
  content jsonb not null,
  previous_root bytea not null,
  root bytea not null,
  journal_seq bigint,
  issued_at timestamptz not null,
  constraint certificate_pkey primary key (certificate_id),
  constraint certificate_run foreign key (run_id) references retention.run (run_id),
  constraint certificate_once_a_run unique (run_id),
  constraint certificate_root_is_sha256 check (length(root) = 32 and length(previous_root) = 32)
);
comment on table retention.certificate is
  'the proof: root = sha256(previous root || content || every item); the root stands in the journal too';

create function retention.refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'proofs are only ever appended to';
end
$$;
create trigger certificate_is_append_only
  before update or delete or truncate on retention.certificate
  for each statement execute function retention.refuse_change();
create trigger item_is_append_only
  before update or delete or truncate on retention.item
  for each statement execute function retention.refuse_change();

grant select on retention.setting, retention.hold, retention.run, retention.item, retention.certificate
  to baophu_app;
alter table retention.hold enable row level security;
create policy hold_of_visible_person on retention.hold for select using (
  exists (select from registry.person p where p.person_id = hold.person_id));
alter table retention.run enable row level security;
create policy run_in_scope on retention.run for select using (unit_id <@ (select registry.visible_places()));
alter table retention.item enable row level security;
create policy item_of_visible_run on retention.item for select using (
  exists (select from retention.run r where r.run_id = item.run_id));
alter table retention.certificate enable row level security;
create policy certificate_of_visible_run on retention.certificate for select using (
  exists (select from retention.run r where r.run_id = certificate.run_id));
