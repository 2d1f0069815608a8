import type { Permission } from '#contract/permission.ts';

type ResourceName = Permission extends `${infer Name}:${string}` ? Name : never;

/** What permissions are about. */
export const resources: Record<ResourceName, string> = {
  contact: 'Contacts',
  customer: 'Customers',
  lead: 'Leads',
  deal: 'Deals',
  pipeline: 'Pipelines',
  customField: 'Custom fields',
  vendor: 'Vendors',
  employee: 'Employees',
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
