-- Who does what until when: the clock, agencies, committees, documents, tasks, duties to report,
-- obstacles, notices. See src/tasks/README.md and docs/decisions/0016-the-clock-of-duties.md.
create schema tasks;
grant usage on schema tasks to baophu_app;

-- Places of the request and every place that ever stood above them: what a province decides is read
-- below it, what a commune does is read above it.
create function tasks.visible_units() returns int4multirange
language sql stable parallel restricted
as $$
  select registry.visible_places() + coalesce((
    select range_agg(int4range(above.unit_id, above.unit_id, '[]'))
    from (
      select distinct substr(label, 2)::int as unit_id
      from kernel.scope_trees() as tree
      cross join unnest(tree.paths) as scope (path)
      join units.placement p
        on p.place_id = substr(subpath(scope.path, -1)::text, 2)::int
      cross join unnest(string_to_array(p.path::text, '.')) as label
    ) as above
  ), '{}'::int4multirange)
$$;
comment on function tasks.visible_units is 'visible places and the units that stood above them on any day';
grant execute on function tasks.visible_units to baophu_app;

-- ── the clock ────────────────────────────────────────────────────────────────────────────────────

create table tasks.setting (
  setting_id int generated always as identity,
  unit_id int not null,
  settings jsonb not null,
  reason text not null,
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  constraint setting_pkey primary key (setting_id)
);
comment on table tasks.setting is
  'how a unit and all below it read deadlines (ClockSettings of src/tasks/types.ts); the newest counts, the nearest above wins';
create index setting_unit on tasks.setting (unit_id, setting_id);

create table tasks.calendar_day (
  calendar_day_id int generated always as identity,
  unit_id int not null,
  day date not null,
  kind text not null,
  name text not null,
  document text not null,
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  constraint calendar_day_pkey primary key (calendar_day_id),
  constraint calendar_day_kind check (kind in ('holiday', 'working'))
);
comment on table tasks.calendar_day is
  'holidays and swapped working days decided each year, beside data/calendar; working = a working day whatever the weekday';
create unique index calendar_day_once on tasks.calendar_day (unit_id, day) where withdrawn_at is null;

-- ── agencies ─────────────────────────────────────────────────────────────────────────────────────

create table tasks.agency (
  agency_id int generated always as identity,
  unit_id int not null,
  name text not null,
  name_folded text not null,
  kind text not null,
  note text not null default '',
  actor_name text not null,
  recorded_at timestamptz not null,
  ended_on date,
  constraint agency_pkey primary key (agency_id),
  constraint agency_name_not_blank check (btrim(name) <> '')
);
comment on table tasks.agency is 'sở, ban, ngành, đoàn thể of a unit: who can own a task';
create unique index agency_once on tasks.agency (unit_id, name_folded) where ended_on is null;

create table tasks.agency_user (
  agency_user_id int generated always as identity,
  agency_id int not null,
  user_id text not null,
  user_name text not null,
  position text not null default '',
  valid_from date not null,
  valid_to date,
  actor_name text not null,
  constraint agency_user_pkey primary key (agency_user_id),
  constraint agency_user_of_agency foreign key (agency_id) references tasks.agency (agency_id),
  constraint agency_user_period check (valid_to is null or valid_from <= valid_to)
);
create index agency_user_agency on tasks.agency_user (agency_id);
create index agency_user_user on tasks.agency_user (user_id);

-- ── documents ────────────────────────────────────────────────────────────────────────────────────

create table tasks.document (
  document_id int generated always as identity,
  unit_id int not null,
  kind text not null,
  number text,
  title text not null,
  issuer text not null,
  issued_on date,
  in_force_from date,
  in_force_to date,
  parties text[] not null default '{}',
  renew_on date,
  warn_days int not null default 30,
  law_document text,
  plan_id bigint,
  url text,
  note text not null default '',
  folded text not null,
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdraw_reason text,
  constraint document_pkey primary key (document_id),
  constraint document_kind check (kind in ('directive', 'resolution', 'decision', 'plan', 'programme', 'letter',
    'notice', 'agreement', 'workingRules', 'other')),
  constraint document_period check (in_force_to is null or in_force_from is null or in_force_from <= in_force_to),
  constraint document_title_not_blank check (btrim(title) <> '')
);
comment on table tasks.document is 'register of directing documents and co-ordination agreements of a unit';
comment on column tasks.document.in_force_to is 'first day it is no longer in force by its own words; null = none known';
comment on column tasks.document.law_document is 'key of policy/documents.yaml when the platform holds its rules';
create index document_unit on tasks.document (unit_id, issued_on desc);
create index document_folded on tasks.document using gin (folded gin_trgm_ops);

