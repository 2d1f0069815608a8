import type { RecordTypeName } from '#contract/record-types.ts';
import type { Permission } from '#contract/permission.ts';

type ResourceName = Permission extends `${infer Name}:${string}` ? Name : never;

/** What permissions are about, beside records. */
export const resources: Record<Exclude<ResourceName, RecordTypeName>, string> = {
  pipeline: 'Pipelines',
  customField: 'Custom fields',
  activity: 'Activities',
  task: 'Tasks',
  timeline: 'Timelines',
  job: 'Jobs',
  note: 'Notes',
  attachment: 'Files',
  tag: 'Tags',
  search: 'Search',
  dashboard: 'Dashboard',
  analytics: 'Analytics',
  member: 'Members',
  form: 'Web forms',
  invitation: 'Invitations',
  organization: 'Organization',
  apiKey: 'API keys',
};
