-- The campaign month: dates, scope, steps per level, weekly cycle, daily figures, evaluation.
-- See src/campaigns/README.md and docs/decisions/0017-campaigns.md.
create schema campaigns;
grant usage on schema campaigns to baophu_app;

create table campaigns.campaign (
  campaign_id int generated always as identity,
  unit_id int not null,
  name text not null,
  valid_from date not null,
  valid_to date not null,
  boundaries date not null,
  purpose text not null default '',
  definition text,
  document_id int,
  source jsonb,
  copied_from int,
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  cancelled_at timestamptz,
  cancel_reason text,
  constraint campaign_pkey primary key (campaign_id),
  constraint campaign_period check (valid_from < valid_to),
  constraint campaign_name_not_blank check (btrim(name) <> ''),
  constraint campaign_copied foreign key (copied_from) references campaigns.campaign (campaign_id)
);
comment on table campaigns.campaign is 'a month in which all persuade: [valid_from, valid_to) in the tree of boundaries';
comment on column campaigns.campaign.definition is 'coverage definition its figures are counted by; null = the main one';
create index campaign_unit on campaigns.campaign (unit_id, valid_from desc);

create table campaigns.staff (
  staff_id int generated always as identity,
  campaign_id int not null,
  unit_id int not null,
  user_id text,
  name text not null,
  work text not null default '',
  actor_name text not null,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  constraint staff_pkey primary key (staff_id),
  constraint staff_campaign foreign key (campaign_id) references campaigns.campaign (campaign_id)
);
create index staff_campaign_id on campaigns.staff (campaign_id);

create table campaigns.step (
  step_id int generated always as identity,
  campaign_id int not null,
  sort int not null,
  title text not null,
  level text not null,
  deadline jsonb not null,
  deadline_text text,
  wants_photo boolean not null default false,
  source_line int,
  ended_at timestamptz,
  constraint step_pkey primary key (step_id),
  constraint step_campaign foreign key (campaign_id) references campaigns.campaign (campaign_id),
  constraint step_level check (level in ('province', 'district', 'commune', 'village'))
);
comment on table campaigns.step is 'a dated step that every unit of a level takes; a level the tree of the day lacks has none';
create index step_campaign_id on campaigns.step (campaign_id, sort);

create table campaigns.step_mark (
  mark_id bigint generated always as identity,
  step_id int not null,
  unit_id int not null,
  done_at timestamptz not null,
  note text not null default '',
  link text,
  media_type text,
  photo bytea,
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  superseded_by text,
  constraint step_mark_pkey primary key (mark_id),
  constraint step_mark_step foreign key (step_id) references campaigns.step (step_id),
  constraint step_mark_photo_small check (length(photo) <= 5242880)
);
create unique index step_mark_once on campaigns.step_mark (step_id, unit_id) where superseded_at is null;

create table campaigns.daily_figure (
  figure_id bigint generated always as identity,
  campaign_id int not null,
  unit_id int not null,
  day date not null,
  kind text not null,
  people int not null,
  note text not null default '',
  actor_id text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  constraint daily_figure_pkey primary key (figure_id),
  constraint daily_figure_campaign foreign key (campaign_id) references campaigns.campaign (campaign_id),
  constraint daily_figure_kind check (kind in ('newCards', 'renewed', 'visited', 'refused', 'households')),
  constraint daily_figure_not_negative check (people >= 0)
);
comment on table campaigns.daily_figure is 'of one day, entered by hand; new cards count on the board only where the place has no register';
create unique index daily_figure_once on campaigns.daily_figure (campaign_id, unit_id, day, kind)
  where superseded_at is null;

create table campaigns.cost (
  cost_id int generated always as identity,
  campaign_id int not null,
  unit_id int not null,
  what text not null,
  amount_vnd bigint not null,
  payer text not null default '',
  actor_name text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint cost_pkey primary key (cost_id),
  constraint cost_campaign foreign key (campaign_id) references campaigns.campaign (campaign_id),
  constraint cost_not_negative check (amount_vnd >= 0)
);
create index cost_campaign_id on campaigns.cost (campaign_id);

create table campaigns.practice (
  practice_id int generated always as identity,
  campaign_id int not null,
  unit_id int not null,
  title text not null,
  text text not null,
  effect text not null,
  people int,
  folded text not null,
  actor_name text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint practice_pkey primary key (practice_id),
  constraint practice_campaign foreign key (campaign_id) references campaigns.campaign (campaign_id)
);
comment on table campaigns.practice is 'a good way of doing it (cách làm hay): where, what, with which effect';
create index practice_campaign_id on campaigns.practice (campaign_id);

create table campaigns.commendation (
  commendation_id int generated always as identity,
  campaign_id int not null,
  unit_id int not null,
  kind text not null,
  name text not null,
  reason text not null,
  form text not null default '',
  actor_name text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint commendation_pkey primary key (commendation_id),
  constraint commendation_campaign foreign key (campaign_id) references campaigns.campaign (campaign_id),
  constraint commendation_kind check (kind in ('collective', 'individual'))
);
create index commendation_campaign_id on campaigns.commendation (campaign_id);

grant select on all tables in schema campaigns to baophu_app;

alter table campaigns.campaign enable row level security;
create policy campaign_in_sight on campaigns.campaign for select using (
  unit_id <@ (select tasks.visible_units()));
alter table campaigns.step enable row level security;
create policy step_of_campaign on campaigns.step for select using (exists (
  select from campaigns.campaign c where c.campaign_id = step.campaign_id));
alter table campaigns.staff enable row level security;
create policy staff_in_scope on campaigns.staff for select using (unit_id <@ (select registry.visible_places()));
alter table campaigns.step_mark enable row level security;
create policy step_mark_in_scope on campaigns.step_mark for select using (
  unit_id <@ (select registry.visible_places()));
alter table campaigns.daily_figure enable row level security;
create policy daily_figure_in_scope on campaigns.daily_figure for select using (
  unit_id <@ (select registry.visible_places()));
alter table campaigns.cost enable row level security;
create policy cost_in_scope on campaigns.cost for select using (unit_id <@ (select registry.visible_places()));
alter table campaigns.practice enable row level security;
create policy practice_in_sight on campaigns.practice for select using (exists (
  select from campaigns.campaign c where c.campaign_id = practice.campaign_id));
alter table campaigns.commendation enable row level security;
create policy commendation_in_scope on campaigns.commendation for select using (
  unit_id <@ (select registry.visible_places()));