create table tasks.document_relation (
  relation_id int generated always as identity,
  document_id int not null,
  kind text not null,
  other_id int not null,
  from_day date not null,
  note text not null default '',
  actor_name text not null,
  recorded_at timestamptz not null,
  constraint document_relation_pkey primary key (relation_id),
  constraint document_relation_of foreign key (document_id) references tasks.document (document_id),
  constraint document_relation_to foreign key (other_id) references tasks.document (document_id),
  constraint document_relation_kind check (kind in ('replaces', 'amends', 'carriesOut')),
  constraint document_relation_of_two check (document_id <> other_id),
  constraint document_relation_once unique (document_id, kind, other_id)
);
create index document_relation_other on tasks.document_relation (other_id);

create table tasks.document_link (
  link_id int generated always as identity,
  document_id int not null,
  kind text not null,
  target text not null,
  label text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  constraint document_link_pkey primary key (link_id),
  constraint document_link_of foreign key (document_id) references tasks.document (document_id),
  constraint document_link_kind check (kind in ('task', 'target', 'rule', 'campaign', 'committee', 'plan', 'programme')),
  constraint document_link_once unique (document_id, kind, target)
);
comment on column tasks.document_link.target is 'id of what is linked, or the words that name it (programme, criterion)';
create index document_link_target on tasks.document_link (kind, target);

-- ── committees ───────────────────────────────────────────────────────────────────────────────────

create table tasks.committee (
  committee_id int generated always as identity,
  unit_id int not null,
  name text not null,
  decision_number text,
  decided_on date,
  document_id int,
  term_from date not null,
  term_to date,
  standing_agency text not null default '',
  working_rules text not null default '',
  replaces_id int,
  actor_name text not null,
  recorded_at timestamptz not null,
  ended_on date,
  constraint committee_pkey primary key (committee_id),
  constraint committee_name_not_blank check (btrim(name) <> ''),
  constraint committee_document foreign key (document_id) references tasks.document (document_id),
  constraint committee_replaces foreign key (replaces_id) references tasks.committee (committee_id)
);
comment on table tasks.committee is 'Ban chỉ đạo of a unit by one decision; strengthening it is a new row that replaces the old one';
comment on column tasks.committee.term_to is 'first day after the term; null = open';
create index committee_unit on tasks.committee (unit_id);

create table tasks.member (
  member_id int generated always as identity,
  committee_id int not null,
  position text not null,
  title text not null,
  agency text not null default '',
  user_id text,
  user_name text,
  sort int not null,
  valid_from date not null,
  valid_to date,
  constraint member_pkey primary key (member_id),
  constraint member_committee foreign key (committee_id) references tasks.committee (committee_id),
  constraint member_position check (position in ('chair', 'standingDeputy', 'deputy', 'member', 'secretary')),
  constraint member_period check (valid_to is null or valid_from <= valid_to)
);
comment on column tasks.member.title is 'office held or name as printed in the decision: Phó Chủ tịch UBND tỉnh';
create index member_committee_id on tasks.member (committee_id);

create table tasks.follow (
  follow_id int generated always as identity,
  member_id int not null,
  unit_id int not null,
  note text not null default '',
  valid_from date not null,
  valid_to date,
  actor_name text not null,
  constraint follow_pkey primary key (follow_id),
  constraint follow_member foreign key (member_id) references tasks.member (member_id),
  constraint follow_period check (valid_to is null or valid_from <= valid_to)
);
comment on table tasks.follow is 'the units a member follows (Phụ lục 01): seen from both sides';
create index follow_member_id on tasks.follow (member_id);
create index follow_unit on tasks.follow (unit_id);

-- ── meetings ─────────────────────────────────────────────────────────────────────────────────────

create table tasks.meeting (
  meeting_id int generated always as identity,
  unit_id int not null,
  committee_id int,
  title text not null,
  held_on date not null,
  chair text not null default '',
  minutes text not null default '',
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  constraint meeting_pkey primary key (meeting_id),
  constraint meeting_committee foreign key (committee_id) references tasks.committee (committee_id)
);
create index meeting_unit on tasks.meeting (unit_id, held_on desc);

