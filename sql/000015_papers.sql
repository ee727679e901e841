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
