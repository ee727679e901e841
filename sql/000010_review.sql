-- The review: what is doubtful in lists and in the register, put before a person, decided, taken back.
-- An item stands for one matter; an act is what somebody did to one item or to many at once, with what
-- stood before, so that it can be undone. See docs/decisions/0013-review.md.
create schema review;
grant usage on schema review to baophu_app;

-- ── items ────────────────────────────────────────────────────────────────────────────────────────

create table review.item (
  item_id bigint generated always as identity,
  kind text collate "C" not null,
  matter text collate "C" not null,
  place_id int not null,
  person_id bigint,
  other_person_id bigint,
  list_id bigint,
  list_row int,
  score real,
  agreement jsonb not null default '{}',
  evidence jsonb not null default '{}',
  raised_at timestamptz not null,
  opened_at timestamptz not null,
  due_on date not null,
  state text collate "C" not null default 'open',
  later_until date,
  assignee_id text,
  assignee_name text,
  decision text collate "C",
  decided_person_id bigint,
  decided_at timestamptz,
  decided_by text,
  reason text,
  act_id bigint,
  counterpart_id bigint,
  answer text collate "C",
  applied_entry_ids bigint[] not null default '{}',
  constraint item_pkey primary key (item_id),
  constraint item_once_per_matter unique (kind, matter),
  constraint item_state check (state in ('open', 'later', 'decided', 'withdrawn')),
  constraint item_decided_says_what check ((state = 'decided') = (decision is not null)),
  constraint item_later_says_until check ((state = 'later') = (later_until is not null)),
  constraint item_decision check (decision in ('accept', 'reject', 'new')),
  constraint item_answer check (answer in ('accept', 'reject')),
  constraint item_row_of_list check ((list_id is null) = (list_row is null))
);
comment on table review.item is
  'one doubtful matter, put before those who decide its kind in its place; raised again it is the same item';
comment on column review.item.kind is 'REVIEW_KINDS of src/lists/review/types.ts';
comment on column review.item.matter is 'names the matter within its kind for ever: persons, spells or what makes a row the same row next month';
comment on column review.item.place_id is 'units.unit where it is decided: village or commune of the row, else of the person';
comment on column review.item.score is 'bits of the best candidate, of the scorer of src/lists/linkage';
comment on column review.item.agreement is 'field → equal | near | differ | missing between the row and the best candidate, for rules of bulk decisions';
comment on column review.item.evidence is 'Evidence of types.ts: row as read, candidates with levels, values of a detector';
comment on column review.item.opened_at is 'since when it waits: raised, or opened again';
comment on column review.item.decided_person_id is 'accept: whom the row was linked to, or who survived a merge';
comment on column review.item.act_id is 'the act that brought the present state; null = as raised';
comment on column review.item.counterpart_id is 'the item of the same matter in the other place';
comment on column review.item.answer is 'what the other place decided';
comment on column review.item.applied_entry_ids is
  'entries of the register that took the decision in, of several lists where it was followed; while one stands the decision cannot be undone';
create index item_waiting on review.item (place_id, kind, due_on) where state in ('open', 'later');
create index item_kind on review.item (kind, state, due_on, item_id);
create index item_assignee on review.item (assignee_id, due_on) where state in ('open', 'later') and assignee_id is not null;
create index item_list on review.item (list_id, list_row) where list_id is not null;
create index item_person on review.item (person_id) where person_id is not null;
create index item_other_person on review.item (other_person_id) where other_person_id is not null;
create index item_decided_at on review.item (decided_at) where decided_at is not null;
create index item_act on review.item (act_id) where act_id is not null;
create index item_counterpart on review.item (counterpart_id) where counterpart_id is not null;

create table review.act (
  act_id bigint generated always as identity,
  kind text collate "C" not null,
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  decision text collate "C",
  reason text not null default '',
  rule jsonb,
  items int not null default 0,
  entry_id bigint,
  undoes_act_id bigint,
  undone_by_act_id bigint,
  constraint act_pkey primary key (act_id),
  constraint act_kind check (kind in ('decide', 'bulk', 'assign', 'undo')),
  constraint act_undoes_an_act foreign key (undoes_act_id) references review.act (act_id),
  constraint act_undone_by_an_act foreign key (undone_by_act_id) references review.act (act_id)
);
comment on table review.act is 'what somebody did to one item or, by a rule, to many; undone as a whole';
comment on column review.act.entry_id is 'entry of the register this act wrote (a merge, the end of a card)';
create index act_actor on review.act (actor_id, act_id desc);

create table review.act_item (
  act_id bigint not null,
  item_id bigint not null,
  before jsonb not null,
  constraint act_item_pkey primary key (act_id, item_id),
  constraint act_item_act foreign key (act_id) references review.act (act_id),
  constraint act_item_item foreign key (item_id) references review.item (item_id)
);
comment on table review.act_item is 'which items an act changed, and the state each had before';
create index act_item_item on review.act_item (item_id, act_id);