create table tasks.conclusion (
  conclusion_id int generated always as identity,
  meeting_id int not null,
  number int not null,
  text text not null,
  constraint conclusion_pkey primary key (conclusion_id),
  constraint conclusion_meeting foreign key (meeting_id) references tasks.meeting (meeting_id),
  constraint conclusion_once unique (meeting_id, number)
);

-- ── tasks ────────────────────────────────────────────────────────────────────────────────────────

create sequence tasks.bundle_seq;

create table tasks.task (
  task_id int generated always as identity,
  bundle_id bigint not null,
  unit_id int not null,
  given_by_unit_id int not null,
  owner_kind text not null,
  owner_agency_id int,
  owner_user_id text,
  owner_name text not null,
  title text not null,
  text text not null default '',
  kind text not null,
  role text not null,
  section text not null default '',
  evidence_wanted text not null default '',
  deadline jsonb,
  deadline_text text,
  recurrence jsonb,
  active_from date,
  active_to date,
  due_at timestamptz,
  period_key text,
  state text not null,
  done_at timestamptz,
  escalated_to int not null default 0,
  source jsonb,
  document_id int,
  conclusion_id int,
  campaign_id int,
  created_by text not null,
  created_at timestamptz not null,
  constraint task_pkey primary key (task_id),
  constraint task_agency foreign key (owner_agency_id) references tasks.agency (agency_id),
  constraint task_document foreign key (document_id) references tasks.document (document_id),
  constraint task_conclusion foreign key (conclusion_id) references tasks.conclusion (conclusion_id),
  constraint task_state check (state in ('open', 'inProgress', 'done', 'cancelled')),
  constraint task_one_owner check (
    (owner_kind = 'unit' and owner_agency_id is null and owner_user_id is null)
    or (owner_kind = 'agency' and owner_agency_id is not null and owner_user_id is null)
    or (owner_kind = 'user' and owner_user_id is not null and owner_agency_id is null)),
  constraint task_done_at_when_done check ((done_at is not null) = (state = 'done')),
  constraint task_title_not_blank check (btrim(title) <> ''),
  constraint task_period_of_recurring check ((period_key is null) or (recurrence is not null))
);
comment on table tasks.task is 'who does what until when; the present state of what task_event tells';
comment on column tasks.task.bundle_id is 'the same work given to several units or agencies: one task each, one bundle';
comment on column tasks.task.deadline is 'as printed (OneDeadline of src/tasks/types.ts); due_at is computed from it by the settings of the unit';
comment on column tasks.task.period_key is 'of a recurring task: the period that is due next';
comment on column tasks.task.escalated_to is 'how many levels above the owner have been told that it is late';
comment on column tasks.task.source is 'where it stands: plan, line, last line, name of the document';
comment on column tasks.task.active_to is 'first day on which a recurring task no longer falls due';
create index task_unit on tasks.task (unit_id, state);
create index task_due on tasks.task (due_at) where state in ('open', 'inProgress');
create index task_bundle on tasks.task (bundle_id);
create index task_owner_user on tasks.task (owner_user_id) where owner_user_id is not null;
create index task_owner_agency on tasks.task (owner_agency_id) where owner_agency_id is not null;
create index task_conclusion_id on tasks.task (conclusion_id) where conclusion_id is not null;
create index task_document_id on tasks.task (document_id) where document_id is not null;

create table tasks.joiner (
  joiner_id int generated always as identity,
  task_id int not null,
  name text not null,
  agency_id int,
  unit_id int,
  constraint joiner_pkey primary key (joiner_id),
  constraint joiner_task foreign key (task_id) references tasks.task (task_id),
  constraint joiner_agency foreign key (agency_id) references tasks.agency (agency_id)
);
create index joiner_task_id on tasks.joiner (task_id);

create table tasks.task_event (
  event_id bigint generated always as identity,
  task_id int not null,
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  kind text not null,
  note text not null default '',
  detail jsonb not null default '{}',
  constraint task_event_pkey primary key (event_id),
  constraint task_event_task foreign key (task_id) references tasks.task (task_id),
  constraint task_event_kind check (kind in ('created', 'started', 'progress', 'done', 'reopened', 'cancelled',
    'deadlineChanged', 'ownerChanged', 'evidence', 'escalated'))
);
comment on table tasks.task_event is 'everything that happened to a task; only ever appended to';
create index task_event_task_id on tasks.task_event (task_id, event_id);

