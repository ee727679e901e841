-- Who may do what where, and the journal. Requests run as baophu_app, which has no right on any of
-- these tables: passwords, sessions, grants and the journal are reached only by src/access, as owner.
create schema access;

-- ── sign-in: the tables of better-auth, named our way (src/access/auth.ts maps them) ─────────────

create table access.user (
  id text not null,
  name text not null,
  username text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  language text not null default 'vi',
  home_unit_id int,
  is_demo boolean not null default false,
  created_by text,
  suspended_at timestamptz,
  suspended_by text,
  constraint user_pkey primary key (id),
  constraint user_username_once unique (username),
  constraint user_email_once unique (email),
  constraint user_username_is_plain check (username ~ '^[a-z0-9][a-z0-9._-]{2,63}$'),
  constraint user_name_not_blank check (btrim(name) <> ''),
  constraint user_language check (language in ('vi', 'en')),
  constraint user_suspended_by_someone check ((suspended_at is null) = (suspended_by is null))
);
comment on table access.user is 'a person who signs in; never deleted, only suspended, so that the journal keeps its meaning';
comment on column access.user.email is 'a made-up address <username>@tai-khoan.invalid where none is known: nothing is ever mailed';
comment on column access.user.home_unit_id is 'units.unit where this person works; opens first';
create index user_name on access.user (name);

create table access.session (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  constraint session_pkey primary key (id),
  constraint session_token_once unique (token),
  constraint session_of_user foreign key (user_id) references access.user (id)
);
create index session_user_id on access.session (user_id);
create index session_expiry on access.session (expires_at);

create table access.account (
  id text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint account_pkey primary key (id),
  constraint account_once unique (provider_id, account_id),
  constraint account_of_user foreign key (user_id) references access.user (id),
  constraint account_password_is_argon2id check (password like '$argon2id$%')
);
comment on table access.account is 'a way to sign in: password (provider credential) or an OpenID Connect provider';
create index account_user on access.account (user_id);

create table access.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint verification_pkey primary key (id)
);
comment on table access.verification is 'short-lived challenges of sign-in protocols (passkeys, second factor, OpenID Connect)';
create index verification_identifier on access.verification (identifier);

create table access.two_factor (
  id text not null,
  user_id text not null,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count int default 0,
  locked_until timestamptz,
  constraint two_factor_pkey primary key (id),
  constraint two_factor_of_user foreign key (user_id) references access.user (id)
);
comment on table access.two_factor is 'secret and backup codes of the one-time-password app, encrypted with the installation''s secret';
create index two_factor_user on access.two_factor (user_id);

create table access.passkey (
  id text not null,
  user_id text not null,
  name text,
  public_key text not null,
  credential_id text not null,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz,
  constraint passkey_pkey primary key (id),
  constraint passkey_credential_once unique (credential_id),
  constraint passkey_of_user foreign key (user_id) references access.user (id)
);
create index passkey_user on access.passkey (user_id);

create table access.sign_in_failure (
  login_hash bytea not null,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  constraint sign_in_failure_pkey primary key (login_hash),
  constraint sign_in_failure_counts check (failures >= 0)
);
comment on table access.sign_in_failure is
  'failed tries a login name since the last success, known or not (so that locking tells nothing); the name is hashed';

-- ── one-time links, tokens ───────────────────────────────────────────────────────────────────────

create table access.one_time_link (
  link_id bigint generated always as identity,
  code_hash bytea not null,
  purpose text not null,
  user_id text,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  constraint one_time_link_pkey primary key (link_id),
  constraint one_time_link_code_once unique (code_hash),
  constraint one_time_link_of_user foreign key (user_id) references access.user (id),
  constraint one_time_link_purpose check (purpose in ('first', 'invite', 'reset', 'demo')),
  constraint one_time_link_for_someone check ((purpose = 'first') = (user_id is null)),
  constraint one_time_link_lives_a_day check (expires_at <= created_at + interval '7 days')
);
comment on table access.one_time_link is
  'a code shown once and stored as its SHA-256: first administrator, invitation, new password, step into the demo';
create index one_time_link_user on access.one_time_link (user_id);

create table access.token (
  token_id bigint generated always as identity,
  user_id text not null,
  name text not null,
  secret_hash bytea not null,
  grant_ids int[] not null,
  may_change boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  constraint token_pkey primary key (token_id),
  constraint token_secret_once unique (secret_hash),
  constraint token_of_user foreign key (user_id) references access.user (id),
  constraint token_name_not_blank check (btrim(name) <> ''),
  constraint token_expires_within_a_year check (expires_at <= created_at + interval '366 days')
);
comment on table access.token is
  'a program''s key: a part of its owner''s grants, never more than they are on the day of the call';
create index token_user on access.token (user_id);

-- ── grants ───────────────────────────────────────────────────────────────────────────────────────

