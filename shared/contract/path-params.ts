/** Names of path parameters that consist of letters, digits and hyphens. All others are UUIDs. */
export const slugParams: ReadonlySet<string> = new Set([
  'recordType',
  'pipelineId',
  'presetId',
  'fieldKey',
  'list',
]);

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a path parameter can name something. UUIDs must be in lower case. */
export const isParam = (name: string, value: string): boolean =>
  slugParams.has(name) ? /^[A-Za-z0-9-]{1,40}$/.test(value) : uuid.test(value);