create function tasks.refuse_change() returns trigger
language plpgsql
as $$
begin
  -- words about an erased person go from everywhere (src/retention/sweep.ts); requests may not write here
  if tg_op = 'UPDATE' and current_setting('app.blanking', true) = 'on' then
    return null;
  end if;
  raise exception 'history is only ever appended to';
end
$$;
create trigger task_event_is_append_only
  before update or delete or truncate on tasks.task_event
  for each statement execute function tasks.refuse_change();

create table tasks.evidence (
  evidence_id int generated always as identity,
  task_id int not null,
  kind text not null,
  text text not null,
  media_type text,
  bytes bytea,
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  constraint evidence_pkey primary key (evidence_id),
  constraint evidence_task foreign key (task_id) references tasks.task (task_id),
  constraint evidence_kind check (kind in ('text', 'link', 'file')),
  constraint evidence_file_has_bytes check ((kind = 'file') = (bytes is not null)),
  constraint evidence_small check (length(bytes) <= 5242880)
);
comment on column tasks.evidence.text is 'the words, the address, or the name of the file';
create index evidence_task_id on tasks.evidence (task_id);

-- ── duties to report ─────────────────────────────────────────────────────────────────────────────

create table tasks.duty (
  duty_id int generated always as identity,
  unit_id int not null,
  reporter_level text,
  reporter_agency_id int,
  reporter_name text not null,
  receiver_level text,
  receiver_name text not null,
  via text not null default '',
  content text not null,
  deadline jsonb,
  recurrence jsonb,
  deadline_text text,
  active_from date not null,
  active_to date,
  source jsonb,
  campaign_id int,
  actor_name text not null,
  recorded_at timestamptz not null,
  ended_on date,
  constraint duty_pkey primary key (duty_id),
  constraint duty_level check (reporter_level in ('province', 'district', 'commune', 'village')),
  constraint duty_agency foreign key (reporter_agency_id) references tasks.agency (agency_id),
  constraint duty_one_clock check (deadline is null or recurrence is null),
  constraint duty_one_reporter check (reporter_level is null or reporter_agency_id is null)
);
comment on table tasks.duty is 'who reports what to whom, how often, by which weekday and hour; without a clock: when it happens';
comment on column tasks.duty.unit_id is 'the unit within which units of reporter_level report; an agency reports of this unit';
create index duty_unit on tasks.duty (unit_id) where ended_on is null;

create table tasks.tick (
  tick_id bigint generated always as identity,
  duty_id int not null,
  unit_id int not null,
  period_key text not null,
  kind text not null,
  at timestamptz not null,
  note text not null default '',
  report_id bigint,
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  constraint tick_pkey primary key (tick_id),
  constraint tick_duty foreign key (duty_id) references tasks.duty (duty_id),
  constraint tick_kind check (kind in ('received', 'exception'))
);
comment on table tasks.tick is 'a report came in, or need not come (exception) for one unit and period; a correction supersedes';
comment on column tasks.tick.report_id is 'the report itself, once reports write it';
create unique index tick_once on tasks.tick (duty_id, period_key, unit_id) where superseded_at is null;

-- ── obstacles ────────────────────────────────────────────────────────────────────────────────────

create table tasks.obstacle (
  obstacle_id int generated always as identity,
  unit_id int not null,
  at_unit_id int not null,
  task_id int,
  topic text not null,
  title text not null,
  text text not null,
  folded text not null,
  state text not null,
  answer_by timestamptz,
  actor_id text not null,
  actor_name text not null,
  raised_at timestamptz not null,
  constraint obstacle_pkey primary key (obstacle_id),
  constraint obstacle_task foreign key (task_id) references tasks.task (task_id),
  constraint obstacle_state check (state in ('open', 'answered', 'withdrawn')),
  constraint obstacle_title_not_blank check (btrim(title) <> '')
);
comment on column tasks.obstacle.at_unit_id is 'the unit asked to answer; forwarding moves it one level up';
create index obstacle_unit on tasks.obstacle (unit_id, raised_at desc);
create index obstacle_at_unit on tasks.obstacle (at_unit_id) where state = 'open';
create index obstacle_folded on tasks.obstacle using gin (folded gin_trgm_ops);