create table access.role_grant (
  grant_id int generated always as identity,
  user_id text not null,
  role text collate "C" not null,
  unit_id int not null,
  boundaries date not null,
  valid_from date not null,
  valid_to date,
  reason text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  constraint role_grant_pkey primary key (grant_id),
  constraint role_grant_of_user foreign key (user_id) references access.user (id),
  constraint role_grant_valid_before_it_ends check (valid_from <= valid_to),
  constraint role_grant_ended_by_someone check ((ended_at is null) = (ended_by is null)),
  constraint role_grant_role check (role in (
    'administrator', 'socialInsuranceOfficer', 'healthOfficer', 'labourOfficer',
    'educationOfficer', 'financeOfficer', 'villageCollaborator', 'collector', 'facility',
    'auditor', 'openData'))
);
comment on table access.role_grant is
  'a role over all that lies in a unit by the boundaries of a day, from … to …; ended, never deleted';
comment on column access.role_grant.boundaries is
  'the tree in which unit_id is read: district 076 with boundaries 2023-06-30 is what lay in it then, seen today';
comment on column access.role_grant.valid_to is 'first day it no longer holds; equal to valid_from when ended on its first day';
create index role_grant_user on access.role_grant (user_id);
create index role_grant_unit on access.role_grant (unit_id);

-- ── the journal ──────────────────────────────────────────────────────────────────────────────────

create table access.journal (
  seq bigint not null,
  at timestamptz(3) not null,
  user_id text not null,
  user_name text not null,
  actor_kind text collate "C" not null,
  role text collate "C",
  kind text collate "C" not null,
  action text collate "C" not null,
  unit_ids int[] not null,
  person_ids bigint[] not null,
  entry_id bigint,
  reason text not null,
  reason_salt bytea,
  reason_hash bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint journal_pkey primary key (seq),
  constraint journal_starts_at_one check (seq >= 1),
  constraint journal_hash_is_sha256 check (
    length(hash) = 32 and length(previous_hash) = 32 and length(reason_hash) = 32),
  constraint journal_blanked_has_no_reason check (reason_salt is not null or reason = ''),
  constraint journal_kind check (kind in ('read', 'change', 'signIn', 'system'))
);
comment on table access.journal is
  'who saw or changed what, when, why. hash = sha256(previous_hash || canonical content), seq without holes; see src/access/journal-chain.ts';
comment on column access.journal.reason_hash is
  'sha256(reason_salt || reason): the chain covers this instead of the words, so that words about an erased person can go';
comment on column access.journal.reason_salt is 'null = the words were erased, and nobody can try words against the hash';
comment on column access.journal.action is 'id of the endpoint or of the event (signIn.failed)';
comment on column access.journal.entry_id is 'registry.entry written by this change';
create index journal_user on access.journal (user_id, seq);
create index journal_at on access.journal (at);
create index journal_persons on access.journal using gin (person_ids);
create index journal_units on access.journal using gin (unit_ids);

create function access.refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'the journal is only ever appended to';
end
$$;
create trigger journal_is_append_only
  before delete or truncate on access.journal
  for each statement execute function access.refuse_change();

-- The one change there is: words and their salt go, all else stays (blankReasons of src/access/journal-sql.ts).
create function access.refuse_all_but_blanking() returns trigger
language plpgsql
as $$
begin
  if new.reason <> '' or new.reason_salt is not null
    or to_jsonb(new) - '{reason,reason_salt}'::text[] is distinct from
       to_jsonb(old) - '{reason,reason_salt}'::text[]
  then
    raise exception 'the journal is only ever appended to';
  end if;
  return new;
end
$$;
create trigger journal_is_only_blanked
  before update on access.journal
  for each row execute function access.refuse_all_but_blanking();

-- ── jobs: who started what, and how far it is ────────────────────────────────────────────────────

create table access.job (
  job_id text not null,
  name text not null,
  user_id text,
  state text collate "C" not null default 'waiting',
  share real,
  step text,
  params jsonb,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  constraint job_pkey primary key (job_id),
  constraint job_state check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  constraint job_share_of_one check (share between 0 and 1)
);
comment on table access.job is
  'graphile-worker forgets a job when it is done; this remembers who started it and its last word';
comment on column access.job.user_id is 'null = the system';
create index job_user on access.job (user_id, created_at);
create index job_created on access.job (created_at);

-- A request may start a job but has no right on the queue itself.
create function access.add_job(
  identifier text, payload json, queue_name text, max_attempts int, job_key text
) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  added text;
begin
  select j.id::text
  into added
  from graphile_worker.add_job(
    identifier => add_job.identifier,
    payload => add_job.payload,
    queue_name => add_job.queue_name,
    max_attempts => add_job.max_attempts,
    job_key => add_job.job_key
  ) as j;
  insert into access.job (job_id, name, user_id)
  values (added, add_job.identifier, nullif(current_setting('app.user', true), ''))
  on conflict (job_id) do update
  set state = 'waiting', share = null, step = null, params = null, changed_at = now();
  return added;
end
$$;
revoke execute on function access.add_job from public;
grant usage on schema access to baophu_app;
grant execute on function access.add_job to baophu_app;
