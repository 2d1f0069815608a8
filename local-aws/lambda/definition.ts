/** A Lambda function of the template with references resolved. */
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
  /** Reserved concurrency, if the template sets any. */
  reservedConcurrency: number | undefined;
  roleName: string;
};
