/** A Lambda function of the template, everything resolved. */
export type FunctionDefinition = {
  name: string;
  arn: string;
  /** Folder of the unpacked code. */
  codeFolder: string;
  /** As in the template: `index.handler`. */
  handler: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
  /** Calls at once at most, where the template reserves any. */
  reservedConcurrency: number | undefined;
  roleName: string;
};