-- ── two persons ──────────────────────────────────────────────────────────────────────────────────

create table review.approval_rule (
  unit_id int not null,
  action text collate "C" not null,
  needed smallint not null,
  roles text[] not null,
  approver_ids text[],
  threshold int,
  set_at timestamptz not null default now(),
  set_by text not null default 'system',
  constraint approval_rule_pkey primary key (unit_id, action),
  constraint approval_rule_needed check (needed between 0 and 9),
  constraint approval_rule_enough_approvers check (
    approver_ids is null or cardinality(approver_ids) >= needed)
);
comment on table review.approval_rule is
  'how many must approve an action within a unit; the nearest unit above says it, 0 = the whole country';
comment on column review.approval_rule.needed is 'approvers beside the proposer; 0 = nobody';
comment on column review.approval_rule.approver_ids is 'the M named ones out of whom `needed` suffice; null = anybody with one of the roles over the place';
comment on column review.approval_rule.threshold is 'of bulk decisions: from how many items on';
insert into review.approval_rule (unit_id, action, needed, roles, threshold) values
  (0, 'mergePersons', 1, '{administrator,socialInsuranceOfficer}', null),
  (0, 'unmergePersons', 1, '{administrator,socialInsuranceOfficer}', null),
  (0, 'recordDeath', 1, '{administrator,socialInsuranceOfficer,healthOfficer}', null),
  (0, 'decideBulk', 1, '{administrator,socialInsuranceOfficer}', 100),
  (0, 'erasePersons', 1, '{administrator}', null);

create table review.approval (
  approval_id bigint generated always as identity,
  action text collate "C" not null,
  subject text collate "C" not null,
  place_id int not null,
  payload jsonb not null,
  summary jsonb not null default '{}',
  person_ids bigint[] not null default '{}',
  needed smallint not null,
  roles text[] not null,
  approver_ids text[],
  proposer_id text not null,
  proposer_name text not null,
  reason text not null,
  proposed_at timestamptz not null,
  due_on date not null,
  state text collate "C" not null default 'waiting',
  closed_at timestamptz,
  entry_id bigint,
  act_id bigint,
  constraint approval_pkey primary key (approval_id),
  constraint approval_state check (state in ('waiting', 'done', 'refused', 'withdrawn')),
  constraint approval_closed check ((state = 'waiting') = (closed_at is null))
);
comment on table review.approval is
  'something one person proposed and others must approve before it happens; the last approval does it';
comment on column review.approval.action is 'a name of APPROVED_ACTIONS; payload is what that action takes';
comment on column review.approval.subject is 'the same proposal waits once';
comment on column review.approval.place_id is 'where it lies: approvers hold a role over it';
create unique index approval_waits_once on review.approval (action, subject) where state = 'waiting';
create index approval_place on review.approval (place_id, proposed_at desc);

create table review.approval_vote (
  approval_id bigint not null,
  voter_id text not null,
  voter_name text not null,
  approves boolean not null,
  reason text not null default '',
  voted_at timestamptz not null,
  constraint approval_vote_pkey primary key (approval_id, voter_id),
  constraint approval_vote_approval foreign key (approval_id) references review.approval (approval_id)
);
comment on table review.approval_vote is 'who approved or refused; never the proposer';

-- ── the detectors ────────────────────────────────────────────────────────────────────────────────

create table review.detected (
  kind text collate "C" not null,
  detected_on date not null,
  read_to_entry bigint not null,
  found int not null,
  opened int not null,
  withdrawn int not null,
  is_cut boolean not null default false,
  detected_at timestamptz not null,
  constraint detected_pkey primary key (kind)
);
comment on table review.detected is 'the last run of each detector over the whole register';
comment on column review.detected.is_cut is 'more was found than one run opens; the rest comes with the next';

-- ── row security ─────────────────────────────────────────────────────────────────────────────────

alter table review.item enable row level security;
create policy item_in_scope on review.item for select using (
  place_id <@ (select registry.visible_places())
);
alter table review.act_item enable row level security;
create policy act_item_of_visible_item on review.act_item for select using (
  exists (select from review.item i where i.item_id = act_item.item_id)
);
alter table review.approval enable row level security;
create policy approval_in_scope on review.approval for select using (
  place_id <@ (select registry.visible_places())
);
alter table review.approval_vote enable row level security;
create policy approval_vote_of_visible_approval on review.approval_vote for select using (
  exists (select from review.approval a where a.approval_id = approval_vote.approval_id)
);
grant select on review.item, review.act, review.act_item, review.approval_rule, review.approval,
  review.approval_vote, review.detected to baophu_app;