create table tasks.answer (
  answer_id int generated always as identity,
  obstacle_id int not null,
  unit_id int not null,
  kind text not null,
  text text not null,
  citation text not null default '',
  is_shared boolean not null default false,
  reuses_id int,
  folded text not null,
  actor_name text not null,
  at timestamptz not null,
  constraint answer_pkey primary key (answer_id),
  constraint answer_obstacle foreign key (obstacle_id) references tasks.obstacle (obstacle_id),
  constraint answer_reuses foreign key (reuses_id) references tasks.answer (answer_id),
  constraint answer_kind check (kind in ('answer', 'forward', 'withdraw'))
);
comment on column tasks.answer.is_shared is 'may be found and used again by every unit; the question is shown without its place';
create index answer_obstacle_id on tasks.answer (obstacle_id);
create index answer_folded on tasks.answer using gin (folded gin_trgm_ops) where is_shared;

-- ── notices ──────────────────────────────────────────────────────────────────────────────────────

create table tasks.notice (
  notice_id bigint generated always as identity,
  unit_id int not null,
  user_id text,
  kind text not null,
  subject text not null,
  subject_id int not null,
  params jsonb not null,
  key text not null,
  at timestamptz not null,
  constraint notice_pkey primary key (notice_id),
  constraint notice_once unique (key)
);
comment on table tasks.notice is 'what the clock has to say, once (key), to a user or to everybody who works for a unit';
create index notice_unit on tasks.notice (unit_id, notice_id desc);
create index notice_user on tasks.notice (user_id, notice_id desc) where user_id is not null;

create table tasks.notice_read (
  notice_id bigint not null,
  user_id text not null,
  at timestamptz not null,
  constraint notice_read_pkey primary key (notice_id, user_id),
  constraint notice_read_of foreign key (notice_id) references tasks.notice (notice_id)
);

-- ── the second net ───────────────────────────────────────────────────────────────────────────────

grant select on all tables in schema tasks to baophu_app;

alter table tasks.setting enable row level security;
create policy setting_in_sight on tasks.setting for select using (unit_id <@ (select tasks.visible_units()));
alter table tasks.calendar_day enable row level security;
create policy calendar_day_in_sight on tasks.calendar_day for select
  using (unit_id <@ (select tasks.visible_units()));
alter table tasks.agency enable row level security;
create policy agency_in_sight on tasks.agency for select using (unit_id <@ (select tasks.visible_units()));
alter table tasks.agency_user enable row level security;
create policy agency_user_in_sight on tasks.agency_user for select using (exists (
  select from tasks.agency a where a.agency_id = agency_user.agency_id
    and a.unit_id <@ (select registry.visible_places())));
alter table tasks.document enable row level security;
create policy document_in_sight on tasks.document for select using (unit_id <@ (select tasks.visible_units()));
alter table tasks.committee enable row level security;
create policy committee_in_sight on tasks.committee for select using (unit_id <@ (select tasks.visible_units()));
alter table tasks.meeting enable row level security;
create policy meeting_in_scope on tasks.meeting for select using (unit_id <@ (select registry.visible_places()));
alter table tasks.conclusion enable row level security;
create policy conclusion_of_meeting on tasks.conclusion for select using (exists (
  select from tasks.meeting m where m.meeting_id = conclusion.meeting_id));
alter table tasks.task enable row level security;
create policy task_in_scope on tasks.task for select using (unit_id <@ (select registry.visible_places()));
alter table tasks.joiner enable row level security;
create policy joiner_of_task on tasks.joiner for select using (exists (
  select from tasks.task t where t.task_id = joiner.task_id));
alter table tasks.task_event enable row level security;
create policy task_event_of_task on tasks.task_event for select using (exists (
  select from tasks.task t where t.task_id = task_event.task_id));
alter table tasks.evidence enable row level security;
create policy evidence_of_task on tasks.evidence for select using (exists (
  select from tasks.task t where t.task_id = evidence.task_id));
alter table tasks.duty enable row level security;
create policy duty_in_sight on tasks.duty for select using (unit_id <@ (select tasks.visible_units()));
alter table tasks.tick enable row level security;
create policy tick_in_scope on tasks.tick for select using (unit_id <@ (select registry.visible_places()));
alter table tasks.obstacle enable row level security;
create policy obstacle_in_scope on tasks.obstacle for select using (
  unit_id <@ (select registry.visible_places()));
alter table tasks.answer enable row level security;
create policy answer_of_obstacle on tasks.answer for select using (is_shared or exists (
  select from tasks.obstacle o where o.obstacle_id = answer.obstacle_id));
alter table tasks.notice enable row level security;
create policy notice_of_reader on tasks.notice for select using (
  unit_id <@ (select registry.visible_places())
  or user_id = nullif(current_setting('app.user', true), ''));
