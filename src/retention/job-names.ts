/** Names of the jobs, for who starts them. */
export const RETENTION_JOB = 'retention.run';
export const TIDY_JOB = 'retention.tidy';
